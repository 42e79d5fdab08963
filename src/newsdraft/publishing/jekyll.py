"""Pages for Jekyll (file names and front matter: jekyllrb.com, "Posts"; footnotes by kramdown)."""

from __future__ import annotations

import re

from newsdraft.frontmatter import Bare
from newsdraft.publishing.page import Page


class Jekyll:
    """``YYYY-MM-DD-SLUG.md`` with the layout ``post``."""

    name = "jekyll"

    def file_name(self, page: Page) -> str:
        """Date and slug, which Jekyll reads from the name."""
        return f"{page.date}-{page.slug}.md"

    def label(self, label: str) -> str:
        """kramdown allows letters, digits, hyphen, underscore and colon in a footnote's name."""
        return re.sub(r"[^\w:-]", "-", label)

    def front(self, page: Page, seal: dict[str, str]) -> dict[str, object]:
        """Jekyll's own fields and the rest beside them; Liquid is not run over a post (Jekyll 4 and later)."""
        return {
            "layout": "post",
            "title": page.title,
            "date": Bare(page.date),
            "description": page.description,
            "slug": page.slug,
            "tags": list(page.tags),
            "evidence": page.evidence,
            "reviewed_by": page.reviewed_by,
            "reviewed_on": page.reviewed_on,
            "ai_disclosure": page.disclosure,
            **({"image": page.image} if page.image else {}),
            "render_with_liquid": Bare("false"),
            "newsdraft": seal,
        }
