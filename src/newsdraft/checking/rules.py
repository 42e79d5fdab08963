"""Every rule of the checks: its id, how much it weighs, what it asks, and where that comes from.

Documentation and tests list ``RULES``; a check may only report a rule that stands here. A *standard* is one
line: the promise of ``docs/design.md`` or the rule of the field that the finding appeals to.
"""

from __future__ import annotations

from newsdraft.model import Severity, Value

_PROMISE = "Every factual sentence is tied to a passage of a stored source (docs/design.md, promise 2)."
_CITE = "Cite by number: what is shown as evidence is the stored passage itself (docs/design.md)."
_BASIS = "A sentence that rests on design, absence or inference holds no fact of its own (docs/design.md)."
_SHAPE = "A post has the four sections in their order, each begun by its name (docs/design.md)."
_UNTRUSTED = (
    "Untrusted text stays text: a post's body holds emphasis and footnotes only (docs/design.md, promise 5)."
)
_ACCURACY = "Accuracy: check every name, number and title against the source (usual rule of news desks)."


_NOTICE = "What cannot be compared is said, not passed over (docs/design.md, promise 8)."


class Rule(Value):
    """One rule. ``severity`` is the usual one; ``also`` names others that it may take, and when."""

    id: str
    severity: Severity
    explanation: str
    standard: str
    also: str = ""


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: dict[str, Rule] = _rules(
    Rule(
        id="cited-passage-missing",
        severity=Severity.BLOCK,
        explanation="The sentence cites a passage id that no source of this draft has.",
        standard=_CITE,
    ),
    Rule(
        id="claim-uncited",
        severity=Severity.BLOCK,
        explanation="A factual sentence cites no passage.",
        standard=_PROMISE,
        also="major when the sentence holds no number and no name",
    ),
    Rule(
        id="number-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A number, date, dose, duration, phase or stage stands in no cited passage, converted or rounded.",
        standard=_ACCURACY,
        also="major for a count in words up to four without a unit, which may count what the passage lists",
    ),
    Rule(
        id="number-bound-differs",
        severity=Severity.BLOCK,
        explanation="The number stands in a cited passage with the opposite bound (more than, less than).",
        standard=_ACCURACY,
    ),
    Rule(
        id="trial-id-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A trial registration number stands in no cited passage.",
        standard=_ACCURACY,
    ),
    Rule(
        id="drug-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A drug, known by the stem of its name, stands in no cited passage.",
        standard=_ACCURACY,
        also="major when another passage of a cited document names it",
    ),
    Rule(
        id="name-not-in-passages",
        severity=Severity.MAJOR,
        explanation="A person, institution, place, product, gene or abbreviation stands in no cited passage.",
        standard=_ACCURACY,
        also="minor when another passage of a cited document names it",
    ),
    Rule(
        id="quotation-not-verbatim",
        severity=Severity.BLOCK,
        explanation="Words inside quotation marks do not stand like that in a cited passage.",
        standard="A quotation is the source's words, unchanged (usual rule of news desks).",
    ),
    Rule(
        id="headline-number-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A number of the title, description, a heading or a tag stands in no document of the story.",
        standard=_ACCURACY,
        also="major for a count in words up to four without a unit",
    ),
    Rule(
        id="headline-trial-id-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A trial number of the title, description, a heading or a tag stands in no document of the story.",
        standard=_ACCURACY,
    ),
    Rule(
        id="headline-drug-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A drug of the title, description, a heading or a tag stands in no document of the story.",
        standard=_ACCURACY,
    ),
    Rule(
        id="headline-name-not-in-sources",
        severity=Severity.MAJOR,
        explanation="A name of the title, description, a heading or a tag stands in no document of the story.",
        standard=_ACCURACY,
    ),
    Rule(
        id="too-long-to-compare",
        severity=Severity.BLOCK,
        explanation="A sentence, title or passage is too long, or holds too many numbers, to be compared whole.",
        standard=_NOTICE,
        also="minor when only a passage is too long",
    ),
    Rule(
        id="footnote-changed",
        severity=Severity.BLOCK,
        explanation="A footnote no longer shows the stored passage.",
        standard=_CITE,
    ),
    Rule(
        id="basis-holds-fact",
        severity=Severity.BLOCK,
        explanation="A sentence marked design, absence or inference holds a number, drug, trial id or name of its own.",
        standard=_BASIS,
        also="major for a name that is no person's",
    ),
    Rule(
        id="basis-unsupported",
        severity=Severity.BLOCK,
        explanation="A sentence marked design, absence or inference states a fact instead, and no passage carries it.",
        standard=_BASIS,
    ),
    Rule(
        id="design-to-confirm",
        severity=Severity.MINOR,
        explanation="A sentence is the writer's reading of what the study's design can show; an editor confirms it.",
        standard=_BASIS,
    ),
    Rule(
        id="absence-to-confirm",
        severity=Severity.MINOR,
        explanation="A sentence says what the sources do not say; an editor confirms it.",
        standard=_BASIS,
    ),
    Rule(
        id="inference-to-confirm",
        severity=Severity.MINOR,
        explanation="A sentence is the writer's inference; an editor confirms or strikes it.",
        standard=_BASIS,
    ),
    Rule(
        id="reference-in-what-happened",
        severity=Severity.MAJOR,
        explanation="What Happened cites a reference note; it may cite only the story's own documents.",
        standard="A post may cite a reference for background and next steps, never for what happened.",
    ),
    Rule(
        id="copied-text",
        severity=Severity.MAJOR,
        explanation="Twelve or more consecutive words outside quotation marks are a source's own.",
        standard="Use facts, link, and write in your own words; quote what is quoted.",
    ),
    Rule(
        id="section-missing",
        severity=Severity.MAJOR,
        explanation="One of the four sections is not there, or is empty.",
        standard=_SHAPE,
    ),
    Rule(
        id="section-order",
        severity=Severity.MAJOR,
        explanation="The four sections are not in their order, or one stands twice.",
        standard=_SHAPE,
    ),
    Rule(
        id="section-heading",
        severity=Severity.MAJOR,
        explanation="A heading does not begin with the name of one of the four sections.",
        standard=_SHAPE,
    ),
    Rule(
        id="body-markup",
        severity=Severity.BLOCK,
        explanation="The body holds HTML, a link, an image, code or other markup that does not belong there.",
        standard=_UNTRUSTED,
    ),
    Rule(
        id="extract-description",
        severity=Severity.BLOCK,
        explanation="The description is the notice of an extract, which would be published with the page.",
        standard="An extract cannot be approved while it is one (docs/design.md).",
    ),
    Rule(
        id="is-extract",
        severity=Severity.BLOCK,
        explanation="The draft is an extract of its sources, to be rewritten by a person before it is published.",
        standard="An extract cannot be approved while it is one (docs/design.md).",
    ),
)
