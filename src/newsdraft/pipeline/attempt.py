"""One attempt at one story, by a run or by a worker: what came of it, and what of that goes on record."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from newsdraft.errors import (
    BadAnswer,
    EndpointDown,
    ExtractError,
    FetchError,
    KeyRefused,
    LeaseHeld,
    LeaseLost,
    NewsdraftError,
    QuotaExhausted,
    SpendingCap,
    WritingError,
)
from newsdraft.model import PipelineState, Value
from newsdraft.pipeline.context import Context

log = logging.getLogger(__name__)

# After this many failed attempts in a row a story is set aside; `newsdraft retry ID` brings it back.
MAX_ATTEMPTS = 3
UNFINISHED = (PipelineState.SELECTED, PipelineState.READ, PipelineState.DRAFTED)
T = TypeVar("T")


class Stopped(Value):
    """What would be the same for every story: a key, an endpoint, a quota, a cap. The story waits."""

    reason: str
    told: str
    key_refused: bool = False


class Failed(Value):
    """The story failed; that is counted."""

    reason: str


class Elsewhere(Value):
    """Nothing was done here: another process is at the story (``at_work``), or has done with it."""

    reason: str = ""
    at_work: bool


def attempt(
    context: Context, story_id: str, step: Callable[[Context, str], T]
) -> T | Stopped | Failed | Elsewhere:
    """Do one step of a story that is on its way, under its lease.

    Raises what would be the same for every story and is not the model's: a StoreError.
    """
    try:
        with context.holding(story_id) as mine:
            if mine.database.story(story_id).state not in UNFINISHED:
                return Elsewhere(at_work=False)
            return _step(mine, story_id, step)
    except (LeaseHeld, LeaseLost) as error:
        log.info("%s: %s", story_id, error.message)
        return Elsewhere(at_work=True, reason=error.message)


def _step(context: Context, story_id: str, step: Callable[[Context, str], T]) -> T | Stopped | Failed:
    try:
        return step(context, story_id)
    except (KeyRefused, EndpointDown, QuotaExhausted, SpendingCap) as error:
        return Stopped(
            reason=error.message, told=_in_one_line(error), key_refused=isinstance(error, KeyRefused)
        )
    except (FetchError, ExtractError, BadAnswer, WritingError) as error:
        return _failed(context, story_id, error.message)
    except NewsdraftError:
        raise
    except Exception as error:
        # A text that trips newsdraft itself must not keep every other story from being drafted, run after run.
        log.exception("an error in newsdraft itself, at %s", story_id)
        said = f"an error in newsdraft itself ({type(error).__name__}: {error}); please report it"
        return _failed(context, story_id, said)


def _failed(context: Context, story_id: str, reason: str) -> Failed:
    now = context.clock()
    attempts = context.database.count_error(story_id, now, reason)
    if attempts >= MAX_ATTEMPTS:
        context.database.set_story(story_id, now, state=PipelineState.FAILED)
        reason = f"{reason} (set aside after {attempts} attempts: newsdraft retry {story_id})"
    log.warning("%s failed: %s", story_id, reason)
    return Failed(reason=reason)


def _in_one_line(error: NewsdraftError) -> str:
    where = f"{error.where}: " if error.where else ""
    return f"{where}{error.message}{f' ({error.hint})' if error.hint else ''}"
