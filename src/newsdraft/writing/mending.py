"""The one repair: the writer's model writes anew the sentences that failed the checks, and only these.

What it gives back is cleaned as a first answer is. Whether it is better is not decided here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from newsdraft.errors import WritingError
from newsdraft.model import Dossier, Post
from newsdraft.writing.answer import Answer
from newsdraft.writing.clean import Cleaner
from newsdraft.writing.client import ModelClient, Question
from newsdraft.writing.material import dossier_values, neutral, previous_values, rule_values
from newsdraft.writing.posting import addresses, to_claims
from newsdraft.writing.prompts import Prompts
from newsdraft.writing.task import HEADLINES, Failure, Mended, Repair
from newsdraft.writing.wire import WireBasis, WireSentence, strict_schema

MISSING = "No repair: prompts/repair.md.j2 is missing; copy it from a fresh `newsdraft init`."


class WireMended(BaseModel):
    """One answer."""

    number: str
    action: Literal["rewrite", "strike"]
    text: str
    passages: list[str]
    basis: WireBasis


class WireRepair(BaseModel):
    """A whole answer."""

    answers: list[WireMended]


def ask_repair(
    client: ModelClient,
    prompts: Prompts,
    post: Post,
    dossier: Dossier,
    failures: Sequence[Failure],
    max_dossier_chars: int,
) -> Repair:
    """One call about ``failures``. A bad answer or a dead endpoint is a notice, and the post stays as it was.

    The question begins as the one that the post was written from, so that a provider has its head in its cache.
    """
    if not prompts.has("repair"):
        return Repair(notices=(MISSING,))
    render = prompts.render
    parts = [
        render("dossier", **dossier_values(dossier, max_dossier_chars)),
        render("repair", **previous_values(post), failures=_failure_values(failures)),
    ]
    question = Question(
        system=render("system", **rule_values(prompts.rules)),
        user="\n\n".join(parts),
        format_note=render("format", schema=json.dumps(strict_schema(WireRepair), separators=(",", ":"))),
        story_id=dossier.story_id,
        purpose="repair",
        prompt_version=prompts.version,
    )
    try:
        answer, call = client.ask(question, WireRepair)
    except WritingError as error:
        return Repair(notices=(f"The repair was left out: {error.message.rstrip('.')}.",))
    return _read(answer, dossier, failures).model_copy(update={"calls": (call,)})


def _failure_values(failures: Sequence[Failure]) -> list[dict[str, Any]]:
    return [
        {
            "number": failure.number,
            "text": neutral(failure.text),
            "problems": [neutral(problem) for problem in failure.problems],
        }
        for failure in failures
    ]


def _read(answer: Answer[WireRepair], dossier: Dossier, failures: Sequence[Failure]) -> Repair:
    if answer.value is None:
        return Repair(notices=(f"The repair's answer could not be used ({answer.outcome.value}).",))
    cleaner = Cleaner(frozenset(dossier.passages()), addresses(dossier))
    asked = {failure.number for failure in failures}
    mended: dict[str, Mended] = {}
    for given in answer.value.answers:
        number = given.number.strip().strip("[]#.")
        if number in asked and number not in mended and (one := _mended(number, given, cleaner)):
            mended[number] = one
    left = len(asked) - len(mended)
    notices = [f"The repair gave no usable answer for {left} of {len(asked)} sentences."] if left else []
    return Repair(mended=tuple(mended.values()), notices=(*notices, *cleaner.notices()))


def _mended(number: str, given: WireMended, cleaner: Cleaner) -> Mended | None:
    """One answer cleaned; None where nothing usable is left of a rewrite."""
    if number in HEADLINES:
        text = cleaner.text(given.text, number)
        return Mended(number=number, text=text) if text and given.action == "rewrite" else None
    if given.action == "strike":
        return Mended(number=number)
    sentence = WireSentence(text=given.text, passages=given.passages, basis=given.basis)
    claims = to_claims(sentence, f"sentence {number}", cleaner)
    return Mended(number=number, claims=tuple(claims)) if claims else None
