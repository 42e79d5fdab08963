"""The one boundary between a server's body and a value: every way an answer can be bad gets its name here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from newsdraft.model import AnswerOutcome

Shape = TypeVar("Shape", bound=BaseModel)

# Text in place of JSON that begins like this is a model declining, not a model that lost its form.
DECLINES = re.compile(
    r"^\W*(i['’]?m (very )?sorry|sorry\b|i (can['’]?t|cannot|am unable|won['’]?t)|as an ai\b)", re.IGNORECASE
)
THOUGHTS = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udfff]")
FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Usage:
    """Token counts as the server gave them; None where it did not. ``cached`` is a part of ``input``."""

    input: int | None = None
    cached: int | None = None
    output: int | None = None


@dataclass(frozen=True)
class Answer(Generic[Shape]):
    """How an answer turned out. ``value`` is set when ``outcome`` is OK; ``detail`` says what was wrong."""

    outcome: AnswerOutcome
    value: Shape | None
    usage: Usage
    detail: str = ""
    content: str = ""


def read_answer(raw: bytes, shape: type[Shape]) -> Answer[Shape]:
    """Read the body of a Chat Completions answer. Never raises."""
    body = _api_body(raw)
    if isinstance(body, str):
        return Answer(AnswerOutcome.NOT_AN_API, None, Usage(), body)
    usage = read_usage(body)
    choice = body["choices"][0]
    message = choice.get("message") or {}
    content = _content(message)
    bad = _bad_ending(choice.get("finish_reason"), message, content)
    if bad:
        return Answer(bad[0], None, usage, bad[1], content)
    return _read_content(content, shape, usage)


def read_usage(body: dict[str, Any]) -> Usage:
    """Usage of a Chat Completions body, as far as it has any."""
    usage = body.get("usage")
    if not isinstance(usage, dict):
        return Usage()
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    return Usage(_count(usage.get("prompt_tokens")), _count(cached), _count(usage.get("completion_tokens")))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def whole_characters(value: Any) -> Any:
    """A JSON value whose texts hold no half of a surrogate pair, which no file and no JSON can store."""
    if isinstance(value, str):
        return _HALVES.sub("", value)
    if isinstance(value, list):
        return [whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(item) for key, item in value.items()}
    return value


def _api_body(raw: bytes) -> dict[str, Any] | str:
    """The body as a dictionary with at least one choice, or what is wrong with it."""
    try:
        body = whole_characters(json.loads(raw))
    except (ValueError, RecursionError):
        start = raw[:80].decode("utf-8", "replace").strip()
        return f"the body is no JSON; it begins: {start!r}" if start else "the body is empty"
    if not isinstance(body, dict):
        return "the body is JSON, but no object"
    choices = body.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        return body
    error = body.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    return f"the server answered with an error: {str(said)[:300]}" if said else "the body has no choices"


def _content(message: object) -> str:
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):  # some gateways send a list of parts
        content = "".join(
            part["text"] for part in content if isinstance(part, dict) and _is_text(part.get("text"))
        )
    return content if isinstance(content, str) else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _bad_ending(reason: object, message: object, content: str) -> tuple[AnswerOutcome, str] | None:
    refusal = message.get("refusal") if isinstance(message, dict) else None
    if refusal:
        return AnswerOutcome.REFUSED, str(refusal)[:300]
    if reason == "content_filter":
        return AnswerOutcome.FILTERED, "the provider's content filter stopped the answer"
    if reason == "length":
        return AnswerOutcome.CUT_OFF, "The answer reached the token limit before its end."
    if not content.strip():
        return AnswerOutcome.EMPTY, "the answer holds no text"
    return None


def _read_content(content: str, shape: type[Shape], usage: Usage) -> Answer[Shape]:
    try:
        data = find_json(content)
    except ValueError as error:
        outcome = AnswerOutcome.REFUSED if DECLINES.match(content) else AnswerOutcome.NOT_JSON
        return Answer(outcome, None, usage, str(error), content)
    try:
        return Answer(AnswerOutcome.OK, shape.model_validate(data), usage, content=content)
    except ValidationError as error:
        return Answer(AnswerOutcome.WRONG_SHAPE, None, usage, _shape_problem(error), content)


def find_json(content: str) -> Any:
    """The JSON value in a model's text: bare, after thoughts, in a code fence, or between other words.

    Raises ``ValueError`` with a sentence that can be shown to the model.
    """
    text = THOUGHTS.sub("", content).strip().removeprefix("\ufeff")
    inside = FENCE.search(text)
    outer = text[text.find("{") : text.rfind("}") + 1]
    if "{" not in text and not text.startswith("["):
        raise ValueError("It holds no JSON object.")
    problem = ""
    for candidate in (text, inside.group(1) if inside else "", outer):
        if not candidate.strip():
            continue
        try:
            return whole_characters(json.loads(candidate, strict=False))
        except RecursionError:
            problem = "Its JSON is nested too deeply."
        except json.JSONDecodeError as error:
            problem = f"Its JSON cannot be read: {error.msg} at character {error.pos}."
    raise ValueError(problem)


def _shape_problem(error: ValidationError) -> str:
    places = [
        f"{'.'.join(str(part) for part in item['loc']) or 'the answer'}: {item['msg'].lower()}"
        for item in error.errors(include_url=False, include_input=False)[:4]
    ]
    return f"It does not fit the schema: {'; '.join(places)}."
