"""Model calls of a run: several at once, within what may be asked and spent."""

import threading
import time

import pytest

from endpoint import model_endpoint, post_from


@pytest.fixture
def endpoint(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL="test-model")
        project.env.update(NEWSDRAFT_JUDGE="false", NEWSDRAFT_REPAIR="false")
        yield asked


def counted(write):
    """``write`` made slow, with the most that were asked at the same time."""
    seen = {"now": 0, "most": 0}
    lock = threading.Lock()

    def slow(prompt):
        with lock:
            seen["now"] += 1
            seen["most"] = max(seen["most"], seen["now"])
        time.sleep(1.0)
        with lock:
            seen["now"] -= 1
        return write(prompt)

    return slow, seen


def test_stories_are_written_side_by_side_and_filed_once(project, endpoint):
    endpoint.write, seen = counted(post_from)
    done = project("run", "--json")
    assert done.code == 0, done.err
    assert 2 <= seen["most"] <= 4
    drafts = done.json["drafts"]
    assert len(drafts) == len(endpoint.requests) >= 4
    assert len({draft["id"] for draft in drafts}) == len(drafts)
    assert len(list((project.folder / "drafts").glob("*.md"))) == len(drafts)


def test_one_at_a_time_is_one_setting(project, endpoint):
    endpoint.write, seen = counted(post_from)
    assert project("run", "--max-drafts", "2", NEWSDRAFT_MODEL_CALLS_AT_ONCE="1").code == 0
    assert seen["most"] == 1


def test_a_server_that_answers_at_its_limit_brings_no_run_over_its_cap(project, endpoint):
    endpoint.greedy = True
    project.env.update(
        NEWSDRAFT_PRICE_INPUT="1", NEWSDRAFT_PRICE_OUTPUT="10", NEWSDRAFT_MAX_OUTPUT_TOKENS="2000"
    )
    done = project("run", "--max-cost", "0.09", "--json")
    assert done.code == 3
    assert "over its cap" in done.json["stopped"]
    assert 0 < done.json["spending"]["usd"] <= 0.09
    assert done.json["spending"]["calls"] == len(endpoint.requests) >= 1
    assert done.json["stories"]["waiting"]
    again = project("run", "--json")
    assert not again.json["stories"]["waiting"]


def test_what_was_spent_is_shown_by_purpose_and_story(project, endpoint):
    project.env.update(NEWSDRAFT_JUDGE="true", NEWSDRAFT_PRICE_INPUT="1", NEWSDRAFT_PRICE_OUTPUT="10")
    done = project("run", "--max-drafts", "1", "--json")
    spending = done.json["spending"]
    assert set(spending["by_purpose"]) == {"draft", "judge"}
    assert sum(each["usd"] for each in spending["by_purpose"].values()) == pytest.approx(spending["usd"])
    assert [each["calls"] for each in spending["by_story"].values()] == [2]
    draft = project("show", done.json["drafts"][0]["id"], "--json").json
    assert draft["spending"]["usd"] == pytest.approx(spending["usd"])
    (listed,) = project("list", "--json").json["drafts"]
    assert (listed["calls"], listed["usd"]) == (2, pytest.approx(spending["usd"]))
    shown = project("runs").out
    assert "draft: 1 model call, " in shown
    listed = project("runs", "--json").json
    assert listed["runs"][0]["spending"]["calls"] == 2
    assert listed["approved"] == {"posts": 0, "usd": 0.0, "usd_per_post": None}
