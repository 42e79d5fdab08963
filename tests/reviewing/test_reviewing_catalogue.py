"""The rows of the queue say what the files say, whatever happened to files, log and catalogue in between."""

import os
import random
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from review_samples import DRAFT_ID, LATER, draft, finding, post

from newsdraft.model import DecisionKind, ReviewStatus, Severity
from newsdraft.reviewing import Damaged, DraftStore, DraftView, QueueQuery, Sort, row_of

IDS = ("DRAFTA", "DRAFTB", "DRAFTC", "DRAFTD")
SETTLED_SECONDS = 2.1  # a file that was changed less long ago is read again in any case


def recheck(view, post):
    return []


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "drafts"


def filed(folder, ids=IDS, **changes):
    store = DraftStore(folder)
    for number, draft_id in enumerate(ids):
        store.file(draft(id=draft_id, slug=f"story-{number}", **changes))
    return store


def listed(folder):
    """What a process that has just started lists."""
    store = DraftStore(folder)
    store.refresh()
    return store.rows(), [(item.path.name, item.message, item.draft_id) for item in store.damaged()]


def read(folder):
    """The same, from every file."""
    found = DraftStore(folder).scan()
    rows = [row_of(item) for item in found if isinstance(item, DraftView)]
    return rows, [
        (item.path.name, item.message, item.draft_id) for item in found if isinstance(item, Damaged)
    ]


class Opened:
    """The files that this process opens while it is asked to count them."""

    names: list[str] | None = None

    def __init__(self):
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if event == "open" and self.names is not None and isinstance(arguments[0], str | os.PathLike):
            self.names.append(Path(arguments[0]).name)

    def during(self, work):
        self.names = found = []
        work()
        self.names = None
        return found


OPENED = Opened()


# --- the same as the files, always ------------------------------------------------------------------------


def claim(folder, path):
    view = next((v for v in DraftStore(folder).scan() if isinstance(v, DraftView) and v.path == path), None)
    if view:
        DraftStore(folder).decide(path.name, DecisionKind.CLAIMED, random.choice(["Ann Lee", "Bo Ek"]), LATER)


def comment(folder, path):
    view = next((v for v in DraftStore(folder).scan() if isinstance(v, DraftView) and v.path == path), None)
    if view:
        DraftStore(folder).comment(view, "Ann Lee", "Is it so?", "c1", LATER)


def edit(folder, path):
    path.write_bytes(path.read_bytes().replace(b"tumors", random.choice([b"cancer", b"tumour", b"tumors"])))


def type_status(folder, path):
    path.write_bytes(path.read_bytes().replace(b"status: in_review", b"status: approved"))


def take_over(folder, path):
    DraftStore(folder).notice_edits(recheck, LATER)


def rename(folder, path):
    path.rename(path.with_name(f"renamed-{random.randrange(10)}.md"))


def copy(folder, path):
    path.with_name(f"copy-{random.randrange(5)}.md").write_bytes(path.read_bytes())


def damage(folder, path):
    path.write_bytes(path.read_bytes().replace(b"slug: ", b"slug: [", 1))


def lose_its_id(folder, path):
    path.write_bytes(path.read_bytes().replace(b"draft_id:", b"draft-id:", 1))


def mend(folder, path):
    path.write_bytes(path.read_bytes().replace(b"slug: [", b"slug: ").replace(b"draft-id:", b"draft_id:"))


def withdraw(folder, path):
    path.unlink()


def add_notes(folder, path):
    (folder / "notes.md").write_text(random.choice(["# Notes", "---\ntitle: x\n---\nNo draft."]))


def damage_the_log(folder, path):
    log = random.choice(sorted(folder.glob(".newsdraft/DRAFT*/history.jsonl")))
    log.write_bytes(b"{" + log.read_bytes())


def damage_an_index(folder, path):
    random.choice(sorted(folder.glob(".newsdraft/DRAFT*/index.json"))).write_bytes(b"{}")


def save_late(folder, path):
    for old in sorted(folder.glob(".newsdraft/*/saved/*.md"))[:1]:
        old.write_bytes(old.read_bytes() + b"late\n")


def lose_the_catalogue(folder, path):
    (folder / ".newsdraft" / "catalogue.db").unlink(missing_ok=True)


DEEDS = [
    claim, comment, edit, edit, type_status, take_over, take_over, rename, copy, damage, lose_its_id, mend, mend,
    withdraw, add_notes, save_late, lose_the_catalogue,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_rows_are_what_the_files_say(folder, seed):
    random.seed(seed)
    filed(folder, ids=[f"DRAFT{number}" for number in range(8)])
    for turn in range(4):
        time.sleep(SETTLED_SECONDS)
        listed(folder)  # from here on only what changes is read
        for deed in random.sample(DEEDS, 5):
            deed(folder, random.choice(sorted(folder.glob("*.md"))))
            assert listed(folder) == read(folder), (turn, deed.__name__)
    for deed in (damage_the_log, damage_an_index):
        deed(folder, None)
        assert listed(folder) == read(folder), deed.__name__


def test_a_file_that_changes_within_one_tick_of_the_clock_is_read_again(folder):
    filed(folder, ids=[DRAFT_ID])
    [path] = folder.glob("*.md")
    at = path.read_bytes().index(b"A drug slowed tumors in 24 mice")
    for turn in range(30):
        stat = path.stat()
        with path.open("r+b") as file:  # the same size, inode and time of modification
            file.seek(at)
            file.write(b"ABCDE"[turn % 5 : turn % 5 + 1])
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        [view] = DraftStore(folder).scan()
        store = DraftStore(folder)
        store.refresh()
        assert store._catalogue.due() == ([path.name] if view.changed else []), turn
        assert listed(folder) == read(folder)


# --- only what changed is read ----------------------------------------------------------------------------


def test_only_files_that_changed_are_opened(folder):
    filed(folder)
    time.sleep(SETTLED_SECONDS)
    listed(folder)
    assert [name for name in OPENED.during(lambda: listed(folder)) if name.endswith((".md", ".json"))] == []
    first, second, *_ = sorted(folder.glob("*.md"))
    edit(folder, first)
    opened = OPENED.during(lambda: listed(folder))
    assert first.name in opened
    assert second.name not in opened
    store = DraftStore(folder)
    opened = OPENED.during(lambda: store.notice_edits(recheck, LATER))
    assert second.name not in opened
    time.sleep(SETTLED_SECONDS)
    listed(folder)
    assert [name for name in OPENED.during(lambda: listed(folder)) if name.endswith(".md")] == []


def test_what_others_do_to_our_own_files_shows_in_the_list(folder):
    filed(folder)
    time.sleep(SETTLED_SECONDS)
    listed(folder)
    damage_the_log(folder, None)
    rows, damaged = listed(folder)
    assert (len(rows), len(damaged)) == (3, 1)


def test_a_save_into_a_file_that_made_way_is_found_without_a_change_of_the_draft(folder):
    store = filed(folder, ids=[DRAFT_ID])
    store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Ann Lee", LATER)
    time.sleep(SETTLED_SECONDS)
    DraftStore(folder).notice_edits(recheck, LATER)
    save_late(folder, None)
    DraftStore(folder).notice_edits(recheck, LATER)
    [late] = folder.glob("*-saved.md")
    assert late.read_bytes().endswith(b"late\n")
    DraftStore(folder).notice_edits(recheck, LATER)
    assert len(list(folder.glob("*.md"))) == 2


def test_a_typed_approval_that_cannot_count_yet_is_answered_every_time(folder):
    filed(folder, ids=[DRAFT_ID], findings=(finding("f1"),))
    [path] = folder.glob("*.md")
    typed = path.read_text().replace("status: in_review", "status: approved")
    path.write_text(typed.replace("approved_by: null", "approved_by: Ann Lee"))
    time.sleep(SETTLED_SECONDS)
    for _ in range(2):
        store = DraftStore(folder)
        store.notice_edits(recheck, LATER)
        [row] = store.rows()
        assert row.status is ReviewStatus.IN_REVIEW
        assert "Ann Lee approved it in the file, but that cannot count yet" in row.attention[0]


# --- a catalogue that is no use ---------------------------------------------------------------------------


def spoil(path):
    path.write_bytes(b"no database at all, and long enough to be taken for one" * 40)


def other_schema(path):
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE drafts")
        file.execute("CREATE TABLE drafts (x)")
        file.execute("PRAGMA user_version = 7")
    file.close()


def cut_off(path):
    path.write_bytes(path.read_bytes()[:5000])


def folder_instead(path):
    path.unlink()
    path.mkdir()


def link_elsewhere(path):
    path.unlink()
    path.symlink_to(path.parents[2] / "elsewhere.db")


@pytest.mark.parametrize("harm", [spoil, other_schema, cut_off, folder_instead, link_elsewhere, os.unlink])
def test_a_catalogue_that_is_no_use_is_done_without(folder, harm):
    store = filed(folder)
    before = listed(folder)
    harm(folder / ".newsdraft" / "catalogue.db")
    assert listed(folder) == before
    assert listed(folder) == before
    [first, *_] = sorted(folder.glob("*.md"))
    edit(folder, first)
    assert listed(folder) == read(folder)
    assert store.find("DRAFTB").id == "DRAFTB"
    assert not (folder.parent / "elsewhere.db").exists()


def test_a_catalogue_that_somebody_holds_for_long_is_done_without(folder):
    filed(folder)
    before = listed(folder)
    holder = sqlite3.connect(folder / ".newsdraft" / "catalogue.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store = DraftStore(folder, wait=0.1)
    store.refresh()
    assert store.rows() == before[0]
    holder.execute("ROLLBACK")
    holder.close()


def test_looking_at_an_empty_folder_makes_nothing(tmp_path):
    assert listed(tmp_path) == ([], [])
    assert listed(tmp_path / "missing") == ([], [])
    assert list(tmp_path.iterdir()) == []


def test_processes_that_list_and_decide_at_once_agree_in_the_end(folder):
    filed(folder)
    children = []
    for worker in range(4):
        child = os.fork()
        if not child:
            try:
                for turn in range(8):
                    store = DraftStore(folder)
                    if worker % 2:
                        store.decide(IDS[turn % 4], DecisionKind.CLAIMED, f"Person {worker} {turn}", LATER)
                    else:
                        store.notice_edits(recheck, LATER)
                        assert len(store.rows()) == 4
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert listed(folder) == read(folder)


# --- pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def queue(folder):
    """Five drafts: A blocked, B with two majors, C approved, D claimed by Bo Ek, E from elsewhere."""
    store = DraftStore(folder)
    found = {"A": [Severity.BLOCK], "B": [Severity.MAJOR] * 2, "C": [], "D": [], "E": [Severity.MINOR]}
    for number, (letter, severities) in enumerate(found.items()):
        findings = tuple(finding(f"f{at}", severity) for at, severity in enumerate(severities))
        told = post(title=f"Story {letter}, 100 % of it")
        when = LATER.replace(hour=23 - number)
        store.file(
            draft(id=f"DRAFT{letter}", slug=letter.lower(), post=told, findings=findings, created_at=when)
        )
    store.decide("DRAFTC", DecisionKind.APPROVED, "Ann Lee", LATER)
    store.decide("DRAFTD", DecisionKind.CLAIMED, "Bo Ek", LATER)
    store.refresh()
    return store


def letters(page):
    return "".join(row.id[-1] for row in page.rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "ABEDC"),
        ({"sort": Sort.OLDEST}, "EDCBA"),
        ({"sort": Sort.NEWEST}, "ABCDE"),
        ({"statuses": (ReviewStatus.APPROVED,)}, "C"),
        ({"statuses": (ReviewStatus.APPROVED, ReviewStatus.REJECTED)}, "C"),
        ({"statuses": (ReviewStatus.REJECTED,)}, ""),
        ({"claimed_by": "Bo Ek"}, "D"),
        ({"source": "Harbor Lake"}, "ABEDC"),
        ({"source": "Nowhere"}, ""),
        ({"evidence": "animals", "text": "STORY b,"}, "B"),
        ({"text": "drafte"}, "E"),
        ({"text": "24 mice"}, "ABEDC"),
        ({"text": "100 %"}, "ABEDC"),
        ({"text": "'; DROP TABLE drafts --"}, ""),
        ({"text": "story missing"}, ""),
        ({"size": 2, "page": 2}, "ED"),
        ({"size": 2, "page": 9}, "C"),
    ],
)
def test_a_page_has_what_was_asked_for(queue, query, found):
    page = queue.page(QueueQuery(**query))
    assert letters(page) == found
    assert page.counts == {"in_review": 4, "approved": 1}
    assert (page.sources, page.evidences) == (("Harbor Lake",), ("animals",))


def test_pages_are_counted_and_one_beyond_the_last_is_the_last(queue):
    page = queue.page(QueueQuery(size=2, page=9))
    assert (page.total, page.pages, page.page) == (5, 3, 3)
    nothing = queue.page(QueueQuery(text="missing"))
    assert (nothing.total, nothing.pages, nothing.page) == (0, 1, 1)


def test_every_draft_is_on_one_page_and_on_one_alone(queue):
    for sort in Sort:
        seen = [letters(queue.page(QueueQuery(size=2, page=page, sort=sort))) for page in (1, 2, 3)]
        assert sorted("".join(seen)) == list("ABCDE")


def test_names_that_are_cut_find_their_draft_by_the_rows(queue):
    assert queue.find("RAFTB").id == "DRAFTB"
    assert queue.find("2026-06-26-c").id == "DRAFTC"
    assert queue.find("e").id == "DRAFTE"
