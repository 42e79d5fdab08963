"""Clauses that are surer than their passage, that make a cause of what went together, that bring something up."""

import pytest

from newsdraft.checking import check_claim
from newsdraft.checking.statements import statements
from newsdraft.checking.topics import topics


def rules(text, passage):
    return {found.rule for found in check_claim(text, [passage]) if found.severity != "minor"}


PLANNED = "The maker plans to send its data on the inhaler to the agency by autumn."
OPEN = "Participants took the inhaler for a year; whether it spares them stays in hospital is unknown."
SEEN = "In a survey of 2,100 gardeners, those who stretched daily reported back pain less often."
MADE = "The inhaler is made in Ghent and holds sixty puffs."


@pytest.mark.parametrize(
    ("right", "wrong", "passage", "rule"),
    [
        (
            "The maker wants to send data on the inhaler to the agency.",
            "The maker has sent data on the inhaler to the agency.",
            PLANNED,
            "certainty-raised",
        ),
        (
            "Nobody knows yet if the inhaler spares people hospital stays.",
            "The inhaler will spare people hospital stays.",
            OPEN,
            "certainty-raised",
        ),
        (
            "Gardeners who stretched said less often that their backs hurt.",
            "Stretching wards off back pain in gardeners.",
            SEEN,
            "cause-overstated",
        ),
        (
            "The inhaler comes from Ghent.",
            "Insurers in most countries will pay for the inhaler.",
            MADE,
            "weak-support",
        ),
        (
            "The inhaler holds sixty puffs.",
            "You can skip the inhaler at night.",
            MADE,
            "advice-not-in-passages",
        ),
    ],
)
def test_a_retelling_is_flagged_for_its_error_alone(right, wrong, passage, rule):
    assert rule in rules(wrong, passage)
    assert rules(right, passage) == set()


def test_a_hedge_bears_on_its_own_clause():
    first, second = statements("The rash faded in most children, which may reflect the cream.")
    assert (first.left_open, second.left_open) == (False, True)


def test_a_study_that_should_report_is_no_advice():
    assert (
        rules(
            "A trial with 640 people should report in 2029.", "A trial with 640 people is to report in 2029."
        )
        == set()
    )


def test_a_topic_is_named_by_its_first_word():
    assert topics("Its price fell.") == {"money": "price"}
