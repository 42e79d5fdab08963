"""The writer that asks a language model, and checks the form of what comes back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from newsdraft.errors import BadAnswer
from newsdraft.model import AnswerOutcome, Dossier, ModelCall, Post, SectionKind
from newsdraft.writing.answer import Answer
from newsdraft.writing.client import ModelClient, Question
from newsdraft.writing.material import dossier_values, neutral, previous_values, rule_values
from newsdraft.writing.mending import ask_repair
from newsdraft.writing.posting import keep_unwanted, missing, number, to_post
from newsdraft.writing.prompts import Prompts
from newsdraft.writing.task import Failure, Repair, Task, Written
from newsdraft.writing.wire import WirePost, strict_schema

# A second answer can mend these; a refusal or a filter would only be paid for twice.
MENDABLE = {AnswerOutcome.NOT_JSON, AnswerOutcome.WRONG_SHAPE, AnswerOutcome.CUT_OFF}
HINTS = {
    AnswerOutcome.REFUSED: "try another model, or draft this story by hand",
    AnswerOutcome.FILTERED: "try another model or endpoint, or draft this story by hand",
    AnswerOutcome.CUT_OFF: "raise max_output_tokens",
    AnswerOutcome.EMPTY: "try again, or raise max_output_tokens (a thinking model may use it up)",
    AnswerOutcome.NOT_JSON: "set answer_format to json_schema if the endpoint can, or change the model",
    AnswerOutcome.WRONG_SHAPE: "set answer_format to json_schema if the endpoint can, or change the model",
    AnswerOutcome.NOT_AN_API: "check OPENAI_BASE_URL: it usually ends in /v1; a proxy may stand in between",
}


class ModelWriter:
    """Writes a post from numbered passages by asking the client's model.

    ``corrections`` is how many further answers may be asked for when one has the wrong form; each is told
    what was wrong. ``max_dossier_chars`` bounds the characters of passages that are shown.
    """

    def __init__(
        self,
        client: ModelClient,
        prompts: Prompts,
        *,
        corrections: int = 1,
        max_dossier_chars: int = 60_000,
        name: str = "model",
    ) -> None:
        self.name = name
        self._client = client
        self._prompts = prompts
        self._corrections = corrections
        self._max_dossier_chars = max_dossier_chars

    def write(self, task: Task) -> Written:
        """A post; ``BadAnswer`` (``outcome`` says which way) when no answer had the right form."""
        calls: list[ModelCall] = []
        notices: list[str] = []
        problem: tuple[AnswerOutcome, str] | None = None
        for _ in range(1 + self._corrections):
            answer, call = self._client.ask(self._question(task, problem), WirePost)
            calls.append(call)
            post, removed, problem = self._read(answer, task)
            if post is not None and problem is None:
                return Written(post=post, notices=(*notices, *removed), calls=tuple(calls))
            notices.append(_notice(problem))
            if problem and problem[0] not in MENDABLE:
                break
        raise self._bad_answer(problem or (answer.outcome, answer.detail))

    def repair(self, post: Post, dossier: Dossier, failures: Sequence[Failure]) -> Repair:
        """One call about the sentences that failed; what it does not mend stays as it was."""
        return ask_repair(self._client, self._prompts, post, dossier, failures, self._max_dossier_chars)

    def _read(
        self, answer: Answer[WirePost], task: Task
    ) -> tuple[Post | None, tuple[str, ...], tuple[AnswerOutcome, str] | None]:
        if answer.value is None:
            return None, (), (answer.outcome, answer.detail)
        post, removed = to_post(answer.value, task.dossier, self._prompts.rules)
        gaps = missing(post, task.wanted)
        if gaps:
            return None, (), (AnswerOutcome.WRONG_SHAPE, gaps)
        if task.previous and task.wanted:
            post = keep_unwanted(post, task.previous, task.wanted)
        return number(post, task.previous), removed, None

    def _question(self, task: Task, problem: tuple[AnswerOutcome, str] | None) -> Question:
        render = self._prompts.render
        wanted = [kind.value for kind in SectionKind if kind in task.wanted]
        previous = previous_values(task.previous) if task.previous else None
        parts = [
            render("dossier", **dossier_values(task.dossier, self._max_dossier_chars)),
            render("task", wanted=wanted, note=neutral(task.note), previous=previous),
        ]
        if problem:
            parts.append(render("correction", outcome=problem[0].value, problem=_told(problem)))
        schema = json.dumps(strict_schema(WirePost), separators=(",", ":"))
        return Question(
            system=render("system", **rule_values(self._prompts.rules)),
            user="\n\n".join(parts),
            format_note=render("format", schema=schema),
            story_id=task.dossier.story_id,
            purpose="draft" if task.previous is None else "redraft",
            prompt_version=self._prompts.version,
        )

    def _bad_answer(self, problem: tuple[AnswerOutcome, str]) -> BadAnswer:
        outcome, detail = problem
        settings = self._client.settings
        return BadAnswer(
            f"the answer was {outcome.value}: {detail.strip().rstrip('.')}"
            if detail
            else f"the answer was {outcome.value}",
            outcome=outcome.value,
            where=f"{settings.model} at {settings.base_url}",
            hint=HINTS.get(outcome),
        )


def _told(problem: tuple[AnswerOutcome, str]) -> str:
    outcome, detail = problem
    if outcome is AnswerOutcome.CUT_OFF:
        return f"{detail} Write shorter: fewer sentences, nothing said twice."
    return neutral(detail)


def _notice(problem: tuple[AnswerOutcome, str] | None) -> str:
    return f"an answer could not be used ({problem[0].value}: {problem[1].rstrip('.')})" if problem else ""
