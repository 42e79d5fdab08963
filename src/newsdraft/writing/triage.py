"""The uncertain middle, sorted by a model: one cheap call that says of each item whether it is cancer news.

It only helps to sort. What it does not answer, or not in the form that it was asked for, stays uncertain and
says so; a failing endpoint leaves everything as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ValidationError, WithJsonSchema

from newsdraft.errors import WritingError
from newsdraft.model import AnswerOutcome, Entry, ModelCall, Value
from newsdraft.writing.answer import Answer
from newsdraft.writing.clean import few_words
from newsdraft.writing.client import ModelClient, ModelSettings, Question
from newsdraft.writing.material import neutral
from newsdraft.writing.prompts import Prompts
from newsdraft.writing.wire import strict_schema

MOST_ENTRIES = 30
TEXT_CHARS = 300
TITLE_CHARS = 300
MOST_WORDS = 12
# Thirty answers take about 1,200 tokens; the rest is for models that think first.
MOST_TOKENS = 4000


class WireVerdict(BaseModel):
    """One item's answer."""

    number: int
    verdict: Literal["yes", "no", "unsure"]
    reason: str


class WireTriage(BaseModel):
    """A whole answer. Its items are read one by one: a bad one costs no other."""

    answers: list[Annotated[Any, WithJsonSchema(WireVerdict.model_json_schema())]]


class Worth(StrEnum):
    """Whether an item is cancer news for patients."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Sorted(Value):
    """The answer for one entry. ``answered`` is False where none came, or none that could be read.

    ``reason`` has at most ``MOST_WORDS`` words of the model; without an answer it says why there is none.
    """

    entry: Entry
    worth: Worth
    reason: str
    answered: bool = True


class Triage(Value):
    """One answer for each entry, in the order given; the paid calls; what the receipt should tell."""

    answers: tuple[Sorted, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    notices: tuple[str, ...] = ()


def triage_settings(settings: ModelSettings) -> ModelSettings:
    """The endpoint of ``settings`` with a limit on the answer that suits a triage."""
    return settings.model_copy(update={"max_output_tokens": min(settings.max_output_tokens, MOST_TOKENS)})


def ask_triage(entries: Sequence[Entry], client: ModelClient, prompts: Prompts) -> Triage:
    """Ask the client's model about the first ``MOST_ENTRIES`` of ``entries``, in one call.

    A bad answer, a dead endpoint, a refused key or a spending cap is a notice, and the entries stay unsure.
    Raises ConfigError where a setting or a template is wrong.
    """
    asked, rest = entries[:MOST_ENTRIES], entries[MOST_ENTRIES:]
    if not asked:
        return Triage()
    left = tuple(_unanswered(entry, f"not asked: {MOST_ENTRIES} items a run are") for entry in rest)
    try:
        answer, call = client.ask(_question(asked, prompts), WireTriage)
    except WritingError as error:
        why = f"no answer came: {error.message}"
        nothing = tuple(_unanswered(entry, why) for entry in asked)
        return Triage(
            answers=(*nothing, *left), notices=(f"The triage was left out: {error.message.rstrip('.')}.",)
        )
    answers, notices = _read(answer, asked)
    return Triage(answers=(*answers, *left), calls=(call,), notices=notices)


def _question(entries: Sequence[Entry], prompts: Prompts) -> Question:
    rules = prompts.render("triage", most_words=MOST_WORDS)
    items = prompts.render("triage_entries", entries=entry_values(entries))
    schema = json.dumps(strict_schema(WireTriage), separators=(",", ":"))
    version = prompts.templates["triage"].version
    return Question(
        system=rules,
        user=items,
        format_note=prompts.render("format", schema=schema),
        # A batch is no story; an id of its own keeps it apart from the drafts and from other batches.
        story_id=f"triage-{_digest(items)}",
        purpose="triage",
        prompt_version=f"triage-{version}-{_digest(rules)[:8]}",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def entry_values(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Values of the template ``triage_entries``: numbered from 1, untrusted text made harmless and cut."""
    return [
        {
            "number": number,
            "kind": entry.kind.value,
            "title": _opening(entry.title, TITLE_CHARS),
            "text": _opening(entry.summary or entry.content, TEXT_CHARS),
        }
        for number, entry in enumerate(entries, start=1)
    ]


def _opening(text: str, limit: int) -> str:
    # Cut first for speed, with room for what neutral() takes out.
    return neutral(text[: 4 * limit])[:limit].strip()


# --- the answer ------------------------------------------------------------------------------------------


def _read(answer: Answer[WireTriage], asked: Sequence[Entry]) -> tuple[tuple[Sorted, ...], tuple[str, ...]]:
    if answer.value is None:
        why = f"the model's answer could not be read ({answer.outcome.value})"
        return tuple(_unanswered(entry, why) for entry in asked), (_bad(answer),)
    verdicts, unreadable = _by_number(answer.value, len(asked))
    answers = tuple(_sorted(entry, verdicts.get(number, [])) for number, entry in enumerate(asked, start=1))
    missing = sum(not each.answered for each in answers)
    notices = [f"The triage left {missing} of {len(asked)} items without a usable answer."] if missing else []
    if unreadable:
        notices.append(f"{unreadable} answers of the triage could not be read or belong to no item.")
    return answers, tuple(notices)


def _bad(answer: Answer[WireTriage]) -> str:
    detail = answer.detail.strip().rstrip(".")
    hint = "; raise max_output_tokens" if answer.outcome is AnswerOutcome.CUT_OFF else ""
    return f"The triage's answer was {answer.outcome.value}: {detail}{hint}."


def _by_number(wire: WireTriage, count: int) -> tuple[dict[int, list[WireVerdict]], int]:
    """The readable answers by number, and how many others there are."""
    found: dict[int, list[WireVerdict]] = {}
    unreadable = 0
    for given in wire.answers:
        try:
            verdict = WireVerdict.model_validate(given)
        except ValidationError:
            unreadable += 1
            continue
        if 1 <= verdict.number <= count:
            found.setdefault(verdict.number, []).append(verdict)
        else:
            unreadable += 1
    return found, unreadable


def _sorted(entry: Entry, verdicts: Sequence[WireVerdict]) -> Sorted:
    if not verdicts:
        return _unanswered(entry, "the model gave no usable answer for it")
    if len({verdict.verdict for verdict in verdicts}) > 1:
        return _unanswered(entry, "the model gave it two answers that differ")
    return Sorted(
        entry=entry,
        worth=Worth(verdicts[0].verdict),
        reason=few_words(verdicts[0].reason, MOST_WORDS) or "no reason given",
    )


def _unanswered(entry: Entry, why: str) -> Sorted:
    return Sorted(entry=entry, worth=Worth.UNSURE, reason=why, answered=False)
