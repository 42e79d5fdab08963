"""Saves that race with newsdraft, and newsdraft killed at any moment: nothing that was saved vanishes."""

import os
import random
import signal
import threading
import time

import pytest
from review_samples import DRAFT_ID, LATER, draft, post

from newsdraft.errors import DraftError, StoreError
from newsdraft.model import DecisionKind
from newsdraft.reviewing import DraftStore, DraftView
from newsdraft.reviewing.files import swap

RACES = 60


def save_in_place(path, data):
    with path.open("wb") as file:
        half = len(data) // 2
        file.write(data[:half])
        file.flush()
        time.sleep(random.random() * 0.001)
        file.write(data[half:])


def save_by_rename(path, data):
    other = path.with_name(".editor~")
    other.write_bytes(data)
    other.replace(path)


def save_slowly_in_place(path, data):
    """A program that keeps the file open: opened now, written later."""
    with path.open("r+b") as file:
        time.sleep(random.random() * 0.004)
        file.write(data)
        file.truncate()


SAVES = [save_in_place, save_by_rename, save_slowly_in_place]


def everything(folder):
    return [path.read_bytes() for path in folder.rglob("*.md")]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
@pytest.mark.parametrize("act", ["decide", "redraft", "edit"])
def test_no_save_is_lost_in_a_race(tmp_path, save, act):
    random.seed(7)
    lost, beside, taken = [], 0, 0
    for race in range(RACES // 3):
        folder = tmp_path / str(race)
        store = DraftStore(folder)
        path = store.file(draft())
        if act == "edit":
            path.write_text(path.read_text().replace("24 mice.[", "two dozen mice.["))
        read = store.find(DRAFT_ID)
        saved = read.raw.replace(b"early result", b"early result, saved by hand in race %d" % race)
        started = threading.Event()

        def edit(path=path, saved=saved, started=started):
            started.wait()
            time.sleep(random.random() * 0.04)
            try:
                save(path, saved)
            except FileNotFoundError:  # the program finds no file and makes one, as editors do
                path.write_bytes(saved)

        editor = threading.Thread(target=edit)
        editor.start()
        started.set()
        made = None
        try:
            if act == "decide":
                store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Ann", LATER)
            elif act == "redraft":
                made = store.replace(draft(version=2, post=post(title="Drafted anew")), read, LATER)
            else:
                store.notice_edits(lambda view, post: [], LATER)
        except DraftError:
            taken += 1
        editor.join()
        store.notice_edits(lambda view, post: [], LATER)
        if saved not in everything(folder):
            lost.append(race)
        if made:
            beside += made != path
            assert any(b"Drafted anew" in text for text in everything(folder))
        # What was saved is where an editor finds it: in the drafts folder, or as a version on record.
        shown = [file.read_bytes() for file in [*folder.glob("*.md"), *store.versions(DRAFT_ID)]]
        assert any(b"by hand in race %d" % race in text for text in shown), (race, save)
        assert isinstance(store.find(DRAFT_ID), DraftView)
    assert not lost
    print(f"{act}, {save.__name__}: {beside} beside, {taken} refused")


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_the_moment_of_the_swap_itself(tmp_path, save):
    random.seed(11)
    path, scratch = tmp_path / "post.md", tmp_path / "scratch"
    outcomes = {True: 0, False: 0}
    for race in range(150):
        old, saved, ours = (f"{name} {race} ".encode() * 200 for name in ("old", "saved", "ours"))
        for file in tmp_path.glob("*.md"):
            file.unlink()
        path.write_bytes(old)
        go = threading.Barrier(2)

        def edit(saved=saved, go=go):
            go.wait()
            time.sleep(random.random() * 0.003)
            try:
                save(path, saved)
            except FileNotFoundError:
                path.write_bytes(saved)

        editor = threading.Thread(target=edit)
        editor.start()
        go.wait()
        done = swap(path, old, ours, tmp_path / "backup.md", scratch)
        outcomes[done] += 1
        editor.join()
        texts = everything(tmp_path)
        assert saved in texts, (race, done)
        # Where ours was given the name and is not there any more, the program itself has saved over it.
        assert not done or ours in texts or path.read_bytes() == saved
    print(outcomes)


def test_a_save_into_a_file_that_made_way_is_put_beside_the_draft(tmp_path):
    store = DraftStore(tmp_path)
    path = store.file(draft())
    with path.open("r+b") as held:
        store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Ann", LATER)
        held.write(b"---\ntitle: mine, written late\n")
    store.notice_edits(lambda view, post: [], LATER)
    other = tmp_path / "2026-06-26-copper-drug-mice-saved.md"
    assert b"written late" in other.read_bytes()
    assert store.find(DRAFT_ID).claimed_by == "Ann"


def test_two_processes_that_decide_take_turns(tmp_path):
    DraftStore(tmp_path).file(draft())
    children = []
    for worker in range(4):
        child = os.fork()
        if not child:
            store = DraftStore(tmp_path)
            for turn in range(5):
                store.decide(DRAFT_ID, DecisionKind.CLAIMED, f"Worker {worker} {turn}", LATER)
            os._exit(0)
        children.append(child)
    assert all(os.waitpid(child, 0)[1] == 0 for child in children)
    store = DraftStore(tmp_path)
    claims = [line.by for line in store.history(DRAFT_ID)[1:]]
    assert len(claims) == len(set(claims)) == 20
    assert store.find(DRAFT_ID).front.text("claimed_by") == claims[-1]


def work_for_ever(folder):
    """Every kind of change, over and over, until somebody kills the process."""
    store = DraftStore(folder)
    for turn in range(10_000):
        store.file(draft())
        view = store.find(DRAFT_ID)
        if turn % 3 == 0:
            store.decide(DRAFT_ID, DecisionKind.CLAIMED, f"Ann {turn}", LATER)
        elif turn % 3 == 1:
            view.path.with_name(".editor~").write_bytes(view.raw.replace(b"early", b"very early"))
            view.path.with_name(".editor~").replace(view.path)
            store.notice_edits(lambda view, post: [], LATER)
        else:
            new = draft(version=view.version + 1, post=post(title=f"Turn {turn}"))
            store.replace(new, view, LATER)


def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path):
    random.seed(3)
    for kill in range(40):
        folder = tmp_path / str(kill)
        child = os.fork()
        if not child:
            try:
                work_for_ever(folder)
            finally:
                os._exit(1)
        time.sleep(0.005 + random.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        store = DraftStore(folder)
        path = store.file(draft())
        store.notice_edits(lambda view, post: [], LATER)
        assert [file for file in folder.glob("*.md") if file.name != path.name] == [], kill
        view = store.find(DRAFT_ID)
        assert not view.changed
        assert view.version == view.draft.version == int(view.front.text("version")), kill
        assert view.status.value == view.front.text("status")
        assert not list(folder.glob(".newsdraft/pending/*"))
        assert not list(folder.glob(".newsdraft/*/*.next.json"))
        texts = [file.read_bytes() for file in store.versions(DRAFT_ID)]
        kinds = [line.kind for line in store.history(DRAFT_ID)]
        assert kinds.count(DecisionKind.FILED) == 1
        assert len(texts) >= sum(kind in {DecisionKind.EDITED, DecisionKind.REDRAFTED} for kind in kinds)
        store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Last", LATER)


def test_a_folder_that_is_busy_says_so(tmp_path, request):
    store = DraftStore(tmp_path)
    store.file(draft())
    other = DraftStore(tmp_path, wait=0.1)
    with store._locked(), pytest.raises(StoreError, match="another newsdraft"):
        other.file(draft())
