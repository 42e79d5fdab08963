"""One side of benchmarks/polling.py, in a process of its own that loads nothing of the benchmark.

python benchmarks/polling_side.py SIDE DATABASE ADDRESSES.json      prints {address: entries kept}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORKERS = 20


def newsdraft(database: str, addresses: list[str]) -> dict[str, int]:
    """Poll and keep, as `newsdraft run` does before it selects anything; gives entries kept by feed."""
    from collections import Counter
    from datetime import UTC, datetime
    from itertools import islice

    from newsdraft.model import Source
    from newsdraft.polling import FeedState, PollOutcome, poll
    from newsdraft.store import open_database
    from newsdraft.web import Web, WebPolicy

    store = open_database(f"sqlite:///{database}")
    states = store.feed_states()
    sources = [Source(name=address, feed=address) for address in addresses]
    known = [
        (each, FeedState.model_validate_json(states[each.name]) if each.name in states else None)
        for each in sources
    ]
    kept: dict[str, int] = {}
    with Web(WebPolicy(allow_hosts=("127.0.0.1",))) as web:
        answers = poll(known, web, datetime.now(UTC), WORKERS, force=True)
        while batch := list(islice(answers, 25)):
            assert all(answer.outcome in (PollOutcome.FETCHED, PollOutcome.UNCHANGED) for answer in batch)
            states = {answer.source.name: answer.state.model_dump_json() for answer in batch}
            found = [entry for answer in batch for entry in answer.entries]
            new = Counter(entry.source for entry in store.record_polls(states, found, datetime.now(UTC)))
            kept.update({name: new[name] for name in states})
    store.close()
    return kept


def reader(database: str, addresses: list[str]) -> dict[str, int]:
    """The same with `reader`."""
    from reader import make_reader

    with make_reader(database) as library:
        for address in addresses:
            library.add_feed(address, exist_ok=True)
        kept = {}
        for result in library.update_feeds_iter(workers=WORKERS, scheduled=False):
            assert not isinstance(result.value, Exception), result.value
            kept[result.url] = result.value.new if result.value else 0
    return kept


if __name__ == "__main__":
    side, database, listing = sys.argv[1:]
    addresses = json.loads(Path(listing).read_text(encoding="utf-8"))
    print(json.dumps({"newsdraft": newsdraft, "reader": reader}[side](database, addresses)))
