"""A project comes back from its archive as it was, and nothing else gets in."""

import io
import json
import tarfile
import threading
from contextlib import closing

import pytest

from endpoint import model_endpoint, post_from
from newsdraft.model import PipelineState
from newsdraft.store import open_database
from runs import begun, until


@pytest.fixture
def worked(project):
    assert project("run").code == 0
    return project


def test_a_restored_project_is_the_same(worked, tmp_path):
    (worked.folder / ".env").write_text("NEWSDRAFT_CONTACT=desk@example.org\n")
    before = worked("list", "--json").json
    saved = worked("backup", "saved.tar.gz", "--json")
    assert saved.code == 0, saved.err
    assert (worked.folder / "saved.tar.gz").stat().st_mode & 0o077 == 0
    assert worked("restore", "saved.tar.gz", "again").code == 0
    again = worked.folder / "again"
    assert not (again / ".env").exists()
    assert worked("list", "--json", "--project", "again").json == before
    for draft in before["drafts"]:
        shown = [worked("show", draft["id"], "--project", where).out for where in (".", "again")]
        assert shown[0]
        assert shown[0] == shown[1].replace("again/", "")
    next_run = worked("run", "--project", "again", "--json")
    assert next_run.code == 0
    assert next_run.json["entries"]["new"] == 0
    assert next_run.json["drafts"] == []


def test_the_key_goes_along_only_when_asked(worked):
    (worked.folder / ".env").write_text("NEWSDRAFT_CONTACT=desk@example.org\n")
    assert worked("backup", "all.tar.gz", "--with-key").code == 0
    with tarfile.open(worked.folder / "all.tar.gz") as tar:
        assert "project/.env" in tar.getnames()


def test_nothing_is_overwritten(worked):
    assert worked("backup", "saved.tar.gz").code == 0
    first = (worked.folder / "saved.tar.gz").read_bytes()
    assert worked("backup", "saved.tar.gz").code == 1
    assert (worked.folder / "saved.tar.gz").read_bytes() == first
    refused = worked("restore", "saved.tar.gz", ".")
    assert refused.code == 2
    assert "not empty" in refused.err


def test_an_archive_that_was_cut_off_restores_nothing(worked):
    assert worked("backup", "saved.tar.gz").code == 0
    whole = (worked.folder / "saved.tar.gz").read_bytes()
    (worked.folder / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    refused = worked("restore", "half.tar.gz", "again")
    assert refused.code == 1
    assert "no whole backup" in refused.err
    assert not (worked.folder / "again").exists()
    assert not list(worked.folder.glob(".restoring-*"))


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "project/../../outside", "outside"])
def test_an_archive_cannot_write_outside(newsdraft, name):
    with tarfile.open(newsdraft.folder / "bad.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))
    refused = newsdraft("restore", "bad.tar.gz", "again")
    assert refused.code == 1
    assert "leads out" in refused.err
    assert not (newsdraft.folder / "again").exists()


def test_an_archive_cannot_bring_a_link(newsdraft):
    with tarfile.open(newsdraft.folder / "bad.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("project/drafts")
        member.type, member.linkname = tarfile.SYMTYPE, "/"
        tar.addfile(member)
    refused = newsdraft("restore", "bad.tar.gz", "again")
    assert refused.code == 1
    assert "no plain file" in refused.err


def prompt_of(request):
    return "\n".join(message["content"] for message in request["messages"])


def filed(project):
    """How many stories have a draft, by the database."""
    with closing(open_database(f"sqlite:///{project.folder / '.newsdraft' / 'state.db'}")) as database:
        return len(database.stories_in(PipelineState.FILED))


@pytest.mark.parametrize("answered", [1, 3])
def test_a_backup_from_the_middle_of_a_run_goes_on_where_it_was_taken(project, answered):
    """The run waits within a model call while it is backed up; then the copy and the original go on."""
    hold, waits, held = threading.Event(), threading.Event(), []

    def write(prompt):
        if len(asked.of("WirePost")) > answered:
            held.append(prompt)
            waits.set()
            hold.wait(60)
        return post_from(prompt)

    with model_endpoint() as asked:
        asked.write = write
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
        with begun(project) as running:
            until(lambda: waits.is_set() and filed(project) == answered)
            assert project("backup", "saved.tar.gz").code == 0
            had = project("list", "--json").json
            under_way = held.copy()
            known = [json.dumps(each) for each in asked.requests if prompt_of(each) not in under_way]
            kept = {path.name for path in (project.folder / ".newsdraft" / "spool").glob("*.answer")}
            hold.set()
            assert running.wait(60) == 0
        assert len(had["drafts"]) == answered
        assert project("restore", "saved.tar.gz", "again").code == 0
        again = ("--project", "again", "--json")
        assert project("list", *again).json == had
        for draft in had["drafts"]:
            assert project("show", draft["id"], *again).json["title"] == draft["title"]
        in_the_copy = {path.name for path in (project.folder / "again/.newsdraft/spool").glob("*")}
        assert in_the_copy == kept
        before = len(asked.requests)
        after = project("run", *again)
        assert after.code == 0, after.err
        assert len(after.json["drafts"]) == 5 - answered
        drafts = project("list", *again).json["drafts"]
        assert len({draft["url"] for draft in drafts}) == len(drafts) == 5
        # What had been answered when the backup was made is not asked for again; what was under way is.
        assert len(known) == len(kept)
        assert not set(known) & {json.dumps(request) for request in asked.requests[before:]}
