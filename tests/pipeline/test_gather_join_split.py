"""An editor joins and splits stories, through the command line."""

import json

from sqlalchemy import text

from newsdraft.app.opening import opened
from newsdraft.project import open_project
from newsdraft.store import open_database
from newsdraft.store.leasing import POLLING


def stories(project):
    """State and reports of every story, by its id."""
    database = open_database(f"sqlite:///{project.folder / '.newsdraft' / 'state.db'}")
    with database.transaction() as connection:
        rows = connection.execute(text("SELECT id, state FROM stories")).all()
        found = {row.id: [row.state] for row in rows}
        for row in connection.execute(text("SELECT story_id, url FROM entries WHERE story_id IS NOT NULL")):
            found[row.story_id].append(row.url)
    database.close()
    return found


def story_with(project, word):
    return next(
        (story, known) for story, known in stories(project).items() if any(word in url for url in known[1:])
    )


def test_joined_stories_are_read_together_and_stay_joined(project, samples):
    project("run", "--max-drafts", "0", "--json")
    walking, copper = f"{samples}/news/walking-colon-cancer-preprint.html", story_with(project, "copper")
    done = project("join", walking, copper[0], "--json")
    assert done.code == 0, done.err
    assert done.json["into"] == copper[0]
    assert done.json["reports"] == [walking]
    assert done.json["notes"] == ["the next run reads them together"]
    receipt = project("run", "--json").json
    assert len(receipt["drafts"]) == 4
    shown = project("show", copper[0], "--json").json
    urls = [document["url"] for document in shown["documents"]]
    assert any("copper" in url for url in urls)
    assert any("walking" in url for url in urls)
    assert project("run", "--json").json["drafts"] == []


def test_a_draft_that_is_there_stays_and_no_second_is_made(project, samples):
    project("run", "--json")
    copper = story_with(project, "copper")[0]
    walking = story_with(project, "walking")[0]
    before = sorted((project.folder / "drafts").glob("*.md"))
    done = project("join", walking, copper)
    assert done.code == 0, done.err
    assert "stays as it is" in done.out
    assert f"newsdraft reject {walking}" in done.out
    assert project("run", "--json").json["drafts"] == []
    assert sorted((project.folder / "drafts").glob("*.md")) == before
    again = project("join", walking, copper)
    assert again.code == 1
    assert "no reports any more" in again.err


def test_a_story_with_a_draft_is_joined_the_other_way_round(project, samples):
    project("draft", f"{samples}/news/copper-chelator-mice.html", "--json")
    project("run", "--max-drafts", "0", "--json")
    copper, walking = story_with(project, "copper")[0], story_with(project, "walking")[0]
    refused = project("join", copper, walking)
    assert refused.code == 1
    assert f"newsdraft join {walking} {copper}" in refused.err
    assert project("join", walking, copper).code == 0


def test_a_split_report_becomes_a_story_and_is_not_merged_again(project, samples):
    first = project("run", "--json").json
    assert len(first["drafts"]) == 5
    wire = f"{samples}/news/stomach-cancer-wire-report.html"
    old = story_with(project, "stomach-cancer-wire-report")
    assert len(old[1]) == 3
    done = project("split", wire, "--json")
    assert done.code == 0, done.err
    assert done.json["out_of"] == old[0]
    assert done.json["reports"] == [wire]
    second = project("run", "--json").json
    assert [merged["title"] for merged in second["stories"]["merged"]] == []
    new = story_with(project, "stomach-cancer-wire-report")
    assert new[0] == done.json["story"] != old[0]
    assert story_with(project, "quayside")[0] == old[0]
    # And back again: the later word counts.
    assert project("join", wire, old[0]).code == 0
    assert story_with(project, "stomach-cancer-wire-report")[0] == old[0]


def test_what_cannot_be_split_or_found_is_said(project, samples):
    project("run", "--max-drafts", "0")
    only = project("split", f"{samples}/news/copper-chelator-mice.html")
    assert only.code == 1
    assert "only report" in only.err
    unknown = project("split", "https://example.org/nothing", "--json")
    assert unknown.code == 1
    assert json.loads(unknown.out)["error"]["hint"]
    nobody = project("join", "01NOSUCHSTORY", "https://example.org/nothing")
    assert nobody.code == 1
    assert "goes by this" in nobody.err


def test_nothing_changes_hands_while_a_run_is_at_work(project, samples):
    project("run", "--max-drafts", "0")
    copper, walking = story_with(project, "copper")[0], story_with(project, "walking")[0]
    url = {"database_url": project.env.get("NEWSDRAFT_DATABASE_URL")}
    with opened(open_project(project.folder), url) as context, context.leases.held(POLLING):
        busy = project("join", walking, copper)
    assert busy.code == 1
    assert "another newsdraft works on this" in busy.err
    assert story_with(project, "walking")[0] == walking
