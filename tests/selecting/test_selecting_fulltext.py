"""The second look at full texts: the same study in other words, its sisters and its follow-ups. All is made up."""

import pytest

from newsdraft.selecting import Likeness, full_text, rarity, same_study

TITLE = "Antibody holds back advanced stomach cancer in large trial"
ORIGINAL = (
    "Adding the antibody ostavelimab to chemotherapy kept advanced stomach cancer in check for longer than "
    "chemotherapy alone, according to a trial led by the Harbor Lake Institute and published in the Northmere Journal "
    "of Oncology. The trial enrolled 842 adults at 118 hospitals. Half of the patients who were given the antibody "
    "lived 8.9 months without growth of their cancer, compared with 6.4 months. The difference in overall survival was "
    "not significant. Severe side effects were reported in 246 of 417 people with the antibody and in 197 of 418 "
    "without it, said lead author Amina Veldkamp, an oncologist. Patients carried the protein claudin on their cells. "
    "The company that makes the antibody paid for the work."
)
REPORT = (
    "People with advanced gastric cancer may gain some months before the illness worsens. In a study of 842 adults, "
    "those who took ostavelimab on top of chemotherapy went a median of 8.9 months without progression; with "
    "chemotherapy only it was 6.4 months. They did not live significantly longer, said Amina Veldkamp, who led the "
    "research at the Harbor Lake Institute. But 246 of 417 patients on the antibody had severe side effects, as did "
    "197 of 418 in the other group. Claudin, a protein, had to be present on the cells of the tumor. The maker of the "
    "antibody funded the trial."
)
EVEN = rarity({}, 0)


def compared(a, b, *, title="Hope in gastric cancer", doi=(None, None)):
    one = full_text(TITLE, a, doi[0])
    two = full_text(title, b, doi[1])
    match = same_study(one, two, EVEN)
    assert same_study(two, one, EVEN) == match
    return match


def test_a_report_in_other_words_is_the_same():
    match = compared(ORIGINAL, REPORT)
    assert match.same is Likeness.SAME
    assert "8.9" in " ".join(match.reasons)
    assert "Amina Veldkamp" in " ".join(match.reasons)


def test_another_paper_is_not_the_same_however_alike():
    match = compared(ORIGINAL, REPORT, doi=("10.5555/a", "10.5555/b"))
    assert match.same is not Likeness.SAME
    assert "different papers" in match.reasons[0]


def test_one_paper_is_the_same_however_different():
    assert compared(ORIGINAL, "Something else.", doi=("10.5555/A", "10.5555/a")).same is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [(" (NCT99000001)", " (NCT99000002)"), (" in a phase 2 trial", " in a phase 3 trial")],
)
def test_trials_that_name_themselves_differently_are_not_merged(one, other):
    match = compared(f"{ORIGINAL} This was seen{one}.", f"{REPORT} This was seen{other}.")
    assert match.same is not Likeness.SAME


def test_a_follow_up_is_possible_and_not_merged():
    later = (
        "Five-year results of the trial with 842 adults show that ostavelimab did not prolong life in advanced stomach "
        "cancer, Amina Veldkamp of the Harbor Lake Institute reported. The cancer had grown after 8.9 months with the "
        "antibody and after 6.4 months with chemotherapy alone. Severe side effects were seen in 246 of 417 people."
    )
    match = compared(ORIGINAL, later, title="Antibody does not prolong life")
    assert match.same is Likeness.POSSIBLE
    assert any("five-year results" in reason for reason in match.reasons)


def test_the_same_words_with_other_figures_are_not_merged():
    other = ORIGINAL.replace("842", "391").replace("118", "54").replace("8.9", "11.2").replace("6.4", "7.7")
    other = other.replace("246 of 417", "90 of 195").replace("197 of 418", "71 of 196")
    assert compared(ORIGINAL, other, title=TITLE).same is not Likeness.SAME


def test_other_journals_leave_it_to_the_editor():
    match = compared(ORIGINAL, f"{REPORT} It was published in the Annals of Sample Screening.")
    assert match.same is Likeness.POSSIBLE
    assert any("different journals" in reason for reason in match.reasons)


def test_unrelated_texts_are_different():
    other = (
        "Walking for half an hour a day was linked to longer lives after colon cancer in a study of 2,310 people, "
        "Westhaven University reports. Those who walked most died less often within seven years."
    )
    assert compared(ORIGINAL, other, title="Walking after colon cancer").same is Likeness.DIFFERENT


def test_rare_words_weigh_more_than_common_ones():
    weight = rarity({"survival": 90, "cuprovane": 1}, 100)
    assert weight("cuprovane") > 2 * weight("survival")
    assert weight("never-seen") > weight("cuprovane")
