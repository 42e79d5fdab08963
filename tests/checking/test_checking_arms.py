"""Numbers and comparisons of the wrong arm, time or group: found, and right ones left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdraft.checking import check_claim
from newsdraft.model import Severity

OURS = {"numbers-exchanged", "number-of-other-arm", "number-of-other-time", "comparison-reversed"}


def ours(claim: str, *passages: str) -> list[str]:
    return [found.rule for found in check_claim(claim, passages) if found.rule in OURS]


# passage, a right retelling, one with the numbers or arms changed over
PAIRS = [
    (
        "Relapse occurred in 12% of patients in the olorimab arm and in 30% of patients in the placebo arm.",
        "In the group given the new drug, 12 of 100 people had a relapse; with placebo it was 30 of 100.",
        "In the group given the new drug, 30 of 100 people had a relapse; with placebo it was 12 of 100.",
    ),
    (
        "Two-year survival was 64% and 51% with olorimab and chemotherapy, respectively.",
        "After two years, 51 percent of people on chemotherapy were alive, and 64 percent of those on olorimab.",
        "After two years, 64 percent of people on chemotherapy were alive, and 51 percent of those on olorimab.",
    ),
    (
        "The response rate was higher with the combination than with olorimab alone (48% vs 29%).",
        "Tumours shrank in 29% of people who took olorimab alone.",
        "Tumours shrank in 48% of people who took olorimab alone.",
    ),
    (
        "Severe nausea was reported by 9% in the tablet group versus 21% in the infusion group.",
        "Of those given the infusion, 21% felt very sick.",
        "Of those given the infusion, 9% felt very sick.",
    ),
    (
        "Median progression-free survival: olorimab, 11.2 months; standard care, 7.4 months.",
        "With usual treatment it was 7.4 months before the cancer grew, with olorimab 11.2 months.",
        "With usual treatment it was 11.2 months before the cancer grew, with olorimab 7.4 months.",
    ),
    (
        (
            "Median overall survival was 20.1 months with veltinib (95% CI, 17.9 to 23.3) compared with 14.3 months "
            "with placebo (95% CI, 12.8 to 16.0; hazard ratio, 0.68 [95% CI, 0.55-0.84])."
        ),
        "Half of the people on placebo lived for 14.3 months or more.",
        "Half of the people on placebo lived for 20.1 months or more.",
    ),
    (
        "Infections were seen in 14 of 70 women and 35 of 70 men.",
        "Among men, 35 of 70 had an infection.",
        "Among men, 14 of 70 had an infection.",
    ),
    (
        "Hospital stays averaged 6 days for patients who did exercises and 9 days for those who did not.",
        "People who did exercises stayed 6 days on average.",
        "People who did exercises stayed 9 days on average.",
    ),
    (
        "Hot flushes fell by 55% in the acupuncture group (n = 40) and by 20% in the control group (n = 38).",
        "Those in the control group had 20% fewer hot flushes.",
        "Those in the control group had 55% fewer hot flushes.",
    ),
    (
        "Cervical cancer was found in 4 per 100,000 vaccinated women and 47 per 100,000 unvaccinated women.",
        "It was found in 47 per 100,000 unvaccinated women.",
        "It was found in 4 per 100,000 unvaccinated women.",
    ),
    (
        "Lung cancer was diagnosed in 3% of smokers and 0.5% of non-smokers.",
        "It struck 3% of the smokers.",
        "It struck 0.5% of the smokers.",
    ),
    (
        "Group A received the low dose and group B the high dose. Fatigue affected 25% in group A and 40% in group B.",
        "In group B, 40 percent were tired.",
        "In group B, 25 percent were tired.",
    ),
    (
        "Pain scores were 2.1 with the nerve block and 4.8 without the nerve block.",
        "With the nerve block the pain score was 2.1.",
        "Without the nerve block the pain score was 2.1.",
    ),
    (
        "Compared with placebo, veltinib led to fewer fractures (5% vs 8%).",
        "With placebo, 8% had a fracture.",
        "With placebo, 5% had a fracture.",
    ),
    (
        (
            "Patients assigned to surgery had a five-year survival of 71%, compared with 62% for patients "
            "assigned to radiotherapy."
        ),
        "Five years after surgery 71% were alive; after radiotherapy it was 62%. With surgery it was 71%.",
        "With radiotherapy 71% were alive after five years.",
    ),
    (
        "Recurrence was less frequent in the aspirin group (8%) than in the placebo group (14%).",
        "The cancer came back in 14% of people on placebo.",
        "The cancer came back in 8% of people on placebo.",
    ),
    (
        "At 6 months 40% were free of pain, and at 12 months 25%.",
        "One in four was free of pain at one year, at 12 months that is 25%.",
        "At one year, 40% were free of pain.",
    ),
    (
        "Response was 33% at week 8 and 52% at week 24.",
        "By week 24 it had risen to 52%.",
        "At week 8 it was 52%.",
    ),
    (
        "The rate was 18% in 2010 and 11% in 2020.",
        "In 2020 it stood at 11%.",
        "In 2020 it stood at 18%.",
    ),
    (
        "Diarrhoea was more common with veltinib than with placebo.",
        "Diarrhoea was less common with placebo than with veltinib.",
        "People had diarrhoea more often: it was more common with placebo than with veltinib.",
    ),
    (
        "Survival was longer in the surgery group than in the radiotherapy group.",
        "People in the surgery group had longer survival compared with the radiotherapy group.",
        "People in the radiotherapy group had longer survival compared with the surgery group.",
    ),
    (
        "Anxiety scores were lower among patients who received coaching than among those who received leaflets.",
        "Patients who received coaching had lower anxiety than those who received leaflets.",
        "Patients who received leaflets had lower anxiety than those who received coaching.",
    ),
    (
        "Remission was reached by 61 (52%) of patients on olorimab and 38 (33%) of patients on standard therapy.",
        "On standard treatment, 38 people (33%) were in remission.",
        "On standard treatment, 61 people (52%) were in remission.",
    ),
    (
        "Blood clots occurred in 1.2% of those taking the pill and 0.4% of those not taking the pill.",
        "Among those taking the pill, 1.2% had a blood clot.",
        "Among those not taking the pill, 1.2% had a blood clot.",
    ),
    (
        "Mean weight loss was 5.0 ± 3.4 kg in the diet group and 1.1 ± 2.6 kg in the control group (p = 0.002).",
        "The control group lost 1.1 kg.",
        "The control group lost 5 kg.",
    ),
    (
        (
            "Children treated with veltinib needed 3 transfusions; children treated with best supportive "
            "care needed 7 transfusions."
        ),
        "Children given veltinib needed 3 transfusions.",
        "Children given veltinib needed 7 transfusions.",
    ),
    (
        "The screened group had 32 deaths, the unscreened group 58 deaths.",
        "There were 58 deaths in the unscreened group.",
        "There were 32 deaths in the unscreened group.",
    ),
    (
        (
            "Cough settled in 71%, 55% and 30% of the patients in the high-dose, low-dose and placebo "
            "groups, respectively."
        ),
        "In the low-dose group, 55% stopped coughing.",
        "In the low-dose group, 71% stopped coughing.",
    ),
    (
        "Older women had a complete response in 22% of cases, whereas in younger women it was 35%.",
        "A complete response was seen in 35% of younger women.",
        "A complete response was seen in 22% of younger women.",
    ),
    (
        "Complete response was 22% and partial response was 41%.",
        "Complete response was 22%; partial response was 41%.",
        "Complete response was 41% and partial response was 22%.",
    ),
    (
        (
            "Adding veltinib to chemotherapy raised survival: 39% were alive with veltinib plus "
            "chemotherapy and 28% with chemotherapy alone."
        ),
        "With chemotherapy alone, 28% were alive.",
        "With chemotherapy alone, 39% were alive.",
    ),
    (
        "Patients in the olorimab arm had a median of 9 months without progression versus 5 months in the control arm.",
        "Olorimab was compared with a control; the former gave 9 months, the latter 5 months.",
        "Olorimab was compared with a control; the former gave 5 months, the latter 9 months.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "right", "wrong"), PAIRS)
def test_a_right_retelling_is_left_alone(passage, right, wrong):
    assert ours(right, passage) == []


@pytest.mark.parametrize(("passage", "right", "wrong"), PAIRS)
def test_what_changed_over_is_found(passage, right, wrong):
    assert ours(wrong, passage)


# passages of several sentences and outcomes
COMBINATION = (
    "Patients received veltinib plus letrozole or letrozole alone. Median progression-free survival was "
    "28.2 months with the combination and 18.1 months with letrozole alone (HR 0.58). Grade 3 neutropenia"
    " occurred in 54% versus 1%. Fatigue of any grade was seen in 37% of the combination group and 27% of"
    " the letrozole-alone group."
)
RESPONSE = (
    "In the intention-to-treat population, the objective response rate was 45% (95% CI 39-51) in the "
    "olorimab group and 23% (18-29) in the docetaxel group. Median duration of response was 12.5 months "
    "versus 5.6 months. Treatment-related deaths: 2 (1%) and 3 (1%), respectively."
)
EXERCISE = (
    "Among 1,204 women, 602 were assigned to exercise and 602 to usual care. At one year, 41% of the "
    "exercise group and 29% of the usual-care group reported less fatigue; at two years the figures were "
    "36% and 30%."
)
VACCINE = (
    "The vaccine was 95% effective: 8 cases of the disease occurred in the vaccine group and 162 in the "
    "placebo group."
)
MARKER = (
    "Overall survival at 3 years was 58% for patients whose tumours were PD-L1 positive and 34% for those"
    " whose tumours were PD-L1 negative."
)
SEXES = "Men had a five-year survival of 62%, women of 71%."
SALT = (
    "Blood pressure fell by 9 mmHg in those who ate less salt, compared with 2 mmHg in those who did not "
    "change their diet."
)
DRUG = "Of the 240 patients, 120 got the drug, of whom 30 relapsed; of the 120 on placebo, 54 relapsed."
SIDE_EFFECTS = (
    "Nausea (34% vs 12%), vomiting (18% vs 7%) and diarrhoea (25% vs 31%) were the most frequent side "
    "effects with veltinib compared with chemotherapy."
)
RADIOTHERAPY = (
    "The 5-year recurrence rate was 10.3% in women who had breast-conserving surgery with radiotherapy "
    "and 26.8% in women who had breast-conserving surgery without radiotherapy."
)
RIGHT = [
    (
        (
            "The combination kept the cancer from growing for a median of 28.2 months; letrozole alone did "
            "so for 18.1 months."
        ),
        COMBINATION,
    ),
    ("On letrozole alone, 27% of the women felt tired.", COMBINATION),
    ("Severe neutropenia hit 54% of those on both drugs, and 1% of those on letrozole alone.", COMBINATION),
    ("With docetaxel tumours shrank in 23% of patients.", RESPONSE),
    ("Responses to olorimab lasted 12.5 months, those to docetaxel 5.6 months.", RESPONSE),
    (
        "After one year, 41% of women who exercised were less tired, against 29% of those with usual care.",
        EXERCISE,
    ),
    ("After two years it was 36% with exercise and 30% with standard care.", EXERCISE),
    ("There were 8 cases among the vaccinated and 162 among those given a placebo.", VACCINE),
    ("Among people with PD-L1 negative tumours 34% were alive at three years.", MARKER),
    ("After five years 71% of the women and 62% of the men were alive.", SEXES),
    ("People who ate less salt lowered their blood pressure by 9 mmHg; the others by 2 mmHg.", SALT),
    ("Thirty of 120 people on the drug relapsed, and 54 of 120 on placebo.", DRUG),
    ("Vomiting affected 18% on veltinib and 7% on chemotherapy.", SIDE_EFFECTS),
    ("Diarrhoea was seen in 31% of people on chemotherapy.", SIDE_EFFECTS),
    ("Without radiotherapy the cancer came back in 26.8% of women.", RADIOTHERAPY),
    ("With radiotherapy it came back in 10.3%.", RADIOTHERAPY),
    (
        "The trial compared letrozole with and without veltinib: 18.1 months without it, 28.2 months with it.",
        COMBINATION,
    ),
    (
        "Compared with docetaxel, which shrank tumours in 23% of people, olorimab shrank them in 45%.",
        RESPONSE,
    ),
    ("45% of patients had a response to olorimab, almost twice as many as the 23% with docetaxel.", RESPONSE),
]
WRONG = [
    (
        (
            "The combination kept the cancer from growing for a median of 18.1 months; letrozole alone did "
            "so for 28.2 months."
        ),
        COMBINATION,
    ),
    ("On letrozole alone, 37% of the women felt tired.", COMBINATION),
    ("Severe neutropenia hit 1% of those on both drugs, and 54% of those on letrozole alone.", COMBINATION),
    ("With docetaxel tumours shrank in 45% of patients.", RESPONSE),
    ("Responses to olorimab lasted 5.6 months, those to docetaxel 12.5 months.", RESPONSE),
    (
        "After one year, 29% of women who exercised were less tired, against 41% of those with usual care.",
        EXERCISE,
    ),
    ("There were 162 cases among the vaccinated and 8 among those given a placebo.", VACCINE),
    ("Among people with PD-L1 negative tumours 58% were alive at three years.", MARKER),
    ("After five years 62% of the women and 71% of the men were alive.", SEXES),
    ("Vomiting affected 7% on veltinib and 18% on chemotherapy.", SIDE_EFFECTS),
    ("Diarrhoea was seen in 25% of people on chemotherapy.", SIDE_EFFECTS),
    ("Without radiotherapy the cancer came back in 10.3% of women.", RADIOTHERAPY),
    ("With radiotherapy it came back in 26.8%.", RADIOTHERAPY),
    (
        "The trial compared letrozole with and without veltinib: 28.2 months without it, 18.1 months with it.",
        COMBINATION,
    ),
    (
        "Compared with docetaxel, which shrank tumours in 45% of people, olorimab shrank them in 23%.",
        RESPONSE,
    ),
    ("23% of patients had a response to olorimab, compared with 45% with docetaxel.", RESPONSE),
]


@pytest.mark.parametrize(("claim", "passage"), RIGHT)
def test_right_numbers_of_a_long_passage_are_left_alone(claim, passage):
    assert ours(claim, passage) == []


@pytest.mark.parametrize(("claim", "passage"), WRONG)
def test_wrong_numbers_of_a_long_passage_are_found(claim, passage):
    assert ours(claim, passage)


def test_what_is_explicit_blocks_and_what_is_read_from_the_order_does_not():
    def severity(claim: str, passage: str) -> Severity:
        (found,) = [found for found in check_claim(claim, [passage]) if found.rule in OURS]
        return found.severity

    explicit = "Nausea hit 12% in the olorimab group and 30% in the placebo group."
    implied = "Nausea was rarer in the olorimab group (12% vs 30%)."
    assert severity("On olorimab 30% felt sick.", explicit) is Severity.BLOCK
    assert severity("On olorimab 30% felt sick.", implied) is Severity.MAJOR


def test_the_finding_names_both_arms_and_both_numbers():
    passage = "Nausea hit 12% in the olorimab group and 30% in the placebo group."
    (found,) = check_claim("On olorimab 30% felt sick.", [passage])
    for words in ("30%", "12%", "olorimab", "placebo"):
        assert words in found.message
    assert found.evidence == passage


def test_a_number_that_also_stands_free_is_not_judged():
    passage = (
        "Nausea hit 12% in the olorimab group and 30% in the placebo group. On olorimab days, 30% felt sick."
    )
    assert ours("On olorimab 30% felt sick.", passage) == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Compared with olorimab, placebo had higher scores.",
            "Scores were higher with olorimab than with placebo.",
        ),
        ("Pain was lower with rest than with yoga.", "Pain was lower with yoga than with rest."),
        ("Pain was higher with yoga than with rest.", "Pain was lower with yoga than with rest."),
        (
            "Rest led to a greater reduction in pain than yoga.",
            "The reduction in pain was greater with yoga than with rest.",
        ),
    ],
)
def test_a_comparison_turned_round_is_found(claim, passage):
    assert ours(claim, passage)


def test_every_cited_passage_counts():
    one = "Nausea hit 12% in the olorimab group and 30% in the placebo group."
    other = "Rashes hit 30% in the olorimab group and 9% in the placebo group."
    assert ours("On olorimab, 30% had it.", one)
    assert ours("On olorimab, 30% had it.", one, other) == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The trial compared surgery with radiotherapy.", "The trial compared radiotherapy with surgery."),
        (
            "Pain was not worse with olorimab than with placebo.",
            "Pain was worse with placebo than with olorimab.",
        ),
        (
            "Survival was longer with olorimab than with placebo.",
            "Rashes were more common with placebo than with olorimab.",
        ),
        ("Fatigue was lower after yoga.", "Fatigue was lower with yoga than with stretching."),
        (
            "Pain was lower with yoga than with rest.",
            "The reduction in pain was greater with yoga than with rest.",
        ),
        (
            "Relapse was rarer with yoga than with rest.",
            "Relapse-free survival was higher with yoga than with rest.",
        ),
        ("Relapse hit 40% on olorimab and 60% on placebo.", "On olorimab 60% were well, on placebo 40%."),
        (
            "Compared with placebo, olorimab led to higher scores.",
            "Scores were higher with olorimab than with placebo.",
        ),
    ],
)
def test_what_is_no_reversal_is_left_alone(claim, passage):
    assert ours(claim, passage) == []


ARMS = st.sampled_from(
    [("olorimab", "placebo"), ("surgery", "radiotherapy"), ("yoga", "usual care"), ("BXQ", "CMF")]
)
SHAPES = st.sampled_from(
    [
        "Relapse occurred in {p}% in the {a} group and in {q}% in the {b} group.",
        "Relapse rates with {a} and {b} were {p}% and {q}%, respectively.",
        "Relapse occurred in {p}% of those given {a}, compared with {q}% of those given {b}.",
        "Relapse was seen more or less often in the {a} group than in the {b} group ({p}% vs {q}%).",
        "The {a} group had a relapse rate of {p}% and the {b} group one of {q}%.",
    ]
)


@settings(deadline=None)
@given(ARMS, SHAPES, SHAPES, st.integers(10, 30), st.integers(50, 65), st.booleans())
def test_any_shape_beside_any_other(arms, told, read, one, other, turned):
    a, b = arms
    passage = read.format(a=a, b=b, p=one, q=other)
    first, second = ((b, other), (a, one)) if turned else ((a, one), (b, other))
    right = told.format(a=first[0], b=second[0], p=first[1], q=second[1])
    wrong = told.format(a=first[0], b=second[0], p=second[1], q=first[1])
    assert ours(right, passage) == []
    assert ours(wrong, passage)


PIECES = st.sampled_from(
    [
        *(
            "the A group ",
            "group B ",
            "with x ",
            "without x ",
            "12% ",
            "15% ",
            "vs ",
            "and ",
            "(",
            ")",
            "than ",
        ),
        *(
            "higher ",
            "in ",
            "respectively",
            "the former ",
            "the others ",
            "those who did not ",
            "week 8 ",
            "; ",
        ),
        *("at 6 months ", "[95% CI 1-2] ", "± 3 ", "men ", "women ", ", ", "olorimab ", "placebo ", ": "),
        *("HER2-positive ", "per 1,000 "),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_makes_the_check_raise_or_turn_on_itself(text, passage):
    check_claim(text, [passage])
    assert ours(text, text) == []
