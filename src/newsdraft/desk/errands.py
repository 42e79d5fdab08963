"""Work that takes longer than a page: it goes on while its page says how far it is."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from ulid import ULID

from newsdraft.errors import NewsdraftError

AT_ONCE = 2  # paid work of one desk side by side
_KEPT = 200
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """How an errand ended: in words, with the page to go on with (empty: none)."""

    words: str
    page: str = ""


@dataclass(frozen=True)
class Errand:
    """Something that a person asked for. ``progress`` says in words where it is."""

    id: str
    title: str
    by: str
    started: datetime
    back: str
    progress: Callable[[], str]
    future: Future[Done]

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self.future.done()

    @property
    def done(self) -> Done | None:
        """How it ended; None while it goes on or where it failed."""
        return self.future.result() if self.future.done() and not self.future.exception() else None

    @property
    def failure(self) -> NewsdraftError | None:
        """Why it failed."""
        error = self.future.exception() if self.future.done() else None
        if error is None or isinstance(error, NewsdraftError):
            return error
        return NewsdraftError(
            f"an error of newsdraft's own ({type(error).__name__})",
            hint="the log of the desk says more; what was paid for is kept, so try again",
        )


class Errands:
    """The errands of one desk. They are remembered while it runs; their results are in the project."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="errand")
        self._known: OrderedDict[str, Errand] = OrderedDict()

    def begin(
        self,
        title: str,
        by: str,
        do: Callable[[], Done],
        *,
        back: str = "/",
        progress: Callable[[], str] = lambda: "at work",
    ) -> Errand:
        """Start ``do``, which raises NewsdraftError where it fails; ``back`` is the page that it was asked on."""
        future = self._pool.submit(_logged, do)
        errand = Errand(str(ULID()), title, by, datetime.now(UTC), back, progress, future)
        self._known[errand.id] = errand
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return errand

    def find(self, errand_id: str) -> Errand | None:
        """One errand."""
        return self._known.get(errand_id)

    def close(self) -> None:
        """Begin nothing more; what goes on is finished."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _logged(do: Callable[[], Done]) -> Done:
    try:
        return do()
    except NewsdraftError:
        raise
    except Exception:
        logger.exception("an errand of the desk failed")
        raise
