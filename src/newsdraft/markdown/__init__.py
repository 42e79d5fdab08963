"""Posts as markdown, both ways.

The body of a draft is plain markdown: paragraphs, ``##`` headings, lists, quotations, and a footnote after
each sentence that names the passage it rests on (``[^S1.12]``) or, where no passage can carry it, what the
editor has to confirm (``[^check-design]``, ``[^check-absence]``, ``[^check-inference]``,
``[^check-uncited]``).

``parse_body(render_body(post, documents))`` gives the claims, citations and bases of ``post`` again, as long
as each claim is one sentence; a claim of several sentences comes back as several claims with the same
citations (``carry_ids`` joins them again).
"""

from newsdraft.markdown.escaping import escape, plain, safe_markup, safe_url
from newsdraft.markdown.evidence import changed_footnotes
from newsdraft.markdown.ids import carry_ids, with_claims
from newsdraft.markdown.labels import CHECKS, is_check, passage_ids
from newsdraft.markdown.parsing import parse_body, place_of
from newsdraft.markdown.reading import Heading, destinations, headings, notes, targets
from newsdraft.markdown.rendering import CONCLUSION_HEADING, definitions, footnote, render_body
from newsdraft.markdown.review import REVIEW_END, REVIEW_START, published_body, split_review

__all__ = [
    "CHECKS",
    "CONCLUSION_HEADING",
    "REVIEW_END",
    "REVIEW_START",
    "Heading",
    "carry_ids",
    "changed_footnotes",
    "definitions",
    "destinations",
    "escape",
    "footnote",
    "headings",
    "is_check",
    "notes",
    "parse_body",
    "passage_ids",
    "place_of",
    "plain",
    "published_body",
    "render_body",
    "safe_markup",
    "safe_url",
    "split_review",
    "targets",
    "with_claims",
]
