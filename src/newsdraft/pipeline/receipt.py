"""What one run did, as the value that is printed, stored and handed to other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pydantic import AwareDatetime, Field

from newsdraft.model import ModelCall, Value


class FeedFailure(Value):
    """A feed that gave nothing, and why."""

    source: str
    error: str


class DeadFeed(Value):
    """A feed that a person should look at: gone for good (``retired``), or failing since ``since``, a week or more.

    ``last_success`` is None where it never answered; ``failures`` counts in a row.
    """

    source: str
    error: str
    since: AwareDatetime | None = None
    last_success: AwareDatetime | None = None
    failures: int = 0
    retired: bool = False


class SourceCount(Value):
    """Feeds asked in this run: ``unchanged`` had nothing new, ``waiting`` were not due yet.

    ``dead`` lists every dead feed of the project, also one that was not due in this run.
    ``notices`` tell what the person who keeps the list should know, such as a feed that has moved.
    """

    polled: int = 0
    unchanged: int = 0
    waiting: int = 0
    failed: tuple[FeedFailure, ...] = ()
    dead: tuple[DeadFeed, ...] = ()
    notices: tuple[str, ...] = ()


class EntryCount(Value):
    """Entries that the feeds listed, and how many of them were not known before."""

    seen: int = 0
    new: int = 0


class Left(Value):
    """A story (or an entry that became none) that was not drafted, with the reason in plain words."""

    title: str
    url: str
    reason: str
    story: str | None = None


class Merged(Value):
    """A report that was, or may be, joined to another one about the same study.

    ``story`` and ``into_story`` are the ids of the two stories, where both are known.
    """

    title: str
    url: str
    into: str
    reason: str
    story: str | None = None
    into_story: str | None = None


class StoryCount(Value):
    """What became of the stories.

    ``selected`` were chosen to be drafted, with why; ``possible`` may report the same story as another one, which
    an editor decides; ``waiting`` are left for a later run by quota, cap, endpoint, or because another run is at them;
    ``parked`` lists every story of the project that newsdraft died of again and again.
    """

    new: int = 0
    selected: tuple[Left, ...] = ()
    merged: tuple[Merged, ...] = ()
    possible: tuple[Merged, ...] = ()
    skipped: tuple[Left, ...] = ()
    held: tuple[Left, ...] = ()
    failed: tuple[Left, ...] = ()
    waiting: tuple[Left, ...] = ()
    parked: tuple[Left, ...] = ()


class FiledDraft(Value):
    """A draft that was put into the queue; ``path`` is relative to the project folder."""

    id: str
    path: str
    title: str
    url: str
    findings: dict[str, int]


class Money(Value):
    """Model calls with their tokens (``cached_tokens`` are part of the input) and US dollars; None: price not known."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    usd: float | None = 0.0


class Spending(Money):
    """Model calls in all, by purpose and by story; ``reused`` answers cost nothing.

    ``maybe_billed`` counts calls that were sent and brought no answer that is here.
    """

    reused: int = 0
    maybe_billed: int = 0
    by_purpose: dict[str, Money] = Field(default_factory=dict)
    by_story: dict[str, Money] = Field(default_factory=dict)


class Receipt(Value):
    """The record of one run. ``stopped`` says why drafting ended early, if it did."""

    run: str
    started: AwareDatetime
    finished: AwareDatetime
    dry_run: bool = False
    sources: SourceCount = SourceCount()
    entries: EntryCount = EntryCount()
    stories: StoryCount = StoryCount()
    drafts: tuple[FiledDraft, ...] = ()
    spending: Spending = Spending()
    stopped: str | None = None
    key_refused: bool = False

    def exit_code(self) -> int:
        """The exit code of the run: 0 done, 3 partly done, 4 key missing or refused."""
        if self.key_refused:
            return 4
        return 3 if self.stopped or self.sources.failed or self.stories.failed else 0


def add_up(calls: Iterable[ModelCall], maybe_billed: int = 0) -> Spending:
    """The sum of some calls. One call of unknown price makes the whole sum unknown: no figure is invented."""
    given = list(calls)
    paid = [call for call in given if not call.reused]
    return Spending(
        **_sum(paid).model_dump(),
        reused=len(given) - len(paid),
        maybe_billed=maybe_billed,
        by_purpose=_sums(paid, lambda call: call.purpose),
        by_story=_sums(paid, lambda call: call.story_id),
    )


def _sums(paid: Sequence[ModelCall], by: Callable[[ModelCall], str]) -> dict[str, Money]:
    return {name: _sum([call for call in paid if by(call) == name]) for name in dict.fromkeys(map(by, paid))}


def _sum(paid: Sequence[ModelCall]) -> Money:
    prices = [call.usd for call in paid]
    return Money(
        calls=len(paid),
        input_tokens=sum(call.input_tokens or 0 for call in paid),
        cached_tokens=sum(call.cached_tokens or 0 for call in paid),
        output_tokens=sum(call.output_tokens or 0 for call in paid),
        usd=None if None in prices else sum(price for price in prices if price is not None),
    )
