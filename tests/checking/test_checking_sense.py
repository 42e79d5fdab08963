"""What a sentence says of an effect: direction, denial, null results, certainty, cause. Real sentences, no doubles."""

from __future__ import annotations

import pytest
from sense_cases import CASES, FRESH, SEVERAL, STRENGTH

from newsdraft.checking import causal_strength, check_claim, exaggeration
from newsdraft.checking.clauses import tokens
from newsdraft.checking.direction import signals
from newsdraft.checking.rules.sense import SENSE
from newsdraft.model import Finding, Severity

RULES = {rule.id for rule in SENSE}
ONE = [((passage,), fair, wrong) for passage, fair, wrong in CASES]
STRONG = [((passage,), fair, wrong) for passage, fair, wrong in STRENGTH]
ALL = (*ONE, *STRONG, *SEVERAL, *FRESH)
# What the checks are known to get wrong; docs/quality.md says which classes of sentences these stand for.
KNOWN_MISSES = {
    "The test reduced recalls.",
    "Overall survival was significantly longer with tavolimab.",
    "The injection has been tested in children.",
}
KNOWN_ALARMS = {"In women aged 40 to 49, screening did not reduce breast cancer mortality."}


def found(text: str, *passages: str) -> list[Finding]:
    return [finding for finding in check_claim(text, passages) if finding.rule in RULES]


def rules(text: str, *passages: str) -> set[str]:
    return {finding.rule for finding in found(text, *passages)}


@pytest.mark.parametrize(
    ("passages", "text"),
    [(passages, text) for passages, fair, _ in ALL for text in fair],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_a_fair_retelling_is_left_alone(passages: tuple[str, ...], text: str) -> None:
    told = found(text, *passages)
    assert not [finding for finding in told if finding.severity is Severity.BLOCK]
    assert bool(told) == (text in KNOWN_ALARMS)


@pytest.mark.parametrize(
    ("passages", "text"),
    [(passages, text) for passages, _, wrong in ALL for text in wrong],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_a_wrong_retelling_is_found(passages: tuple[str, ...], text: str) -> None:
    told = found(text, *passages)
    assert bool(told) == (text not in KNOWN_MISSES)
    for finding in told:
        assert finding.evidence
        assert "“" in finding.message or "states" in finding.message or "says" in finding.message


@pytest.mark.parametrize("passages", [passages for passages, _, _ in ALL])
def test_a_passage_agrees_with_itself(passages: tuple[str, ...]) -> None:
    for passage in passages:
        assert not found(passage, *passages)


def test_every_rule_is_reported() -> None:
    told = {rule for passages, _, wrong in ALL for text in wrong for rule in rules(text, *passages)}
    assert told == RULES


LONGER = "Median survival was longer with olorimab (14 vs 11 months"


@pytest.mark.parametrize(
    ("statistics", "null"),
    [
        ("P = 0.33)", True),
        ("p=.33)", True),
        ("P > 0.05)", True),
        ("NS)", True),
        ("HR 0.88; 95% CI 0.65-1.18)", True),
        ("hazard ratio 0.88, 95% CI 0.65 to 1.18)", True),
        ("difference 3 months; 95% CI -1.2 to 7.1)", True),
        ("difference 3 months; 95% CI \u22121.2, 7.1)", True),
        ("P = 0.003)", False),
        ("P < .001)", False),
        ("HR 0.71; 95% CI 0.55-0.92)", False),
        ("difference 3 months; 95% CI 1.2 to 7.1)", False),
        ("HR 0.88; 95% CI 0.65-1.18; P < 0.04)", False),  # the two disagree: no verdict
        ("P = 0.05)", False),  # neither significant nor not
    ],
)
def test_what_statistics_say(statistics: str, null: bool) -> None:
    passage = f"{LONGER}; {statistics}."
    assert signals(passage)[0].null is null
    told = rules("People who got olorimab had a longer median survival.", passage)
    assert told == ({"null-told-as-effect"} if null else set())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The drug did not improve survival.", True),
        ("The drug didn't improve survival.", True),
        ("The drug failed to improve survival.", True),
        ("There was no improvement in survival.", True),
        ("Neither drug improved survival.", True),
        ("There is no evidence that the drug improved survival.", True),
        ("The improvement in survival was not statistically significant.", True),
        ("The improvement in survival was non-significant.", True),
        ("The drug not only improved survival.", False),
        ("The drug improved survival but not pain.", False),
        ("The drug improved survival without more side effects.", False),
        ("In people without the mutation, the drug improved survival.", False),
        ("The drug did not ease pain, but it improved survival.", False),
        ("No matter the dose, the drug improved survival.", False),
    ],
)
def test_how_far_a_denial_reaches(text: str, denied: bool) -> None:
    signal = next(signal for signal in signals(text) if signal.word.startswith("improv"))
    assert signal.null is denied


@pytest.mark.parametrize(
    "text",
    [
        "Does the drug improve survival?",
        "The trial examined whether the drug improves survival.",
        "The aim was to see if the drug improves survival.",
        "The survival of the patients was recorded for more than 12 months.",
        "More research is needed.",
    ],
)
def test_what_states_no_effect(text: str) -> None:
    assert not signals(text)


def test_the_sides_of_a_comparison_may_change_places() -> None:
    passage = "Fatigue was more frequent with chemotherapy than with tablets."
    assert not found("Fatigue was less frequent with tablets than with chemotherapy.", passage)
    assert rules("Fatigue was less frequent with chemotherapy than with tablets.", passage) == {
        "direction-turned"
    }


@pytest.mark.parametrize(
    "limit",
    [
        "One trial cannot show that olorimab improves survival.",
        "The trial could not establish that olorimab improves survival in everyone.",
        "It does not prove that olorimab improves survival in people with melanoma.",
        "It is not yet known whether olorimab improves survival for longer.",
        "It is too early to say that olorimab improves survival.",
        "This does not mean that olorimab improves survival in everyone.",
    ],
)
def test_a_limit_of_a_study_is_no_denial_of_what_it_found(limit: str) -> None:
    assert not found(limit, "Olorimab improved survival in people with melanoma.")


@pytest.mark.parametrize(
    ("text", "passage", "rule", "severity"),
    [
        (
            "Coffee prevents liver cancer in nurses.",
            "Coffee was linked to less liver cancer in nurses.",
            "cause-overstated",
            Severity.BLOCK,
        ),
        (
            "Coffee may prevent liver cancer in nurses.",
            "Coffee was associated with liver cancer in nurses.",
            "cause-overstated",
            Severity.MINOR,
        ),
        (
            "The vaccine cures melanoma in mice.",
            "The vaccine may cure melanoma in mice.",
            "certainty-raised",
            Severity.BLOCK,
        ),
        (
            "The vaccine shrinks melanoma in mice.",
            "The vaccine might shrink melanoma in mice.",
            "certainty-raised",
            Severity.MAJOR,
        ),
        (
            "The vaccine shrinks melanoma in mice.",
            "The data suggest that the vaccine shrinks melanoma in mice.",
            "certainty-raised",
            Severity.MAJOR,
        ),
        (
            "Surgery and radiotherapy are equally effective for survival.",
            "Survival after surgery and radiotherapy did not differ significantly.",
            "null-told-as-equal",
            Severity.MAJOR,
        ),
    ],
)
def test_how_much_a_finding_weighs(text: str, passage: str, rule: str, severity: Severity) -> None:
    assert (rule, severity) in {(finding.rule, finding.severity) for finding in found(text, passage)}


@pytest.mark.parametrize(
    "text",
    [
        "The trial opened in May 2024 and reduced waiting times in the clinic.",
        "More people were likely to finish the reduced course.",
        "The trial will enrol 300 people with reduced kidney function.",
    ],
)
def test_words_that_only_look_like_hedges(text: str) -> None:
    assert "certainty-raised" not in rules(text, text)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("The hospital opened its new ward in the spring.", 0),
        ("The study was conducted at three hospitals and published online.", 0),
        ("Coffee drinking was linked to a lower risk of liver cancer.", 1),
        ("Smokers were more likely to develop bladder cancer than non-smokers.", 1),
        ("Higher vitamin D levels were associated with longer survival.", 1),
        ("The tablet may reduce the risk of stroke.", 2),
        ("Screening could prevent many deaths from bowel cancer.", 2),
        ("The tablet reduces the risk of stroke.", 3),
        ("Smoking causes lung cancer.", 3),
        ("The vaccine prevents infection and protects against cervical cancer.", 3),
        ("Exercise does not reduce the risk of relapse.", 3),
    ],
)
def test_the_strength_of_a_stated_relation(text: str, strength: int) -> None:
    assert causal_strength(text) == strength


def test_exaggeration_beside_a_source() -> None:
    linked, causes = (
        "Coffee was linked to a lower risk of stroke.",
        "Coffee reduces the risk of stroke and protects the brain.",
    )
    assert exaggeration(causes, [linked]) == "exaggerates"
    assert exaggeration(linked, [causes]) == "downplays"
    assert exaggeration(linked, [linked]) == "same"
    assert exaggeration(causes, []) == "same"
    assert exaggeration(causes, [linked, causes]) == "same"  # the strongest passage counts


HOSTILE = (
    "not ",
    "more ",
    "may reduce ",
    "p = 0.0",
    "95% ci ",
    "(",
    "n't",
    "n-",
    "higher than ",
    "1",
    "but not in ",
    ". ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_breaks_the_checks(piece: str) -> None:
    text = piece * 2000
    passage = "Olorimab improved survival (HR 0.8; 95% CI 0.7-0.9; P = 0.01)."
    for claim, cited in ((text, passage), (passage, text), (text, text)):
        check_claim(claim, [cited])
    assert len(tokens(text)) <= len(text) + 1
    assert causal_strength(text) in range(4)
