"""Pages to articles: ``extract`` for HTML, ``extract_text`` for plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsdraft.errors import ExtractError
from newsdraft.model import Article, SourceKind
from newsdraft.reading.clutter import (
    Element,
    is_clutter_line,
    is_notice,
    remove_clutter,
    remove_hidden,
    text_of,
)
from newsdraft.reading.injection import HIDDEN, aimed_at_model
from newsdraft.reading.markup import part_at_breaks, raise_numbers, unframe, unlink
from newsdraft.reading.metadata import Metadata, parse_date, read_metadata
from newsdraft.text import fold, words

MAX_HTML = 2_000_000  # bytes or characters; trafilatura takes half a minute for pages that are much larger
# The largest real pages have some 10,000 elements; trafilatura's time grows with the square of their number.
MAX_TAGS = 15_000
# Characters of text: a paper of 12,000 words has 80,000. Every sentence is looked at for some hundred patterns.
MAX_TEXT = 100_000
TOO_LONG = f"The text is longer than {MAX_TEXT:,} characters; only its beginning was read."
RECALL = 0.85  # of a page's marked article text that trafilatura must return; else its paragraphs are taken
NOTICED = 150  # words: a page that shows more is not behind a wall, and its notices mean nothing
LEAST_BODY, SHOWN_SHARE = 60, 0.3  # words of a text in the page's data, and how much of it the page may show
FROM_DATA = "The page is drawn by a script; the text was taken from its data (JSON-LD)."
NOTICE = "Page notice: "
NOT_FREE = "The page says that it is not free to read."
_NOTICE_LENGTH = 300

_OPINION_SECTION = re.compile(
    r"(?:opinions?|op-?eds?|commentary|editorials?|columns?|columnists|letters)", re.IGNORECASE
)

_KINDS = {
    "eurekalert.org": SourceKind.PRESS_RELEASE,
    "newswise.com": SourceKind.PRESS_RELEASE,
    "prnewswire.com": SourceKind.PRESS_RELEASE,
    "businesswire.com": SourceKind.PRESS_RELEASE,
    "globenewswire.com": SourceKind.PRESS_RELEASE,
    "fda.gov": SourceKind.REGULATOR,
    "ema.europa.eu": SourceKind.REGULATOR,
    "nice.org.uk": SourceKind.REGULATOR,
    "medrxiv.org": SourceKind.PREPRINT,
    "biorxiv.org": SourceKind.PREPRINT,
    "arxiv.org": SourceKind.PREPRINT,
    "researchsquare.com": SourceKind.PREPRINT,
}


def extract(html: str | bytes, url: str) -> Article:
    """The article of a page: its text, one paragraph a line, and its metadata.

    Hidden text, navigation, notices, bylines and footers are left out. What a notice said that matters (a
    paywall, a consent wall, a bot check, an opinion label) stands in ``warnings``. ``text`` may be empty.
    Raises ExtractError when ``html`` is empty or no text at all.
    """
    if not html.strip():
        raise ExtractError(
            "The page is empty.", where=url, hint="Open it in a browser and see if it has text."
        )
    if isinstance(html, bytes) and b"\0" in html[:2000] and not html.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExtractError("This is not a page of text.", where=url, hint="Give the address of a web page.")
    return _parse(html, url)


def _parse(html: str | bytes, url: str) -> Article:
    """The costly part, whole: text in, value out, so that it can be moved into a process of its own."""
    read = _within_limits(html)
    cut = len(read) < len(html)
    tree = _tree(read, url)
    meta = read_metadata(tree)
    hidden = remove_hidden(tree)
    dropped = remove_clutter(tree)
    raise_numbers(tree)
    unframe(tree)
    part_at_breaks(tree)
    unlink(tree)
    found, lines = _lines(tree)
    title = _bare_title(meta.title or found.title, lines)
    lines = _without_title(lines, title)
    kept = [line for line in lines if not is_clutter_line(line)]
    if from_data := _by_script(meta, kept):
        kept = [line for line in meta.body.splitlines() if not is_clutter_line(line)]
    kept, long = shortened(kept)
    notices = [t for t in (*dropped, *lines) if is_notice(t) and len(t) < 2000]
    return Article(
        url=_address(url, meta.canonical),
        title=title,
        text="\n".join(kept),
        kind=_kind(url, meta),
        publisher=meta.publisher or urlsplit(url).hostname or "",
        author=meta.author or found.author,
        published=meta.published or found.published,
        language=meta.language,
        doi=meta.doi,
        journal=meta.journal,
        warnings=(
            *_warnings(meta, notices if _words_of(kept) < NOTICED else [], hidden, cut=cut, long=long),
            *([FROM_DATA] if from_data else []),
        ),
    )


def _by_script(meta: Metadata, shown: list[str]) -> bool:
    """Whether a script draws the page, so that its text stands in the page's data alone."""
    stated = len(meta.body.split())
    return stated >= LEAST_BODY and _words_of(shown) < SHOWN_SHARE * stated


def _within_limits(html: str | bytes) -> str | bytes:
    """The beginning of a page with at most ``MAX_HTML`` characters and ``MAX_TAGS`` elements."""
    html = html[:MAX_HTML]
    starts: Iterator[re.Match[Any]] = (
        re.finditer(rb"<[a-zA-Z]", html) if isinstance(html, bytes) else re.finditer(r"<[a-zA-Z]", html)
    )
    last = next(islice(starts, MAX_TAGS, None), None)
    return html[: last.start()] if last else html


def _tree(html: str | bytes, url: str) -> Element:
    html = _without_monsters(html)
    # Imported here: trafilatura and lxml take most of a second to load.
    from trafilatura.utils import load_html  # noqa: PLC0415

    tree = load_html(html)
    if tree is None:
        raise ExtractError(
            "No page could be read from this.",
            where=url,
            hint="Give the address of a web page, or a text file.",
        )
    return tree


def _without_monsters(html: str | bytes) -> str | bytes:
    """The page without tags of thousands of attributes: the parser takes half a minute for one of 50,000."""
    if isinstance(html, bytes):
        return re.sub(rb"<[a-zA-Z][^<>]{20000,}>", lambda m: b"" if len(m[0].split()) > 2000 else m[0], html)
    return re.sub(r"<[a-zA-Z][^<>]{20000,}>", lambda m: "" if len(m[0].split()) > 2000 else m[0], html)


def _lines(tree: Element) -> tuple[Metadata, list[str]]:
    """What trafilatura finds (title, author, date), and the paragraphs of the article."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - see _tree

    marked = _marked(tree)
    document = bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False
    )
    if document is None or isinstance(document, dict):
        return Metadata(), marked
    found = Metadata(
        title=document.title or "", author=document.author or "", published=parse_date(document.date or "")
    )
    lines = [_plain(line) for line in (document.text or "").splitlines()]
    lines = [line for line in lines if line]
    return found, lines if _words_of(lines) >= RECALL * _words_of(marked) else marked


def shortened(lines: list[str]) -> tuple[list[str], bool]:
    """The lines up to ``MAX_TEXT`` characters, and whether more followed."""
    kept: list[str] = []
    room = MAX_TEXT
    for line in lines:
        if room <= 0:
            return kept, True
        kept.append(line[:room])
        room -= len(line) + 1
    return kept, room < 0


def _plain(line: str) -> str:
    """A line of trafilatura without its mark-up of list items and table cells."""
    line = re.sub(r"^\s*[-*\u2022]\s+", "", line)
    return " ".join(line.strip().strip("|").split())


def _words_of(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


_BLOCKS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote", "dd", "dt", "pre", "td")


def _marked(tree: Element) -> list[str]:
    """The paragraphs of the one element that the page marks as its article or main part."""
    for tag in ("article", "main"):
        found = list(tree.iter(tag))
        if len(found) == 1:
            blocks = [
                b for b in found[0].iter(*_BLOCKS) if not any(True for _ in b.iterdescendants(*_BLOCKS))
            ]
            return [text for block in blocks if (text := text_of(block))]
    return []


def _bare_title(title: str, lines: list[str]) -> str:
    """The title without the site's name after it, where the page shows it without ("Headline | Site")."""
    shown = {fold(line).lower() for line in lines[:5]}
    ends = [match.start() for match in re.finditer(r" [|\u2013\u2014-] ", title)]
    return next((title[:end] for end in ends if fold(title[:end]).lower() in shown), title)


def _without_title(lines: list[str], title: str) -> list[str]:
    """The lines without the headline where it stands again at their head."""
    head = fold(title).lower()
    return [line for n, line in enumerate(lines) if n > 2 or not head or fold(line).lower() != head]


def _address(url: str, canonical: str) -> str:
    """The page's own canonical address if it is on the same host, else the one that was read."""
    full = urljoin(url, canonical) if canonical else url
    same = urlsplit(full).hostname == urlsplit(url).hostname and urlsplit(full).scheme in ("http", "https")
    return full if same and urlsplit(full).path not in ("", "/") else url


def _kind(url: str, meta: Metadata) -> SourceKind:
    host = urlsplit(url).hostname or ""
    known = (kind for site, kind in _KINDS.items() if host == site or host.endswith(f".{site}"))
    if kind := next(known, None):
        return kind
    return SourceKind.JOURNAL if "ScholarlyArticle" in meta.types else SourceKind.NEWS


def _warnings(meta: Metadata, notices: list[str], hidden: list[str], *, cut: bool, long: bool) -> list[str]:
    found = [NOTICE + text[:_NOTICE_LENGTH] for text in dict.fromkeys(notices)][:5]
    found += [HIDDEN + text[:_NOTICE_LENGTH] for text in dict.fromkeys(hidden) if aimed_at_model(text)][:5]
    found += [
        f"Page type: {kind}"
        for kind in meta.types
        if kind in ("OpinionNewsArticle", "AdvertiserContentArticle", "Product")
    ]
    if _OPINION_SECTION.fullmatch(meta.section):
        found.append(f"Page type: Opinion (it stands in the section “{meta.section}”)")
    if meta.free is False:
        found.append(NOT_FREE)
    if cut:
        found.append(f"The page has more than 2 MB or {MAX_TAGS:,} elements; only its beginning was read.")
    if long:
        found.append(TOO_LONG)
    return found


# --- plain text ------------------------------------------------------------------------------------------


def extract_text(text: str | bytes, url: str) -> Article:
    """The article of a plain text file: its first line is the title; an empty line parts paragraphs.

    Lines that were broken at a fixed width are joined. Raises ExtractError when nothing readable is in it.
    """
    if isinstance(text, bytes):
        if b"\0" in text[:2000]:
            raise ExtractError("This is not a text file.", where=url, hint="Save it as text or HTML first.")
        text = text[:MAX_HTML].decode("utf-8-sig", "replace")
    blocks = [b for b in re.split(r"\n\s*\n", text[:MAX_HTML].replace("\r\n", "\n").strip()) if b.strip()]
    if not blocks:
        raise ExtractError("The file has no text.", where=url, hint="See if it is the right file.")
    if len(blocks) == 1:  # no empty lines at all: every line is a paragraph
        blocks = blocks[0].splitlines()
    paragraphs = [" ".join(block.split()) for block in blocks]
    titled = len(paragraphs) > 1 and len(words(paragraphs[0])) <= 30
    body, long = shortened(paragraphs[1:] if titled else paragraphs)
    return Article(
        url=url,
        title=paragraphs[0].lstrip("# ") if titled else " ".join(paragraphs[0].split()[:12]),
        text="\n".join(line for line in body if not is_clutter_line(line)),
        publisher=urlsplit(url).hostname or "",
        warnings=(
            *(NOTICE + line[:_NOTICE_LENGTH] for line in body if is_notice(line) and is_clutter_line(line)),
            *([TOO_LONG] if long else []),
        ),
    )
