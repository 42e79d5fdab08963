"""The rules of the second reading: what the model judge says of a sentence beside its passages."""

from __future__ import annotations

from newsdraft.checking.rules.rule import Rule
from newsdraft.model import Severity

_SECOND = "A second reader, who did not write, compares every sentence with its passages (docs/design.md)."
_UNSCORED = (
    "An answer that is missing or unreadable is unscored, shown as such, never a pass (docs/design.md)."
)

JUDGE = (
    Rule(
        id="judge-contradicted",
        severity=Severity.BLOCK,
        explanation="The second reading says that the passages say otherwise: another group, the opposite, no effect.",
        standard=_SECOND,
    ),
    Rule(
        id="judge-not-in-source",
        severity=Severity.MAJOR,
        explanation="The second reading found the sentence in no passage.",
        standard=_SECOND,
    ),
    Rule(
        id="judge-partly",
        severity=Severity.MINOR,
        explanation="The second reading found only a part of the sentence in its passages.",
        standard=_SECOND,
    ),
    Rule(
        id="judge-unscored",
        severity=Severity.MINOR,
        fixed=True,
        explanation="The second reading gave no verdict on some sentences.",
        standard=_UNSCORED,
        also="major when it gave none at all",
    ),
    Rule(
        id="judge-question",
        severity=Severity.MAJOR,
        explanation="The second reading answers a question of the desk on the whole post with no.",
        standard="The ten criteria of HealthNewsReview.org, and the desk's own (prompts/questions.yaml).",
    ),
    Rule(
        id="judge-question-unscored",
        severity=Severity.MINOR,
        fixed=True,
        explanation="The second reading gave no answer, or none that still holds, to questions of the desk.",
        standard=_UNSCORED,
    ),
)
