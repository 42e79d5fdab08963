# ruff: noqa: E501 - prose for the page
"""What it costs to place one new entry among many stored stories."""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy
from matching_pairs import Text

from newsdraft.model import Entry, Story
from newsdraft.naming import plain
from newsdraft.selecting import group
from newsdraft.store import Database, open_database, schema, stamp
from newsdraft.store.finding import searchable

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def entry(text: Text, source: str, key: str = "") -> Entry:
    return Entry(source=source, key=key or text.title, url="", title=text.title, content=text.body)


def synthetic(number: int, chance: random.Random, vocabulary: Sequence[str], steps: Sequence[float]) -> Text:
    """A text of about 300 words whose words are as unevenly frequent as those of a language (Zipf)."""
    drawn = chance.choices(vocabulary, cum_weights=steps, k=300)
    figures = [str(chance.randint(11, 9999)) for _ in range(8)]
    return Text(f"Report {number} on {drawn[0]} and {drawn[1]}", " ".join([*drawn, *figures]))


def lookup_cost(stored: int, lookups: int = 60) -> str:
    """One table row: what it costs to place one new entry among ``stored`` stories of the window."""
    chance = random.Random(stored)
    vocabulary = [f"word{n}" for n in range(40_000)]
    steps = list(itertools.accumulate(1 / (n + 5) for n in range(len(vocabulary))))
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/state.db")
        texts = (synthetic(number, chance, vocabulary, steps) for number in range(stored))
        kept = fill(database, texts, max(1, stored // lookups))[:lookups]
        searches, places, right = [], [], 0
        for number, text in enumerate(kept):
            told = text.body.split()
            copy = entry(
                Text(f"Wire: {text.title}", " ".join(told[: len(told) * 3 // 4])), "wire", str(number)
            )
            started = time.perf_counter()
            known = database.candidates(copy, NOW - timedelta(days=60))
            found = time.perf_counter()
            placed = group([copy], known, NOW)
            places.append(time.perf_counter() - started)
            searches.append(found - started)
            right += bool(placed.joins)
        writes = []
        for number in range(lookups):
            text = synthetic(stored + number, chance, vocabulary, steps)
            started = time.perf_counter()
            mine = entry(text, "more", str(number))
            database.add_story(Story(id=f"T{number:08}", title=text.title, entries=(mine,), created_at=NOW))
            writes.append(time.perf_counter() - started)
        found_by = _bytes_of_texts(database) / 1e6
        started = time.perf_counter()
        database.forget_old_texts(NOW)
        forgotten = (time.perf_counter() - started) * 1e3
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        database.close()
    shown = [f"{milliseconds:.1f}" for times in (searches, places, writes) for milliseconds in spread(times)]
    sizes = f"{right} of {len(kept)} | {size:.0f} | {found_by:.0f}"
    return f"| {stored:,} | {' | '.join(shown)} | {forgotten:.0f} | {sizes} |"


def _bytes_of_texts(database: Database) -> int:
    query = sqlalchemy.text(
        "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%story_texts%' OR name LIKE 'story_search%'"
    )
    with database.transaction() as connection:
        return int(connection.execute(query).scalar() or 0)


def found_again(asking: Sequence[Text], stored: Sequence[Text], others: Sequence[Text]) -> int:
    """For how many of ``asking`` the text of the same place in ``stored`` is among the ten nearest of all stored."""
    texts = list(dict.fromkeys([*stored, *(text for text in others if text not in set(asking))]))
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/state.db")
        fill(database, iter(texts), len(texts) + 1)
        ids = {text: f"S{number:08}" for number, text in enumerate(texts)}
        since = NOW - timedelta(days=60)
        nearest = [database.alike(f"{text.title}\n{text.body}", since) for text in asking]
        database.close()
    return sum(ids[text] in near for text, near in zip(stored, nearest, strict=True))


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    return statistics.median(times) * 1e3, sorted(times)[int(len(times) * 0.95) - 1] * 1e3


def fill(database: Database, texts: Iterator[Text], every: int) -> list[Text]:
    """Store a story for each text by the thousand, as ``add_story`` does one by one; every n-th text is returned."""
    kept, number = [], 0
    while batch := list(itertools.islice(texts, 1000)):
        rows: dict[str, list[dict[str, object]]] = defaultdict(list)
        for text in batch:
            if number % every == 0:
                kept.append(text)
            made, mine = stamp(NOW - timedelta(seconds=200_000 - number)), entry(text, "feed", str(number))
            story = {
                "id": f"S{number:08}",
                "title": text.title,
                "state": "filed",
                "reason": "",
                "detail": "",
                "errors": 0,
            }
            rows["stories"].append({**story, "created_at": made, "updated_at": made})
            key = {"source": "feed", "key": mine.key, "url": "", "entry": mine.model_dump_json()}
            rows["entries"].append({**key, "story_id": story["id"], "seen_at": made})
            carried = searchable(plain(mine.title, mine.summary, mine.content))
            rows["story_texts"].append(
                {"story_id": story["id"], "text": carried, "from_page": 0, "created_at": made}
            )
            number += 1
        with database.transaction() as connection:
            for table, values in rows.items():
                connection.execute(schema.metadata.tables[table].insert(), values)
    return kept


def cost_table(numbers: Sequence[int]) -> list[str]:
    """A row for each number of stored stories, with what the columns are."""
    about = (
        "The cost of one new entry, in milliseconds, with every stored story in the window: finding candidates, placing it "
        "(that and the comparison), keeping it as a story; and of forgetting the feeds' text of 500 stories that have become "
        "too old to be joined by it, which every run that sorts entries does at most once. “MB” is the whole database, “to be "
        "found” what finding by text takes of it (terms and index). The texts have 300 words, most feeds carry a tenth. The entries "
        "are copies with their end cut. Other work shared the machine, so a factor of two between rows is noise."
    )
    head = "| stored stories | find: median | p95 | place: median | p95 | keep: median | p95 | forget 500 | joined | MB | to be found |"
    return [about, "", head, "|" + "---:|" * 11, *(lookup_cost(stored) for stored in numbers)]
