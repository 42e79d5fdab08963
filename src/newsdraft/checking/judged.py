"""What the model judge said, as findings beside those of the deterministic checks; neither clears the other's."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sources, finding
from newsdraft.model import Finding, Judgement, Met, Post, SecondReading, Severity, Verdict

PARTLY = "judge-partly"
_RULES = {
    Verdict.CONTRADICTED: "judge-contradicted",
    Verdict.NOT_IN_SOURCE: "judge-not-in-source",
    Verdict.PARTLY: PARTLY,
}
_SAID = {
    Verdict.CONTRADICTED: "The second reading says that the passages say otherwise",
    Verdict.NOT_IN_SOURCE: "The second reading found this in no passage",
    Verdict.PARTLY: "The second reading found only a part of this in its passages",
}
_ADVICE = {
    Verdict.CONTRADICTED: "Compare, and correct the sentence.",
    Verdict.NOT_IN_SOURCE: "Cite what it rests on, or strike it.",
    Verdict.PARTLY: "Cut what is not there, or cite what carries it.",
}


def judge_findings(post: Post, reading: SecondReading, sources: Sources) -> Iterator[Finding]:
    """The findings of a second reading: one for each claim that it does not support, one for what is unscored."""
    left = reading.unscored(post)
    if left:
        yield finding(_unscored(len(left), len(post.claims()), reading), where="post")
    yield from _on_the_whole(post, reading)
    for place, claim in post.claims():
        judgement = reading.of(claim)
        if judgement is not None and judgement.verdict is not Verdict.SUPPORTED:
            yield finding(_hit(judgement, sources), where=place, claim=claim.id, text=claim.text)


def _on_the_whole(post: Post, reading: SecondReading) -> Iterator[Finding]:
    """The desk's questions that the judge answered with no, and those without an answer that holds."""
    answers = reading.answers(post)
    texts = {claim.id: claim.text for _, claim in post.claims()}
    for answer in answers:
        if answer.met is Met.NOT_SATISFACTORY:
            reason = f" {answer.reason.rstrip('.')}." if answer.reason else ""
            message = f"{answer.asked} The second reading says no.{reason}"
            hit = Hit("judge-question", answer.question, message, texts.get(answer.claim or "", ""))
            yield finding(hit, where="post")
    left = [answer.question for answer in answers if answer.met is Met.UNSCORED]
    if reading.appraisals and not answers:
        left = [answer.question for answer in reading.appraisals]
    if left:
        message = f"The second reading has no answer that holds on: {', '.join(left)}. Ask yourself."
        yield finding(Hit("judge-question-unscored", "", message), where="post")


def _hit(judgement: Judgement, sources: Sources) -> Hit:
    reason = f": {judgement.reason.rstrip('.')}" if judgement.reason else ""
    place = f" ({judgement.passage})" if judgement.passage else ""
    verdict = judgement.verdict
    message = f"{_SAID[verdict]}{reason}{place}. {_ADVICE[verdict]}"
    return Hit(_RULES[verdict], verdict.value, message, sources.texts.get(judgement.passage or "", ""))


def _unscored(left: int, count: int, reading: SecondReading) -> Hit:
    why = f" ({reading.notice.rstrip('.')})" if reading.notice else " (they were changed after it)"
    some = f"{left} of {count} sentences have no" if left < count else "No sentence has a"
    message = f"{some} verdict of the second reading{why}. Read them against their passages yourself."
    return Hit("judge-unscored", "", message, severity=Severity.MAJOR if left == count else None)
