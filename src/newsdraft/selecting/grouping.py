"""From entries to stories: each entry joins the story that it reports, or begins a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsdraft.model import Entry, Story, Value
from newsdraft.selecting.likeness import Likeness, Match, Print, compare, fingerprint

# A shingle or title word that stands in more stories than this is a feed's own phrase and finds nothing.
_MOST_STORIES = 40
# Only the stories that share most with an entry are compared with it in full.
_MOST_COMPARED = 25
_MOST_POSSIBLE = 3


class Join(Value):
    """An entry that reports a story which was known before."""

    story_id: str
    entry: Entry
    match: Match


class Possible(Value):
    """An entry (now in story ``own_story_id``) that may report story ``story_id``; an editor can say."""

    story_id: str
    own_story_id: str
    entry: Entry
    match: Match


class Grouping(Value):
    """``new`` stories with entries in the order given, ``joins`` to known ones, ``possible`` kinships."""

    new: tuple[Story, ...] = ()
    joins: tuple[Join, ...] = ()
    possible: tuple[Possible, ...] = ()


def new_story_id(now: datetime) -> str:
    """A ULID: it sorts by time and never repeats."""
    from ulid import ULID  # noqa: PLC0415  45 ms that a run without a new story need not spend

    return str(ULID.from_datetime(now))


def group(
    entries: Sequence[Entry],
    known: Sequence[Story],
    now: datetime,
    new_id: Callable[[datetime], str] = new_story_id,
) -> Grouping:
    """Sort new ``entries`` into stories, among themselves and with the ``known`` ones that the caller names.

    ``known`` are candidates: recent stories, or those that a search found. Only a match that is all but
    certain joins by itself. ``now`` becomes ``created_at`` of new stories.
    """
    if not entries:
        return Grouping()
    pool = _Pool()
    for story in known:
        for entry in story.entries:
            pool.add(story.id, fingerprint(entry))
    sorter = _Sorter(pool, now, new_id)
    for entry in entries:
        sorter.place(entry)
    return sorter.grouping()


@dataclass
class _Sorter:
    """The stories that come about while the entries are gone through."""

    pool: _Pool
    now: datetime
    new_id: Callable[[datetime], str]
    fresh: dict[str, list[Entry]] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)
    possible: list[Possible] = field(default_factory=list)

    def place(self, entry: Entry) -> None:
        """Put one entry into the story that it reports, or into one of its own."""
        looks = fingerprint(entry)
        matches = self.pool.matches(looks)
        if matches and matches[0][1].same is Likeness.SAME:
            story_id, match = matches[0]
            if story_id in self.fresh:
                self.fresh[story_id].append(entry)
            else:
                self.joins.append(Join(story_id=story_id, entry=entry, match=match))
        else:
            story_id = self.new_id(self.now)
            self.fresh[story_id] = [entry]
            self.possible += [
                Possible(story_id=other, own_story_id=story_id, entry=entry, match=match)
                for other, match in matches[:_MOST_POSSIBLE]
            ]
        self.pool.add(story_id, looks)

    def grouping(self) -> Grouping:
        """What came about."""
        new = tuple(
            Story(id=story_id, title=entries[0].title, entries=tuple(entries), created_at=self.now)
            for story_id, entries in self.fresh.items()
        )
        return Grouping(new=new, joins=tuple(self.joins), possible=tuple(self.possible))


@dataclass
class _Pool:
    """The stories so far, found by what they share with an entry."""

    prints: dict[str, list[Print]] = field(default_factory=lambda: defaultdict(list))
    index: dict[Hashable, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, story_id: str, looks: Print) -> None:
        """Add an entry of a story."""
        self.prints[story_id].append(looks)
        for key in _keys(looks):
            self.index[key].add(story_id)

    def matches(self, looks: Print) -> list[tuple[str, Match]]:
        """Stories that the entry does or may report, best first."""
        found = [(story_id, self._best(story_id, looks)) for story_id in self._candidates(looks)]
        order = {Likeness.SAME: 0, Likeness.POSSIBLE: 1}
        kept = [(story_id, match) for story_id, match in found if match.same in order]
        return sorted(kept, key=lambda each: (order[each[1].same], -each[1].score))

    def _candidates(self, looks: Print) -> list[str]:
        shared: Counter[str] = Counter()
        for key in _keys(looks):
            stories = self.index.get(key, ())
            if len(stories) <= _MOST_STORIES:
                # A name (address, DOI, trial) finds a story by itself; words and shingles add up.
                shared.update(
                    dict.fromkeys(stories, 1000 if isinstance(key, tuple) and key[0] != "word" else 1)
                )
        return [story_id for story_id, _ in shared.most_common(_MOST_COMPARED)]

    def _best(self, story_id: str, looks: Print) -> Match:
        matches = [compare(looks, other) for other in self.prints[story_id]]
        order = {Likeness.SAME: 2, Likeness.POSSIBLE: 1, Likeness.DIFFERENT: 0}
        return max(matches, key=lambda match: (order[match.same], match.score))


def _keys(looks: Print) -> Iterator[Hashable]:
    """Everything by which a story can be found: names, words of the title, shingles."""
    yield ("item", looks.source, looks.key)
    if looks.address:
        yield ("address", looks.address)
    if looks.doi:
        yield ("doi", looks.doi)
    yield from (("trial", name) for name in looks.trials | looks.studies)
    yield from (("word", word) for word in looks.title)
    # One shingle in four is enough to find a story: texts that count as copies share twenty and more.
    yield from (shingle for shingle in looks.shingles if shingle % 4 == 0)
