"""An effect that may be due to chance by the documents' own interval is not told as one, wherever it is told."""

from __future__ import annotations

import pytest

from newsdraft.checking import check_post
from newsdraft.checking.intervals import estimates
from newsdraft.model import Document, DocumentKind, Passage, Severity

NULL = (
    "In the 84 patients whose cancer had spread to the liver, the hazard ratio for growth of the cancer was 0.79 "
    "(95% CI, 0.55 to 1.13)."
)
SURE = "In all 500 patients, the hazard ratio for death was 0.61 (95% CI 0.45–0.83)."
MEAN = "Sleep changed by 1.4 points (95% confidence interval, −0.6 to 3.4) beside the other group."


def findings(text: str, *passages: str, title: str = "A trial of a drug") -> list[tuple[str, Severity, str]]:
    found, at = [], 0
    for number, passage in enumerate(passages, 1):
        found.append(Passage(id=f"S1.{number}", text=passage, start=at, end=at + len(passage)))
        at += len(passage) + 1
    document = Document(
        id="S1",
        kind=DocumentKind.ARTICLE,
        title="A release",
        publisher="A hospital",
        url="https://example.org/a",
        text=" ".join(passages),
        passages=tuple(found),
    )
    post = f"---\ntitle: {title}\n---\n\nA lead.\n\n## What Happened\n\n{text}\n"
    return [(f.rule, f.severity, f.where) for f in check_post(post, [document])]


def blocked(text: str, *passages: str, title: str = "A trial of a drug") -> set[Severity]:
    told = findings(text, *passages, title=title)
    return {severity for rule, severity, _ in told if rule == "null-told-as-effect"}


@pytest.mark.parametrize(
    ("passage", "said", "by_chance"),
    [
        (NULL, "0.79, interval 0.55 to 1.13", True),
        (SURE, "0.61, interval 0.45 to 0.83", False),
        (MEAN, "1.4, interval -0.6 to 3.4", True),
        ("Survival was 2.1 months longer (95% CI, 0.4 to 3.8).", "2.1, interval 0.4 to 3.8", False),
        ("The odds ratio was 1·23 (95% CI 0·98; 1·52).", "1.23, interval 0.98 to 1.52", True),
    ],
)
def test_an_estimate_is_read_with_its_interval(passage, said, by_chance):
    assert [(each.said, each.by_chance) for each in estimates(passage)] == [(said, by_chance)]


@pytest.mark.parametrize(
    "passage", ["", "A CI of the team", "95% CI, 0.1 to 0.9", "(0.5 to 1.2)", "ci 1" * 500]
)
def test_what_is_no_estimate_is_none(passage):
    assert not estimates(passage)


@pytest.mark.parametrize(
    "text",
    [
        "The drug lowered the risk of growth by 21 percent when the liver was affected.",
        "The drug cut the risk of growth of a cancer in the liver by about a fifth.",
        "Patients with cancer in the liver fared better, with a hazard ratio of 0.79.",
        "Sleep improved by 1.4 points in those who took it.",
    ],
)
def test_the_figure_of_a_chance_result_is_no_effect(text):
    assert Severity.BLOCK in blocked(text, NULL, SURE, MEAN)


@pytest.mark.parametrize("title", ["Drug helped patients whose cancer had spread to the liver"])
def test_a_headline_tells_no_chance_result_as_an_effect(title):
    assert blocked("The trial had 500 patients.", NULL, SURE, title=title) == {Severity.BLOCK}


@pytest.mark.parametrize(
    "text",
    [
        "The drug lowered the risk of growth by 21 percent in the liver, which may be due to chance.",
        "The risk of growth was 21 percent lower in the liver. This is not a significant difference.",
        "The drug lowered the risk of death by 39 percent.",
        "The drug may lower the risk of growth by 21 percent.",
        "About 21 percent of the patients were women.",
        "It is not clear whether the drug helps when the cancer has spread to the liver.",
    ],
)
def test_a_result_with_its_doubt_and_a_sure_one_pass(text):
    assert Severity.BLOCK not in blocked(text, NULL, SURE, MEAN)


def test_a_figure_that_stands_elsewhere_too_may_be_of_something_else():
    other = "The drug lowered the number of days in hospital by 21 percent."
    assert not blocked("Patients on the drug had 21 percent fewer days in hospital.", NULL, other)


def test_a_headline_asserts_nothing_that_the_source_denies():
    denied = "Melvotinib did not slow the growth of lung cancer in the trial."
    found = findings("A trial.", denied, title="Melvotinib slowed the growth of lung cancer")
    assert ("negation-dropped", Severity.BLOCK, "title") in found
    kept = findings("A trial.", denied, title="Melvotinib did not slow the growth of lung cancer")
    assert not [rule for rule, _, _ in kept if rule == "negation-dropped"]
