"""What a published page consists of, whatever the site is made with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from newsdraft.frontmatter import FrontMatter
from newsdraft.model import Document, ReviewStatus, Value


class Publishable(Protocol):
    """A draft as it stands on disk; ``text`` is exactly what ``status`` was computed for."""

    @property
    def id(self) -> str:
        """The draft's id."""

    @property
    def title(self) -> str:
        """The title as the file has it."""

    @property
    def text(self) -> str:
        """The whole text of the draft's file."""

    @property
    def front(self) -> FrontMatter:
        """The file's front matter."""

    @property
    def status(self) -> ReviewStatus:
        """Where this text stands."""

    @property
    def attention(self) -> tuple[str, ...]:
        """What the editor has to know, in plain sentences."""

    @property
    def approved_by(self) -> str | None:
        """Who approved this text."""

    @property
    def approved_at(self) -> datetime | None:
        """When it was approved."""

    @property
    def writer(self) -> str:
        """The name of the writer that made the post."""

    @property
    def documents(self) -> Sequence[Document]:
        """What the post may cite."""


class Site(Protocol):
    """The settings that concern the publishing site."""

    @property
    def site_footer(self) -> str:
        """Markdown that stands below every page."""

    @property
    def site_links(self) -> tuple[str, ...]:
        """Links around every page, each as ``Words: address``; the first leads back."""

    @property
    def ai_disclosure(self) -> str:
        """How a post was made, with ``{reviewer}`` and ``{date}`` to be filled in."""


class Page(Value):
    """A page before a target gives it its form. ``body`` is markdown in the target's dialect."""

    draft_id: str
    title: str
    description: str
    date: str
    slug: str
    tags: tuple[str, ...]
    evidence: str
    body: str
    image: dict[str, str]
    reviewed_by: str
    reviewed_on: str
    disclosure: str


class Target(Protocol):
    """A kind of site."""

    name: str

    def file_name(self, page: Page) -> str:
        """The name of the page's file."""

    def label(self, label: str) -> str:
        """A footnote's label as the site's markdown allows it."""

    def front(self, page: Page, seal: dict[str, str]) -> dict[str, object]:
        """The page's front matter; ``seal`` says which draft it is, and is written as it is."""
