"""SQLite and PostgreSQL: the same answers, one schema however many start at once, and what is said when one fails."""

import random
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from conftest import CLEAN
from newsdraft.errors import StoreError
from newsdraft.model import Entry, Story
from newsdraft.store import open_database
from postgres import need_postgres, own_server

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=60)
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "lar",
    "mon",
    "nel",
    "pri",
    "quo",
    "ras",
    "sté",
    "til",
    "zol",
    "größ",
]
COMMON = [
    "patients",
    "cancer",
    "treatment",
    "trial",
    "survival",
    "researchers",
    "hospital",
    "growth",
    "tumours",
]


def entry(key, **values):
    return Entry(source="feed", key=key, url=f"https://example.org/{key}", title=f"Report {key}", **values)


def told(chance):
    """A made-up report: common words, numbers, and a few names that are hardly anywhere else."""
    names = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(chance.randint(1, 8))]
    figures = [f"{chance.randint(1, 40)}mg" for _ in range(chance.randint(0, 4))]
    words = chance.choices(COMMON, k=chance.randint(5, 40)) + names * 2 + figures
    chance.shuffle(words)
    return " ".join(words)


def answers_of(url, texts, pages, asked):
    """What a new database finds that was given these stories, one an hour, and these pages of some of them."""
    with closing(open_database(url)) as database:
        for number, summary in enumerate(texts):
            made = NOW - timedelta(hours=len(texts) - number)
            one = entry(f"k{number}", summary=summary)
            database.add_story(Story(id=f"S{number}", title="t", entries=(one,), created_at=made))
        for number, page in pages.items():
            database.index_story_text(f"S{number}", page)
        since = NOW - timedelta(hours=len(texts) - 50)
        found = [database.candidates(entry("new", summary=summary), since) for summary in asked]
        return [[story.id for story in each] for each in found], database.term_frequencies(asked)


def test_the_same_stories_are_found_on_both(tmp_path, postgres_url):
    chance = random.Random(7)
    texts = [told(chance) for _ in range(700)]
    pages = {number: f"{texts[number]}, as the page says. {told(chance)}" for number in range(0, 700, 9)}
    asked = [*chance.sample(texts, 20), *(told(chance) for _ in range(20)), "patients with cancer", "?!", ""]
    sqlite = answers_of(f"sqlite:///{tmp_path / 'state.db'}", texts, pages, asked)
    assert sum(map(len, sqlite[0])) > 300
    assert answers_of(postgres_url, texts, pages, asked) == sqlite


def test_six_first_starts_make_one_schema(database_url, tmp_path):
    script = (
        "import sys; from newsdraft.store import open_database\n"
        "sys.stdin.readline(); open_database(sys.argv[1]).close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, database_url], stdin=subprocess.PIPE, env=CLEAN)
        for _ in range(6)
    ]
    for process in started:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.wait(60) for process in started] == [0] * 6
    with closing(open_database(database_url)) as database, database.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM schema_version")).scalar() == 1


def test_what_is_read_and_then_written_is_not_overtaken(database):
    database.add_story(Story(id="S1", title="t", entries=(entry("a"),), created_at=NOW))
    threads = [
        threading.Thread(target=lambda: [database.count_error("S1", NOW, "down") for _ in range(10)])
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert database.count_error("S1", NOW, "down") == 51


def test_what_feeds_may_contain_can_be_kept(database):
    long = f"https://example.org/{'deep/' * 800}"
    odd = Entry(source="feed", key="odd", url=long, title="10.5555/" + "x" * 900, doi="10.5555/" + "x" * 900)
    database.record_polls({"feed": "{}"}, [odd], NOW)
    database.add_story(Story(id="S1", title=odd.title, entries=(odd,), created_at=NOW), odd.doi)
    database.set_story("S1", NOW, doi=odd.doi)
    database.index_story_text("S1", "A page with a\0zero byte and cuprovane.")
    assert database.story_at(long).id == "S1"
    assert database.alike("cuprovane", SINCE) == ["S1"]
    assert database.story_doi("S1") is None


# --- PostgreSQL alone ------------------------------------------------------------------------------------


@pytest.fixture
def server():
    """A server that a test may stop."""
    need_postgres()
    with own_server() as server:
        yield server


def test_the_store_goes_on_after_the_server_was_restarted(server):
    with closing(open_database(server.new_database())) as database:
        database.record_polls({"feed": "{}"}, [entry("a")], NOW)
        server.stop()
        back = threading.Timer(2, server.start)
        back.start()
        database.record_polls({"feed": "{}"}, [entry("b")], NOW)  # waits for the server
        back.join(60)
        assert [each.key for batch in database.unsorted_entries() for each in batch] == ["a", "b"]


def test_a_transaction_that_the_server_drops_leaves_nothing(server):
    with closing(open_database(server.new_database())) as database:

        def broken_off():
            with database.transaction() as connection:
                connection.execute(text("INSERT INTO runs (id, started) VALUES ('r', 'now')"))
                server.stop("immediate")
                connection.execute(text("SELECT 1"))

        with pytest.raises(StoreError, match="connection to the database broke"):
            broken_off()
        server.start()
        assert database.last_runs() == []


def test_a_stuck_transaction_cannot_hold_the_others_for_ever(postgres_url):
    with closing(open_database(postgres_url)) as database, database.transaction() as connection:
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "1min"
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "30s"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody:secret@127.0.0.1:9/none", "check that the server runs"),
        ("mysql://h/db", "SQLite or in PostgreSQL"),
        ("not an address", "no address of a database"),
    ],
)
def test_a_database_that_cannot_be_had_is_said_plainly(newsdraft, url, said):
    pytest.importorskip("psycopg")
    newsdraft("init", ".")
    done = newsdraft("runs", NEWSDRAFT_DATABASE_URL=url)
    assert done.code == 1
    assert said in done.err
    assert "secret" not in done.err


def test_without_the_driver_it_is_said_what_to_install(tmp_path):
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from newsdraft.errors import StoreError\nfrom newsdraft.store import open_database\n"
        "try:\n    open_database('postgresql://user:secret@h/db')\n"
        "except StoreError as error:\n    print(error.message, error.where, error.hint)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=CLEAN
    )
    assert "driver for PostgreSQL is not installed" in done.stdout
    assert "newsdraft[postgres]" in done.stdout
    assert "secret" not in done.stdout
