"""The whole way through, as the scheduler and the editor walk it."""

import json
import re

import pytest

from conftest import Finished


def drafts_in(folder):
    return sorted((folder / "drafts").glob("*.md"))


def test_demo_ends_with_drafts_a_hold_a_merge_and_a_receipt(newsdraft):
    done = newsdraft("demo", "--json", NEWSDRAFT_ALLOW_PRIVATE_HOSTS="")
    assert done.code == 0, done.err
    receipt = done.json
    stories = receipt["stories"]
    assert receipt["schema"] == 1
    assert len(receipt["drafts"]) == 5
    assert [held["title"] for held in stories["held"]] == [
        "Sample: Early findings on ovarian cancer blood test to be presented"
    ]
    assert "too thin" in stories["held"][0]["reason"]
    assert [merged["title"] for merged in stories["merged"]] == [
        "Sample: Antibody slows stomach cancer in large international study"
    ]
    assert "Ferry Street" in stories["skipped"][0]["title"]
    assert receipt["spending"]["calls"] == 0
    files = drafts_in(newsdraft.folder / "demo")
    assert sorted(draft["path"] for draft in receipt["drafts"]) == [f"drafts/{file.name}" for file in files]


def test_demo_twice_makes_no_second_draft(newsdraft):
    first = newsdraft("demo", "--json").json
    again = newsdraft("demo", "--json").json
    assert first["drafts"]
    assert again["drafts"] == []
    assert again["entries"]["new"] == 0


def test_a_second_run_with_nothing_new_does_nothing(project):
    first = project("run", "--json")
    assert first.code == 0, first.err
    second = project("run", "--json").json
    assert len(first.json["drafts"]) == 5
    assert second["drafts"] == []
    assert second["entries"]["new"] == 0
    assert second["stories"]["new"] == 0


def test_a_dry_run_says_what_and_why_and_changes_nothing(project):
    rehearsed = project("run", "--dry-run", "--json").json
    assert rehearsed["dry_run"]
    assert len(rehearsed["stories"]["selected"]) >= 5
    assert all(story["reason"] for story in rehearsed["stories"]["selected"])
    assert drafts_in(project.folder) == []
    assert len(project("run", "--json").json["drafts"]) == 5


def test_the_quota_leaves_stories_for_the_next_run(project):
    first = project("run", "--max-drafts", "2", "--json").json
    assert len(first["drafts"]) <= 2
    assert first["stories"]["waiting"]
    drafted = len(first["drafts"])
    while more := project("run", "--max-drafts", "2", "--json").json["drafts"]:
        drafted += len(more)
    assert drafted == 5


def test_one_address_is_drafted_once(project, samples):
    url = f"{samples}/news/copper-chelator-mice.html"
    first = project("draft", url, "--json").json
    again = project("draft", url, "--json").json
    assert first["draft"]["id"] == again["draft"]["id"]
    assert again["known"]
    assert len(drafts_in(project.folder)) == 1
    # The feed lists the same page: it joins the story, and no second draft is made of it.
    run = project("run", "--json").json
    assert all("copper" not in draft["title"].lower() for draft in run["drafts"])


def test_a_local_file_is_drafted(project):
    page = project.folder / "saved.html"
    paragraphs = [
        "Researchers at Harbor Lake gave a new tablet to 48 people with kidney cancer in a phase 2 trial.",
        "Tumors shrank in 17 of 48 people (35%), the team reports in the Journal of Sample Oncology.",
        "Side effects were common: 29 people (60%) felt very tired, and four stopped the tablet for that reason.",
        "There was no comparison group, so the trial cannot show whether people live longer with the tablet.",
        "The work was paid for by the maker of the tablet, which also took part in the analysis of the results.",
        "A larger trial that compares the tablet with standard treatment is planned for next year, the team said.",
        "People who took part had already been treated with two other drugs before their kidney cancer grew again.",
        "The tablet is not approved anywhere, and doctors cannot prescribe it outside a trial, the hospital added.",
    ]
    page.write_text(
        "<html lang=en><title>Kidney cancer tablet tested</title><article><h1>Kidney cancer tablet tested"
        "</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</article></html>"
    )
    done = project("draft", page, "--json")
    assert done.code == 0, done.err
    body = (project.folder / done.json["draft"]["path"]).read_text()
    assert "17 of 48" in body


def test_what_is_held_can_be_overruled(project, samples):
    url = f"{samples}/news/ovarian-blood-test-notice.html"
    held = project("draft", url, "--json")
    assert held.code == 1
    assert held.json["held"]
    assert "too thin" in held.json["reason"]
    done = project("draft", url, "--overrule", "--json")
    assert done.code == 0, done.err
    assert done.json["draft"]["path"]


def test_every_footnote_shows_a_stored_passage(project, samples):
    path = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json").json["draft"]["path"]
    text = (project.folder / path).read_text()
    used = set(re.findall(r"\[\^([SR]\d+\.\d+)\](?!:)", text))
    defined = dict(re.findall(r"^\[\^([SR]\d+\.\d+)\]: (.*)$", text, re.MULTILINE))
    assert used
    assert used == set(defined)
    shown = project("show", json.loads(project("list", "--json").out)["drafts"][0]["id"], "--json").json
    stored = {
        passage["id"]: passage["text"] for document in shown["documents"] for passage in document["passages"]
    }
    assert used <= set(stored)


def test_an_extract_says_so_and_cannot_be_approved(project, samples):
    draft = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json").json["draft"]
    assert "extract" in (project.folder / draft["path"]).read_text().lower()
    refused = project("approve", draft["id"], "--by", "Maria Ruiz")
    assert refused.code == 1
    assert "extract" in refused.err
    assert project("list", "--json").json["drafts"][0]["status"] == "in_review"


def test_newsworld_from_poll_to_queue(newsdraft, newsworld):
    import urllib.request

    newsdraft("init", ".")
    sources = urllib.request.urlopen(f"{newsworld}/sources.yaml").read()
    (newsdraft.folder / "sources.yaml").write_bytes(sources)
    done = newsdraft("run", "--json")
    assert done.code == 0, done.err
    receipt = done.json
    assert receipt["sources"]["polled"] == 3
    assert receipt["entries"]["new"] == 35
    assert len(receipt["stories"]["merged"]) == 5
    assert all(merged["title"].startswith("Study: ") for merged in receipt["stories"]["merged"])
    drafted = {draft["title"] for draft in receipt["drafts"]}
    assert len(drafted) >= 24
    left = [story["title"] for story in (*receipt["stories"]["skipped"], *receipt["stories"]["held"])]
    assert any("iPad" in title for title in left)
    assert any("Parkinson" in title for title in left)
    second = newsdraft("run", "--json").json
    assert second["drafts"] == []
    assert second["spending"]["calls"] == 0


@pytest.mark.parametrize(
    "command", ["init", "demo", "run", "draft", "list", "show", "approve", "publish", "check"]
)
def test_every_command_explains_itself(newsdraft, command):
    done: Finished = newsdraft(command, "--help")
    assert done.code == 0
    assert "--json" in done.out
