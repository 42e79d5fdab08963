"""Every error that newsdraft raises on purpose.

::

    NewsdraftError
    ├── ConfigError          settings, sources.yaml, prompts or references are not as they must be
    ├── FetchError           an address could not be read
    │   └── BlockedAddress   it leads where a reader must not go (scheme, private network, credentials)
    ├── ExtractError         a body arrived, and no feed or article could be made of it
    ├── WritingError         no post came out of the writer
    │   ├── KeyRefused       the model endpoint wants a key, or another one (exit code 4)
    │   ├── EndpointDown     the endpoint cannot be reached, or answers with errors
    │   ├── QuotaExhausted   the account has no quota left
    │   ├── SpendingCap      the next call could pass a cap, so it was not made
    │   └── BadAnswer        an answer came and is no post; it says which way it is bad
    ├── DraftError           something about one draft
    │   ├── DraftNotFound    no draft (or more than one) goes by that name
    │   ├── DamagedDraft     the file's front matter cannot be read; the file is left alone
    │   └── DecisionRefused  a decision that the rules do not allow, with the reasons
    └── StoreError           the database or the drafts folder cannot be read or written
        ├── LeaseHeld        another process works on the same story, or polls
        └── LeaseLost        another process took a story over, so nothing was written

Each message says what happened, where, and what to do next. Expected conditions of a run (a dead feed, a
held story) are results, not errors; see ``model.py``.
"""


class NewsdraftError(Exception):
    """Base of the tree. ``exit_code`` is the process exit code that the command line gives it."""

    exit_code = 1

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        """``message`` says what, ``where`` names file, line, address or id, ``hint`` says what to do next."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class ConfigError(NewsdraftError):
    """Settings, ``sources.yaml``, a prompt or a reference is wrong. ``problems`` lists every one found."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        problems: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.problems = problems

    def __str__(self) -> str:
        return "\n  ".join(
            [self.message if not self.where else f"{self.where}: {self.message}", *self.problems]
            + ([self.hint] if self.hint else [])
        )


class FetchError(NewsdraftError):
    """An address could not be read. ``status`` is the HTTP status if one came, ``retry_after`` seconds."""

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.status = status
        self.retry_after = retry_after


class BlockedAddress(FetchError):
    """The address leads where a reader must not go: scheme, private network, credentials in the address."""


class ExtractError(NewsdraftError):
    """A body arrived, and no feed or article could be made of it."""


class WritingError(NewsdraftError):
    """No post came out of the writer."""


class KeyRefused(WritingError):
    """The endpoint wants a key, or another one."""

    exit_code = 4


class EndpointDown(WritingError):
    """The endpoint cannot be reached or answers with errors. ``retry_after`` in seconds, if it said."""

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.retry_after = retry_after


class QuotaExhausted(WritingError):
    """The account behind the key has no quota left; asking again cannot help."""


class SpendingCap(WritingError):
    """The next call could pass a cap, so it was not made."""


class BadAnswer(WritingError):
    """An answer came and is no post. ``outcome`` is the ``AnswerOutcome`` value that names the way."""

    def __init__(
        self, message: str, *, outcome: str, where: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.outcome = outcome


class DraftError(NewsdraftError):
    """Something about one draft."""


class DraftNotFound(DraftError):
    """No draft, or more than one, goes by that name."""


class DamagedDraft(DraftError):
    """The front matter cannot be read; the file is left alone."""


class DecisionRefused(DraftError):
    """A decision that the rules do not allow. ``reasons`` lists every one."""

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        reasons: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.reasons = reasons

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return "\n  - ".join([head, *self.reasons]) + (f"\n  {self.hint}" if self.hint else "")


class StoreError(NewsdraftError):
    """The database or the drafts folder cannot be read or written."""


class LeaseHeld(StoreError):
    """Another process works on the story, or polls the feeds."""


class LeaseLost(StoreError):
    """A lease was taken over by another process, so the write was refused."""
