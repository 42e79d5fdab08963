"""Keeping every paid call: the protocol that a store implements, and one that forgets at exit.

The order of a paid call is: ``recall`` (an answer to the very same request that arrived earlier is used
again) → ``sent`` → the request goes out → ``arrived`` with the raw body, before anything reads it →
parsing → ``settled``. An attempt that brought no answer ends with ``failed`` instead. A process that dies
in between leaves a ``sent`` without ``arrived``: possibly billed, and nobody knows.
"""

from __future__ import annotations

from typing import Protocol

from pydantic import AwareDatetime

from newsdraft.model import ModelCall, Value


class Sending(Value):
    """One request that is about to go out. Every attempt is a sending of its own, with its own ``id``.

    ``key`` is the SHA-256 (hex) of endpoint and exact request body. ``request_bytes`` counts the bytes
    of the whole request, its schema included, and ``max_output_tokens`` bounds the answer, so that a cap can be checked
    beforehand.
    """

    id: str
    key: str
    story_id: str
    purpose: str
    prompt_version: str
    model: str
    endpoint: str
    at: AwareDatetime
    attempt: int
    request_bytes: int
    max_output_tokens: int


class Ledger(Protocol):
    """Where paid calls are kept. Methods are called from the thread that makes the call."""

    def recall(self, key: str) -> bytes | None:
        """The raw body that arrived for this request at an earlier time, if one did."""

    def sent(self, sending: Sending) -> None:
        """About to go out. May raise ``SpendingCap``, and then nothing is sent."""

    def arrived(self, sending: Sending, raw: bytes) -> None:
        """The raw body of an answer with a good HTTP status; keep it before returning."""

    def failed(self, sending: Sending, reason: str, *, maybe_billed: bool) -> None:
        """No answer came of this sending. ``maybe_billed``: the server may have done the work anyway."""

    def settled(self, key: str, call: ModelCall) -> ModelCall:
        """What became of an answer; gives the call with its price. ``call.id`` is the sending's id.

        With ``call.reused`` nothing was sent now and ``call.id`` is new: a ledger that finds the call of
        ``key`` arrived but never settled (the process died in between) books these tokens on it.
        """


class MemoryLedger:
    """A ledger for one process: for tests, and for one-off use without a project folder."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.sendings: list[Sending] = []
        self.failures: list[tuple[str, str, bool]] = []
        self.calls: list[ModelCall] = []
        self.steps: list[str] = []

    def recall(self, key: str) -> bytes | None:
        """The kept body, if any."""
        self.steps.append("recall")
        return self.answers.get(key)

    def sent(self, sending: Sending) -> None:
        """Note the sending."""
        self.steps.append("sent")
        self.sendings.append(sending)

    def arrived(self, sending: Sending, raw: bytes) -> None:
        """Keep the body."""
        self.steps.append("arrived")
        self.answers[sending.key] = raw

    def failed(self, sending: Sending, reason: str, *, maybe_billed: bool) -> None:
        """Note the failure as (id of the sending, reason, maybe billed)."""
        self.steps.append("failed")
        self.failures.append((sending.id, reason, maybe_billed))

    def settled(self, key: str, call: ModelCall) -> ModelCall:  # noqa: ARG002 - the protocol's shape
        """Note the call; there are no prices here."""
        self.steps.append("settled")
        self.calls.append(call)
        return call
