"""Numbers and comparisons of the wrong arm, time or group: found, and right ones left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
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
        "Median overall survival was 20.1 months with veltinib (95% CI, 17.9 to 23.3) compared with 14.3 months "
        "with placebo (95% CI, 12.8 to 16.0; hazard ratio, 0.68 [95% CI, 0.55-0.84]).",
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
        "Patients assigned to surgery had a five-year survival of 71%, compared with 62% for patients assigned to radiotherapy.",
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
        "Children treated with veltinib needed 3 transfusions; children treated with best supportive care needed 7 transfusions.",
        "Children given veltinib needed 3 transfusions.",
        "Children given veltinib needed 7 transfusions.",
    ),
    (
        "The screened group had 32 deaths, the unscreened group 58 deaths.",
        "There were 58 deaths in the unscreened group.",
        "There were 32 deaths in the unscreened group.",
    ),
    (
        "Cough settled in 71%, 55% and 30% of the patients in the high-dose, low-dose and placebo groups, respectively.",
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
        "Adding veltinib to chemotherapy raised survival: 39% were alive with veltinib plus chemotherapy and 28% with chemotherapy alone.",
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
