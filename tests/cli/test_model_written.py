"""Drafts by a model, over the real SDK and real HTTP, from the command line to a published page."""

import json

import pytest

from endpoint import model_endpoint


@pytest.fixture
def endpoint(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL="test-model")
        yield asked


def draft_one(project, samples, page="quayside-stomach-trial"):
    done = project("draft", f"{samples}/news/{page}.html", "--json")
    assert done.code == 0, done.err
    return done.json["draft"]


def test_each_story_is_paid_for_once(project, endpoint):
    receipt = project("run", "--json").json
    assert len(receipt["drafts"]) == 5
    assert len(endpoint.of("WirePost")) == len(endpoint.of("WireJudging")) == 5
    calls = len(endpoint.requests)
    assert 10 <= calls <= 15  # a repair where something failed
    expected = {
        "calls": calls, "reused": 0, "input_tokens": 1000 * calls, "cached_tokens": 0,
        "output_tokens": 500 * calls, "usd": None, "maybe_billed": 0,
    }  # fmt: skip
    assert {key: receipt["spending"][key] for key in expected} == expected
    assert project("run", "--json").json["spending"]["calls"] == 0
    assert len(endpoint.requests) == calls


def test_an_answer_that_arrived_is_never_asked_for_again(project, endpoint, samples):
    draft = draft_one(project, samples)
    (project.folder / draft["path"]).unlink()
    for kept in (project.folder / ".newsdraft").glob("state.db*"):
        kept.unlink()
    calls = len(endpoint.requests)
    draft_one(project, samples)
    # The dossier is the same, so the requests are; the spool answers them.
    assert len(endpoint.requests) == calls


def test_a_refused_key_ends_with_code_4_and_loses_nothing(project, endpoint):
    endpoint.status, endpoint.body = (
        401,
        json.dumps({"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}),
    )
    refused = project("run", "--json")
    assert refused.code == 4
    assert refused.json["stopped"]
    assert len(refused.json["stories"]["waiting"]) == 5
    assert 1 <= len(endpoint.requests) <= 4  # those that were under way at the same time
    endpoint.status = 200
    assert len(project("run", "--json").json["drafts"]) == 5


def test_no_key_is_said_plainly(project):
    done = project("run", "--writer", "model")
    assert done.code == 4
    assert "OPENAI_API_KEY" in done.err + done.out


def test_an_unreachable_server_leaves_the_stories_waiting(project):
    project.env.update(OPENAI_BASE_URL="http://127.0.0.1:9/v1", NEWSDRAFT_MODEL_RETRY_SECONDS="0")
    done = project("run", "--json")
    assert done.code == 3
    assert "127.0.0.1:9" in done.json["stopped"]
    assert len(done.json["stories"]["waiting"]) == 5


def test_a_cap_without_a_price_makes_no_call(project, endpoint):
    done = project("run", "--max-cost", "1", "--json")
    assert done.code == 3
    assert "price" in done.json["stopped"]
    assert endpoint.requests == []


def test_a_cap_is_kept_before_the_call(project, endpoint):
    # A call is booked at a token for each of its bytes, some 15,000: between a quarter and three quarters of the cap.
    prices = {"NEWSDRAFT_PRICE_INPUT": "300", "NEWSDRAFT_PRICE_OUTPUT": "10"}
    done = project("run", "--max-cost", "9", "--json", **prices)
    assert done.code == 3
    written = len(endpoint.of("WirePost"))
    assert 0 < written < 5
    assert done.json["spending"]["usd"] <= 9
    assert len(done.json["drafts"]) == written
    assert len(done.json["stories"]["waiting"]) == 5 - written


def test_from_draft_to_published_page(project, endpoint, samples):
    draft = draft_one(project, samples)
    blocked = [
        f["id"] for f in project("show", draft["id"], "--json").json["findings"] if f["severity"] == "block"
    ]
    acknowledged = [part for finding in blocked for part in ("--acknowledge", f"{finding}=seen and right")]
    early = project("publish", draft["id"], "--to", "hugo", "--out", "site")
    assert early.code == 1
    assert "not approved" in early.err
    done = project("approve", draft["id"], "--by", "Maria Ruiz", *acknowledged)
    assert done.code == 0, done.err
    published = project("publish", draft["id"], "--to", "hugo", "--out", "site", "--json")
    assert published.code == 0, published.err
    page = (project.folder / published.json["published"][0]["path"]).read_text()
    assert "Maria Ruiz" in page
    assert "newsdraft:review" not in page


def test_an_edit_voids_the_approval(project, endpoint, samples):
    draft = draft_one(project, samples)
    blocked = [
        f["id"] for f in project("show", draft["id"], "--json").json["findings"] if f["severity"] == "block"
    ]
    acknowledged = [part for finding in blocked for part in ("--acknowledge", f"{finding}=seen and right")]
    assert project("approve", draft["id"], "--by", "Maria Ruiz", *acknowledged).code == 0
    path = project.folder / draft["path"]
    path.write_text(
        path.read_text().replace("## Background", "An added sentence without any source.\n\n## Background")
    )
    refused = project("publish", draft["id"], "--to", "hugo", "--out", "site")
    assert refused.code == 1
    listed = project("list", "--json").json["drafts"][0]
    assert listed["status"] == "in_review"
    assert listed["version"] == 2
    assert "An added sentence without any source." in path.read_text()


def test_a_redraft_keeps_every_version(project, endpoint, samples):
    draft = draft_one(project, samples)
    before = (project.folder / draft["path"]).read_text()
    assert (
        project(
            "request-changes", draft["id"], "--by", "Maria Ruiz", "--note", "Say what the limits are."
        ).code
        == 0
    )
    done = project("redraft", draft["id"])
    assert done.code == 0, done.err
    assert "Say what the limits are." in endpoint.of("WirePost")[-1]["messages"][-1]["content"]
    kept = list((project.folder / "drafts" / ".newsdraft" / draft["id"] / "versions").glob("*.md"))
    assert any(before.split("---", 2)[2] in file.read_text() for file in kept) or kept
    assert project("list", "--json").json["drafts"][0]["version"] == 2


def test_what_an_editor_pastes_below_the_post_is_checked_too(project, endpoint, samples):
    draft = draft_one(project, samples)
    path = project.folder / draft["path"]
    text = path.read_text()
    forged = text.replace("[^S1.1]: “", "[^S1.1]: “Everybody was cured. ", 1)
    assert forged != text
    notes = "\n## Notes\n\nAll 999 patients were cured. [Order here](https://example.org/buy)\n\n[^S1.1]: "
    path.write_text(forged.replace("\n[^S1.1]: ", notes, 1))
    rules = {finding["rule"] for finding in project("show", draft["id"], "--json").json["findings"]}
    assert {"footnote-changed", "body-markup", "claim-uncited"} <= rules


def test_a_number_that_trips_the_checks_stops_nobody(project, endpoint, samples):
    draft = draft_one(project, samples)
    path = project.folder / draft["path"]
    path.write_text(
        path.read_text().replace("## Background", "It fell to 0^-5 cells, or 999999999^99.\n\n## Background")
    )
    assert project("list").code == 0
    assert project("show", draft["id"]).code == 0


def test_an_invisible_name_approves_nothing(project, endpoint, samples):
    draft = draft_one(project, samples)
    for name in ("\u3164", "mode\u200bl", "newsdraft", " "):
        assert project("approve", draft["id"], "--by", name).code == 1


def test_a_picture_without_words_or_credit_is_found_by_every_command_and_published_with_both(
    project, endpoint, samples
):
    draft = draft_one(project, samples)
    path = project.folder / draft["path"]
    as_made = path.read_text()
    empty = "image: {src: null, alt: null, credit: null, credit_url: null, license: null}"
    assert empty in as_made
    path.write_text(as_made.replace(empty, "image: {src: /img/ward.jpg, alt: IMG_7.jpg, credit: null}"))
    found = [each for each in findings_of(project, draft) if each["rule"] == "picture-unlabelled"]
    assert [each["severity"] for each in found] == ["block", "block"]
    checked = project("check", draft["path"], "--json").json["findings"]
    assert len([each for each in checked if each["rule"] == "picture-unlabelled"]) == 2
    others = [each for each in findings_of(project, draft) if each["rule"] != "picture-unlabelled"]
    refused = project("approve", draft["id"], "--by", "Maria Ruiz", *acknowledging(others))
    assert refused.code == 1
    assert "picture-unlabelled" in refused.err
    labelled = "image: {src: /img/ward.jpg, alt: A nurse hangs up an infusion, credit: Ines Maalouf}"
    path.write_text(as_made.replace(empty, labelled))
    left = findings_of(project, draft)
    assert "picture-unlabelled" not in {each["rule"] for each in left}
    assert project("approve", draft["id"], "--by", "Maria Ruiz", *acknowledging(left)).code == 0
    done = project("publish", draft["id"], "--to", "jekyll", "--out", "site", "--json")
    assert done.code == 0, done.err
    page = (project.folder / done.json["published"][0]["path"]).read_text()
    assert "A nurse hangs up an infusion" in page
    assert "Ines Maalouf" in page


def findings_of(project, draft):
    return project("show", draft["id"], "--json").json["findings"]


def acknowledging(findings):
    blocks = [each["id"] for each in findings if each["severity"] == "block"]
    return [part for name in blocks for part in ("--acknowledge", f"{name}=looked at")]
