"""Publishing: an approved draft becomes a page of a site, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from slugify import slugify

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft, DecisionRefused, StoreError
from newsdraft.frontmatter import Tree
from newsdraft.markdown import escape, plain, safe_url
from newsdraft.model import ReviewStatus
from newsdraft.publishing.body import cited, page_body
from newsdraft.publishing.hugo import Hugo
from newsdraft.publishing.jekyll import Jekyll
from newsdraft.publishing.page import Page, Publishable, Site, Target

if TYPE_CHECKING:
    from jinja2 import Template

TARGETS: dict[str, Target] = {"hugo": Hugo(), "jekyll": Jekyll()}
_REVIEWED = "It was reviewed by {reviewer} on {date}."
_WITH_AI = f"This article was drafted with AI assistance from the sources listed above. {_REVIEWED}"
_WITHOUT_AI = f"This article was written from the sources listed above. {_REVIEWED}"
_NOT_YET = ("(the editor who approves it)", "(that day)")
_SEAL = "newsdraft"
_UNSEALED = "-" * 16


def publish(view: Publishable, target: str, out: Path, site: Site | None = None) -> Path:
    """Write the page of an approved draft into the folder ``out`` and return its path.

    ``target`` is a key of ``TARGETS``; ``site`` gives the footer. Publishing again writes the same bytes.
    Raises DecisionRefused with the reasons when this text is not approved, and StoreError when the folder cannot
    be written or holds another page of that name.
    """
    if target not in TARGETS:
        raise StoreError(
            f"“{target}” is no kind of site that newsdraft knows", hint=f"use one of: {', '.join(TARGETS)}"
        )
    if reasons := refusals_to_publish(view):
        raise DecisionRefused(f"“{view.title}” cannot be published", where=view.id, reasons=tuple(reasons))
    kind = TARGETS[target]
    page = _page(view, kind.label, site)
    path = out / kind.file_name(page)
    _write(path, _sealed(page, kind).encode(), page)
    return path


def refusals_to_publish(view: Publishable) -> list[str]:
    """Every reason why a draft may not be published as it stands; an empty list allows it."""
    reasons = []
    approved = view.status in {ReviewStatus.APPROVED, ReviewStatus.PUBLISHED}
    if not approved or not view.approved_by or not view.approved_at:
        reasons += [*view.attention, f"it is not approved; it is {view.status.value.replace('_', ' ')}"]
    if not view.title:
        reasons.append("it has no title")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", view.front.text("date")):
        reasons.append("its date is not of the form 2026-06-26")
    return reasons


# --- the page ---------------------------------------------------------------------------------------------


def page_of(view: Publishable, site: Site | None) -> Page:
    """The page of a draft as it stands, approved or not, with footnotes named by their passages."""
    return _page(view, str, site)


def _page(view: Publishable, label: Callable[[str], str], site: Site | None) -> Page:
    front = view.front
    approved_at = view.approved_at
    # Only a preview has no reviewer: publishing refuses it.
    reviewed_on = f"{approved_at:%d %B %Y}".lstrip("0") if approved_at else _NOT_YET[1]
    reviewer = view.approved_by or _NOT_YET[0]
    told = _WITHOUT_AI if view.writer == "extract" else (site.ai_disclosure if site else _WITH_AI)
    links = [_link(link) for link in site.site_links] if site else []
    image = _image(front.get("image"))
    values = {
        "image": image,
        "body": page_body(front.body, view.documents, label),
        "sources": list(_sources(front.get("sources"), cited(front.body))),
        "disclosure": _filled(told, escape(reviewer), reviewed_on),
        "links": links,
        "footer": site.site_footer.strip() if site else "",
    }
    return Page(
        draft_id=view.id,
        title=_untagged(view.title),
        description=_untagged(front.text("description")),
        date=front.text("date"),
        slug=slugify(front.text("slug") or view.title, max_length=80) or view.id.lower(),
        tags=tuple(_untagged(tag) for tag in front.items("tags")),
        evidence=_untagged(front.text("evidence")),
        body=_tidy(_template().render(values)),
        image=image,
        reviewed_by=_untagged(view.approved_by or ""),
        reviewed_on=approved_at.date().isoformat() if approved_at else "",
        disclosure=_filled(told, _untagged(reviewer), reviewed_on),
    )


def _filled(told: str, reviewer: str, on: str) -> str:
    """A disclosure with its reviewer and day; other braces stay, since the text is a person's."""
    return told.replace("{reviewer}", reviewer).replace("{date}", on)


def _link(told: str) -> dict[str, str]:
    words, _, address = told.partition(": ")
    return {"words": _in_link(words.strip()), "url": address.strip()}


def _untagged(text: str) -> str:
    """Text for the front matter, which themes print as it stands: with a sign that begins no tag."""
    return plain(text).replace("<", "‹")


@cache
def _template() -> Template:
    # jinja2 is needed only when something is published.
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    source = Path(__file__).with_name("page.md.j2").read_text(encoding="utf-8")
    # What is put in is markdown, escaped as markdown; escaping it as HTML would spoil it.
    environment = Environment(autoescape=False, trim_blocks=True, undefined=StrictUndefined)  # noqa: S701
    return environment.from_string(source)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _words(value: Tree) -> str:
    return value if isinstance(value, str) else ""


def _sources(listed: Tree, labels: set[str]) -> Iterator[Mapping[str, str | None]]:
    """The sources to list: the story's own, and those references that a sentence still cites."""
    used = {label.partition(".")[0] for label in labels}
    for source in listed if isinstance(listed, list) else []:
        if not isinstance(source, dict):
            continue
        name = _words(source.get("id"))
        if name.startswith("R") and name not in used:
            continue
        doi = _words(source.get("doi"))
        yield {
            "title": _in_link(_words(source.get("title")) or _words(source.get("url")) or "Source"),
            "publisher": escape(_words(source.get("publisher"))),
            "url": safe_url(_words(source.get("url"))),
            "published": escape(_words(source.get("published"))),
            "doi": _in_link(doi),
            "doi_url": safe_url(f"https://doi.org/{doi}"),
        }


def _in_link(text: str) -> str:
    """``text`` for the words of a link, which a bracket of its own would end."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", escape(text))


def _image(image: Tree) -> dict[str, str]:
    """The picture with its credit; empty without one, or where its address is not one of the web or the site."""
    if not isinstance(image, dict):
        return {}
    src = _words(image.get("src")).strip()
    address = safe_url(src) or (src if re.fullmatch(r"(?!//)[\w./-]+", src) and ".." not in src else None)
    if not address:
        return {}
    shown = {key: _in_link(_words(image.get(key))) for key in ("alt", "credit", "license")}
    return {"src": address, **shown, "credit_url": safe_url(_words(image.get("credit_url"))) or ""}


# --- the file ---------------------------------------------------------------------------------------------


def _sealed(page: Page, kind: Target) -> str:
    """The page's text with a mark of what it is, by which a later change by somebody else is noticed."""
    text = _rendered(page, kind, _UNSEALED)
    return _rendered(page, kind, hashlib.sha256(text.encode()).hexdigest()[:16])


def _rendered(page: Page, kind: Target, checksum: str) -> str:
    seal = {"id": page.draft_id, "checksum": frontmatter.Bare(f'"{checksum}"')}
    return f"---\n{frontmatter.dump(kind.front(page, seal))}---\n\n{page.body}"


def _write(path: Path, data: bytes, page: Page) -> None:
    with _plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            there = path.read_bytes()
            if there == data:
                return
            _may_replace(path, there, page)
        made = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        with made.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the page cannot be written: {error.strerror or error}",
            where=str(error.filename or path),
            hint="choose a folder that you may write to",
        ) from error


_CHECKSUM = re.compile(r'checksum: "(?P<sum>[0-9a-f]{16})"')


def _may_replace(path: Path, there: bytes, page: Page) -> None:
    """Only a page that newsdraft wrote for this draft, and that nobody changed since, is written anew."""
    text = there.decode("utf-8", errors="replace")
    if not path.is_symlink() and _belongs_to(text, page.draft_id):
        if match := _CHECKSUM.search(text):
            unsealed = text[: match.start("sum")] + _UNSEALED + text[match.end("sum") :]
            if hashlib.sha256(unsealed.encode()).hexdigest()[:16] == match["sum"]:
                return
        problem, hint = "this page was changed after newsdraft wrote it", "move it away, then publish again"
    else:
        problem = "the folder holds another page of this name"
        hint = "change the line “slug” in the draft, or move the other page away, then publish again"
    raise StoreError(problem, where=str(path), hint=hint)


def _belongs_to(text: str, draft_id: str) -> bool:
    try:
        front = frontmatter.parse(text)
    except DamagedDraft:
        return False
    params = front.get("params")
    seal = front.get(_SEAL) or (params.get(_SEAL) if isinstance(params, dict) else None)
    return isinstance(seal, dict) and seal.get("id") == draft_id
