"""How stories are found again: by name, by text, and what an editor said about two of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, delete, func, or_, select, update

from newsdraft.errors import StoreError
from newsdraft.model import Entry, PipelineState, Story
from newsdraft.naming import canonical, names_of, plain
from newsdraft.store.schema import (
    DOI_WIDTH,
    IN_ORDER,
    entries,
    entry_names,
    steps,
    stories,
    story_decisions,
    story_texts,
)
from newsdraft.store.search import MOST_TERMS, StorySearch, search_for, terms_of

JOINED, APART = "joined", "apart"
# A name that many stories share (one address for a whole feed) brings the newest of them only.
_MOST_BY_NAME = 10


def stamp(moment: datetime) -> str:
    """A time as it is stored: ISO 8601, UTC, microseconds always, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def kept_doi(doi: str | None) -> str | None:
    """A DOI as its column holds it: in lower case, since either case means the same; none too long to be one."""
    return doi.lower() if doi and len(doi) <= DOI_WIDTH else None


# --- kept in step with entries and stories, inside their transactions ------------------------------------


def name_entry(connection: Connection, entry: Entry) -> None:
    """Keep the names of an entry; done again it changes nothing."""
    mine = (entry_names.c.source == entry.source) & (entry_names.c.key == entry.key)
    connection.execute(delete(entry_names).where(mine))
    text = f"{entry.title} {entry.summary} {entry.content}"
    for kind, value in names_of(entry.url, entry.doi, text):
        row = {"source": entry.source, "key": entry.key, "kind": kind, "value": value}
        connection.execute(entry_names.insert().values(**row))


def refresh_text(connection: Connection, story_id: str) -> None:
    """Make a story's text what its entries carry, unless a page of it was read; without entries it has none."""
    theirs = select(entries.c.entry).where(entries.c.story_id == story_id).order_by(*IN_ORDER)
    found = [Entry.model_validate_json(text) for text in connection.execute(theirs).scalars()]
    if not found:
        connection.execute(delete(story_texts).where(story_texts.c.story_id == story_id))
        return
    read = select(story_texts.c.from_page).where(story_texts.c.story_id == story_id)
    if not connection.execute(read).scalar():
        parts = (part for entry in found for part in (entry.title, entry.summary, entry.content))
        put_text(connection, story_id, searchable(plain(*dict.fromkeys(parts))), from_page=False)


def searchable(text: str) -> str:
    """What is kept of a feed's folded text: each of its first telling words once. Nobody reads it, it is found by."""
    return " ".join(terms_of(text)[:MOST_TERMS])


def put_text(connection: Connection, story_id: str, text: str, *, from_page: bool) -> None:
    """Keep a story's text; the story must be there."""
    mine = story_texts.c.story_id == story_id
    values = {"text": text, "from_page": int(from_page)}
    if connection.execute(select(story_texts.c.number).where(mine)).first():
        connection.execute(update(story_texts).where(mine).values(**values))
    else:
        made = connection.execute(select(stories.c.created_at).where(stories.c.id == story_id)).scalar()
        if made is None:
            return
        connection.execute(story_texts.insert().values(story_id=story_id, created_at=made, **values))
    search_for(connection).index(connection, story_id, text)


def give_entries(connection: Connection, story_id: str, into: str, now: datetime, reason: str) -> None:
    """Give a story's entries, and what was said about it, to another one; the emptied story is skipped."""
    connection.execute(update(entries).where(entries.c.story_id == story_id).values(story_id=into))
    values = {"state": PipelineState.SKIPPED.value, "reason": reason, "updated_at": stamp(now)}
    connection.execute(update(stories).where(stories.c.id == story_id).values(**values))
    refresh_text(connection, story_id)
    refresh_text(connection, into)
    for other in decided(connection, story_id, APART):
        forget_decisions(connection, story_id, other)
        if other != into:
            decide(connection, into, other, APART, now)


def forget_steps(connection: Connection, *story_ids: str) -> None:
    """Let stories be worked on from the start, because they are not what they were."""
    connection.execute(delete(steps).where(steps.c.story_id.in_(story_ids)))


def decided(connection: Connection, story_id: str, kind: str) -> set[str]:
    """Ids of the stories that an editor joined to, or keeps apart from, this one."""
    table = story_decisions
    query = select(table.c.story_id, table.c.other_id).where(
        or_(table.c.story_id == story_id, table.c.other_id == story_id), table.c.kind == kind
    )
    return {each for row in connection.execute(query) for each in row} - {story_id}


def decide(connection: Connection, story_id: str, other_id: str, kind: str, now: datetime) -> None:
    """Keep what an editor said about two stories; the latest word counts."""
    forget_decisions(connection, story_id, other_id)
    row = {"story_id": story_id, "other_id": other_id, "kind": kind, "decided_at": stamp(now)}
    connection.execute(story_decisions.insert().values(**row))


def forget_decisions(connection: Connection, story_id: str, other_id: str) -> None:
    """Forget what was said about two stories, in either order."""
    pair = (story_id, other_id)
    both = and_(story_decisions.c.story_id.in_(pair), story_decisions.c.other_id.in_(pair))
    connection.execute(delete(story_decisions).where(both))


# --- what the pipeline asks ------------------------------------------------------------------------------


class StoryFinder(ABC):
    """The part of the database that finds stories again and keeps what an editor said about two of them."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    @abstractmethod
    def _story(self, connection: Connection, row: RowMapping) -> Story: ...

    @cached_property
    def search(self) -> StorySearch:
        """The full-text search that this database can do."""
        with self.transaction() as connection:
            return search_for(connection)

    def candidates(self, entry: Entry, since: datetime, limit: int = 10) -> list[Story]:
        """Stories that ``entry`` may belong to.

        Those with its address or paper, whenever they were made; of those made since then, the ones with its
        trial's number and the ``limit`` whose text is most like its own.
        """
        search = self.search
        with self.transaction() as connection:
            text = plain(entry.title, entry.summary, entry.content)
            ids = dict.fromkeys(
                [
                    *_named(connection, entry, stamp(since)),
                    *search.nearest(connection, text, stamp(since), limit),
                ]
            )
            return self._by_id(connection, ids)

    def alike(self, text: str, since: datetime, limit: int = 10) -> list[str]:
        """Ids of the stories made since then whose text is most like ``text``, best first."""
        search = self.search
        with self.transaction() as connection:
            return search.nearest(connection, plain(text), stamp(since), limit)

    def stories_of(self, ids: Iterable[str]) -> list[Story]:
        """The stories of these ids, in this order; ids that are not there are passed over."""
        with self.transaction() as connection:
            return self._by_id(connection, ids)

    def _by_id(self, connection: Connection, ids: Iterable[str]) -> list[Story]:
        wanted = list(ids)
        query = select(stories).where(stories.c.id.in_(wanted))
        rows = {row["id"]: row for row in connection.execute(query).mappings().all()}
        return [self._story(connection, rows[each]) for each in wanted if each in rows]

    def index_story_text(self, story_id: str, text: str) -> None:
        """Let a story be found by the text of the page that was read for it."""
        with self.transaction() as connection:
            put_text(connection, story_id, plain(text), from_page=True)

    def read_text(self, story_id: str) -> str | None:
        """The folded text of the page that was read for a story; None while none was."""
        query = select(story_texts.c.text).where(
            story_texts.c.story_id == story_id, story_texts.c.from_page == 1
        )
        with self.transaction() as connection:
            return connection.execute(query).scalar()

    def forget_old_texts(self, before: datetime, most: int = 500) -> int:
        """Forget what the feeds carried of at most ``most`` stories made before then, oldest first; returns how many.

        Such a story is still found by its address and its paper. The text of a page that was read stays: a later
        report of the same paper is compared with it.
        """
        old = (
            select(story_texts.c.number)
            .where(story_texts.c.created_at < stamp(before), story_texts.c.from_page == 0)
            .order_by(story_texts.c.created_at)
            .limit(most)
        )
        with self.transaction() as connection:
            numbers = list(connection.execute(old).scalars())
            connection.execute(delete(story_texts).where(story_texts.c.number.in_(numbers)))
            return len(numbers)

    def term_frequencies(self, texts: Iterable[str]) -> tuple[dict[str, int], int]:
        """In how many stories each term of ``texts`` stands, and how many stories there are."""
        search = self.search
        with self.transaction() as connection:
            total = connection.execute(select(func.count()).select_from(story_texts)).scalar()
            return search.frequencies(connection, terms_of("\n".join(texts))), int(total or 0)

    def stories_with_doi(self, doi: str) -> list[str]:
        """Ids of the stories whose page or feed named this paper, oldest first."""
        query = (
            select(stories.c.id)
            .where(stories.c.doi == kept_doi(doi))
            .order_by(stories.c.created_at, stories.c.id)
        )
        with self.transaction() as connection:
            return list(connection.execute(query).scalars())

    def story_doi(self, story_id: str) -> str | None:
        """The paper that a story's page or feed named, in lower case."""
        with self.transaction() as connection:
            return connection.execute(select(stories.c.doi).where(stories.c.id == story_id)).scalar()

    def find_story(self, ref: str) -> Story | None:
        """The story that goes by an id, the beginning of one that no other has, or the address of a report."""
        address = canonical(ref)
        with self.transaction() as connection:
            escaped = ref.upper().replace("\\", "").replace("%", "").replace("_", "")
            by_id = select(stories.c.id).where(stories.c.id.startswith(escaped)).limit(2)
            found = list(connection.execute(by_id).scalars()) if escaped and "/" not in ref else []
            if not found:
                found = _of_address(connection, ref, address)[:1]
            ids = [ref] if ref in found else found
            return next(iter(self._by_id(connection, ids)), None) if len(ids) == 1 else None

    # what an editor says

    def kept_apart(self, story_id: str) -> set[str]:
        """Ids of the stories that an editor said are not this one."""
        with self.transaction() as connection:
            return decided(connection, story_id, APART)

    def join_stories(self, story_id: str, into: str, now: datetime, reason: str) -> None:
        """Give a story's entries to another one because an editor says that they are one story."""
        with self.transaction() as connection:
            give_entries(connection, story_id, into, now, reason)
            decide(connection, story_id, into, JOINED, now)
            forget_steps(connection, story_id, into)

    def split_story(self, taken: Sequence[Entry], new: Story, old: Story, now: datetime) -> None:
        """Make ``new`` of the entries ``taken`` from ``old`` because an editor says that they are two stories."""
        with self.transaction() as connection:
            doi = next((kept_doi(entry.doi) for entry in taken if entry.doi), None)
            row = {"id": new.id, "title": new.title, "state": new.state.value, "reason": new.reason}
            times = {"created_at": stamp(new.created_at), "updated_at": stamp(new.created_at)}
            connection.execute(stories.insert().values(**row, **times, doi=doi))
            for entry in taken:
                same = (entries.c.source == entry.source) & (entries.c.key == entry.key)
                moved = connection.execute(
                    update(entries).where(same, entries.c.story_id == old.id).values(story_id=new.id)
                )
                if not moved.rowcount:
                    raise StoreError("this report is no longer part of the story", where=entry.url)
            _forget_what_was_taken(connection, old, taken, doi)
            forget_steps(connection, old.id)
            refresh_text(connection, old.id)
            refresh_text(connection, new.id)
            decide(connection, new.id, old.id, APART, now)


def _forget_what_was_taken(
    connection: Connection, old: Story, taken: Sequence[Entry], doi: str | None
) -> None:
    """A title, DOI or page text that came with the entries that left is no longer the old story's."""
    left = [entry for entry in old.entries if entry not in taken]
    values: dict[str, object] = {}
    if left and any(entry.title == old.title for entry in taken):
        values["title"] = left[0].title
    row = connection.execute(select(stories.c.doi).where(stories.c.id == old.id)).scalar()
    dois = [entry.doi.lower() for entry in left if entry.doi]
    if doi and row == doi and doi not in dois:
        values["doi"] = next(iter(dois), None)
    if values:
        connection.execute(update(stories).where(stories.c.id == old.id).values(**values))
    if old.state is not PipelineState.FILED:
        # It is read again without them; a filed story keeps the text that its draft was made of.
        connection.execute(update(story_texts).where(story_texts.c.story_id == old.id).values(from_page=0))


def _named(connection: Connection, entry: Entry, since: str) -> list[str]:
    """Stories that share a name with an entry: the newest few for each name."""
    text = f"{entry.title} {entry.summary} {entry.content}"
    found: list[str] = []
    for kind, value in names_of(entry.url, entry.doi, text):
        query = _with_name(kind, value)
        if kind == "trial":  # a trial is reported for years; only the window's reports can be the same
            query = query.where(stories.c.created_at >= since)
        found += connection.execute(query).scalars().all()
        if kind == "doi":
            by_page = select(stories.c.id).where(stories.c.doi == value).limit(_MOST_BY_NAME)
            found += connection.execute(by_page).scalars().all()
    return found


def _with_name(kind: str, value: str) -> Select[Any]:
    return (
        select(stories.c.id)
        .join(entries, entries.c.story_id == stories.c.id)
        .join(
            entry_names,
            (entry_names.c.source == entries.c.source) & (entry_names.c.key == entries.c.key),
        )
        .where(entry_names.c.kind == kind, entry_names.c.value == value)
        .order_by(stories.c.created_at.desc())
        .limit(_MOST_BY_NAME)
    )


def _of_address(connection: Connection, url: str, address: str) -> list[str]:
    by_url = (
        select(entries.c.story_id)
        .join(stories, entries.c.story_id == stories.c.id)
        .where(entries.c.url == url)
        .order_by(stories.c.created_at.desc())
    )
    found = list(connection.execute(by_url).scalars())
    return found or (list(connection.execute(_with_name("address", address)).scalars()) if address else [])
