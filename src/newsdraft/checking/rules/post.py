"""The rules of a post as a whole: its sections, its headline, its markup, who wrote it."""

from __future__ import annotations

from newsdraft.checking.rules.rule import ACCURACY, CITE, Rule
from newsdraft.model import Severity

_SHAPE = "A post has the four sections in their order, each begun by its name (docs/design.md)."
_UNTRUSTED = (
    "Untrusted text stays text: a post's body holds emphasis and footnotes only (docs/design.md, promise 5)."
)

POST = (
    Rule(
        id="headline-number-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A number of the title, description, a heading or a tag stands in no document of the story.",
        standard=ACCURACY,
        also="major for a count in words up to four without a unit",
    ),
    Rule(
        id="headline-trial-id-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A trial number of the title, description, a heading or a tag stands in no document of the story.",
        standard=ACCURACY,
    ),
    Rule(
        id="headline-drug-not-in-sources",
        severity=Severity.BLOCK,
        explanation="A drug of the title, description, a heading or a tag stands in no document of the story.",
        standard=ACCURACY,
    ),
    Rule(
        id="headline-name-not-in-sources",
        severity=Severity.MAJOR,
        explanation="A name of the title, description, a heading or a tag stands in no document of the story.",
        standard=ACCURACY,
    ),
    Rule(
        id="footnote-changed",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="A footnote no longer shows the stored passage.",
        standard=CITE,
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
        fixed=True,
        explanation="The body holds HTML, a link, an image, code or other markup that does not belong there.",
        standard=_UNTRUSTED,
    ),
    Rule(
        id="extract-description",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="The description is the notice of an extract, which would be published with the page.",
        standard="An extract cannot be approved while it is one (docs/design.md).",
    ),
    Rule(
        id="is-extract",
        severity=Severity.BLOCK,
        fixed=True,
        explanation="The draft is an extract of its sources, to be rewritten by a person before it is published.",
        standard="An extract cannot be approved while it is one (docs/design.md).",
    ),
)
