"""Every way a body can be bad has its outcome, and nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from writing_peers import completion, good_answer

from newsdraft.model import AnswerOutcome
from newsdraft.writing.answer import Usage, read_answer
from newsdraft.writing.wire import WirePost, strict_schema


class Tiny(BaseModel):
    word: str


GOOD = '{"word": "yes"}'


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}```",
        f"Here it is:\n```json\n{GOOD}\n```\nDone.",
        f"Sure! {GOOD} Hope this helps.",
        f"<think>\nbraces {{ in thought }}\n</think>\n{GOOD}",
        f"\ufeff{GOOD}",
    ],
)
def test_json_is_found_where_a_model_puts_it(content: str) -> None:
    answer = read_answer(completion(content).body, Tiny)
    assert answer.outcome is AnswerOutcome.OK
    assert answer.value == Tiny(word="yes")
    assert answer.usage == Usage(input=1200, cached=1024, output=340)


@pytest.mark.parametrize(
    ("body", "outcome", "said"),
    [
        (completion(None, refusal="I can't help with that.").body, AnswerOutcome.REFUSED, "can't help"),
        (completion("I'm sorry, but I cannot write this.").body, AnswerOutcome.REFUSED, ""),
        (completion("").body, AnswerOutcome.EMPTY, "no text"),
        (completion(None).body, AnswerOutcome.EMPTY, "no text"),
        (completion('{"word": "ye', reason="length").body, AnswerOutcome.CUT_OFF, "token limit"),
        (completion("", reason="length").body, AnswerOutcome.CUT_OFF, "token limit"),
        (completion("", reason="content_filter").body, AnswerOutcome.FILTERED, "filter"),
        (completion('{"word": "ye').body, AnswerOutcome.NOT_JSON, "cannot be read"),
        (completion("A lovely post about cancer.").body, AnswerOutcome.NOT_JSON, "no JSON object"),
        (completion('{"wort": "yes"}').body, AnswerOutcome.WRONG_SHAPE, "word: field required"),
        (completion("[1, 2]").body, AnswerOutcome.WRONG_SHAPE, "the answer"),
        (completion('{"word": 7}').body, AnswerOutcome.WRONG_SHAPE, "word: "),
        (b"<html><title>Sign in</title></html>", AnswerOutcome.NOT_AN_API, "<html>"),
        (b"", AnswerOutcome.NOT_AN_API, "empty"),
        (b"[]", AnswerOutcome.NOT_AN_API, "no object"),
        (b'{"choices": []}', AnswerOutcome.NOT_AN_API, "no choices"),
        (b'{"error": {"message": "overloaded"}}', AnswerOutcome.NOT_AN_API, "overloaded"),
        (b"\xff\xfe\x00", AnswerOutcome.NOT_AN_API, "no JSON"),
    ],
)
def test_each_bad_answer_has_its_name(body: bytes, outcome: AnswerOutcome, said: str) -> None:
    answer = read_answer(body, Tiny)
    assert answer.outcome is outcome
    assert answer.value is None
    assert said in answer.detail


def test_missing_usage_is_none_and_no_fault() -> None:
    answer = read_answer(completion(GOOD, usage=False).body, Tiny)
    assert answer.outcome is AnswerOutcome.OK
    assert answer.usage == Usage()


def test_content_in_parts_is_joined() -> None:
    body = json.loads(completion("").body)
    body["choices"][0]["message"]["content"] = [{"type": "text", "text": '{"word":'}, {"text": '"yes"}'}]
    assert read_answer(json.dumps(body).encode(), Tiny).value == Tiny(word="yes")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["choices", "message", "content", "usage", "finish_reason"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_body_makes_it_raise(body: Any) -> None:
    answer = read_answer(json.dumps(body).encode(), Tiny)
    assert (answer.value is None) == (answer.outcome is not AnswerOutcome.OK)


def test_schema_is_strict_and_plain() -> None:
    def visit(node: Any) -> None:
        if isinstance(node, dict):
            assert not {"$ref", "$defs", "default", "maxLength", "minLength"} & set(node)
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    schema = strict_schema(WirePost)
    visit(schema)
    assert list(schema["properties"]) == ["title", "description", "lead", "sections", "conclusion", "tags"]
    WirePost.model_validate(good_answer() | {"extra": "read, and ignored"})
