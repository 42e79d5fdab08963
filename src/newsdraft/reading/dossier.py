"""A story's entries to a dossier, or to the reason why it is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from newsdraft.errors import ExtractError, FetchError
from newsdraft.model import (
    BY_HAND,
    Article,
    Document,
    Dossier,
    Entry,
    Held,
    HoldReason,
    SourceKind,
    Story,
    Study,
    Value,
)
from newsdraft.reading.evidence import read_evidence
from newsdraft.reading.holds import THIN_WORDS, is_wall, judge
from newsdraft.reading.injection import instruction_notices
from newsdraft.reading.lookup import enriched
from newsdraft.reading.page import extract
from newsdraft.reading.passages import as_document, copied_share
from newsdraft.reading.sources import Reader, Web, read_file, read_page
from newsdraft.reading.study import find_study
from newsdraft.registries import Lookup
from newsdraft.text import words

MAX_PAGES = 3
COPY_SHARE = 0.85  # of a text's words in sentences that an earlier document has: then it is a copy

_ORDER = {
    SourceKind.JOURNAL: 0,
    SourceKind.PRESS_RELEASE: 0,
    SourceKind.REGULATOR: 0,
    SourceKind.PREPRINT: 0,
    SourceKind.BLOG: 1,
    SourceKind.NEWS: 2,
}


class Reading(Value):
    """What became of one entry: an article with what must be said of it, or the problem that prevented it."""

    article: Article | None = None
    held: Held | None = None
    notices: tuple[str, ...] = ()
    problem: str = ""
    status: int | None = None
    retry_after: float | None = None


def read(
    story: Story,
    web: Web,
    references: Callable[[str], Sequence[Document]],
    now: datetime,
    *,
    article: Reader | None = None,
    look_up: Callable[[Study], Lookup] | None = None,
    overrule: bool = False,
) -> Dossier | Held:
    """Read up to three pages of a story and make its dossier, or say why it is held.

    ``article`` reads the bodies, in a process of its own where ``Pages.article`` is given. ``look_up`` asks the
    registries about the study; without it nothing is looked up, and the dossier says so.

    Originals come before news. ``references`` gives the reference documents for a text. With ``overrule``
    what would be held is read all the same and a notice says so. Raises FetchError when no page can be read
    and no feed carried the text, ExtractError when there is not a word to go by.
    """
    chosen = in_order(story.entries)[:MAX_PAGES]
    readings = [_settled(_open(entry, web, now, article), entry, now) for entry in chosen]
    if not any(reading.article for reading in readings):
        raise _nothing(story, readings)
    dossier = decide(story, readings, references, overrule=overrule)
    if look_up is None or isinstance(dossier, Held):
        return dossier
    return enriched(dossier, look_up(dossier.study), overrule=overrule)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, one for each address: originals first, then as they were seen."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.url, entry)
    return sorted(unique.values(), key=lambda entry: _ORDER[entry.kind])


def _open(entry: Entry, web: Web, now: datetime, article: Reader | None) -> Reading:
    """The page of an entry, or what prevented it. Expected errors are results here."""
    local = entry.source == BY_HAND and urlsplit(entry.url).scheme == "file"
    try:
        return Reading(
            article=_named(
                read_file(entry.url, article) if local else read_page(entry.url, web, now, article), entry
            )
        )
    except FetchError as error:
        problem = f"{entry.url}: {error.message}"
        return Reading(problem=problem, status=error.status, retry_after=error.retry_after)
    except ExtractError as error:
        return Reading(problem=f"{entry.url}: {error.message}")


def _named(article: Article, entry: Entry) -> Article:
    """The article with what only the feed knows: kind, publisher, date."""
    host = urlsplit(article.url).hostname or ""
    named = article.publisher and article.publisher != host
    return article.model_copy(
        update={
            "kind": article.kind if entry.kind is SourceKind.NEWS else entry.kind,
            "publisher": article.publisher if named else entry.publisher or article.publisher,
            "published": article.published or entry.published,
            "title": article.title or entry.title,
            "doi": article.doi or entry.doi,
        }
    )


def _settled(reading: Reading, entry: Entry, now: datetime) -> Reading:
    """The reading with its hold; the feed's own full text stands in for a page that gave less."""
    held = judge(reading.article, now) if reading.article else None
    if reading.article and (held is None or not is_wall(held)):
        return reading.model_copy(update={"held": held})
    spare = _from_feed(entry)
    if spare is None or (len(words(spare.text)) < THIN_WORDS):
        return reading.model_copy(update={"held": held})
    why = f"{held.reason.value}" if held else reading.problem.partition(": ")[2]
    notice = f"The page {entry.url} could not be used ({why}); its text is the one that the feed carried."
    return Reading(article=spare, held=judge(spare, now), notices=(notice,))


def _from_feed(entry: Entry) -> Article | None:
    """The entry's full content as an article, or None."""
    if not entry.content.strip():
        return None
    page = f"<html><body><article>{entry.content}</article></body></html>"
    try:
        article = extract(page, entry.url)
    except ExtractError:
        return None
    return _named(article.model_copy(update={"title": unescape(re.sub(r"<[^>]+>", "", entry.title))}), entry)


def _nothing(story: Story, readings: Sequence[Reading]) -> FetchError:
    problems = "\n  ".join(reading.problem for reading in readings) or "the story has no address"
    waits = [r.retry_after for r in readings if r.retry_after is not None]
    return FetchError(
        f"No page of this story could be read:\n  {problems}",
        where=story.title,
        hint="Open the address in a browser; save the page and give the file, or try again later.",
        status=next((r.status for r in readings if r.status), None),
        retry_after=min(waits) if waits else None,
    )


def decide(
    story: Story,
    readings: Sequence[Reading],
    references: Callable[[str], Sequence[Document]],
    *,
    overrule: bool = False,
) -> Dossier | Held:
    """The dossier of what was read, or the hold that it calls for. No effects but ``references``.

    A retraction or an embargo on any page holds the story. Any other hold counts only when no page is free
    of holds: the pages that are free then make the dossier.
    """
    read_ones = [reading for reading in readings if reading.article]
    held = _ruling(read_ones)
    notices = [f"{_problem(r)} It was left out." for r in readings if r.problem and not r.article]
    if held and not overrule:
        return held
    used = read_ones if held else [reading for reading in read_ones if reading.held is None]
    if held:
        notices.append(f"This story was held ({held.reason.value}): {held.message} An editor overruled that.")
    for reading in read_ones:
        notices += reading.notices
        if reading not in used and reading.article and reading.held:
            notices.append(f"{reading.article.url} was left out ({reading.held.reason.value}).")
    return build(story, [reading.article for reading in used if reading.article], references, notices)


def _problem(reading: Reading) -> str:
    return reading.problem.rstrip(".") + "."


def _ruling(readings: Sequence[Reading]) -> Held | None:
    """The hold that counts for the whole story."""
    helds = [reading.held for reading in readings if reading.held]
    for held in helds:
        if held.reason in (HoldReason.RETRACTED, HoldReason.EMBARGO):
            return held
    return helds[0] if helds and len(helds) == len(readings) else None


def build(
    story: Story,
    articles: Sequence[Article],
    references: Callable[[str], Sequence[Document]],
    notices: Sequence[str] = (),
) -> Dossier:
    """The dossier of articles that are to be used. Raises ExtractError when they have no text at all."""
    documents, copies = _documents([article for article in articles if article.text])
    if not documents:
        raise ExtractError(
            "The pages have no text.", where=story.title, hint="Give another address or a saved page."
        )
    own = [article for article in articles if article.text]
    added = references("\n".join(f"{document.title}\n{document.text}" for document in documents))
    return Dossier(
        story_id=story.id,
        title=documents[0].title or story.title,
        documents=(*documents, *added),
        study=find_study(own, documents),
        evidence=read_evidence(documents),
        notices=tuple(dict.fromkeys([*instruction_notices(documents, own), *notices, *copies])),
    )


def _documents(articles: Sequence[Article]) -> tuple[list[Document], list[str]]:
    """The articles as S1, S2, …, without copies; a notice for each copy."""
    documents: list[Document] = []
    notices: list[str] = []
    for article in articles:
        if documents and copied_share(article.text, documents) >= COPY_SHARE:
            notices.append(f"Also reported by {article.publisher}: {article.url}; the text is a copy.")
        else:
            documents.append(as_document(article, f"S{len(documents) + 1}"))
    return documents, notices
