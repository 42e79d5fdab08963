"""Asking a model: one request over the ``openai`` SDK, kept in a ledger before anything reads the answer."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr

from newsdraft.errors import (
    ConfigError,
    EndpointDown,
    KeyRefused,
    NewsdraftError,
    QuotaExhausted,
    WritingError,
)
from newsdraft.model import AnswerOutcome, ModelCall, Value
from newsdraft.writing.answer import Answer, Shape, read_answer
from newsdraft.writing.ledger import Ledger, Sending
from newsdraft.writing.retrying import Failure, Trouble, of_connection, of_status
from newsdraft.writing.wire import strict_schema

if TYPE_CHECKING:
    import openai
    import tenacity

OPENAI = "https://api.openai.com/v1"
MAX_ANSWER_BYTES = 8_000_000


class AnswerFormat(StrEnum):
    """How the endpoint is told the shape of the answer. It is a setting, never guessed from an error."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"


class ModelSettings(Value):
    """Which endpoint and model, and how long and how often it may be asked.

    Times are in seconds. ``connect_seconds`` bounds the connection, ``silence_seconds`` the wait for the
    next byte (a whole answer is one wait: it is not streamed), ``total_seconds`` one attempt in all.
    ``attempts`` counts requests, the first included; ``longest_wait`` is the longest pause that is waited
    out in place, and ``deadline_seconds`` bounds all attempts and pauses of one question together.
    ``temperature`` is not sent when it is None (some models take no other than their own).
    """

    model: str
    base_url: str = OPENAI
    api_key: SecretStr = SecretStr("")
    answer_format: AnswerFormat = AnswerFormat.JSON_SCHEMA
    token_limit_field: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"  # noqa: S105
    max_output_tokens: int = Field(default=6000, gt=0)
    temperature: float | None = None
    connect_seconds: float = 10
    silence_seconds: float = 300
    total_seconds: float = 600
    attempts: int = Field(default=4, gt=0)
    longest_wait: float = 60
    deadline_seconds: float = 900


class Question(Value):
    """What to ask: a static ``system`` text and a ``user`` text; ``format_note`` is added to the system text
    where the answer mode gives the server no schema. The rest is written to the record of the call."""

    system: str
    user: str
    format_note: str
    story_id: str
    purpose: str
    prompt_version: str


class _Failed(Exception):
    """A failed attempt on its way through the retry layer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class ModelClient:
    """One endpoint and model. Safe to use from several threads; close it, or use it as a context manager.

    ``now``, ``sleep`` and ``new_id`` are the clock, the pause and the source of call ids.
    """

    def __init__(
        self,
        settings: ModelSettings,
        ledger: Ledger,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self.settings = settings
        self.ledger = ledger
        self._now = now
        self._sleep = sleep
        self._new_id = new_id or _new_ulid
        self._sdk = _open_sdk(settings)

    def __enter__(self) -> ModelClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._sdk.close()

    def ask(self, question: Question, shape: type[Shape]) -> tuple[Answer[Shape], ModelCall]:
        """One answer read as ``shape``, with the record of its call; what is wrong with it is its outcome.

        An answer to the very same request that the ledger holds is used again and nothing is sent. (A kept
        body that was no API answer at all, such as a proxy's page, is not an answer; it is asked again.)
        Raises ``KeyRefused``, ``QuotaExhausted``, ``EndpointDown``, ``ConfigError`` where a setting does not
        suit the endpoint, and whatever the ledger raises in ``sent`` (``SpendingCap``).
        """
        body = request_body(self.settings, question, shape)
        key = request_key(self.settings.base_url, body)
        kept = self.ledger.recall(key)
        if kept is not None:
            answer = read_answer(kept, shape)
            if answer.outcome is not AnswerOutcome.NOT_AN_API:
                return answer, self._settle(key, self._sending(key, question, body, 0), answer, None)
        sending, raw, seconds = self._send_with_retries(key, question, body)
        answer = read_answer(raw, shape)
        return answer, self._settle(key, sending, answer, seconds)

    def _send_with_retries(
        self, key: str, question: Question, body: dict[str, Any]
    ) -> tuple[Sending, bytes, float]:
        retrying = _retrying(self.settings, self._sleep)
        try:
            for attempt in retrying:
                with attempt:
                    sending = self._sending(key, question, body, attempt.retry_state.attempt_number)
                    return self._send(sending, body)
        except _Failed as error:
            raise _as_error(error.failure, self.settings) from error.__cause__
        raise AssertionError("tenacity returns or raises")  # pragma: no cover

    def _send(self, sending: Sending, body: dict[str, Any]) -> tuple[Sending, bytes, float]:
        self.ledger.sent(sending)
        started = time.monotonic()
        try:
            raw = self._exchange(body, started)
        except _Failed as error:
            self.ledger.failed(sending, error.failure.message, maybe_billed=error.failure.maybe_billed)
            raise
        self.ledger.arrived(sending, raw)
        return sending, raw, time.monotonic() - started

    def _exchange(self, body: dict[str, Any], started: float) -> bytes:
        """One request over the wire; the whole body, whatever it is, when its status is good."""
        import httpx2  # noqa: PLC0415 - heavy: only where a model is really asked
        import openai  # noqa: PLC0415

        try:
            with self._sdk.chat.completions.with_streaming_response.create(**body) as response:
                return _read_body(response.iter_bytes(), started, self.settings.total_seconds)
        except openai.APIStatusError as error:
            raise _Failed(_failure_of(error, self._key(), self._now())) from error
        except openai.APIConnectionError as error:
            raise _Failed(_connection_failure(error.__cause__ or error)) from error
        except httpx2.TransportError as error:
            raise _Failed(_connection_failure(error)) from error

    def _key(self) -> str:
        return self.settings.api_key.get_secret_value()

    def _sending(self, key: str, question: Question, body: dict[str, Any], attempt: int) -> Sending:
        return Sending(
            id=self._new_id(),
            key=key,
            story_id=question.story_id,
            purpose=question.purpose,
            prompt_version=question.prompt_version,
            model=self.settings.model,
            endpoint=self.settings.base_url,
            at=self._now(),
            attempt=attempt,
            request_bytes=len(json.dumps(body, ensure_ascii=False).encode()),
            max_output_tokens=self.settings.max_output_tokens,
        )

    def _settle(self, key: str, sending: Sending, answer: Answer[Any], seconds: float | None) -> ModelCall:
        call = ModelCall(
            id=sending.id,
            story_id=sending.story_id,
            purpose=sending.purpose,
            prompt_version=sending.prompt_version,
            model=sending.model,
            endpoint=sending.endpoint,
            at=sending.at,
            seconds=seconds or 0.0,
            outcome=answer.outcome,
            input_tokens=answer.usage.input,
            cached_tokens=answer.usage.cached,
            output_tokens=answer.usage.output,
            reused=seconds is None,
        )
        return self.ledger.settled(key, call)


def request_body(settings: ModelSettings, question: Question, shape: type[BaseModel]) -> dict[str, Any]:
    """The exact body of a Chat Completions request. The static text comes first, so that it can be cached."""
    told = settings.answer_format is AnswerFormat.JSON_SCHEMA
    system = question.system if told else f"{question.system}\n\n{question.format_note}"
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": question.user}],
        settings.token_limit_field: settings.max_output_tokens,
    }
    if settings.temperature is not None:
        body["temperature"] = settings.temperature
    if told:
        schema = {"name": shape.__name__, "strict": True, "schema": strict_schema(shape)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif settings.answer_format is AnswerFormat.JSON_OBJECT:
        body["response_format"] = {"type": "json_object"}
    return body


def request_key(endpoint: str, body: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of endpoint and request body."""
    whole = json.dumps({"endpoint": endpoint.rstrip("/"), "body": body}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _open_sdk(settings: ModelSettings) -> openai.OpenAI:
    import httpx2  # noqa: PLC0415 - heavy: only where a model is really asked
    import openai  # noqa: PLC0415

    parts = urlsplit(settings.base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(
            f"the model endpoint {settings.base_url!r} is no http address",
            where="OPENAI_BASE_URL",
            hint="give an address such as http://127.0.0.1:8080/v1",
        )
    key = settings.api_key.get_secret_value()
    if not key and parts.hostname == "api.openai.com":
        raise KeyRefused(
            "no key is set", where=settings.base_url, hint="set OPENAI_API_KEY, or use --writer extract"
        )
    timeout = httpx2.Timeout(settings.silence_seconds, connect=settings.connect_seconds)
    # The endpoint is the user's own choice, so the proxy of the environment applies as everywhere else on
    # the machine; a server on this machine is never asked through a proxy. Redirects are not followed: they
    # would carry the prompt to an address that nobody chose.
    client = httpx2.Client(
        timeout=timeout,
        trust_env=parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        follow_redirects=False,
    )
    return openai.OpenAI(
        api_key=key or "none", base_url=settings.base_url, max_retries=0, timeout=timeout, http_client=client
    )


def _read_body(chunks: Any, started: float, total_seconds: float) -> bytes:
    """All bytes of a body within the time and size that an attempt has: a dripping body ends too."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if time.monotonic() - started > total_seconds:
            reason = f"the answer was not complete after {total_seconds:g} seconds"
            raise _Failed(of_connection(reason, connected=True, timed_out=True))
        if size > MAX_ANSWER_BYTES:
            raise _Failed(
                Failure(
                    Trouble.DOWN, f"the answer is larger than {MAX_ANSWER_BYTES} bytes", maybe_billed=True
                )
            )
    return b"".join(parts)


def _failure_of(error: openai.APIStatusError, key: str, now: datetime) -> Failure:
    body = error.body if isinstance(error.body, dict) else {}
    said = str(body.get("message") or "")
    # A server may repeat the key that it was sent; it goes into no message and no log.
    said = said.replace(key, "(key)") if key else said
    code = str(body.get("code") or body.get("type") or "")
    if str(body.get("type")) == "insufficient_quota":
        code = "insufficient_quota"
    return of_status(error.status_code, code, said, error.response.headers, now)


def _connection_failure(error: BaseException) -> Failure:
    import httpx2  # noqa: PLC0415 - heavy: only where a model is really asked

    connected = not isinstance(
        error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol
    )
    timed_out = isinstance(error, httpx2.TimeoutException)
    what = "no answer in time" if timed_out else "the connection broke off" if connected else "no connection"
    detail = " ".join(str(error).split())[:200]
    return of_connection(f"{what} ({detail})" if detail else what, connected=connected, timed_out=timed_out)


def _retrying(settings: ModelSettings, sleep: Callable[[float], None]) -> tenacity.Retrying:
    """The one retry layer: exponential pauses with jitter, or as long as the server says."""
    import tenacity  # noqa: PLC0415 - only where a model is really asked

    backoff = tenacity.wait_random_exponential(multiplier=1, max=min(30.0, settings.longest_wait))

    def failure(state: tenacity.RetryCallState) -> Failure | None:
        error = state.outcome.exception() if state.outcome else None
        return error.failure if isinstance(error, _Failed) else None

    def wait(state: tenacity.RetryCallState) -> float:
        known = failure(state)
        return known.retry_after if known and known.retry_after is not None else backoff(state)

    def again(state: tenacity.RetryCallState) -> bool:
        known = failure(state)
        return bool(known and known.again and (known.retry_after or 0) <= settings.longest_wait)

    return tenacity.Retrying(
        sleep=sleep,
        stop=tenacity.stop_after_attempt(settings.attempts)
        | tenacity.stop_before_delay(settings.deadline_seconds),
        wait=wait,
        retry=again,
        reraise=True,
    )


def _as_error(failure: Failure, settings: ModelSettings) -> NewsdraftError:
    where, message, hint = settings.base_url, failure.message, failure.hint or None
    if failure.trouble is Trouble.KEY:
        return KeyRefused(f"the key was refused ({message})", where=where, hint=hint)
    if failure.trouble is Trouble.QUOTA:
        return QuotaExhausted(f"the account has no quota left ({message})", where=where, hint=hint)
    if failure.trouble is Trouble.SETTING:
        return ConfigError(message, where=where, hint=hint)
    if failure.trouble is Trouble.TOO_LONG:
        return WritingError(
            f"the request is too long for {settings.model} ({message})", where=where, hint=hint
        )
    return EndpointDown(
        f"the model endpoint gave no answer: {message}",
        where=where,
        hint=hint,
        retry_after=failure.retry_after,
    )


def _new_ulid() -> str:
    from ulid import ULID  # noqa: PLC0415 - only where a model is really asked

    return str(ULID())


__all__: Sequence[str] = [
    "AnswerFormat",
    "ModelClient",
    "ModelSettings",
    "Question",
    "request_body",
    "request_key",
]
