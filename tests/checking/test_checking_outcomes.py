"""What clauses say of an outcome in whoever's words, and what a sentence says otherwise than its passages."""

from __future__ import annotations

import pytest

from newsdraft.checking import check_claim
from newsdraft.checking.outcomes import tellings
from newsdraft.model import Severity

RULES = {"direction-turned", "negation-added", "negation-dropped", "null-told-as-effect"}


def found(text: str, *passages: str) -> list[str]:
    return [
        finding.rule
        for finding in check_claim(text, list(passages))
        if finding.rule in RULES and finding.severity is not Severity.MINOR
    ]


@pytest.mark.parametrize(
    ("text", "outcome", "sign"),
    [
        ("Fewer people died.", "survival", 1),
        ("People lived longer.", "survival", 1),
        ("Mortality fell.", "survival", 1),
        ("People died sooner.", "survival", -1),
        ("The drug kept the cancer from coming back.", "recurrence", -1),
        ("The drug lowered the risk of relapse.", "recurrence", -1),
        ("The course eased their tiredness.", "fatigue", -1),
    ],
)
def test_the_same_change_in_other_words_has_the_same_sign(text, outcome, sign):
    assert tellings(text)[0].signs[outcome] == sign


@pytest.mark.parametrize(
    "text",
    [
        "The drug did not help people sleep.",
        "People slept no better.",
        "Sleep stayed the same.",
        "Sleep did not differ between the groups.",
        "Sleep was better (difference 0.3; 95% CI -0.9 to 1.5).",
    ],
)
def test_a_change_is_denied_in_many_ways(text):
    assert tellings(text)[0].denied


def test_a_difference_that_was_not_significant_is_told_of_the_clause_before():
    (told,) = tellings("Relapse occurred in 4.1% and in 3.9%, a difference that was not significant.")
    assert told.denied
    assert told.inherited
    assert "recurrence" in told.weights


TRIAL = "Time to relapse was longer with the tablets, but fatigue was similar in both groups."


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("The cancer came back later.", "The cancer came back sooner.", "direction-turned"),
        ("The tablets delayed relapse.", "The tablets did not delay relapse.", "negation-added"),
        ("Both groups were about as tired.", "People on the tablets were less tired.", "null-told-as-effect"),
    ],
)
def test_an_error_in_other_words_is_seen_and_the_right_retelling_is_left_alone(right, wrong, rule):
    assert found(right, TRIAL) == []
    assert found(wrong, TRIAL) == [rule]


def test_a_denied_event_that_is_told_as_one_is_seen():
    passage = "The pump failed to protect the kidneys, and no deaths related to the pump occurred."
    assert found("Nobody died because of the pump.", passage) == []
    assert found("Some people died because of the pump.", passage) == ["negation-dropped"]


def test_the_two_sides_of_a_comparison_may_say_less_and_more():
    passage = (
        "Walking of 150 minutes or more per week, compared with less than 30 minutes, was associated "
        "with lower mortality."
    )
    assert found("Walkers died less often than people who walked for less than 30 minutes.", passage) == []


def test_what_is_told_of_another_outcome_is_not_compared():
    assert found("Fewer people had nausea.", "The tablets did not change survival.") == []
