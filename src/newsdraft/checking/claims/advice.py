"""Advice that no cited passage gives."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.advice import Advice, Step, advice, gives_advice
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.wording import content, outside_quotes, shown
from newsdraft.model import Basis, DocumentKind, Severity

_SHARE = 0.5  # of the action's content words, which an advising passage must hold

_SEVERITIES = {
    Step.CHANGE: None,
    Step.OTHER: Severity.MAJOR,
    Step.NEXT: Severity.MINOR,
    Step.CAUTION: Severity.MINOR,
}
_WORDS = {
    Step.CHANGE: "tells readers to start, stop or change a treatment or test",
    Step.OTHER: "gives advice",
    Step.NEXT: "advises a next step",
    Step.CAUTION: "gives a caution",
}


def advises(sentence: Sentence) -> Iterator[Hit]:
    """Advice in the sentence's own words that no cited passage gives.

    A reference note may be cited for a next step or a caution whatever its form.
    """
    if sentence.basis is not Basis.PASSAGES:
        return
    noted = any(sentence.sources.kinds.get(name) is DocumentKind.REFERENCE for name in sentence.cited)
    for piece in advice(outside_quotes(sentence.text)):
        if piece.step in (Step.NEXT, Step.CAUTION) and noted:
            continue
        if not _given(piece, sentence.passages):
            yield _hit(piece, _against(piece, sentence.passages))


def _given(piece: Advice, passages: tuple[str, ...]) -> bool:
    wanted = content(piece.action)
    for text in passages:
        shared = len(wanted & content(text))
        if (
            gives_advice(text)
            and (not wanted or shared >= _SHARE * len(wanted))
            and not _against(piece, (text,))
        ):
            return True
    return False


def _against(piece: Advice, passages: tuple[str, ...]) -> Advice | None:
    """Advice of a passage on the same thing that tells the opposite."""
    wanted = content(piece.action)
    for text in passages:
        for other in advice(text):
            shared = len(wanted & content(other.action))
            if other.against != piece.against and wanted and shared >= _SHARE * len(wanted):
                return other
    return None


def _hit(piece: Advice, opposite: Advice | None) -> Hit:
    if opposite is not None:
        said = f"; the cited passage advises the opposite: “{shown(opposite.text)}”"
        return Hit(
            "advice-not-in-passages",
            piece.action.lower(),
            f"The sentence advises “{shown(piece.text)}”{said}. Give the passage's advice, or none.",
            opposite.text,
            Severity.BLOCK,
        )
    advised = "Cite the passage or reference note that advises it, or strike it."
    return Hit(
        "advice-not-in-passages",
        piece.action.lower(),
        f"The sentence {_WORDS[piece.step]} (“{shown(piece.text)}”), and no cited passage does. {advised}",
        severity=Severity.BLOCK if piece.step is Step.CHANGE else _SEVERITIES[piece.step],
    )
