"""A draft as it stands on disk at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from newsdraft.errors import DamagedDraft
from newsdraft.frontmatter import FrontMatter, parse
from newsdraft.model import Decision, Document, Draft, Finding, Post, ReviewStatus, Severity
from newsdraft.reviewing.hashing import hash_of
from newsdraft.reviewing.sidecar import Index, Sidecar
from newsdraft.reviewing.state import Front, ReviewState, refusals_to_approve


@dataclass(frozen=True)
class Damaged:
    """A file in the drafts folder that needs attention and was left alone: what, where, what next."""

    path: Path
    message: str
    hint: str = ""
    draft_id: str | None = None


@dataclass(frozen=True)
class DraftView:
    """A draft's file with its state. ``raw`` are the exact bytes that were read; all else follows from them.

    ``draft`` (post, dossier, findings) is read from the sidecar when it is first asked for, so that a list of
    many drafts stays quick.
    """

    path: Path
    raw: bytes
    text: str
    front: FrontMatter
    content_hash: str
    history: tuple[Decision, ...]
    state: ReviewState
    index: Index
    sidecar: Sidecar
    trouble: str = ""  # why its newest text could not be checked, as a sentence

    @property
    def said(self) -> Front:
        """What the file itself says of the review."""
        return said_in(self.front)

    @property
    def id(self) -> str:
        """The draft's id."""
        return self.sidecar.draft_id

    @property
    def title(self) -> str:
        """The title as the file has it."""
        return self.front.text("title")

    @property
    def description(self) -> str:
        """The description as the file has it."""
        return self.front.text("description")

    @property
    def date(self) -> str:
        """The post's date, YYYY-MM-DD."""
        return self.front.text("date")

    @property
    def slug(self) -> str:
        """The last part of the post's address."""
        return self.front.text("slug")

    @property
    def tags(self) -> list[str]:
        """The post's tags."""
        return self.front.items("tags")

    @property
    def evidence(self) -> str:
        """The evidence level in words."""
        return self.front.text("evidence")

    @property
    def writer(self) -> str:
        """The name of the writer that made the post."""
        return self.index.writer

    @property
    def url(self) -> str:
        """The address of the story's first document."""
        return self.index.url

    @property
    def status(self) -> ReviewStatus:
        """Where the draft stands."""
        return self.state.status

    @property
    def version(self) -> int:
        """The version on record."""
        return self.state.version

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are: block, major, minor."""
        return {severity.value: self.index.counts.get(severity.value, 0) for severity in Severity}

    @property
    def changed(self) -> bool:
        """Whether the text differs from the version on record."""
        return self.state.changed

    @property
    def approved_by(self) -> str | None:
        """Who approved exactly this text."""
        return self.state.approved_by

    @property
    def approved_at(self) -> datetime | None:
        """When it was approved."""
        return self.state.approved_at

    @property
    def claimed_by(self) -> str | None:
        """Who works on it."""
        return self.state.claimed_by

    @cached_property
    def draft(self) -> Draft:
        """The draft of the version on record; DamagedDraft when the sidecar cannot be read."""
        return self.sidecar.draft()

    @property
    def post(self) -> Post:
        """The post of the version on record."""
        return self.draft.post

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings of the version on record."""
        return self.draft.findings

    @property
    def documents(self) -> Sequence[Document]:
        """What the post may cite."""
        return self.draft.dossier.documents

    @cached_property
    def attention(self) -> tuple[str, ...]:
        """What the editor has to know, in plain sentences; most of all why a typed approval does not count."""
        known = (*self.state.attention, *([self.trouble] if self.trouble else []))
        if self.state.typed is not ReviewStatus.APPROVED:
            return known
        try:
            reasons = self.typed_refusals()
        except DamagedDraft as error:
            reasons = [error.message]
        said = (
            f"{self.state.typed_by} approved it in the file, but that cannot count yet: {'; '.join(reasons)}."
        )
        return (*known, said) if reasons else known

    def typed_refusals(self) -> list[str]:
        """Why an approval that was typed into the file cannot count; empty when it can."""
        return refusals_to_approve(
            self.state, self.findings, {}, self.state.typed_by, extract=self.index.extract
        )


def edited(view: DraftView, text: str) -> DraftView:
    """``view`` as it would be with another text; DamagedDraft where that cannot be read."""
    front = parse(text, view.path.name)
    return replace(
        view, raw=text.encode(), text=text, front=front, content_hash=hash_of(front, view.path.name)
    )


def said_in(front: FrontMatter) -> Front:
    """What a file's front matter says of the review."""
    return Front(
        status=front.text("status"),
        approved_by=front.text("approved_by"),
        approved_at=front.text("approved_at"),
    )
