"""What is read: articles, studies, documents with numbered passages, the dossier."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model.base import Value
from newsdraft.model.news import SourceKind


class Article(Value):
    """A fetched page reduced to its text and metadata. Paragraphs of ``text`` are separated by newlines."""

    url: str
    title: str
    text: str
    kind: SourceKind = SourceKind.NEWS
    publisher: str = ""
    author: str = ""
    published: AwareDatetime | None = None
    language: str = ""
    doi: str | None = None
    journal: str | None = None
    warnings: tuple[str, ...] = ()


class EvidenceLevel(StrEnum):
    """How far from a patient's decision the evidence stands, by the kind of study."""

    LAB = "cells or lab"
    ANIMAL = "animals"
    EARLY_TRIAL = "early human trial"
    RANDOMISED = "randomised or late-phase trial"
    OBSERVATIONAL = "observational"
    REVIEW = "review or guideline"
    ANNOUNCEMENT = "announcement"


class Evidence(Value):
    """An evidence level with the passages that show it and one sentence for the editor."""

    level: EvidenceLevel
    passages: tuple[str, ...] = ()
    note: str = ""


class Retraction(StrEnum):
    """What is known of a study's standing."""

    NOT_LOOKED_UP = "not looked up"
    NONE_FOUND = "none found"
    RETRACTED = "retracted"
    CONCERN = "expression of concern"


class Study(Value):
    """The paper, preprint, abstract or trial behind a story; what is not known is None or empty.

    ``facts`` maps a field's name to the ids of the passages that it was read from.
    """

    doi: str | None = None
    pmid: str | None = None
    trial_ids: tuple[str, ...] = ()
    journal: str | None = None
    title: str | None = None
    institution: str | None = None
    design: str | None = None
    participants: str | None = None
    funding: str | None = None
    conflicts: str | None = None
    is_preprint: bool = False
    used_ai: bool | None = None
    retraction: Retraction = Retraction.NOT_LOOKED_UP
    facts: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class DocumentKind(StrEnum):
    """What a document is; only those of the story itself may be cited for what happened."""

    ARTICLE = "article"
    ABSTRACT = "abstract"
    REFERENCE = "reference"


class Passage(Value):
    """One numbered sentence of a document; ``start`` and ``end`` are offsets into ``Document.text``."""

    id: str
    text: str
    start: int
    end: int


class Document(Value):
    """Something that a post may cite. ``id`` is S1, S2, … for the story's own, R1, R2, … for references.

    Of a reference, ``reference`` is the fact's own id, ``review_by`` the last day on which it counts as fresh, and
    ``chosen_for`` why it was picked for this story.
    """

    id: str
    kind: DocumentKind
    title: str
    url: str
    publisher: str = ""
    source_kind: SourceKind | None = None
    published: AwareDatetime | None = None
    doi: str | None = None
    reference: str = ""
    review_by: date | None = None
    chosen_for: str = ""
    text: str
    passages: tuple[Passage, ...]


class Dossier(Value):
    """Everything known for a story before drafting."""

    story_id: str
    title: str
    documents: tuple[Document, ...]
    study: Study
    evidence: Evidence
    notices: tuple[str, ...] = ()

    def passages(self) -> dict[str, Passage]:
        """Every passage by its id."""
        return {passage.id: passage for document in self.documents for passage in document.passages}
