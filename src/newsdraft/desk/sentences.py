"""The sentences of a draft in the order in which an editor should look at them; pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from newsdraft.app.queue import ShownClaim, ShownDocument, ShownDraft
from newsdraft.model import Basis, Finding, Severity, Value, Verdict

CONTEXT = 2  # passages shown before and after a cited one


class Risk(IntEnum):
    """Why a sentence should be looked at before others; the smaller, the sooner."""

    FIX = 0
    UNSUPPORTED = 1
    LOOK = 2
    CONFIRM = 3
    NUMBER = 4
    REST = 5

    @property
    def words(self) -> str:
        """As the desk says it."""
        return _WORDS[self]


_WORDS = {
    Risk.FIX: "must be fixed",
    Risk.UNSUPPORTED: "rests on no passage",
    Risk.LOOK: "should be looked at",
    Risk.CONFIRM: "to be confirmed: no passage can carry it",
    Risk.NUMBER: "holds a number",
    Risk.REST: "nothing was found",
}
_DENIED = {Verdict.CONTRADICTED.value, Verdict.NOT_IN_SOURCE.value}


class Sentence(Value):
    """A claim with its place (by name, and by the key of the part) and with what was found in it."""

    claim: ShownClaim
    place: str
    part: str
    findings: tuple[Finding, ...]

    @property
    def checked(self) -> str:
        """What the checks say of it, in words."""
        verdict = self.claim.verdict
        return "nothing found" if verdict == "supported" else Severity(verdict).words

    @property
    def risk(self) -> Risk:
        """How soon it should be looked at."""
        severities = {finding.severity for finding in self.findings}
        if Severity.BLOCK in severities:
            return Risk.FIX
        unsupported = not self.claim.passages and self.claim.basis == Basis.PASSAGES.value
        if unsupported or self.claim.judged in _DENIED:
            return Risk.UNSUPPORTED
        if Severity.MAJOR in severities:
            return Risk.LOOK
        if self.claim.basis != Basis.PASSAGES.value:
            return Risk.CONFIRM
        return Risk.NUMBER if any(c.isdigit() for c in self.claim.text) else Risk.REST


class Shown(Value):
    """A passage in its place: ``text`` and whether the sentence cites it."""

    id: str
    text: str
    cited: bool


class Evidence(Value):
    """What a sentence cites of one document, with a little of what stands around it."""

    document: ShownDocument
    runs: tuple[tuple[Shown, ...], ...]


def sentences(shown: ShownDraft) -> list[Sentence]:
    """Every sentence of the draft, as it stands."""
    return [
        Sentence(
            claim=claim,
            place=section.heading,
            part=section.key,
            findings=tuple(each for each in shown.findings if each.claim == claim.id),
        )
        for section in shown.sections
        for claim in section.claims
    ]


def riskiest_first(found: Sequence[Sentence]) -> list[Sentence]:
    """The same by risk; within one risk as they stand."""
    return sorted(found, key=lambda each: each.risk)


def evidence(cited: Sequence[str], documents: Sequence[ShownDocument]) -> list[Evidence]:
    """The cited passages by document, each with ``CONTEXT`` passages around it."""
    found = []
    for document in documents:
        at = [number for number, each in enumerate(document.passages) if each.id in cited]
        near = sorted({n for number in at for n in range(number - CONTEXT, number + CONTEXT + 1)})
        inside = [number for number in near if 0 <= number < len(document.passages)]
        if at:
            found.append(Evidence(document=document, runs=tuple(_runs(inside, document, set(at)))))
    return found


def _runs(numbers: Sequence[int], document: ShownDocument, cited: set[int]) -> list[tuple[Shown, ...]]:
    runs: list[list[Shown]] = []
    last = -2
    for number in numbers:
        passage = document.passages[number]
        if number != last + 1:
            runs.append([])
        runs[-1].append(Shown(id=passage.id, text=passage.text, cited=number in cited))
        last = number
    return [tuple(run) for run in runs]
