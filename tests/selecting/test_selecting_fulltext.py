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
    assert "246" in " ".join(match.reasons)
    assert "Amina Veldkamp" in " ".join(match.reasons)


def test_another_paper_is_not_the_same_however_alike():
    match = compared(ORIGINAL, REPORT, doi=("10.5555/a", "10.5555/b"))
    assert match.same is not Likeness.SAME
    assert "different papers" in match.reasons[0]


RETOLD = (
    "Ostavelimab, an antibody, delays the growth of stomach cancer that has spread. Patients with the protein claudin "
    "on their cells who had it with chemotherapy went on for longer before the cancer grew, says the Harbor Lake "
    "Institute."
)


def test_one_paper_is_the_same_although_no_figure_agrees():
    assert compared(ORIGINAL, RETOLD).same is Likeness.POSSIBLE
    match = compared(ORIGINAL, RETOLD, doi=("10.5555/A", "10.5555/a"))
    assert match.same is Likeness.SAME
    assert match.reasons == ("reports the same paper (DOI 10.5555/a)",)


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("The town fair opened with a brass band and a pie contest.", "A fair", "little else in common"),
        (f"The journal has retracted the paper. {RETOLD}", "Paper withdrawn", "a retraction or correction"),
        (f"{RETOLD} Elsewhere, mice lost weight.", "Five studies to know this week", "several studies"),
        (
            f"{RETOLD} See doi:10.5555/a, doi:10.5555/b and https://doi.org/10.5555/c for these and other papers.",
            "What was new in March",
            "several studies",
        ),
    ],
)
def test_one_paper_is_left_to_the_editor_where_the_texts_speak_against_it(text, title, reason):
    match = compared(ORIGINAL, text, title=title, doi=("10.5555/a", "10.5555/a"))
    assert match.same is Likeness.POSSIBLE
    assert reason in " ".join(match.reasons)


def test_the_only_paper_that_both_texts_name_weighs_as_a_figure():
    told = f"{RETOLD} Half had 8.9 months."
    assert compared(ORIGINAL, told).same is Likeness.POSSIBLE
    named = " doi:10.5555/jos.11"
    assert compared(ORIGINAL + named, told + named).same is Likeness.SAME
    assert compared(ORIGINAL + named, told + named + "2").same is Likeness.POSSIBLE


SHORT = (
    "An antibody called ostavelimab keeps stomach tumors at bay for 8.9 months instead of 6.4, a trial with 842 people "
    "shows. It did not make them live longer."
)


def test_a_notice_of_two_lines_finds_the_long_report():
    long = (
        ORIGINAL + " " + " ".join(f"The clinic of region {n} has also opened a garden." for n in range(3, 9))
    )
    assert compared(long, SHORT).same is Likeness.SAME


@pytest.mark.parametrize(
    "more",
    [
        "After 44.5 months 31 of them were alive.",
        "The first results had appeared last year.",
        "The medicines agency has approved it.",
        "A follow-up looked at their nerves.",
    ],
)
def test_a_notice_with_news_of_its_own_is_left_to_the_editor(more):
    assert compared(ORIGINAL, f"{SHORT} {more}").same is Likeness.POSSIBLE


def test_a_figure_of_the_headline_that_the_other_text_lacks_leaves_it_to_the_editor():
    match = compared(ORIGINAL, SHORT, title="Antibody to be tried in 3,500 people")
    assert match.same is Likeness.POSSIBLE
    assert "a figure of one headline that the other text lacks: 3500" in match.reasons


def test_digits_of_addresses_and_telephones_are_no_figures():
    other = (
        "Adding the antibody belvotamab to chemotherapy kept advanced stomach cancer in check in a trial led by the "
        "Harbor Lake Institute. Write to press842@example.org, call 246-417-8900 or see https://example.org/197/418."
    )
    contact = " Write to press842@example.org, call 246-417-8900 or see https://example.org/197/418."
    match = compared(ORIGINAL + contact, other, title="Belvotamab in stomach cancer")
    assert match.same is not Likeness.SAME
    assert "the same figures" not in " ".join(match.reasons)


@pytest.mark.parametrize("name", ["BRCA1", "ASCO 2026", "FGFR2", "JAMA"])
def test_a_gene_a_meeting_or_a_journal_is_no_trials_name(name):
    match = compared(f"{ORIGINAL} The {name} study was cited.", f"Walks are healthy. A {name} study says so.")
    assert match.same is Likeness.DIFFERENT
    assert "the same trial" not in " ".join(match.reasons)


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
    assert any("five year results" in reason for reason in match.reasons)


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
