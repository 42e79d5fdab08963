"""The desk's questions on a whole post, read from ``prompts/questions.yaml``, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from newsdraft.model import Appraisal, Met, Value
from newsdraft.writing.clean import few_words

MOST_WORDS = 25
QUESTIONS_FILE = "questions.yaml"


class DeskQuestion(Value):
    """One question: ``met`` says when the answer is satisfactory, ``applies`` when it has a place at all."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    question: str
    met: str
    applies: str


class DeskQuestions(Value):
    """All questions of a project."""

    version: int
    questions: tuple[DeskQuestion, ...]


class WireAppraisal(BaseModel):
    """One answer. The reason stands before it: who gives one first judges better."""

    question: str
    rests_on: str
    reason: str
    answer: Literal["satisfactory", "not satisfactory", "not applicable"]


def read_questions(text: str, path: Path, problems: list[str]) -> tuple[DeskQuestion, ...]:
    """Read the file's text; nothing, with every problem appended, when it is not as it must be."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only where a prompt is used
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        found = DeskQuestions.model_validate(YAML(typ="safe").load(text)).questions
    except YAMLError as error:
        problems.append(f"{path.name}: is no YAML: {' '.join(str(error).split())[:160]}")
        return ()
    except ValidationError as error:
        problems += [
            f"{path.name}: {'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False)
        ]
        return ()
    ids = [question.id for question in found]
    problems += [f"{path.name}: the question {name} stands twice" for name in set(ids) if ids.count(name) > 1]
    return found


def appraisals(
    given: Sequence[Any], asked: Sequence[DeskQuestion], claims: frozenset[str]
) -> tuple[Appraisal, ...]:
    """An answer to each of ``asked``: what cannot be read, or was answered twice in two ways, is unscored.

    ``claims`` are the ids of the sentences that an answer may rest on.
    """
    read: dict[str, list[WireAppraisal]] = {}
    for item in given:
        try:
            answer = WireAppraisal.model_validate(item)
        except ValidationError:
            continue
        read.setdefault(answer.question.strip(), []).append(answer)
    return tuple(_appraisal(question, read.get(question.id, []), claims) for question in asked)


def _appraisal(question: DeskQuestion, given: Sequence[WireAppraisal], claims: frozenset[str]) -> Appraisal:
    if len({each.answer for each in given}) != 1:
        why = "two answers that differ" if given else "no usable answer"
        return Appraisal(question=question.id, asked=question.question, met=Met.UNSCORED, reason=why)
    named = given[0].rests_on.strip().strip("[]#.").lower()
    return Appraisal(
        question=question.id,
        asked=question.question,
        met=Met(given[0].answer),
        claim=named if named in claims else None,
        reason=few_words(given[0].reason, 2 * MOST_WORDS),
    )
