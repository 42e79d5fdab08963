"""The checks of a sentence that rests on no passage: its shape, and what it may not hold.

"A trial of this kind cannot show why" (design), "The source names no side effects" (absence) and "So this
changes no treatment today" (inference) are the writer's reading. A marked sentence that has no such shape
states a fact, and is blocked. The shape is read from words; it is a floor, and the editor confirms the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from newsdraft.model import Basis

_I = re.IGNORECASE
_NEGATION = re.compile(
    r"\b(?:no|not|none|neither|nor|never|nothing|nobody|cannot|without|lacks?|leaves? out|silent)\b|n't\b", _I
)
_LIMIT = re.compile(
    r"\b(?:cannot|can not|whether|unknown|unclear|uncertain|only|at most|stays?|remains?|may|might|could|too"
    r"|not|nobody|no one|nothing|neither|never|often|would (?:have|need) to|(?:have|has|need|needs) to)\b|n't\b"
    r"|\bno (?:result|proof|comparison|answer|control|group|treatment|link)\b",
    _I,
)
# "This was an early trial in people": says what kind of work it is.
_KIND = re.compile(
    r"\b(?:(?:this|it|the (?:study|trial|work|news))\b.{0,20}? (?:is|was) (?:an?|one|as strong as) "
    r"|was done in|were done in|observed people|assigned no|sums? up|rests? on)",
    _I,
)
_KINDS_OF_WORK = re.compile(
    r"\b(?:trial|study|studies|review|guideline|commentary|report|announcement|analysis|decision|test|mice|mouse"
    r"|rats?|animals?|cells?|laboratory|people)\b",
    _I,
)
_FOLLOWS = re.compile(
    r"\b(?:so|therefore|thus|hence|until|if|suggests?|means|should|would|ask|talk|larger (?:studies|trials)"
    r"|further (?:studies|trials|research)|more (?:studies|research))\b",
    _I,
)
# What is promised of a treatment is a fact, whatever else the sentence says, unless it is left open.
_PROMISE = re.compile(
    r"\b(?:safe|safely|safer|cures?|cured|curing|works|worked|effective|proven|proves|proved|breakthrough"
    r"|saves?|saved|harmless|better|best|prevents?|prevented|heals?|healed|extends?|extended|longer|shrinks?|shrank"
    r"|side effects?|halts?|(?<!should )(?<!to )stops?|eliminates?|eradicates?)\b",
    _I,
)
_LEFT_OPEN = re.compile(
    r"\b(?:cannot|can not|whether|unknown|unclear|uncertain|often fails?|at most)\b|\bno result\b"
    r"|\b(?:but|and) not (?:what|which|how|why|who|cause)\b"
    r"|(?:\bnot|n't)\b(?: \w+){0,2} (?:show|prove|tell|say|know|known|mean|establish|answer|rule out|measure|settle"
    r"|compare|test|tested|shown|clear|proof)\b",
    _I,
)
_SAID = (
    r"(?:say|give|name|mention|report|quote|describe|tell|state|list|include|publish|explain|provide|specify"
    r"|disclose"
    r"|cover|contain|detail|show|make clear)"
)
_DONE = (
    r"(?:said|given|named|mentioned|reported|quoted|described|told|stated|listed|included|published|explained"
    r"|provided|specified|disclosed|covered|detailed|shown|found)"
)
_SPEAKER = (
    r"(?:sources?|documents?|announcements?|releases?|articles?|reports?|abstracts?|papers?|preprints?|notices?|guidelines?|letters?|statements?|study|studies"
    r"|texts?|pages?"
    r"|authors?|researchers?|team|company|it|they|none|neither|nothing|nobody)"
)
_SPEAKS = re.compile(rf"\b{_SPEAKER}\b.{{0,80}}?\b(?:{_SAID}s?|gave)\b", _I)
_UNSAID = re.compile(rf"\b(?:is|are|was|were|has been|have been)\b(?: not|n't)?(?: \w+)? {_DONE}\b", _I)
_HAS_NONE = re.compile(
    rf"\b{_SPEAKER}\b.{{0,40}}?\b(?:has|have|had|there (?:is|are)) (?:no|neither) (?:\w+ ){{0,2}}?"
    r"(?:comments?|voices?|figures?|numbers?|details?|information|data|words?|quotes?|comparison|lists?|mention"
    r"|dates?"
    r"|names?|results?|results|word)\b",
    _I,
)


def _design(text: str) -> bool:
    kind = _KIND.search(text) is not None and _KINDS_OF_WORK.search(text) is not None
    return kind or _LIMIT.search(text) is not None


def _absence(text: str) -> bool:
    if _NEGATION.search(text) is None:
        return False
    return any(pattern.search(text) for pattern in (_SPEAKS, _UNSAID, _HAS_NONE))


def _inference(text: str) -> bool:
    return _design(text) or _FOLLOWS.search(text) is not None


_SHAPES: dict[Basis, Callable[[str], bool]] = {
    Basis.DESIGN: _design,
    Basis.ABSENCE: _absence,
    Basis.INFERENCE: _inference,
}
CONFIRM = {
    Basis.DESIGN: (
        "design-to-confirm",
        "This sentence is the writer's reading of what the study can show. Confirm it, or strike it.",
    ),
    Basis.ABSENCE: (
        "absence-to-confirm",
        "This sentence says what the sources leave out. Confirm that they do, or strike it.",
    ),
    Basis.INFERENCE: (
        "inference-to-confirm",
        "This sentence is an inference, no source says it. Confirm that it follows, or strike it.",
    ),
}


def has_shape(text: str, basis: Basis) -> bool:
    """Whether ``text`` reads like a sentence of that basis and not like a statement of fact."""
    if not _SHAPES[basis](text):
        return False
    promised = basis is not Basis.ABSENCE and _PROMISE.search(text) is not None
    return not promised or _LEFT_OPEN.search(text) is not None
