"""Which passages tell of the study itself, and which of earlier work, of plans, or of the institution."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.model import Document, DocumentKind, Passage

_TAIL = re.compile(
    r"^(?:about (?:the )?[A-Z][\w&.' -]{2,80}(?:$|:)|about (?:us|the (?:institute|university|hospital"
    r"|company|journal))\b"
    r"|(?:for (?:more|further) )?(?:media|press) contacts?\b|for (?:more|further) information\b"
    r"|forward[- ]looking statements?"
    r"|notes? (?:to|for) editors?\b|contacts?:|source:? [A-Z]|related links|see original study)",
    re.IGNORECASE,
)
# A company's description that follows without a heading: "X is one of the largest …".
_SELF_PRAISE = re.compile(
    r"\b(?:is (?:one of|among|the only|the world's|a nonprofit|dedicated to|home to|ranked|a leading)"
    r"|nobel prizes?|ranked (?:no|number|among|in)|outpatient visits|hospital admissions|world[- ]renowned"
    r"|(?:our|its|the) mission|follow us|visit (?:www\.|http|us))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|prior|past) (?:\w+ ){0,3}(?:stud(?:y|ies)|trials?|research|work"
    r"|findings|results?|analys[ei]s|reports?"
    r"|evidence|experiments?|publications?)\b|\bpreviously (?:shown|reported|found|published|tested"
    r"|validated|studied)\b"
    r"|\b(?:other|another|several|many|some|most) (?:recent )?(?:observational |clinical |small"
    r" )?(?:studies|trials)\b"
    r"|\banother (?:\w+ ){0,2}(?:study|trial)\b"
    r"|\b(?:earlier|previously) (?:showed|found|reported|demonstrated|discovered)\b|\bshown (?:previously|before)\b"
    r"|\bstudies (?:in \w+ |of \w+ )?(?:have|had) (?:shown|found|suggested|linked)\b"
    r"|\bresearch has (?:shown|found|suggested)\b"
    r"|\bin (?:an|a) (?:earlier|previous|separate|companion) \w+|\blast year\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:future|further|follow[- ]up|next[- ]step|upcoming|planned|confirmatory|larger|large-scale"
    r"|additional|more(?! about| on| information))\b"
    r"(?: \w+){0,3} (?:stud(?:y|ies)|trials?|research|work|tests?|testing)\b|\b(?:plans?|hopes?|hoping"
    r"|expects?|intends?|preparing|looking) to\b"
    r"|\bnext (?:step|phase|stage)|\bwill (?:now |then |next |also )?(?:be (?!presented|published"
    r"|reported)|begin|start|test|continue|launch|lead|study|investigate|recruit|enrol)"
    r"|\b(?:are|is) needed\b|\b(?:recommends?|calls? for|urged?) (?:\w+ ){0,2}(?:trials?|studies)"
    r"|\bcould (?:one day|eventually|be used)"
    r"|\btrials? (?:has|have|is|are) (?:already |now |just |also )?(?:begun|started|under ?way|ongoing|in progress)"
    r"|\b(?:trial|study)\b[^.;]{0,60}\b(?:is|are) (?:now |already |still )?(?:under ?way|ongoing|in progress)\b"
    r"|\bcurrently (?:carrying out|running|conducting|recruiting|enrolling)\b|\bneed to be (?:\w+ )?tested\b"
    r"|\bmay one day\b|\bin the future\b|\bwould (?:need|have) to be\b"
    r"|\b(?:is|are) (?:now )?(?:planned|scheduled|due|set|expected|about) to (?:begin|start|open|enrol|recruit"
    r"|run|test|launch)|\b(?:is|are|being|been) planned\b|\bto (?:begin|start|open) (?:next|later|this|in)\b"
    r"|\bneeds? to be (?:confirmed|tested|repeated|validated)\b",
    re.IGNORECASE,
)
# A part of a sentence that may tell of another study than the rest: "…; a larger trial is planned".
_CLAUSE = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas)\s+(?=(?:an?|another|one|further|larger|the (?:next|first))\b)",
    re.IGNORECASE,
)
# Words before a design word that say that the study was not of that design.
_NEGATED = re.compile(
    r"(?:\b(?:not(?! only)|no|non|never|neither|nor|without|rather than|instead of|lacked|lacks)|n't)\b"
    r"(?:[\s-]+(?:an?|any|the|yet|be|been|being|of|part|truly|fully|properly|formally|designed|tested|in|as|other|such|or"
    r"|large|larger|prospective|formal|control|comparison|group|blinded|blinding|placebo)){0,4}[\s-]*$",
    re.IGNORECASE,
)


def own_documents(documents: Sequence[Document]) -> list[Document]:
    """The documents of the story itself, without references."""
    return [document for document in documents if document.kind is not DocumentKind.REFERENCE]


def core_passages(document: Document) -> list[Passage]:
    """The passages before the publisher speaks of itself ("About …", contacts, notes to editors)."""
    for number, passage in enumerate(document.passages):
        if number >= 3 and is_tail(passage.text):
            return list(document.passages[:number])
    return list(document.passages)


def is_tail(text: str) -> bool:
    """Whether a passage opens the part in which a publisher describes itself."""
    return bool(_TAIL.match(text.strip("#* ")))


def is_about_itself(text: str) -> bool:
    """Whether a passage describes the institution or the company rather than the study."""
    return bool(_SELF_PRAISE.search(text))


def is_background(text: str) -> bool:
    """Whether a passage tells of other or earlier work."""
    return bool(_EARLIER.search(text))


def is_planned(text: str) -> bool:
    """Whether a passage tells of what is still to be done."""
    return bool(_PLANNED.search(text))


def clauses(text: str) -> list[tuple[int, str]]:
    """The parts of a sentence that may tell of different studies, each with its offset."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    return [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def is_negated(text: str, start: int) -> bool:
    """Whether what stands at ``start`` is denied by the words before it ("was not randomized")."""
    return bool(_NEGATED.search(text[:start]))
