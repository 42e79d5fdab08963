"""Pages for Hugo (front matter fields: gohugo.io, "Front matter"; footnotes by goldmark)."""

from __future__ import annotations

from newsdraft.frontmatter import Bare
from newsdraft.publishing.page import Page


class Hugo:
    """``SLUG.md``; what Hugo does not know itself goes under ``params``."""

    name = "hugo"

    def file_name(self, page: Page) -> str:
        """The slug; Hugo takes the date from the front matter."""
        return f"{page.slug}.md"

    def label(self, label: str) -> str:
        """Any label will do."""
        return label

    def front(self, page: Page, seal: dict[str, str]) -> dict[str, object]:
        """Title, date, description, slug and tags, and the rest for the site's templates."""
        return {
            "title": page.title,
            "date": Bare(page.date),
            "description": page.description,
            "slug": page.slug,
            "tags": list(page.tags),
            "params": {
                "evidence": page.evidence,
                "reviewed_by": page.reviewed_by,
                "reviewed_on": page.reviewed_on,
                "ai_disclosure": page.disclosure,
                **({"image": page.image} if page.image else {}),
                "newsdraft": seal,
            },
        }
