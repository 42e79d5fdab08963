"""Filing, finding, editing outside and deciding, on a real folder."""

import json
import re

import pytest
from review_samples import DRAFT_ID, LATER, NOW, document, draft, finding, post

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft, DecisionRefused, DraftNotFound, StoreError
from newsdraft.markdown import parse_body
from newsdraft.model import DecisionKind, ReviewStatus, Severity
from newsdraft.reviewing import Damaged, DraftStore, DraftView, content_hash, is_person


@pytest.fixture
def store(tmp_path):
    return DraftStore(tmp_path / "drafts")


def recheck(view, post):
    return [finding("f9", Severity.MINOR, claim=None, message="checked again")]


def approve(store, by="Ann Lee", **kwargs):
    return store.decide(DRAFT_ID, DecisionKind.APPROVED, by, LATER, **kwargs)


# --- the file ---------------------------------------------------------------------------------------------


def test_the_file_is_as_the_contract_says(store):
    path = store.file(draft(findings=(finding("f2", Severity.MINOR, message="Small."), finding("f1"))))
    assert path.name == "2026-06-26-copper-drug-mice.md"
    text = path.read_text()
    front = frontmatter.parse(text)
    assert list(front.fields) == [
        "title", "description", "date", "slug", "status", "draft_id", "version", "evidence", "tags", "image",
        "sources", "claimed_by", "approved_by", "approved_at", "ai_disclosure",
    ]  # fmt: skip
    assert front.text("title") == post().title
    assert front.get("image") == dict.fromkeys(("src", "alt", "credit", "credit_url", "license"))
    source = front.get("sources")[0]
    assert list(source) == ["id", "title", "publisher", "url", "kind", "published", "doi"]
    assert (source["kind"], source["published"]) == ("press-release", "2026-06-26")
    # The review comes before the post, worst first, with the sentence and what to do.
    review = text[text.index("<!-- newsdraft:review -->") : text.index("<!-- /newsdraft:review -->")]
    assert review.index("Must be fixed") < review.index("Worth a look")
    assert "“Ask your care team.”" in review
    assert "--acknowledge f1=REASON" in review
    assert "animals" in review
    assert "10.1000/x" in review
    assert "only source" in review
    parsed = parse_body(text)
    assert [(p, c.text, c.passages, c.basis) for p, c in parsed.claims()] == [
        (p, c.text, c.passages, c.basis) for p, c in post().claims()
    ]


def test_filing_again_finds_the_file_and_leaves_it_alone(store):
    path = store.file(draft())
    path.write_text(path.read_text() + "\nEdited.\n")
    edited = path.read_bytes()
    assert store.file(draft()) == path
    assert path.read_bytes() == edited
    assert len(store.history(DRAFT_ID)) == 1


def test_a_renamed_file_is_still_the_draft(store):
    path = store.file(draft())
    renamed = path.rename(path.with_name("mine.md"))
    assert store.file(draft()) == renamed
    assert approve(store).path == renamed
    assert store.find("mine").status is ReviewStatus.APPROVED


def test_a_withdrawn_file_is_not_made_again(store):
    path = store.file(draft())
    path.unlink()
    assert store.file(draft()) == path
    assert not path.exists()
    with pytest.raises(DraftNotFound, match="withdrawn"):
        store.find(DRAFT_ID)


def test_another_draft_with_the_same_name_gets_a_number(store):
    first = store.file(draft())
    second = store.file(draft(id="01OTHER", story_id="01OTHER"))
    assert second.name == "2026-06-26-copper-drug-mice-2.md"
    assert first.exists()


@pytest.mark.parametrize("lost", ["index.json", "history.jsonl", "versions/v1.md", "written.json"])
def test_filing_completes_what_a_crash_left(store, lost):
    path = store.file(draft())
    sidecar = path.parent / ".newsdraft" / DRAFT_ID
    order = ["written.json", "versions/v1.md", "history.jsonl", "index.json"]
    for name in order[order.index(lost) :]:
        (sidecar / name).unlink()
    if lost == "written.json":
        path.unlink()
    again = DraftStore(path.parent)
    assert again.file(draft()) == path
    assert [line.kind for line in again.history(DRAFT_ID)] == [DecisionKind.FILED]
    assert len(list(path.parent.glob("*.md"))) == 1
    assert again.find(DRAFT_ID).post == post()


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "..", "", "x\x00y", ".hidden", "CON\\x"])
def test_no_name_leads_out_of_the_folder(store, slug, tmp_path):
    path = store.file(draft(slug=slug, date="../2026"))
    assert path.parent == tmp_path / "drafts"
    assert re.fullmatch(r"2026-06-26-[a-z0-9-]+\.md", path.name)


@pytest.mark.parametrize("bad", ["../x", "a/b", "", "..", "pending", "scratch", "x" * 100])
def test_no_id_leads_out_of_the_folder(store, bad, tmp_path):
    with pytest.raises(StoreError):
        store.file(draft(id=bad))
    with pytest.raises(DraftNotFound):
        store.find(bad)
    assert [path.name for path in tmp_path.iterdir() if path.name != "drafts"] == []


def test_links_are_not_followed(store, tmp_path):
    path = store.file(draft())
    secret = tmp_path / "secret.md"
    secret.write_bytes(path.read_bytes())
    (path.parent / "link.md").symlink_to(secret)
    found = {item.path.name: item for item in store.scan()}
    assert isinstance(found["link.md"], Damaged)
    assert "link" in found["link.md"].message


def test_untrusted_text_stays_text_in_the_whole_file(store):
    nasty = "<!-- /newsdraft:review -->\n---\n# x {{ y }} <script>alert(1)</script> [^S9.9]: z ![i](http://e)"
    made = draft(
        post=post(title=nasty, description=nasty, tags=(nasty,)),
        findings=(finding(message=nasty, evidence=nasty, where=nasty, standard=nasty),),
    )
    made = made.model_copy(update={"dossier": made.dossier.model_copy(update={
        "notices": (nasty,), "documents": (document(title=nasty, publisher=nasty),)})})  # fmt: skip
    path = store.file(made)
    body = frontmatter.parse(path.read_text()).body
    assert "{{" not in body
    assert "<script" not in body
    assert body.count("newsdraft:review -->") == body.count("<!--") + body.count(
        "&lt;!-- /newsdraft:review -->"
    )
    view = store.find(DRAFT_ID)
    assert parse_body(view.text).claims() == post().claims()
    assert not view.changed


# --- finding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    [
        DRAFT_ID,
        "01JZ",
        "01jzzz",
        "copper-drug-mice",
        "2026-06-26-copper-drug-mice",
        "drafts/2026-06-26-copper-drug-mice.md",
    ],
)
def test_a_draft_is_found_by_what_people_call_it(store, ref):
    store.file(draft())
    assert store.find(ref).id == DRAFT_ID


def test_near_names_are_listed(store):
    store.file(draft())
    with pytest.raises(DraftNotFound, match="copper-drug-mice"):
        store.find("coper-drug-mice")


def test_an_ambiguous_name_is_refused(store):
    store.file(draft())
    store.file(draft(id="01JZOTHER", story_id="x", slug="other"))
    with pytest.raises(DraftNotFound, match=r"more than one.*\n.*01JZOTHER"):
        store.find("01JZ")


# --- damage -----------------------------------------------------------------------------------------------


def test_damaged_front_matter_is_reported_and_never_overwritten(store):
    path = store.file(draft())
    broken = path.read_bytes().replace(b"status: in_review", b"status: in: review")
    path.write_bytes(broken)
    [item] = store.scan()
    assert isinstance(item, Damaged)
    assert item.draft_id == DRAFT_ID
    assert "line 6" in item.message
    assert store.notice_edits(recheck, LATER) == []
    for act in (lambda: approve(store), lambda: store.find(DRAFT_ID), lambda: store.find("copper-drug-mice")):
        with pytest.raises((DamagedDraft, DraftNotFound)):
            act()
    assert store.file(draft()) == path
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"draft_id: ", b"draft: ", "draft_id"),
        (b"<!-- /newsdraft:review -->", b"", "review notes"),
        (b"slug: copper-drug-mice", b"slug: caf\xe9", "UTF-8"),
    ],
)
def test_other_damage_is_reported_too(store, old, new, words):
    path = store.file(draft())
    path.write_bytes(path.read_bytes().replace(old, new))
    [item] = store.scan()
    assert isinstance(item, Damaged)
    assert words in item.message + item.hint
    with pytest.raises(DamagedDraft):
        approve(store)


def test_notes_of_somebody_are_no_drafts(store):
    path = store.file(draft())
    (path.parent / "README.md").write_text("# How we work\n")
    assert [item.path for item in store.scan()] == [path]


def test_two_files_of_one_draft_need_attention(store):
    path = store.file(draft())
    (path.parent / "copy.md").write_bytes(path.read_bytes())
    views = {item.path.name: item for item in store.scan()}
    assert isinstance(views[path.name], DraftView)
    assert isinstance(views["copy.md"], Damaged)
    assert path.name in views["copy.md"].message


def test_a_lost_sidecar_is_reported(store):
    path = store.file(draft())
    (path.parent / ".newsdraft" / DRAFT_ID / "index.json").unlink()
    [item] = store.scan()
    assert "backup" in item.hint


def test_one_damaged_sidecar_does_not_stop_the_others(store):
    path = store.file(draft())
    other = store.file(draft(id="01OTHER", story_id="01OTHER"))
    (path.parent / ".newsdraft" / DRAFT_ID / "draft.json").write_text("{")
    for file in (path, other):
        file.write_text(file.read_text().replace("24 mice", "25 mice"))
    assert [view.id for view in store.notice_edits(recheck, LATER)] == ["01OTHER"]
    with pytest.raises(DamagedDraft, match="backup"):
        approve(store)


@pytest.mark.parametrize("damage", ["[]", "", "{", '{"name": 1}', "\udcff"])
def test_a_damaged_index_is_reported_and_stops_nothing_else(store, damage):
    path = store.file(draft())
    other = store.file(draft(id="01OTHER", story_id="01OTHER"))
    (path.parent / "notes.md").write_text("notes of somebody")
    index = path.parent / ".newsdraft" / DRAFT_ID / "index.json"
    index.write_text(damage, errors="surrogateescape")
    items = {item.path: item for item in store.scan()}
    assert isinstance(items[path], Damaged)
    assert items[path].draft_id == DRAFT_ID
    assert isinstance(items[other], DraftView)
    assert store.notice_edits(recheck, LATER) == []
    assert store.find("01OTHER").path == other
    with pytest.raises(DamagedDraft):
        store.find(path.name)


def test_an_index_without_counts_counts_nothing(store):
    path = store.file(draft())
    index = path.parent / ".newsdraft" / DRAFT_ID / "index.json"
    index.write_text(json.dumps({"name": path.name, "writer": "model"}))
    assert store.find(DRAFT_ID).counts == {"block": 0, "major": 0, "minor": 0}


def test_a_draft_that_cannot_be_checked_says_so_and_stops_nothing_else(store, caplog):
    path = store.file(draft())
    other = store.file(draft(id="01OTHER", story_id="01OTHER"))
    for file in (path, other):
        file.write_text(file.read_text().replace("24 mice", "25 mice"))
    typed(path, "approved", "Maria Ruiz")

    def failing(view, post):
        if view.id == DRAFT_ID:
            raise ZeroDivisionError("a slip")
        return []

    assert [view.id for view in store.notice_edits(failing, LATER)] == ["01OTHER"]
    assert "ZeroDivisionError" in caplog.text
    for view in (store.find(DRAFT_ID), *(each for each in store.scan() if each.path == path)):
        assert view.status is ReviewStatus.IN_REVIEW
        assert any("could not be checked" in said and "a slip" in said for said in view.attention)
    with pytest.raises(DecisionRefused, match="could not be checked"):
        approve(store)
    store.notice_edits(recheck, LATER)
    assert not store.find(DRAFT_ID).trouble
    assert store.find(DRAFT_ID).status is ReviewStatus.APPROVED


def test_a_log_line_that_a_crash_cut_off_is_ignored_and_mended(store):
    path = store.file(draft())
    log = path.parent / ".newsdraft" / DRAFT_ID / "history.jsonl"
    log.write_bytes(log.read_bytes() + b'{"kind": "appr')
    assert len(store.history(DRAFT_ID)) == 1
    approve(store)
    assert [line.kind for line in store.history(DRAFT_ID)] == [DecisionKind.FILED, DecisionKind.APPROVED]


# --- deciding ---------------------------------------------------------------------------------------------


def test_approval_is_by_name_and_for_these_bytes_only(store):
    path = store.file(draft())
    before = path.read_text()
    view = approve(store)
    assert (view.status, view.approved_by, view.approved_at) == (ReviewStatus.APPROVED, "Ann Lee", LATER)
    after = path.read_text()
    assert "status: approved" in after
    assert "approved_by: Ann Lee" in after
    assert content_hash(after) == content_hash(before)
    path.write_text(after.replace("24 mice", "42 mice"))
    view = store.find(DRAFT_ID)
    assert view.status is ReviewStatus.IN_REVIEW
    assert view.approved_by is None
    assert "Ann Lee approved version 1 on 27 June 2026" in view.attention[0]
    assert store.notice_edits(recheck, LATER)
    view = store.find(DRAFT_ID)
    assert (view.status, view.version) == (ReviewStatus.IN_REVIEW, 2)
    assert "does not count any more" in view.attention[0]
    assert "approved_by: null" in path.read_text()
    assert "does not count any more" in path.read_text()


def test_a_decision_touches_nothing_else_of_the_editors(store):
    path = store.file(draft())
    text = path.read_text().replace("tags: [mice, copper]", "tags:   [mice,  copper]  # mine\ncode: 007")
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    store.notice_edits(recheck, LATER)
    approve(store)
    now = path.read_bytes().decode("utf-8")
    assert now.startswith("\ufeff---\r\n")
    assert "tags:   [mice,  copper]  # mine\r\ncode: 007\r\n" in now
    assert "\n" not in now.replace("\r\n", "")

    def kept(text):
        body = re.sub(r"<!-- newsdraft:review.*/newsdraft:review -->", "", text, flags=re.DOTALL)
        return [line for line in body.splitlines() if not re.match(r"(status|version|approved_\w+):", line)]

    assert kept(now) == kept("\ufeff" + text)


def test_blocks_must_be_acknowledged_one_by_one_with_a_reason(store):
    store.file(draft(findings=(finding("f1"), finding("f2"), finding("f3", Severity.MAJOR))))
    with pytest.raises(DecisionRefused) as refused:
        approve(store, acknowledged={"f1": "checked", "f2": " ", "f7": "x"})
    reasons = "\n".join(refused.value.reasons)
    assert "f2 was acknowledged without a reason" in reasons
    assert "no finding “f7”" in reasons
    with pytest.raises(DecisionRefused, match="f2 must be fixed"):
        approve(store, acknowledged={"f1": "checked"})
    assert store.find(DRAFT_ID).status is ReviewStatus.IN_REVIEW
    view = approve(store, acknowledged={"f1": "checked", "f2": "the guideline says so"})
    assert view.state.acknowledged == {"f1": "checked", "f2": "the guideline says so"}
    assert "Acknowledged: the guideline says so" in view.text


DISGUISED = [
    "\u3164", "\u115f\u1160", "\uffa0\uffa0", "\u200b\u200d", "\u2800", "A\u200b", "\U000e0041\U000e0042",
    "mo\u200bdel", "m\u043ed\u0435l", "NEWSDR\u0410FT", "GPT-4o", "gpt 5", "AI", "\u0410I", "a.i.", "AI bot",
    "\uff4d\uff4f\uff44\uff45\uff4c", "m\u00f6del", "l\u3164ocal", "Ex\u00adtract",
]  # fmt: skip


@pytest.mark.parametrize("name", ["", "  ", "model", "outside", "newsdraft", "123", *DISGUISED])
def test_an_approval_needs_a_person(store, name):
    store.file(draft())
    with pytest.raises(DecisionRefused, match="name of the person"):
        approve(store, by=name)


@pytest.mark.parametrize(
    "name", ["Ai Weiwei", "Bo", "Walter Model", "李明", "Анна", "Ρένα", "J. Bot", "Zoë Å"]
)
def test_people_may_have_any_name(name):
    assert is_person(name)


def test_an_extract_cannot_be_approved_until_it_is_rewritten(store):
    path = store.file(draft(writer="extract"))
    assert "This is an extract" in path.read_text()
    with pytest.raises(DecisionRefused, match="extract"):
        approve(store)
    text = path.read_text()
    for _, claim in post().claims()[:6]:
        text = text.replace(claim.text, f"In our words: {claim.text}")
    path.write_text(text)
    store.notice_edits(lambda view, post: [], LATER)
    assert "This is an extract" not in path.read_text()
    assert approve(store).status is ReviewStatus.APPROVED


def test_asking_for_changes_and_rejecting_need_a_reason(store):
    store.file(draft())
    for kind in (DecisionKind.CHANGES_REQUESTED, DecisionKind.REJECTED):
        with pytest.raises(DecisionRefused, match="say why"):
            store.decide(DRAFT_ID, kind, "Ann", LATER)
    view = store.decide(
        DRAFT_ID, DecisionKind.CHANGES_REQUESTED, "Ann", LATER, note="Name the journal.\nPlease."
    )
    assert view.status is ReviewStatus.CHANGES_REQUESTED
    assert "changes requested by Ann: Name the journal. Please." in view.text
    view = store.decide(DRAFT_ID, DecisionKind.REJECTED, "Ann", LATER, note="Old news")
    assert view.status is ReviewStatus.REJECTED
    with pytest.raises(DecisionRefused, match="rejected"):
        approve(store)


def test_claiming_shows_in_the_file(store):
    store.file(draft())
    view = store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Ann: desk", LATER)
    assert view.claimed_by == "Ann: desk"
    assert view.front.text("claimed_by") == "Ann: desk"


def test_published_needs_an_approval_and_is_recorded_once(store):
    path = store.file(draft())
    with pytest.raises(DecisionRefused, match="not approved"):
        store.decide(DRAFT_ID, DecisionKind.PUBLISHED, "newsdraft", LATER)
    approve(store)
    store.decide(DRAFT_ID, DecisionKind.PUBLISHED, "newsdraft", LATER)
    assert store.decide(DRAFT_ID, DecisionKind.PUBLISHED, "newsdraft", LATER).status is ReviewStatus.PUBLISHED
    assert [line.kind for line in store.history(DRAFT_ID)].count(DecisionKind.PUBLISHED) == 1
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    assert store.find(DRAFT_ID).status is ReviewStatus.IN_REVIEW


# --- editing outside --------------------------------------------------------------------------------------


def test_an_edit_is_a_version_and_keeps_every_byte(store):
    path = store.file(draft())
    filed = path.read_bytes()
    edited = filed.replace(b"The mice got it", b"They got it").replace(
        b"A copper drug slowed", b"One drug slowed"
    )
    path.write_bytes(edited)
    assert store.find(DRAFT_ID).changed
    [view] = store.notice_edits(recheck, LATER)
    assert view.version == 2
    assert view.post.title.startswith("One drug")
    ids = {claim.text: claim.id for _, claim in view.post.claims()}
    assert ids["A drug slowed tumors in 24 mice."] == "c1"
    assert ids["They got it with an antibody."] == "c8"
    assert [found.id for found in view.findings] == ["f9"]
    assert "checked again" in path.read_text()
    kept = {file.name: file.read_bytes() for file in store.versions(DRAFT_ID)}
    assert kept == {"v1.md": filed, "v2.md": edited}
    assert not store.find(DRAFT_ID).changed
    assert store.notice_edits(recheck, LATER) == []
    line = store.history(DRAFT_ID)[-1]
    assert (line.kind, line.by, line.version) == (DecisionKind.EDITED, "outside", 2)


def test_deleting_the_review_notes_changes_nothing_that_counts(store):
    path = store.file(draft())
    approve(store)
    path.write_text(
        re.sub(r"<!-- newsdraft:review.*/newsdraft:review -->\n", "", path.read_text(), flags=re.DOTALL)
    )
    assert store.find(DRAFT_ID).status is ReviewStatus.APPROVED
    store.decide(DRAFT_ID, DecisionKind.CLAIMED, "Ann", LATER)
    assert path.read_text().count("newsdraft:review -->") == 2


def typed(path, status, name=None):
    text = re.sub(r"^status: .*$", f"status: {status}", path.read_text(), flags=re.MULTILINE)
    path.write_text(text.replace("approved_by: null", f"approved_by: {name}") if name else text)


def test_a_typed_approval_with_a_name_counts(store):
    path = store.file(draft())
    typed(path, "approved", "Maria Ruiz")
    assert store.find(DRAFT_ID).status is ReviewStatus.IN_REVIEW
    [view] = store.notice_edits(recheck, LATER)
    assert (view.status, view.approved_by) == (ReviewStatus.APPROVED, "Maria Ruiz")
    assert store.history(DRAFT_ID)[-1].content_hash == view.content_hash
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    [view] = store.notice_edits(lambda view, post: [], LATER)
    assert view.status is ReviewStatus.IN_REVIEW


def test_a_typed_approval_along_with_an_edit_is_for_the_new_text(store):
    path = store.file(draft())
    typed(path, "approved", "Maria Ruiz")
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    [view] = store.notice_edits(recheck, LATER)
    assert (view.status, view.version) == (ReviewStatus.APPROVED, 2)
    assert [line.kind.value for line in store.history(DRAFT_ID)] == ["filed", "edited", "approve"]


@pytest.mark.parametrize(
    ("status", "words"), [("approved", "not by whom"), ("done", "no status"), ("published", "has not")]
)
def test_a_typed_status_that_cannot_count_is_answered(store, status, words):
    path = store.file(draft())
    typed(path, status)
    before = path.read_bytes()
    assert store.notice_edits(recheck, LATER) == []
    assert words in store.find(DRAFT_ID).attention[0]
    assert path.read_bytes() == before


def test_a_typed_approval_does_not_pass_the_blocks(store):
    path = store.file(draft(findings=(finding("f1"),)))
    typed(path, "approved", "Maria Ruiz")
    assert store.notice_edits(recheck, LATER) == []
    view = store.find(DRAFT_ID)
    assert view.status is ReviewStatus.IN_REVIEW
    assert "f1 must be fixed" in view.attention[0]
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    [view] = store.notice_edits(lambda view, post: [finding("f1")], LATER)
    assert view.status is ReviewStatus.IN_REVIEW
    assert "f1 must be fixed" in view.attention[0]


def test_setting_an_approved_draft_back_withdraws_the_approval(store):
    path = store.file(draft())
    approve(store)
    typed(path, "in_review")
    [view] = store.notice_edits(recheck, LATER)
    assert view.status is ReviewStatus.CHANGES_REQUESTED
    assert view.approved_by is None


# --- redrafts ---------------------------------------------------------------------------------------------


def redrafted(**changes):
    new = post(title="New title", lead=post().conclusion)
    return draft(version=2, post=new, **changes)


def test_a_redraft_takes_the_name_and_the_old_text_is_kept(store):
    path = store.file(draft())
    text = path.read_text().replace("tags: [mice, copper]", "tags: [mine]  # keep\nhouse: 007")
    path.write_text(text)
    store.notice_edits(recheck, LATER)
    read = store.find(DRAFT_ID)
    store.decide(DRAFT_ID, DecisionKind.CHANGES_REQUESTED, "Ann", LATER, note="Again")
    read = store.find(DRAFT_ID)
    new = redrafted().model_copy(update={"version": read.version + 1})
    assert store.replace(new, read, LATER, by="Ann", note="shorter") == path
    view = store.find(DRAFT_ID)
    assert (view.status, view.version, view.title) == (ReviewStatus.IN_REVIEW, 3, "New title")
    assert not view.changed
    assert view.post == new.post
    assert "tags: [mine]  # keep\nhouse: 007\n" in view.text
    assert "24 mice.[^S1.1]" not in view.text
    assert text.encode() in [file.read_bytes() for file in store.versions(DRAFT_ID)]


def test_a_redraft_never_takes_the_name_of_a_text_saved_meanwhile(store):
    path = store.file(draft())
    read = store.find(DRAFT_ID)
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    saved = path.read_bytes()
    other = store.replace(redrafted(), read, LATER)
    assert path.read_bytes() == saved
    assert other.name == "2026-06-26-copper-drug-mice-new.md"
    assert "New title" in other.read_text()
    views = {item.path.name: item for item in store.scan()}
    assert isinstance(views[path.name], DraftView)
    assert isinstance(views[other.name], Damaged)
    assert [line.kind for line in store.history(DRAFT_ID)] == [DecisionKind.FILED]
    store.notice_edits(recheck, LATER)
    assert store.find(DRAFT_ID).version == 2


def test_a_redraft_lists_the_reference_that_it_cites(store):
    path = store.file(draft())
    reference = document(id="R1", kind="reference", source_kind=None, title="NCI", published=None)
    read = store.find(DRAFT_ID)
    new = redrafted()
    lead = new.post.lead[0].model_copy(
        update={"claims": (new.post.lead[0].claims[0].model_copy(update={"passages": ("R1.1",)}),)}
    )
    dossier = new.dossier.model_copy(update={"documents": (*new.dossier.documents, reference)})
    new = new.model_copy(update={"post": new.post.model_copy(update={"lead": (lead,)}), "dossier": dossier})
    store.replace(new, read, LATER)
    assert [source["id"] for source in frontmatter.parse(path.read_text()).get("sources")] == ["S1", "R1"]


def test_an_unwritable_folder_is_one_plain_message(tmp_path):
    blocked = tmp_path / "drafts"
    blocked.write_text("a file, not a folder")
    with pytest.raises(StoreError, match="drafts folder cannot be"):
        DraftStore(blocked).file(draft())


def test_a_missing_folder_is_an_empty_queue(store):
    assert store.scan() == []
    with pytest.raises(DraftNotFound):
        store.find("x")


def test_the_times_are_kept(store):
    store.file(draft())
    assert store.history(DRAFT_ID)[0].at == NOW
