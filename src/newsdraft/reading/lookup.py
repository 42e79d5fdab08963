"""What the registries know of a study, taken into the dossier. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from newsdraft.model import (
    Article,
    Document,
    DocumentKind,
    Dossier,
    Evidence,
    Held,
    HoldReason,
    Retraction,
    SourceKind,
)
from newsdraft.reading.evidence import read_evidence
from newsdraft.reading.injection import instruction_notices
from newsdraft.reading.passages import as_document, copied_share
from newsdraft.registries import Abstract, Lookup

# An abstract of which this share stands in the story's own page is that page: it adds nothing to cite.
ALREADY_THERE = 0.85


def enriched(dossier: Dossier, found: Lookup, *, overrule: bool = False) -> Dossier | Held:
    """The dossier with the study's abstract, standing and registry facts; held when it was retracted.

    The abstract becomes the next ``S`` document, so that it is cited and checked like any other. Facts of a
    registry carry no passage: they inform the writer and the editor, and nothing may cite them. ``overrule``
    lets a retracted study through with a notice.
    """
    if found.retraction is Retraction.RETRACTED and not overrule:
        return Held(
            reason=HoldReason.RETRACTED,
            message="A registry says that the paper behind this story was retracted.",
            evidence=found.standing,
        )
    own = [document for document in dossier.documents if document.kind is not DocumentKind.REFERENCE]
    added = _abstract(found.abstract, own)
    documents = [*own, *added]
    notices = (*found.notices, *dossier.notices, *instruction_notices(added, ()))
    return dossier.model_copy(
        update={
            "documents": (*documents, *dossier.documents[len(own) :]),
            "study": found.study,
            "evidence": read_evidence(documents) if added else dossier.evidence,
            "notices": tuple(dict.fromkeys([*_level_notice(dossier.evidence, found), *notices])),
        }
    )


def _abstract(abstract: Abstract | None, own: Sequence[Document]) -> list[Document]:
    if abstract is None or copied_share(abstract.text, own) >= ALREADY_THERE:
        return []
    article = Article(
        url=abstract.url,
        title=abstract.title,
        text=abstract.text,
        kind=SourceKind.JOURNAL,
        publisher=abstract.publisher or abstract.registry.value,
        published=abstract.published,
        doi=abstract.doi,
    )
    return [as_document(article, f"S{len(own) + 1}", DocumentKind.ABSTRACT)]


def _level_notice(evidence: Evidence, found: Lookup) -> list[str]:
    """Registries and text may disagree on the kind of study; which one is right is for the editor to say."""
    if found.level is None or found.level is evidence.level:
        return []
    said = f"The text reads as “{evidence.level.value}”; the registries describe the study as “{found.level.value}”."
    return [f"{said} Please confirm the evidence level."]
