"""Reads the stories of this folder as the project's own values, and plants an edit into a post.

A story is one YAML file: its documents, the post that an editor would approve, and edits that each make one
sentence of it wrong, or say it rightly in other words. README.md describes the format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from newsdraft.model import Basis, Block, Claim, Document, Dossier, Evidence, Passage, Post, Study, Value

FOLDER = Path(__file__).resolve().parent
PLANTED = "planted"  # the id of a sentence that an edit adds
HEADLINES = ("title", "description")


class EditKind(StrEnum):
    """What an edit makes wrong, or that it is right (``REWORDED``). README.md says what each one is."""

    FOREIGN_NUMBER = "foreign-number"
    DIGIT = "digit"
    UNIT = "unit"
    DATE = "date"
    SWAPPED_ARMS = "swapped-arms"
    NEGATION_DROPPED = "negation-dropped"
    NEGATION_ADDED = "negation-added"
    DIRECTION = "direction"
    SPECIES = "species"
    STUDY_TYPE = "study-type"
    CERTAINTY = "certainty"
    CAUSAL = "causal"
    NAME = "name"
    APPROVAL = "approval"
    POPULATION = "population"
    ADVICE = "advice"
    QUOTATION = "quotation"
    NULL_EFFECT = "null-effect"
    CITATION = "citation"
    INVENTED = "invented"
    REWORDED = "reworded"


class Edit(Value):
    """One change of the claim ``at`` (an id, or "title" or "description").

    One of three: ``words`` replaced by ``instead``; the citation replaced by ``passages``; or a sentence ``added``
    after the claim, with ``passages`` and ``basis`` of its own.
    """

    kind: EditKind
    at: str
    words: str = ""
    instead: str = ""
    added: str = ""
    passages: tuple[str, ...] = ()
    basis: Basis = Basis.PASSAGES

    @property
    def place(self) -> str:
        """Where a check should look: the id of a claim, "title" or "description"."""
        return PLANTED if self.added else self.at


class Told(Value):
    """A story with its approved post and the edits to plant into it."""

    name: str
    dossier: Dossier
    post: Post
    edits: tuple[Edit, ...]


def load(folder: Path = FOLDER) -> list[Told]:
    """Every story of ``folder``, by file name. A file that is not as it must be raises ValueError or KeyError."""
    return [read(path) for path in sorted(folder.glob("*.yaml"))]


def read(path: Path) -> Told:
    """The story of one file."""
    data: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    documents = tuple(_document(fields) for fields in data["documents"])
    dossier = Dossier(
        story_id=path.stem,
        title=documents[0].title,
        documents=documents,
        study=Study.model_validate(data["study"]),
        evidence=Evidence.model_validate(data["evidence"]),
    )
    return Told(
        name=path.stem,
        dossier=dossier,
        post=Post.model_validate(data["post"]),
        edits=tuple(Edit.model_validate(fields) for fields in data["edits"]),
    )


def _document(fields: Mapping[str, Any]) -> Document:
    """A document whose text is its sentences, joined, so that the offsets of its passages are exact."""
    passages, at = [], 0
    for name, sentence in fields["sentences"].items():
        passages.append(Passage(id=name, text=sentence, start=at, end=at + len(sentence)))
        at += len(sentence) + 1
    rest = {key: value for key, value in fields.items() if key not in ("sentences", "published")}
    text = " ".join(passage.text for passage in passages)
    published = _instant(fields["published"]) if "published" in fields else None
    return Document.model_validate({**rest, "published": published, "text": text, "passages": passages})


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


# --- planting --------------------------------------------------------------------------------------------


def plant(post: Post, edit: Edit) -> Post:
    """``post`` with ``edit``. ValueError when the edit does not fit the post."""
    if edit.at in HEADLINES:
        return post.model_copy(update={edit.at: _replaced(getattr(post, edit.at), edit)})
    if edit.at not in {claim.id for _, claim in post.claims()}:
        raise ValueError(f"there is no sentence {edit.at}")
    return _with_claims(post, lambda claim: _edited(claim, edit) if claim.id == edit.at else (claim,))


def _edited(claim: Claim, edit: Edit) -> tuple[Claim, ...]:
    if edit.added:
        return claim, Claim(id=PLANTED, text=edit.added, passages=edit.passages, basis=edit.basis)
    if edit.passages:
        return (claim.model_copy(update={"passages": edit.passages}),)
    return (claim.model_copy(update={"text": _replaced(claim.text, edit)}),)


def _replaced(text: str, edit: Edit) -> str:
    if not edit.words or text.count(edit.words) != 1:
        raise ValueError(f"{edit.at}: “{edit.words}” does not stand once in “{text}”")
    return text.replace(edit.words, edit.instead)


def _with_claims(post: Post, change: Callable[[Claim], tuple[Claim, ...]]) -> Post:
    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            block.model_copy(update={"claims": tuple(new for claim in block.claims for new in change(claim))})
            for block in blocks
        )

    return post.model_copy(
        update={
            "lead": changed(post.lead),
            "sections": tuple(s.model_copy(update={"blocks": changed(s.blocks)}) for s in post.sections),
            "conclusion": changed(post.conclusion),
        }
    )
