"""The vetted facts from the command line: which want a person, and which drafts lean on them."""

import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from endpoint import model_endpoint, post_from

FACTS = """\
topic: trials
facts:
  - id: good-page
    tags: [stomach-cancer, randomized-trial]
    cleared: true
    review_by: {later}
    fact: In a randomized trial chance decides who gets which treatment for stomach cancer.
    source: {{title: Trials, publisher: Ardmore Notes, url: {base}/good, published: null}}
  - id: gone-page
    tags: [survey]
    cleared: true
    review_by: {soon}
    fact: A survey asks people.
    source: {{title: Surveys, publisher: Ardmore Notes, url: {base}/gone, published: null}}
  - id: moved-page
    tags: [survey]
    cleared: false
    review_by: {before}
    fact: A poll asks fewer people.
    source: {{title: Polls, publisher: Ardmore Notes, url: {base}/moved, published: null}}
"""


class Pages(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        status = {"/gone": 404, "/moved": 301}.get(self.path, 200)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/good")
        body = b"<p>A page.</p>"
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def facts(project):
    """A project with three facts, whose pages are served on loopback: one good, one gone, one moved."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    today = datetime.now(UTC).date()
    for old in (project.folder / "references").glob("*.yaml"):
        old.unlink()
    text = FACTS.format(
        base=f"http://127.0.0.1:{server.server_port}",
        later=today + timedelta(days=400),
        soon=today + timedelta(days=30),
        before=today - timedelta(days=1),
    )
    (project.folder / "references" / "trials.yaml").write_text(text)
    yield project
    server.shutdown()
    server.server_close()


def by_id(done):
    return {each["id"]: each for each in done.json["references"]}


def test_the_list_shows_each_fact(facts):
    done = facts("references", "list", "--json")
    assert done.code == 0, done.err
    assert {name: each["cleared"] for name, each in by_id(done).items()} == {
        "good-page": True, "gone-page": True, "moved-page": False,
    }  # fmt: skip
    assert "3 facts, 2 of them cleared" in facts("references", "list").out


def test_the_check_names_what_wants_a_person(facts):
    done = facts("references", "check", "--json")
    assert done.code == 3
    problems = {name: " | ".join(each["problems"]) for name, each in by_id(done).items()}
    assert problems["good-page"] == ""
    assert "its link does not work: " in problems["gone-page"]
    assert "404" in problems["gone-page"]
    assert "its review is due by" in problems["gone-page"]
    assert "not cleared" in problems["moved-page"]
    assert "its review was due on" in problems["moved-page"]
    assert "leads elsewhere now: " in problems["moved-page"]


def test_a_link_that_cannot_be_asked_for_is_not_called_good(facts):
    facts.env["NEWSDRAFT_ALLOW_PRIVATE_HOSTS"] = "example.invalid"
    done = facts("references", "check", "--json")
    assert "could not be checked" in " ".join(by_id(done)["good-page"]["problems"])


def test_without_links_no_page_is_asked_for(facts):
    done = facts("references", "check", "--no-links", "--json")
    assert by_id(done)["good-page"]["problems"] == []
    assert not any("link does" in problem for problem in by_id(done)["gone-page"]["problems"])


def test_a_draft_that_cites_a_fact_is_named_and_an_old_fact_is_a_finding(facts, samples):
    def write(prompt):
        post = post_from(prompt)
        note = re.search(r"^\[(R\d+\.1)\] In a randomized trial", prompt, re.MULTILINE)[1]
        said = {"text": "In a randomized trial, chance decides.", "passages": [note], "basis": "passages"}
        post["sections"][1]["blocks"][0]["sentences"].append(said)
        return post

    with model_endpoint() as endpoint:
        endpoint.write = write
        facts.env.update(OPENAI_BASE_URL=endpoint.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL="m")
        done = facts("draft", f"{samples}/news/quayside-stomach-trial.html", "--json")
    assert done.code == 0, done.err
    draft = done.json["draft"]
    cited = by_id(facts("references", "list", "--json"))["good-page"]["cited_by"]
    assert [each["id"] for each in cited] == [draft["id"]]
    assert cited[0]["status"] == "in_review"
    picked = by_id(facts("references", "list", "--for", draft["id"], "--json"))
    assert "tag stomach-cancer" in picked["good-page"]["chosen_for"]
    assert "moved-page" not in picked  # nobody has cleared it
    shown = facts("references", "list", "--for", draft["id"]).out
    assert "picked for: tag stomach-cancer" in shown
    found = facts("show", draft["id"], "--json").json["findings"]
    assert "reference-overdue" not in {each["rule"] for each in found}


def test_references_of_no_draft_are_not_found(facts):
    done = facts("references", "list", "--for", "nothing-here")
    assert done.code != 0
    assert "nothing-here" in done.err


def test_mistakes_in_the_files_are_named(facts):
    path = facts.folder / "references" / "trials.yaml"
    path.write_text(path.read_text().replace("cleared: false", "cleared: perhaps"))
    done = facts("references", "list")
    assert done.code == 2
    assert "references/trials.yaml:" in done.err
