"""What is found in a post, what is decided about it, and what it cost."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model.base import Value
from newsdraft.model.material import Dossier
from newsdraft.model.post import Post


class Severity(StrEnum):
    """How much a finding weighs: a block must be fixed or acknowledged before approval."""

    BLOCK = "block"
    MAJOR = "major"
    MINOR = "minor"


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


class DecisionKind(StrEnum):
    """What a named person (or, for ``edited`` and ``filed``, newsdraft as a witness) put on record."""

    FILED = "filed"
    EDITED = "edited"
    REDRAFTED = "redrafted"
    CLAIMED = "claimed"
    APPROVED = "approve"
    CHANGES_REQUESTED = "request_changes"
    REJECTED = "reject"
    PUBLISHED = "publish"


class Decision(Value):
    """One line of a draft's history: append-only; the review state is computed from the lines.

    ``content_hash`` binds it to the text that was decided on; ``acknowledged`` maps finding ids to reasons.
    """

    kind: DecisionKind
    by: str
    at: AwareDatetime
    version: int
    content_hash: str
    note: str = ""
    acknowledged: dict[str, str] = Field(default_factory=dict)


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


class Draft(Value):
    """A post with all that it rests on. The markdown file is its face; this is kept in its sidecar."""

    id: str
    story_id: str
    version: int
    writer: str
    date: str
    slug: str
    post: Post
    dossier: Dossier
    findings: tuple[Finding, ...]
    calls: tuple[ModelCall, ...] = ()
    created_at: AwareDatetime
