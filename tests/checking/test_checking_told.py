"""Arms, parts of a year and bounds as people tell them."""

import pytest

from newsdraft.checking import check_claim
from newsdraft.checking.spans import dated, spans, together

ARMS = (
    "Stroke-free survival was 82% in men who had surgery and 74% in men who had stents, "
    "whereas bleeding was reported by 14% after surgery and 5% after stents."
)
DOSES = "Those receiving 40 mg of olorimab lost 9.8 kg, and those receiving 20 mg lost 6.3 kg."


def rules(claim, passage):
    return [f.rule for f in check_claim(claim, [passage])]


@pytest.mark.parametrize(
    ("right", "wrong", "passage"),
    [
        ("Bleeding hit 14% after an operation and 5% after a stent.",
         "Bleeding hit 5% after an operation and 14% after a stent.", ARMS),
        ("On the higher dose, people lost 9.8 kg.", "On the lower dose, people lost 9.8 kg.", DOSES),
        ("Bleeding was more common after surgery than after stents.",
         "Bleeding was more common after stents than after surgery.", ARMS),
    ],
)  # fmt: skip
def test_an_arm_told_in_patients_words_is_known(right, wrong, passage):
    ours = {"number-of-other-arm", "comparison-reversed"}
    assert not ours & set(rules(right, passage))
    assert ours & set(rules(wrong, passage))


@pytest.mark.parametrize(
    ("right", "wrong", "passage"),
    [
        ("It began in spring 2024.", "It began in fall 2024.", "Recruitment began in March 2024."),
        ("It ends in early 2027.", "It ends in late 2027.", "It ends in the first quarter of 2027."),
        ("It is due in early 2027.", "It is due in late 2027.", "In May 2026 they said: early next year."),
        ("They meet on Monday, March 2.", "They meet on Friday, March 2.", "They meet on 2 March 2026."),
        ("It came late in May 2025.", "It came early in May 2025.", "It came on 28 May 2025."),
    ],
)
def test_a_part_of_a_year_or_a_weekday_is_compared(right, wrong, passage):
    assert rules(right, passage) == []
    assert "date-differs" in rules(wrong, passage)


def test_the_winter_of_a_year_is_at_its_beginning_or_at_its_end():
    winter = spans("winter 2025")[0]
    assert together(winter, dated("January 2025")[0])
    assert together(winter, dated("December 2025")[0])
    assert not together(winter, dated("July 2025")[0])


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Nobody younger than 18 may take it.", "It is for adults aged 18 years or older."),
        ("One in four people had a relapse.", "Of 200 participants, 50 had a relapse."),
        ("The gain was 2.7 months.", "They lived 14.6 vs 11.9 months."),
        ("Only tumors of up to 3 cm counted.", "The tumor had to be no larger than 3 cm."),
        ("Walk at least 150 minutes a week.", "Walk 150 minutes or more per week."),
    ],
)
def test_a_fair_way_to_tell_a_number_passes(claim, passage):
    assert not {"number-not-in-passages", "number-bound-differs"} & set(rules(claim, passage))
