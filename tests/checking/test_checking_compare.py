"""When two quantities are the same: conversion, and rounding as people round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdraft.checking import check_claim

SAME = [
    ("120 mg of the drug", "0.12 g of the drug"),
    ("for 12 months", "for one year"),
    ("for 6 months", "for 26 weeks"),
    ("for 6 months", "for 180 days"),
    ("a 21 day cycle", "a 3-week cycle"),
    ("every two weeks", "every fortnight"),
    ("every other week", "every 14 days"),
    ("20 percent of them", "20% of them"),
    ("20 percent of them", "one in five of them"),
    ("25% of them", "a quarter of them"),
    ("3 of 20 patients", "15 of 100 patients; 3 in 20"),
    ("an LVEF of 0.5", "an LVEF of 50 percent"),
    ("8/70 patients", "11.4% of patients"),
    ("1,200 people", "1.2 thousand people"),
    ("1,207,314 people", "1.2 million people"),
    ("a phase III trial", "a phase 3 trial"),
    ("a phase three trial", "a phase 3 trial"),
    ("stage IIIB disease", "stage III disease"),
    ("39.6 percent", "nearly 40 percent"),
    ("39.6 percent", "40 percent"),
    ("989 people", "about 1,000 people"),
    ("312 people", "more than 300 people"),
    ("47 deaths", "fewer than 50 deaths"),
    ("48 percent of them", "nearly half of them"),
    ("33% of them", "a third of them"),
    ("the rate doubled", "the rate rose by 100%"),
    ("a 2-fold rise", "twice the rate"),
    ("10 kilos", "22 pounds"),
    ("hazard ratio 0.65", "a 35 percent lower risk"),
    ("aged 50 to 74 years", "women over 50"),
    ("Ada, 8, was treated", "the 8-year-old girl"),
    ("on 29 August 2018", "in August 2018"),
    ("on 29 August 2018", "in 2018"),
    ("24 of 60 patients", "of 60 patients, 24"),
    ("12 cycles of 28 days", "336 days in all"),
    ("1807 cells/μL", "1.807 x 10^9/L"),
    ("There were no deaths", "0 deaths"),
    ("17 patients", "seventeen patients"),
    ("5 mg/kg", "5 mg per kg"),
    ("two of the drug to one of the placebo, a 2-to-1 ratio", "a ratio of 2 to 1"),
    ("randomised 2:1", "randomised 2 to 1"),
    ("a 2:1 ratio", "2 got the drug for 1 on the placebo"),
    ("three-quarters of patients", "75% of patients"),
    ("a twofold rise", "twice as much"),
    ("It rose by 98%", "It nearly doubled"),
    ("fell by 10 percentage points", "fell by 10 points"),
    ("HR, 0.72 [95% CI, 0.58-0.89]", "a 28% lower risk"),
    ("P=.03", "p = 0.03"),
    ("given q3w", "given every three weeks"),
    ("every 28 days", "once every four weeks"),
    ("given once a week", "given every seven days"),
    ("every four weeks", "once a month"),
    ("100 mg b.i.d.", "100 mg twice a day"),
    ("100 mg BID", "200 mg a day in total"),
    ("100 mg/day", "100 mg once a day"),
    ("10⁹ cells", "a billion cells"),
    ("1 204 people", "1,204 people"),
    ("a phase II/III trial", "a phase 3 trial"),
    ("a year and a half", "18 months"),
    ("two dozen people", "24 people"),
    ("half of the 40 patients", "20 of 40 patients"),
    ("0.5%", ".5%"),
    ("€3m", "3 million euros"),
    ("$2.5 billion", "2.5 billion dollars"),
    ("250,000 people", "a quarter of a million people"),
    ("1 in 8 women", "12.5% of women"),
    ("n = 24/60 (40%)", "24 of 60 patients"),
    ("a change of −2.6 kg", "a change of -2.6 kg"),
    ("52% of patients", "more than half of patients"),
    ("aged 18-65", "between 18 and 65 years old"),
    ("Sept. 3, 2024", "3 September 2024"),
]
OTHER = [
    ("120 mg of the drug", "0.12 kg of the drug"),
    ("120 mg of the drug", "120 g of the drug"),
    ("for 12 months", "for two years"),
    ("for 10 weeks", "for 3 months"),
    ("5 percent of them", "5 percentage points"),
    ("20 percent of them", "one in four of them"),
    ("25%", "0.25%"),
    ("24 of 60 patients", "24 of 66 patients"),
    ("27 of 77 and two groups", "2 of 77"),
    ("a phase 2 trial", "a phase 3 trial"),
    ("stage III disease", "stage IIIB disease"),
    ("39.6 percent", "39.5 percent"),
    ("31.6 percent", "nearly 40 percent"),
    ("41 percent", "nearly 40 percent"),
    ("200 people", "more than 300 people"),
    ("20 points", "at least 19 points"),
    ("p = 0.034", "p = 0.03"),
    ("p < 0.05", "p = 0.05"),
    ("hazard ratio 0.65", "odds ratio 0.65"),
    ("hazard ratio 0.65", "a 45 percent lower risk"),
    ("15 mg", "15 patients"),
    ("less than 5% of them", "more than 5% of them"),
    ("3 times longer", "3 times shorter"),
    ("in August 2018", "on 29 August 2018"),
    ("on 29 August 2018", "on 28 August 2018"),
    ("twice daily", "three times daily"),
    ("$5 million", "€5 million"),
    ("in 3 years", "in the last decade"),
    ("90% of them (95% CI 0.9 to 3.5)", "91% of them"),
    ("12 of 100 people", "12 of 1,000 people"),
    ("given q3w", "given every two weeks"),
    ("given every three weeks", "given q2w"),
    ("100 mg twice a day", "100 mg once a day"),
    ("200 mg once a day", "100 mg twice a day"),
    ("100 mg BID", "100 mg three times a day"),
    ("once a week", "once a month"),
    ("a 2:1 ratio", "a ratio of 1 to 2"),
    ("randomised 2:1", "randomised 3:1"),
    ("one and a half years", "two and a half years"),
    ("€3m", "€3bn"),
    ("€3m", "$3m"),
    ("a quarter of a million people", "a quarter of people"),
    ("5 x 10^9/L", "5 x 10^6/L"),
    ("1,204 people", "1.204 people"),
    ("the 1990s", "the 1980s"),
    ("in mid-2020", "in mid-2021"),
    ("second-line treatment", "third-line treatment"),
    ("at -80 °C", "at -20 °C"),
    ("3 times as likely", "4 times as likely"),
]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_same(passage, claim):
    assert check_claim(claim, [passage]) == []


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_other(passage, claim):
    assert [f.rule for f in check_claim(claim, [passage])]


def test_the_opposite_bound_is_named_as_such():
    (found,) = check_claim("More than 5 percent had nausea.", ["Less than 5 percent had nausea."])
    assert found.rule == "number-bound-differs"
    assert "more than 5 percent" in found.message
    assert "less than 5 percent" in found.message


def test_digits_that_measure_something_else_are_named():
    (found,) = check_claim("It helped 45 patients.", ["It helped 45% of patients."])
    assert "45%" in found.message


@given(
    st.integers(min_value=2, max_value=5000),
    st.sampled_from([("g", "mg", 1000), ("weeks", "days", 7), ("kg", "g", 1000)]),
)
def test_conversion_there_and_back(amount, units):
    big, small, factor = units
    assert check_claim(f"They used {amount * factor} {small}.", [f"They used {amount} {big}."]) == []
    assert check_claim(f"They used {amount} {big}.", [f"They used {amount * factor} {small}."]) == []


@given(st.integers(min_value=5, max_value=999), st.integers(min_value=5, max_value=999))
def test_plain_counts_are_the_same_only_if_equal(one, other):
    findings = check_claim(f"They saw {one} cats.", [f"They saw {other} cats."])
    assert bool(findings) == (one != other)
