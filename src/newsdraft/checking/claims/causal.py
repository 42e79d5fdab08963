"""Sentences that state a stronger relation than the passages that they cite, or make a null result an equality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsdraft.checking.certainty import content
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.cues import cues
from newsdraft.checking.direction import signals
from newsdraft.checking.numerals import word_set
from newsdraft.checking.statements import (
    acts,
    acts_somewhere,
    grounds,
    observed,
    same_subject,
    statements,
    whole,
)
from newsdraft.checking.strength import (
    CAUSAL,
    CONDITIONAL,
    CORRELATIONAL,
    NAMES,
    NONE,
    causal_strength,
    strengths,
)
from newsdraft.checking.wording import shown
from newsdraft.model import Severity

CARRIES = 0.4  # share of a sentence's content words that a passage must have to speak of the same
_LEAST = 2
_CLEAR, _WEAK = 0.5, 0.35  # how likely the claim's strength must be, and at most that a passage is as strong
_SHOWN = 400
_EXPLICIT = re.compile(
    r"\b(?:caus(?:es?|ed|ing)|thanks to|prevent(?:s|ed|ing)?|leads? to|led to|results? in|protect(?:s|ed|ing)?"
    r"|(?:because|consequence|result) of|due to|responsible for|to blame)\b"
)
_TRIAL = re.compile(r"\brandom|\bplacebo|\bblind(?:ed)?\b|\bassigned\b")  # such a study may show causes
_ACTIVE = word_set("causes cause causing caused cause_of result_in due_to helps blame effect")
_OBSERVED = re.compile(
    r"(?<!-)\b(?:associat(?:ed|ions?)|linked|links? (?:between|to|with)|correlat(?:ed|es?|ions?)"
    r"|(?:more|less) (?:likely|common|often)"
    r"|predict(?:ed|s|ors?)|risk factors?)\b"
)
_DOUBTED = word_set("may seem potential suggest can")
_HEDGES = word_set("may seem potential linked suggest purpose not more_likely asking")


def causal(sentence: Sentence) -> Iterator[Hit]:
    """A sentence of a cause whose cited passages, where they speak of the same, state less."""
    graded = list(_graded(sentence))
    yield from graded or islice(_made_cause(sentence), 1)


def _made_cause(sentence: Sentence) -> Iterator[Hit]:
    """The clauses that say that one thing works on another, where the passages only saw both together."""
    if not sentence.of_health:
        return
    seen = [text for text in sentence.passages if observed(text)]
    for mine in statements(sentence.text):
        said = acts(mine) if seen else grounds(mine.text)
        near = same_subject(mine if seen else whole(sentence.text), seen or sentence.passages) if said else []
        if not near or any(acts_somewhere(one.text) for one in near):
            continue
        yield Hit(
            "cause-overstated",
            f"clause {said.lower()}",
            f"The sentence makes a cause of it (“{said}”), the cited passage reports what was seen together. "
            f"{_ADVICE[CORRELATIONAL]}",
            shown((seen or sentence.passages)[0], _SHOWN),
            Severity.MAJOR,
        )


def _graded(sentence: Sentence) -> Iterator[Hit]:
    told = [(causal_strength(text), text) for text in _carrying(sentence)]
    mine = _stated(sentence.text)
    if mine < CONDITIONAL or not told or any(_as_strong(text, mine) for _, text in told):
        return
    theirs, passage = max(told)
    if theirs >= mine or not (
        cues(passage) & _DOUBTED if theirs == CONDITIONAL else _OBSERVED.search(passage.lower())
    ):
        return  # a passage that states no relation is the business of the checks of support
    yield Hit(
        "cause-overstated",
        f"{mine}>{theirs}",
        f"The sentence states {NAMES[mine]}, the cited passage {NAMES[theirs]}. {_ADVICE[theirs]}",
        shown(passage, _SHOWN),
        _severity(sentence.text, mine, passage),
    )


def _stated(text: str) -> int:
    """The strength of a claim: that of its cues where they are clear, or a cause where it says so in so many words."""
    found = cues(text)
    if _EXPLICIT.search(text.lower()) and not found & _HEDGES:
        return CAUSAL
    mine = causal_strength(text)
    return mine if strengths(text)[mine] >= _CLEAR and found & _ACTIVE else NONE


_ADVICE = {
    NONE: "Write what was observed.",
    CORRELATIONAL: "Write “is linked to” or “was more likely”, and say that this does not show a cause.",
    CONDITIONAL: "Write that it may or could do so.",
}


def _carrying(sentence: Sentence) -> list[str]:
    wanted = content(sentence.text)
    least = max(_LEAST, CARRIES * len(wanted))
    return [text for text in sentence.passages if len(wanted & content(text)) >= least]


def _as_strong(passage: str, mine: int) -> bool:
    return sum(strengths(passage)[mine:]) > _WEAK


def _severity(text: str, mine: int, passage: str) -> Severity:
    """A bare cause from a passage in the words of an association blocks; "may cause" from it is minor."""
    if mine == CONDITIONAL:
        return Severity.MINOR
    source = cues(passage)
    observed = (
        _OBSERVED.search(passage.lower()) is not None
        and not source & (_ACTIVE - {"caused"})
        and not source & _DOUBTED
    )
    observed = observed and not _TRIAL.search(passage.lower())
    return Severity.BLOCK if observed and not cues(text) & _HEDGES else Severity.MAJOR


# --- no difference shown is no equality -------------------------------------------------------------------

_EQUAL = re.compile(
    r"\bno effect at all\b|\b(?:equally|just as|exactly as) (?:good|effective|safe|well|likely)\b|\bequivalent\b"
    r"|\bma[dk]es? no difference\b|\bd(?:oes|o|id) not work\b|\bdoesn't work\b|\buseless\b|\bidentical\b"
    r"|\bruled? out an? (?:effect|difference|benefit)\b|\b(?:has|have|had) no effect\b"
)
_SHOWN_EQUAL = re.compile(
    r"\bnon-?inferior|\bequivalen|\bidentical\b|\bno effect\b|\bequally\b|\bas (?:\w+ )?as\b"
)


def equality(sentence: Sentence) -> Iterator[Hit]:
    """A null result that is told as a proof of no effect."""
    said = _EQUAL.search(sentence.text.lower())
    if said is None or any(_SHOWN_EQUAL.search(text.lower()) for text in sentence.passages):
        return
    for text in _carrying(sentence):
        if any(signal.null for signal in signals(text)):
            yield Hit(
                "null-told-as-equal",
                said[0],
                f"“{said[0]}” says that there is no effect; the cited passage says that none was shown. "
                "Write that the study did not find a clear difference.",
                shown(text, _SHOWN),
            )
            return
