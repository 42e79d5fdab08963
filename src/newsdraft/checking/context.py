"""What a check is handed, and what it hands back. Checks are pure functions of these values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from newsdraft.checking.compare import stands
from newsdraft.checking.names import squashed
from newsdraft.checking.policy import USUAL, Policy
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity
from newsdraft.checking.rules import RULES
from newsdraft.checking.subject import of_health
from newsdraft.checking.wording import shingles
from newsdraft.model import Basis, BlockKind, Document, DocumentKind, Evidence, Finding, Post, Severity, Study


class Sources:
    """The passages that a post may cite, by id, with what the checks ask of all of them together."""

    def __init__(self, documents: Sequence[Document] = ()) -> None:
        """Index the passages of ``documents``."""
        self.documents = tuple(documents)
        self.texts: Mapping[str, str] = {p.id: p.text for d in documents for p in d.passages}
        self.kinds: Mapping[str, DocumentKind] = {p.id: d.kind for d in documents for p in d.passages}

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Runs of words of the story's own documents; reference notes are ours to repeat."""
        return shingles(d.text for d in self.documents if d.kind is not DocumentKind.REFERENCE)

    def holding_quantity(self, quantity: Quantity) -> list[str]:
        """The ids of the passages in which ``quantity`` stands."""
        return [i for i, known in self.quantities.items() if stands(quantity, known)]

    @cached_property
    def quantities(self) -> Mapping[str, list[Quantity]]:
        """The quantities of each passage."""
        return {i: list(quantities(text)) for i, text in self.texts.items()}

    def holding_name(self, name: str) -> list[str]:
        """The ids of the passages in which ``name`` stands, whatever its case and hyphens."""
        wanted = squashed(name)
        return [i for i, text in self.squashed.items() if wanted in text]

    @cached_property
    def squashed(self) -> Mapping[str, str]:
        """The passages as ``holding_name`` searches them."""
        return {i: squashed(text) for i, text in self.texts.items()}

    @cached_property
    def own(self) -> Sources:
        """The story's own documents, without the reference notes."""
        return Sources([d for d in self.documents if d.kind is not DocumentKind.REFERENCE])

    @cached_property
    def with_titles(self) -> tuple[str, ...]:
        """Every passage and every document's title."""
        return (*self.texts.values(), *(d.title for d in self.documents))

    @cached_property
    def of_health(self) -> bool:
        """Whether any passage is of health or of research."""
        return of_health(self.texts.values())

    def document_of(self, passage: str) -> Document | None:
        """The document that holds the passage."""
        return next((d for d in self.documents for p in d.passages if p.id == passage), None)


@dataclass(frozen=True)
class Sentence:
    """A claim with what it cites. ``cited`` maps passage ids to texts; ``unknown`` ids are nobody's.

    ``around`` are the texts of the passages that its section cites.
    """

    text: str
    cited: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    claim: str | None = None
    place: str = ""
    basis: Basis = Basis.PASSAGES
    block: BlockKind = BlockKind.PARAGRAPH
    around: tuple[str, ...] = ()
    sources: Sources = field(default_factory=Sources)
    policy: Policy = USUAL

    @property
    def passages(self) -> tuple[str, ...]:
        """The texts of the cited passages, in the order of citing."""
        return tuple(self.cited.values())

    @property
    def of_health(self) -> bool:
        """Whether it, its passages or the story they are of, speak of health or of research."""
        return of_health((*self.passages, self.text)) or self.sources.of_health


@dataclass(frozen=True)
class Earlier:
    """Another post of this site, by its title and lead."""

    title: str
    lead: str


@dataclass(frozen=True)
class Whole:
    """A whole post with its sources; ``writer`` is the name of the writer that made it.

    ``evidence`` is None where nobody has found the story's evidence level. Of a post that is not ``cited`` no sentence
    cites anything: it is a stranger's article, and each sentence is compared with all that the sources say. ``study``
    is what reading and the registries found; None for a stranger's article. ``earlier`` are the site's other posts.
    """

    post: Post
    sources: Sources
    writer: str = ""
    evidence: Evidence | None = None
    policy: Policy = USUAL
    cited: bool = True
    study: Study | None = None
    today: date | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Hit:
    """What a check found. ``detail`` is what tells this finding from others of its rule in the sentence."""

    rule: str
    detail: str
    message: str
    evidence: str = ""
    severity: Severity | None = None
    where: str = ""


ClaimCheck = Callable[[Sentence], Iterable[Hit]]
PostCheck = Callable[[Whole], Iterable[Hit]]


def finding(hit: Hit, *, where: str, claim: str | None = None, text: str = "") -> Finding:
    """``hit`` as a finding. Its id depends on rule, sentence and detail only, so it survives a re-check."""
    rule = RULES[hit.rule]
    digest = sha256("\x1f".join((hit.rule, " ".join(text.split()), hit.detail)).encode()).hexdigest()
    return Finding(
        id=f"{hit.rule}-{digest[:6]}",
        rule=hit.rule,
        severity=hit.severity or rule.severity,
        where=hit.where or where,
        claim=claim,
        message=hit.message,
        evidence=hit.evidence,
        standard=rule.standard,
    )


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with ids made unique: a second one (the sentence stands twice) gets "-2"."""
    seen: dict[str, int] = {}
    result = []
    for found in findings:
        count = seen[found.id] = seen.get(found.id, 0) + 1
        result.append(found if count == 1 else found.model_copy(update={"id": f"{found.id}-{count}"}))
    return result
