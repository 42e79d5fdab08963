"""Names of files in the drafts folder; none can lead out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from newsdraft.model import Draft

_LONGEST = 80


def safe_slug(slug: str, fallback: str) -> str:
    """``slug`` with nothing but small letters, digits and single hyphens."""
    bare = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")[:_LONGEST].strip("-")
    return bare or fallback.lower()


def file_names(folder: Path, draft: Draft) -> Iterator[Path]:
    """The names that a draft's file may get, best first: date and slug, then with -2, -3, …"""
    date = draft.date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", draft.date) else f"{draft.created_at:%Y-%m-%d}"
    stem = f"{date}-{safe_slug(draft.slug, draft.id)}"
    yield folder / f"{stem}.md"
    for number in count(2):
        yield folder / f"{stem}-{number}.md"


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """A name beside a draft that nobody has yet: ``stem-new.md``, then ``stem-new-2.md``, …"""
    names = (f"{stem}-{ending}{'' if number == 1 else f'-{number}'}.md" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())
