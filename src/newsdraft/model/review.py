"""What is found in a post, what is decided about it, and what it cost."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model.base import Value
from newsdraft.model.material import Dossier
from newsdraft.model.post import Claim, Post


class Severity(StrEnum):
    """How much a finding weighs: a block must be fixed or acknowledged before approval."""

    BLOCK = "block"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def words(self) -> str:
        """As an editor reads it."""
        return {"block": "must be fixed", "major": "should be fixed", "minor": "worth a look"}[self.value]


class Finding(Value):
    """The result of a check. ``claim`` is a claim's id or None; ``evidence`` the text that shows it."""

    id: str
    rule: str
    severity: Severity
    where: str
    claim: str | None = None
    message: str
    evidence: str = ""
    standard: str = ""


class ReviewStatus(StrEnum):
    """Where a draft stands with its reviewers."""

    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"

    @property
    def words(self) -> str:
        """As an editor reads it."""
        return self.value.replace("_", " ")


class DecisionKind(StrEnum):
    """What a named person (or, for ``filed``, ``edited`` and ``reread``, newsdraft as a witness) put on record."""

    FILED = "filed"
    EDITED = "edited"
    REDRAFTED = "redrafted"
    REREAD = "reread"
    CLAIMED = "claimed"
    COMMENTED = "comment"
    APPROVED = "approve"
    CHANGES_REQUESTED = "request_changes"
    REJECTED = "reject"
    PUBLISHED = "publish"

    @property
    def words(self) -> str:
        """What was done, as "by NAME" follows it."""
        return _DEEDS.get(self.value, self.value)


# Those of which the value is not the word.
_DEEDS = {
    "redrafted": "written anew",
    "reread": "read a second time",
    "comment": "commented on",
    "approve": "approved",
    "request_changes": "changes requested",
    "reject": "rejected",
    "publish": "published",
}


class Decision(Value):
    """One line of a draft's history: append-only; the review state is computed from the lines.

    ``content_hash`` binds it to the text that was decided on; ``acknowledged`` maps finding ids to reasons. ``about``
    is what a comment is about, a sentence's id or the key of a part; or, of an edit, the version that it brought back.
    """

    kind: DecisionKind
    by: str
    at: AwareDatetime
    version: int
    content_hash: str
    note: str = ""
    acknowledged: dict[str, str] = Field(default_factory=dict)
    about: str = ""


class AnswerOutcome(StrEnum):
    """Every way that a model's answer can turn out."""

    OK = "ok"
    REFUSED = "refused"
    EMPTY = "empty"
    CUT_OFF = "cut off at the token limit"
    NOT_JSON = "not JSON"
    WRONG_SHAPE = "wrong shape"
    NOT_AN_API = "not an API answer"
    FILTERED = "stopped by a content filter"


class ModelCall(Value):
    """One paid call. Token counts are None where the server sent no usage; ``usd`` is None without a price."""

    id: str
    story_id: str
    purpose: str
    prompt_version: str
    model: str
    endpoint: str
    at: AwareDatetime
    seconds: float
    outcome: AnswerOutcome
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    usd: float | None = None
    reused: bool = False


class Verdict(StrEnum):
    """What the model judge says of a claim beside its passages. ``unscored`` is never a pass."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    NOT_IN_SOURCE = "not in source"
    UNSCORED = "unscored"


class Judgement(Value):
    """The judge's verdict on one claim as it stood: ``text`` and ``cited`` are what was judged.

    ``passage`` is the id of the passage that the verdict rests on, or None; ``reason`` is the judge's own, in a few
    words, or, for an unscored claim, why it has no verdict.
    """

    claim: str
    text: str
    cited: tuple[str, ...] = ()
    verdict: Verdict
    passage: str | None = None
    reason: str = ""


class Met(StrEnum):
    """The answer to a question of the desk. ``unscored`` is never a pass."""

    SATISFACTORY = "satisfactory"
    NOT_SATISFACTORY = "not satisfactory"
    NOT_APPLICABLE = "not applicable"
    UNSCORED = "unscored"


class Appraisal(Value):
    """The judge's answer to one question on the whole post: ``question`` is its id, ``asked`` its words.

    ``claim`` is the id of the sentence that it rests on, or None where no sentence answers it.
    """

    question: str
    asked: str
    met: Met
    claim: str | None = None
    reason: str = ""


class SecondReading(Value):
    """What the model judge made of a post. ``notice`` says why no verdict, or not every one, came.

    ``appraisals`` are its answers on the post as a whole, given when ``appraised`` (texts of claims) was its text.
    """

    model: str
    prompt_version: str = ""
    judgements: tuple[Judgement, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    appraised: tuple[str, ...] = ()
    notice: str = ""

    def answers(self, post: Post) -> tuple[Appraisal, ...]:
        """The answers that hold for ``post``: while four fifths of the sentences that were read stand in it.

        The share is a choice: a repair of a few sentences changes no answer on the whole, a new section does.
        """
        now = {claim.text for _, claim in post.claims()}
        kept = sum(text in now for text in self.appraised)
        return self.appraisals if self.appraised and kept >= 0.8 * max(len(now), len(self.appraised)) else ()

    def of(self, claim: Claim) -> Judgement | None:
        """The verdict that holds for ``claim``: of the same sentence with the same citations, and not unscored.

        An id stays with its words from version to version, so a sentence that was changed has no verdict any more.
        """
        return next(
            (
                judgement
                for judgement in self.judgements
                if (judgement.claim, judgement.cited) == (claim.id, claim.passages)
                and judgement.verdict is not Verdict.UNSCORED
            ),
            None,
        )

    def verdict(self, claim: Claim) -> Verdict:
        """What was said of ``claim``; unscored where nothing holds for it."""
        judgement = self.of(claim)
        return judgement.verdict if judgement else Verdict.UNSCORED

    def unscored(self, post: Post) -> list[Claim]:
        """The claims of ``post`` without a verdict."""
        return [claim for _, claim in post.claims() if self.of(claim) is None]


class Draft(Value):
    """A post with all that it rests on. The markdown file is its face; this is kept in its sidecar.

    ``reading`` is None where no judge was asked: with the extract writer, or where it is switched off.
    """

    id: str
    story_id: str
    version: int
    writer: str
    date: str
    slug: str
    post: Post
    dossier: Dossier
    findings: tuple[Finding, ...]
    reading: SecondReading | None = None
    calls: tuple[ModelCall, ...] = ()
    created_at: AwareDatetime
