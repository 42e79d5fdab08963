"""Editing at the desk: a named person's edit beside saves from outside; the files stay a full way of working."""

import random
import threading
import time

import pytest
from review_samples import DRAFT_ID, LATER, draft

from newsdraft import frontmatter
from newsdraft.app import editing
from newsdraft.app.editing import comment, compare, editable, restore, save_part, undo
from newsdraft.app.queue import decide, list_drafts, show_draft
from newsdraft.app.rewriting import _asked
from newsdraft.errors import DamagedDraft, DecisionRefused, DraftError, DraftNotFound
from newsdraft.model import DecisionKind, ReviewStatus
from newsdraft.project import Project, init_project
from newsdraft.reviewing import DraftStore

RACES = 150
ANN = "Ann Lee"


@pytest.fixture
def project(tmp_path) -> Project:
    made, _ = init_project(tmp_path)
    DraftStore(made.drafts).file(draft())
    return made


def path_of(project):
    [path] = project.drafts.glob("*.md")
    return path


def part(project, key):
    return next(part for part in editable(project, DRAFT_ID).parts if part.key == key)


def save(project, key, text, by=ANN):
    return save_part(project, DRAFT_ID, key, text, part(project, key).base, by)


def text_now(project):
    return path_of(project).read_text("utf-8")


# --- saving a part ----------------------------------------------------------------------------------------


def test_a_part_is_saved_as_a_version_by_name_and_nothing_else_moves(project):
    before = text_now(project)
    old = part(project, "conclusion").text
    saved = save(project, "conclusion", old.replace("an early result", "a very early result"))
    assert (saved.saved, saved.draft.version) == (True, 2)
    expected = before.replace("an early result", "a very early result").replace("version: 1", "version: 2")
    ours = [line for line in text_now(project).splitlines() if not line.startswith((">", "---"))]
    assert ours == [line for line in expected.splitlines() if not line.startswith((">", "---"))]
    shown = show_draft(project, DRAFT_ID)
    line = shown.history[-1]
    assert (line.kind, line.by, line.version) == (DecisionKind.EDITED, ANN, 2)
    ids = {claim.text: claim.id for section in shown.sections for claim in section.claims}
    assert ids["A drug slowed tumors in 24 mice."] == "c1"
    assert ids["It is a very early result."] not in {f"c{number}" for number in range(1, 8)}
    assert DraftStore(project.drafts).notice_edits(lambda view, post: [], LATER) == []


def test_a_title_with_a_colon_and_quotation_marks_is_kept(project):
    title = 'Copper: "a drug" for mice, no 1.10'
    save(project, "title", title)
    assert frontmatter.parse(text_now(project)).text("title") == title
    assert list_drafts(project).drafts[0].title == title


def test_footnotes_of_newly_cited_passages_come_and_unused_ones_go(project):
    text = part(project, "how-ai-fits").text
    assert "[^S1.3]" in text
    save(project, "how-ai-fits", "It came with an antibody.[^S1.2]")
    now = text_now(project)
    assert "[^S1.3]:" not in now
    assert now.count("[^S1.2]:") == 1
    save(project, "how-ai-fits", text)
    assert "[^S1.3]: “No AI was used.”" in text_now(project)


def test_the_same_text_makes_no_version_and_an_unknown_part_is_refused(project):
    assert save(project, "lead", part(project, "lead").text + "\n").draft.version == 1
    with pytest.raises(DraftNotFound):
        save_part(project, DRAFT_ID, "missing", "x", "x", ANN)
    for name in ("", "outside", "model"):
        with pytest.raises(DecisionRefused):
            save(project, "lead", "Another text.", by=name)
    assert show_draft(project, DRAFT_ID).draft.version == 1


def test_two_people_in_one_part_keep_both_texts_and_in_two_parts_both_edits(project):
    mine, other = part(project, "lead"), part(project, "conclusion")
    assert save(project, "lead", "Bo wrote this.", by="Bo Ek").saved
    refused = save_part(project, DRAFT_ID, "lead", "Ann wrote this.", mine.base, ANN)
    assert (refused.saved, refused.theirs) == (False, "Bo wrote this.")
    assert "Ann wrote this." not in text_now(project)
    assert save_part(project, DRAFT_ID, "lead", "Ann after Bo.", refused.base, ANN).saved
    assert save_part(project, DRAFT_ID, "conclusion", "The end.", other.base, ANN).saved
    assert "Ann after Bo." in text_now(project)
    assert "The end." in text_now(project)


def test_an_approval_does_not_outlive_an_edit_at_the_desk(project):
    decide(project, DRAFT_ID, DecisionKind.APPROVED, ANN)
    saved = save(project, "lead", "A drug slowed tumors in 24 mice, it seems.[^S1.1]", by="Bo Ek")
    assert saved.draft.status is ReviewStatus.IN_REVIEW
    assert "approval does not count any more" in saved.draft.attention[0]
    front = frontmatter.parse(text_now(project))
    assert (front.text("status"), front.text("approved_by")) == ("in_review", "")


def test_a_redraft_hears_what_was_said_since_the_last_text(project):
    decide(project, DRAFT_ID, DecisionKind.CHANGES_REQUESTED, ANN, note="Say who paid.")
    comment(project, DRAFT_ID, "Bo Ek", "Is 24 right?", "c1")
    draft_now = list_drafts(project).drafts[0]
    assert (draft_now.status, draft_now.version) == (ReviewStatus.CHANGES_REQUESTED, 1)
    history = DraftStore(project.drafts).history(DRAFT_ID)
    assert history[-1].about == "c1"
    assert _asked(history) == "Say who paid.\nIs 24 right?"
    for by, words in (("", "x"), (ANN, " ")):
        with pytest.raises(DecisionRefused):
            comment(project, DRAFT_ID, by, words)


def test_a_comment_voids_no_approval(project):
    decide(project, DRAFT_ID, DecisionKind.APPROVED, ANN)
    assert comment(project, DRAFT_ID, "Bo Ek", "Well done.").approved_by == ANN
    assert list_drafts(project).drafts[0].status is ReviewStatus.APPROVED


# --- going back -------------------------------------------------------------------------------------------


def test_restore_and_undo_make_versions_and_lose_none(project):
    first = part(project, "lead").text
    save(project, "lead", "Second text.")
    save(project, "lead", "Third text.")
    assert undo(project, DRAFT_ID, ANN).version == 4
    assert part(project, "lead").text == "Second text."
    assert undo(project, DRAFT_ID, ANN).version == 5
    assert part(project, "lead").text == first
    with pytest.raises(DecisionRefused):
        undo(project, DRAFT_ID, ANN)
    assert restore(project, DRAFT_ID, 3, ANN).version == 6
    assert part(project, "lead").text == "Third text."
    kept = [path.read_text() for path in DraftStore(project.drafts).versions(DRAFT_ID)]
    assert all(any(words in text for text in kept) for words in (first, "Second text.", "Third text."))
    with pytest.raises(DraftNotFound):
        restore(project, DRAFT_ID, 99, ANN)


def test_a_restored_text_brings_no_decision_back(project):
    decide(project, DRAFT_ID, DecisionKind.APPROVED, ANN)
    path = path_of(project)
    path.write_text(path.read_text().replace("an early result", "a late result"))
    list_drafts(project)  # records the edit, with the approval's fields in the bytes of version 2
    save(project, "lead", "Third text.", by="Bo Ek")
    for version in (1, 2):
        restored = restore(project, DRAFT_ID, version, "Bo Ek")
        assert (restored.status, restored.approved_by) == (ReviewStatus.IN_REVIEW, None)
        assert frontmatter.parse(text_now(project)).text("status") == "in_review"


def test_an_old_approval_in_a_typed_file_does_not_come_back_beside_a_disputed_status(project):
    path = path_of(project)
    blocked = path.read_text().replace("status: in_review", "status: approved")
    path.write_text(
        blocked.replace("approved_by: null", f"approved_by: {ANN}").replace("early", "very early")
    )
    decided = list_drafts(project).drafts[0]
    assert (decided.status, decided.version) == (ReviewStatus.APPROVED, 2)
    path.write_text(path.read_text().replace("status: approved", "status: perhaps").replace("very", "quite"))
    assert "no status" in " ".join(list_drafts(project).drafts[0].attention)
    restored = restore(project, DRAFT_ID, 2, "Bo Ek")
    assert restored.approved_by is None
    assert frontmatter.parse(text_now(project)).text("status") == "perhaps"


def test_a_comparison_tells_what_changed_word_by_word(project):
    save(project, "conclusion", "It is a late result.[^S1.1]")
    found = compare(project, DRAFT_ID)
    assert (found.old, found.new) == (1, 2)
    changed = [each for each in found.parts if each.changed]
    assert [each.key for each in changed] == ["conclusion"]
    gone = "".join(piece.text for piece in changed[0].pieces if piece.kind == "gone")
    new = "".join(piece.text for piece in changed[0].pieces if piece.kind == "new")
    assert "early" in gone
    assert "late" in new
    assert [(made.number, made.by) for made in found.versions] == [(1, "newsdraft"), (2, ANN)]


def test_who_looked_last_at_what_is_remembered_by_name(project):
    assert editing.last_looked(project, DRAFT_ID, ANN) is None
    editing.looked(project, DRAFT_ID, ANN)
    save(project, "lead", "Second text.")
    editing.looked(project, DRAFT_ID, "Bo Ek")
    assert (editing.last_looked(project, DRAFT_ID, ANN), editing.last_looked(project, DRAFT_ID, "Bo Ek")) == (
        1,
        2,
    )


# --- front matter of the editor's own ---------------------------------------------------------------------

THEIRS = """\
# our desk's notes
code: 007
ratio: 1.10
time: 12:30
answer: no   # not yet
note: 'Copper: what now'
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_editors_own_front_matter_outlives_all_that_the_desk_does(project, bom, newline):
    path = path_of(project)
    text = path.read_text().replace("---\n", f"---\n{THEIRS}", 1)
    path.write_bytes((bom + text.replace("\n", newline)).encode())
    list_drafts(project)
    save(project, "lead", "Second text.")
    save(project, "title", "Another: title")
    comment(project, DRAFT_ID, ANN, "Fine.")
    undo(project, DRAFT_ID, ANN)
    decide(project, DRAFT_ID, DecisionKind.CLAIMED, ANN)
    data = path.read_bytes()
    assert data.startswith(f"{bom}---{newline}{THEIRS}".replace("\n", newline).replace("\r\r", "\r").encode())
    if newline == "\r\n":
        assert data.count(b"\n") == data.count(b"\r\n")


DAMAGE = ["title: a: b", "title: [x", "title: x\ntitle: y", "\ttitle: x", 'title: "x', "title: @x"]


@pytest.mark.parametrize("line", DAMAGE)
def test_damaged_front_matter_is_never_approved_and_never_written_over(project, line):
    path = path_of(project)
    lines = path.read_text().replace("status: in_review", f"status: approved\napproved_by: {ANN}").split("\n")
    lines[1] = line
    damaged = "\n".join(lines).encode()
    path.write_bytes(damaged)
    for deed in (
        lambda: decide(project, DRAFT_ID, DecisionKind.APPROVED, ANN),
        lambda: save_part(project, DRAFT_ID, "lead", "x", "x", ANN),
        lambda: restore(project, DRAFT_ID, 1, ANN),
        lambda: comment(project, DRAFT_ID, ANN, "x"),
    ):
        with pytest.raises(DamagedDraft):
            deed()
    queue = list_drafts(project)
    assert (queue.drafts, [item.path for item in queue.damaged]) == ((), [f"drafts/{path.name}"])
    assert path.read_bytes() == damaged
    assert [line.kind for line in DraftStore(project.drafts).history(DRAFT_ID)] == [DecisionKind.FILED]


# --- races ------------------------------------------------------------------------------------------------


def in_place(path, data):
    with path.open("wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        time.sleep(random.random() * 0.001)
        file.write(data[len(data) // 2 :])


def by_rename(path, data):
    other = path.with_name(".editor~")
    other.write_bytes(data)
    other.replace(path)


def slowly(path, data):
    with path.open("r+b") as file:
        time.sleep(random.random() * 0.01)
        file.write(data)
        file.truncate()


@pytest.mark.parametrize("write", [in_place, by_rename, slowly], ids=lambda write: write.__name__)
def test_a_save_at_the_desk_and_one_outside_both_stay(tmp_path, write):
    random.seed(5)
    saved = refused = failed = 0
    for race in range(RACES // 3):
        project = Project(tmp_path / str(race))
        project.root.mkdir()
        store = DraftStore(project.drafts)
        path = store.file(draft())
        ours = f"Ann wrote this at the desk in race {race}."
        base = part(project, "lead").base
        old = "an early result" if race % 2 else "A drug slowed tumors in 24 mice."
        theirs = path.read_bytes().replace(old.encode(), f"by hand in race {race}".encode())

        def edit(path=path, theirs=theirs):
            time.sleep(random.random() * 0.15)
            try:
                write(path, theirs)
            except FileNotFoundError:
                path.write_bytes(theirs)

        editor = threading.Thread(target=edit)
        editor.start()
        done = None
        try:
            done = save_part(project, DRAFT_ID, "lead", ours, base, ANN)
        except DraftError:
            failed += 1  # the file was half written; Ann still has her text before her
        editor.join()
        list_drafts(project)
        shown = [
            file.read_text("utf-8") for file in [*project.drafts.glob("*.md"), *store.versions(DRAFT_ID)]
        ]
        assert any(f"by hand in race {race}" in text for text in shown), race
        if done and done.saved:
            saved += 1
            assert any(ours in text for text in shown), race
        elif done:
            refused += 1
            assert f"by hand in race {race}" in done.theirs
    print(
        f"{write.__name__}: {saved} saved, {refused} told of the other text, {failed} met a half written file"
    )
    assert saved
