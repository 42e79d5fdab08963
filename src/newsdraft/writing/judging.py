"""The second reading: a model compares each sentence of a post with its passages. It never sees the writer's reasoning.

One call a draft. What it does not answer, or not in the form that it was asked for, stays unscored and says so; a
failing endpoint leaves the draft as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, Field, ValidationError, WithJsonSchema

from newsdraft.errors import WritingError
from newsdraft.model import (
    AnswerOutcome,
    Claim,
    Dossier,
    Judgement,
    ModelCall,
    Post,
    SecondReading,
    Value,
    Verdict,
)
from newsdraft.writing.answer import Answer
from newsdraft.writing.clean import PASSAGE_ID, few_words
from newsdraft.writing.client import ModelClient, Question
from newsdraft.writing.material import dossier_values, neutral
from newsdraft.writing.prompts import Prompts
from newsdraft.writing.questions import DeskQuestion, WireAppraisal, appraisals
from newsdraft.writing.wire import strict_schema

MOST_WORDS = 25
TEMPLATES = ("judge", "judge_claims")
MISSING = "prompts/judge.md.j2 or judge_claims.md.j2 is missing: copy them from a fresh `newsdraft init`"


class WireJudgement(BaseModel):
    """One sentence's verdict. The reason stands before it: who gives one first judges better."""

    claim: str
    passage: str
    reason: str
    verdict: Literal["supported", "partly", "contradicted", "not in source"]


class WireJudging(BaseModel):
    """A whole answer. Its items are read one by one: a bad one costs no other."""

    answers: list[Annotated[Any, WithJsonSchema(WireJudgement.model_json_schema())]]
    questions: list[Annotated[Any, WithJsonSchema(WireAppraisal.model_json_schema())]] = Field(
        default_factory=list
    )


class Judged(Value):
    """A second reading and the paid calls that it took."""

    reading: SecondReading
    calls: tuple[ModelCall, ...] = ()


class Judge(Protocol):
    """Anything that reads a post a second time."""

    @property
    def name(self) -> str:
        """The model's name, as a draft shows it."""

    def judge(self, post: Post, dossier: Dossier, claims: Sequence[Claim], *, appraise: bool) -> Judged:
        """A verdict, or "unscored" with the reason, on each of ``claims``, which are sentences of ``post``.

        ``appraise`` asks the desk's questions on the post as a whole, too.
        """


class ModelJudge:
    """Asks the client's model. ``max_dossier_chars`` bounds the characters of passages that are shown."""

    def __init__(self, client: ModelClient, prompts: Prompts, *, max_dossier_chars: int = 60_000) -> None:
        self._client = client
        self._prompts = prompts
        self._max_dossier_chars = max_dossier_chars
        self.name = client.settings.model

    def judge(self, post: Post, dossier: Dossier, claims: Sequence[Claim], *, appraise: bool) -> Judged:
        """Verdicts from one call. A bad answer, a dead endpoint, a refused key or a cap leaves all unscored.

        Raises ConfigError where a setting or a template is wrong.
        """
        if not self._prompts.has(*TEMPLATES):
            return Judged(reading=self._none(claims, "", MISSING))
        asked = self._prompts.questions if appraise and self._prompts.has("judge_questions") else ()
        question = self._question(post, dossier, claims, asked)
        try:
            answer, call = self._client.ask(question, WireJudging)
        except WritingError as error:
            return Judged(
                reading=self._none(
                    claims, question.prompt_version, f"it was not done: {error.message.rstrip('.')}"
                )
            )
        reading = self._read(answer, claims, dossier, question)
        if answer.value is not None and asked:
            reading = _appraised(reading, answer.value, asked, post)
        return Judged(reading=reading, calls=(call,))

    def _question(
        self, post: Post, dossier: Dossier, claims: Sequence[Claim], asked: Sequence[DeskQuestion]
    ) -> Question:
        render = self._prompts.render
        rules = render("judge", most_words=MOST_WORDS)
        parts = [
            render("dossier", **dossier_values(dossier, self._max_dossier_chars)),
            render("judge_claims", title=neutral(post.title), claims=_claim_values(post, claims)),
        ]
        if asked:
            told = [claim for _, claim in post.claims()]
            whole = _claim_values(post, told) if len(told) > len(claims) else []
            questions = [question.model_dump() for question in asked]
            parts.append(render("judge_questions", questions=questions, sentences=whole))
        schema = json.dumps(strict_schema(WireJudging), separators=(",", ":"))
        version = self._prompts.templates["judge"].version
        return Question(
            system=rules,
            user="\n\n".join(parts),
            format_note=render("format", schema=schema),
            story_id=dossier.story_id,
            purpose="judge",
            prompt_version=f"judge-{version}-{hashlib.sha256(rules.encode()).hexdigest()[:8]}",
        )

    def _none(self, claims: Sequence[Claim], prompt_version: str, why: str) -> SecondReading:
        return SecondReading(
            model=self.name,
            prompt_version=prompt_version,
            judgements=tuple(_unscored(claim, why) for claim in claims),
            notice=why,
        )

    def _read(
        self, answer: Answer[WireJudging], claims: Sequence[Claim], dossier: Dossier, question: Question
    ) -> SecondReading:
        if answer.value is None:
            hint = "; raise max_output_tokens" if answer.outcome is AnswerOutcome.CUT_OFF else ""
            return self._none(
                claims, question.prompt_version, f"its answer could not be read: {answer.outcome.value}{hint}"
            )
        given = _by_claim(answer.value)
        known = frozenset(dossier.passages())
        judgements = tuple(_judgement(claim, given.get(claim.id, []), known) for claim in claims)
        left = sum(judgement.verdict is Verdict.UNSCORED for judgement in judgements)
        return SecondReading(
            model=self.name,
            prompt_version=question.prompt_version,
            judgements=judgements,
            notice=f"the model left {left} of {len(claims)} without a usable verdict" if left else "",
        )


def _appraised(
    reading: SecondReading, answer: WireJudging, asked: Sequence[DeskQuestion], post: Post
) -> SecondReading:
    told = [claim for _, claim in post.claims()]
    given = appraisals(answer.questions, asked, frozenset(claim.id for claim in told))
    return reading.model_copy(update={"appraisals": given, "appraised": tuple(claim.text for claim in told)})


def _claim_values(post: Post, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    places = {claim.id: place for place, claim in post.claims()}
    return [
        {
            "number": claim.id,
            "place": neutral(places.get(claim.id, "")),
            "cites": list(claim.passages),
            "basis": claim.basis.value,
            "text": neutral(claim.text),
        }
        for claim in claims
    ]


def _by_claim(wire: WireJudging) -> dict[str, list[WireJudgement]]:
    """The readable answers by the claim that they name."""
    found: dict[str, list[WireJudgement]] = {}
    for given in wire.answers:
        try:
            judgement = WireJudgement.model_validate(given)
        except ValidationError:
            continue
        found.setdefault(judgement.claim.strip().strip("[]#."), []).append(judgement)
    return found


def _judgement(claim: Claim, given: Sequence[WireJudgement], known: frozenset[str]) -> Judgement:
    if not given:
        return _unscored(claim, "the model gave no usable answer for it")
    if len({each.verdict for each in given}) > 1:
        return _unscored(claim, "the model gave it two answers that differ")
    named = next((name for name in PASSAGE_ID.findall(given[0].passage.upper()) if name in known), None)
    return Judgement(
        claim=claim.id,
        text=claim.text,
        cited=claim.passages,
        verdict=Verdict(given[0].verdict),
        passage=named,
        reason=few_words(given[0].reason, 2 * MOST_WORDS),
    )


def _unscored(claim: Claim, why: str) -> Judgement:
    return Judgement(
        claim=claim.id, text=claim.text, cited=claim.passages, verdict=Verdict.UNSCORED, reason=why
    )
