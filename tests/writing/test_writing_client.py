"""The client against real servers: order of keeping, retries counted, errors named."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from llmock.scenarios import Fail
from llmock.scenarios import Reply as MockReply
from llmock.testing import LLMockServer
from pydantic import BaseModel, SecretStr
from writing_peers import Reply, completion, error, serving

from newsdraft.errors import (
    ConfigError,
    EndpointDown,
    KeyRefused,
    QuotaExhausted,
    SpendingCap,
    WritingError,
)
from newsdraft.model import AnswerOutcome
from newsdraft.writing import AnswerFormat, MemoryLedger, ModelClient, ModelSettings, Question, Sending

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = "sk-test-0123456789"
QUESTION = Question(
    system="Rules.",
    user="Task.",
    format_note="As JSON.",
    story_id="story-1",
    purpose="draft",
    prompt_version="draft-1-abc",
)


class Tiny(BaseModel):
    word: str


GOOD = completion('{"word": "yes"}')


class Waits(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def client(url: str, ledger: Any = None, waits: Any = None, **settings: Any) -> ModelClient:
    values = {"model": "m", "base_url": url, "api_key": SecretStr(KEY), **settings}
    return ModelClient(
        ModelSettings(**values),
        ledger if ledger is not None else MemoryLedger(),
        now=lambda: NOW,
        sleep=waits if waits is not None else Waits(),
    )


def ask(url: str, **settings: Any) -> Any:
    with client(url, **settings) as asked:
        return asked.ask(QUESTION, Tiny)


def test_order_of_a_paid_call_and_its_record() -> None:
    ledger = MemoryLedger()
    with serving(GOOD) as endpoint, client(endpoint.url, ledger) as asked:
        answer, call = asked.ask(QUESTION, Tiny)
    assert ledger.steps == ["recall", "sent", "arrived", "settled"]
    assert answer.value == Tiny(word="yes")
    assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (1200, 1024, 340)
    assert (call.id, call.reused, call.outcome) == (ledger.sendings[0].id, False, AnswerOutcome.OK)
    assert list(ledger.answers.values()) == [GOOD.body]
    assert ledger.sendings[0].request_bytes > len("Rules.Task.")
    assert endpoint.keys == [f"Bearer {KEY}"]


def test_an_answer_that_arrived_is_never_paid_for_again() -> None:
    ledger = MemoryLedger()
    with serving(GOOD) as endpoint:
        for _ in range(2):
            with client(endpoint.url, ledger) as asked:
                answer, call = asked.ask(QUESTION, Tiny)
        with client(endpoint.url, ledger, temperature=0.5) as asked:
            asked.ask(QUESTION, Tiny)
    assert len(endpoint.requests) == 2  # the second question is another request
    assert call.reused
    assert call.input_tokens == 1200
    assert answer.value == Tiny(word="yes")


def test_a_kept_page_of_a_proxy_is_no_answer() -> None:
    ledger = MemoryLedger()
    with (
        serving(Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"}), GOOD) as endpoint,
        client(endpoint.url, ledger) as asked,
    ):
        first, _ = asked.ask(QUESTION, Tiny)
        second, call = asked.ask(QUESTION, Tiny)
    assert first.outcome is AnswerOutcome.NOT_AN_API
    assert second.outcome is AnswerOutcome.OK
    assert (len(endpoint.requests), call.reused) == (2, False)


@pytest.mark.parametrize(
    ("mode", "response_format", "told"),
    [
        (AnswerFormat.JSON_SCHEMA, "json_schema", False),
        (AnswerFormat.JSON_OBJECT, "json_object", True),
        (AnswerFormat.PROMPT, None, True),
    ],
)
def test_the_ladder_is_a_setting(mode: AnswerFormat, response_format: str | None, *, told: bool) -> None:
    with serving(GOOD) as endpoint:
        ask(endpoint.url, answer_format=mode)
    body = endpoint.requests[0]
    assert body.get("response_format", {}).get("type") == response_format
    assert ("As JSON." in body["messages"][0]["content"]) is told
    assert body["messages"][0]["content"].startswith("Rules.")
    assert body["max_completion_tokens"] == 6000
    assert "temperature" not in body


def test_token_limit_field_and_temperature_are_settings() -> None:
    with serving(GOOD) as endpoint:
        ask(endpoint.url, token_limit_field="max_tokens", max_output_tokens=77, temperature=0.2)
    body = endpoint.requests[0]
    assert (body["max_tokens"], body["temperature"]) == (77, 0.2)
    assert "max_completion_tokens" not in body


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": format_datetime(NOW + timedelta(seconds=20))}, 20),
        ({"retry-after-ms": "250"}, 0.25),
    ],
)
def test_retry_after_is_waited_out(header: dict[str, str], seconds: float) -> None:
    waits = Waits()
    with serving(error(429, "slow down", "rate_limit_exceeded", **header), GOOD) as endpoint:
        answer, _ = ask(endpoint.url, waits=waits)
    assert answer.outcome is AnswerOutcome.OK
    assert waits == [seconds]
    assert len(endpoint.requests) == 2


def test_a_long_retry_after_is_left_to_a_later_run() -> None:
    waits = Waits()
    reply = error(429, "slow down", **{"Retry-After": "1800"})
    with serving(reply) as endpoint, pytest.raises(EndpointDown) as caught:
        ask(endpoint.url, waits=waits)
    assert (caught.value.retry_after, waits, len(endpoint.requests)) == (1800, [], 1)


def test_server_errors_are_tried_again_with_growing_pauses_and_then_given_up() -> None:
    waits, ledger = Waits(), MemoryLedger()
    with serving(error(500, "oops")) as endpoint, pytest.raises(EndpointDown, match="HTTP 500: oops"):
        ask(endpoint.url, waits=waits, ledger=ledger, attempts=4)
    assert len(endpoint.requests) == 4
    assert len(waits) == 3
    assert all(0 <= pause <= 30 for pause in waits)
    assert [billed for _, _, billed in ledger.failures] == [False] * 4
    assert [sending.attempt for sending in ledger.sendings] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("reply", "wanted", "said"),
    [
        (error(401, f"Incorrect API key provided: {KEY}", "invalid_api_key"), KeyRefused, "key"),
        (error(403, "no access to this model"), KeyRefused, "no access"),
        (error(429, "You exceeded your quota", "insufficient_quota"), QuotaExhausted, "quota"),
        (error(402, "pay first"), QuotaExhausted, "pay first"),
        (
            error(400, "'response_format' of type 'json_schema' is not supported"),
            ConfigError,
            "answer_format",
        ),
        (error(400, "Unsupported parameter: 'max_tokens'"), ConfigError, "token_limit_field"),
        (error(400, "'temperature' does not support 0.2"), ConfigError, "temperature"),
        (error(404, "The model does not exist", "model_not_found"), ConfigError, "NEWSDRAFT_MODEL"),
        (error(307, "", Location="http://127.0.0.2/v1"), ConfigError, "redirects to http://127.0.0.2/v1"),
        (error(400, "maximum context length is 8192 tokens"), WritingError, "larger context"),
        (error(400, "something else"), EndpointDown, "something else"),
    ],
)
def test_what_cannot_help_is_asked_once(reply: Reply, wanted: type[Exception], said: str) -> None:
    with serving(reply) as endpoint, pytest.raises(wanted) as caught:
        ask(endpoint.url)
    assert type(caught.value) is wanted
    assert said in str(caught.value)
    assert KEY not in str(caught.value)
    assert endpoint.url in str(caught.value)
    assert len(endpoint.requests) == 1


def test_a_silent_server_is_possibly_billed_and_not_asked_again_at_once() -> None:
    ledger = MemoryLedger()
    slow = Reply(body=GOOD.body, wait=1.0)
    with serving(slow) as endpoint, pytest.raises(EndpointDown, match="no answer in time"):
        ask(endpoint.url, ledger=ledger, silence_seconds=0.15)
    assert len(endpoint.requests) == 1
    assert [billed for _, _, billed in ledger.failures] == [True]


def test_a_dripping_answer_ends_at_the_total_time() -> None:
    dripping = Reply(body=GOOD.body, drip=0.02)
    with serving(dripping) as endpoint, pytest.raises(EndpointDown, match="not complete after"):
        ask(endpoint.url, total_seconds=0.3)
    assert len(endpoint.requests) == 1


def test_a_broken_off_answer_is_asked_for_again() -> None:
    ledger = MemoryLedger()
    with serving(Reply(body=GOOD.body, cut=True), GOOD) as endpoint:
        answer, _ = ask(endpoint.url, ledger=ledger)
    assert answer.outcome is AnswerOutcome.OK
    assert len(endpoint.requests) == 2
    assert [billed for _, _, billed in ledger.failures] == [True]


def test_nobody_there() -> None:
    waits = Waits()
    with pytest.raises(EndpointDown, match="no connection"):
        ask("http://127.0.0.1:9/v1", waits=waits, attempts=2)
    assert len(waits) == 1


def test_a_cap_stops_the_call_before_it_is_made() -> None:
    class Capped(MemoryLedger):
        def sent(self, sending: Sending) -> None:
            raise SpendingCap("the day's cap is reached")

    with serving(GOOD) as endpoint, pytest.raises(SpendingCap):
        ask(endpoint.url, ledger=Capped())
    assert endpoint.requests == []


def test_no_key_for_openai_and_an_address_that_is_none() -> None:
    with pytest.raises(KeyRefused, match="no key is set"):
        ModelClient(ModelSettings(model="m"), MemoryLedger())
    with pytest.raises(ConfigError, match="no http address"):
        ModelClient(ModelSettings(model="m", base_url="localhost:8080"), MemoryLedger())


def test_the_key_shows_nowhere_in_the_settings() -> None:
    assert KEY not in repr(ModelSettings(model="m", api_key=SecretStr(KEY)))


def test_against_llmock() -> None:
    waits = Waits()
    with LLMockServer() as server:
        server.state.scenarios.add(
            Fail(429, retry_after=3), Fail(503), MockReply(json.dumps({"word": "from llmock"}))
        )
        answer, call = ask(server.base_url("openai"), waits=waits, model="gpt-4o-mini")
    assert answer.value == Tiny(word="from llmock")
    assert waits[0] == 3
    assert len(waits) == 2
    assert call.output_tokens is not None
