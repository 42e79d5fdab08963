"""The rules of a sentence and what it cites."""

from __future__ import annotations

from newsdraft.checking.rules.rule import ACCURACY, CITE, Rule
from newsdraft.model import Severity

_PROMISE = "Every factual sentence is tied to a passage of a stored source (docs/design.md, promise 2)."
_BASIS = "A sentence that rests on design, absence or inference holds no fact of its own (docs/design.md)."
_NOTICE = "What cannot be compared is said, not passed over (docs/design.md, promise 8)."

GROUNDING = (
    Rule(
        id="cited-passage-missing",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="The sentence cites a passage id that no source of this draft has.",
        standard=CITE,
    ),
    Rule(
        id="claim-uncited",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="A factual sentence cites no passage.",
        standard=_PROMISE,
        also="major when the sentence holds no number and no name",
    ),
    Rule(
        id="number-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A number, date, dose, duration, phase or stage stands in no cited passage, converted or rounded.",
        standard=ACCURACY,
        also="major for a count in words up to four without a unit, which may count what the passage lists; minor for "
        "“two” beside no other small count",
    ),
    Rule(
        id="number-bound-differs",
        severity=Severity.BLOCK,
        explanation="The number stands in a cited passage with the opposite bound (more than, less than).",
        standard=ACCURACY,
    ),
    Rule(
        id="date-differs",
        severity=Severity.BLOCK,
        explanation="A season, a part of a year or a weekday differs from the passage's.",
        standard=ACCURACY,
        also="major where a date and a part of a year are compared, or the weekday is reckoned",
    ),
    Rule(
        id="trial-id-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A trial registration number stands in no cited passage.",
        standard=ACCURACY,
    ),
    Rule(
        id="drug-not-in-passages",
        severity=Severity.BLOCK,
        explanation="A drug, known from a list or by the stem of its name, stands in no cited passage under any name.",
        standard=ACCURACY,
        also="major when another passage of a cited document names it",
    ),
    Rule(
        id="name-not-in-passages",
        severity=Severity.MAJOR,
        explanation="A person, institution, place, product, gene or abbreviation stands in no cited passage.",
        standard=ACCURACY,
        also="minor when another passage of a cited document names it; block for a gene whose sister stands there",
    ),
    Rule(
        id="quotation-not-verbatim",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="Words inside quotation marks do not stand like that in a cited passage.",
        standard="A quotation is the source's words, unchanged (usual rule of news desks).",
        also="major where every word has a capital, so that it may be a title",
    ),
    Rule(
        id="too-long-to-compare",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="A sentence, title or passage is too long, or holds too many numbers, to be compared whole.",
        standard=_NOTICE,
        also="minor when only a passage is too long",
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
        explanation="Lead, conclusion or What Happened cites a reference; they may cite only the story's documents.",
        standard="A post may cite a reference for background and next steps, never for what happened.",
    ),
    Rule(
        id="copied-text",
        severity=Severity.MAJOR,
        explanation="Twelve or more consecutive words outside quotation marks are a source's own.",
        standard="Use facts, link, and write in your own words; quote what is quoted.",
    ),
)
