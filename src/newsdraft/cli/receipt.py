"""How a receipt and the outcome of one story look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newsdraft.app.running import DraftOutcome
from newsdraft.cli.options import Console
from newsdraft.pipeline.receipt import DeadFeed, FiledDraft, Left, Merged, Money, Receipt, Spending

SHOWN = 12


def show_receipt(console: Console, receipt: Receipt, folder: Path) -> None:
    """Print what a run did in the project ``folder``: drafts first, then what was held or failed, then the counts."""
    if receipt.dry_run:
        _lines(
            console,
            "Would draft",
            (f"{left.title}\n      why: {left.reason}" for left in receipt.stories.selected),
        )
    _lines(console, "Drafted", (_drafted(draft, folder) for draft in receipt.drafts))
    _lines(console, "Held", (_left(left) for left in receipt.stories.held))
    _lines(console, "Merged", (_merged(merged) for merged in receipt.stories.merged))
    _lines(console, "Possibly the same story", (_possible(merged) for merged in receipt.stories.possible))
    _lines(console, "Left", (_left(left) for left in receipt.stories.skipped))
    _lines(console, "Waiting for a later run", (_left(left) for left in receipt.stories.waiting))
    _lines(console, "Failed", (_left(left) for left in receipt.stories.failed))
    _lines(
        console, "Parked: newsdraft died of these; newsdraft retry ID", map(_parked, receipt.stories.parked)
    )
    _lines(console, "Feeds that failed", (f"{feed.source}: {feed.error}" for feed in receipt.sources.failed))
    _lines(console, "Dead feeds: mend the address or switch them off", map(_dead, receipt.sources.dead))
    _lines(console, "About the feeds", receipt.sources.notices)
    if receipt.stopped:
        console.result(f"Drafting stopped: {receipt.stopped}")
    _lines(console, "Spent", spending_lines(receipt.spending))
    console.result(counts_line(receipt))


def _drafted(draft: FiledDraft, folder: Path) -> str:
    found = draft.findings
    summary = f"{found['block']} to fix before approval, {found['major']} major, {found['minor']} minor"
    return f"{draft.title}\n      {folder / draft.path}\n      findings: {summary}"


def _left(left: Left) -> str:
    return f"{left.title}\n      {left.reason}"


def _parked(left: Left) -> str:
    return f"{left.title}\n      {left.reason}\n      to try it again: newsdraft retry {left.story}"


def _merged(merged: Merged) -> str:
    return f"{merged.title}\n      into “{merged.into}”: {merged.reason}"


def _possible(merged: Merged) -> str:
    join = f"newsdraft join {merged.story} {merged.into_story}"
    return f"{merged.title}\n      as “{merged.into}”? {merged.reason}\n      if so: {join}"


def _dead(feed: DeadFeed) -> str:
    last = f"{feed.last_success:%Y-%m-%d}" if feed.last_success else "never"
    how = "gone for good" if feed.retired else f"{feed.failures} failures in a row"
    return f"{feed.source}: {how}, last success: {last}"


def _lines(console: Console, heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if not found:
        return
    console.say(console.style(f"{heading} ({len(found)})", bold=True))
    for line in found[:SHOWN]:
        console.say(f"  - {line}")
    if len(found) > SHOWN:
        console.say(f"  … and {len(found) - SHOWN} more (all of them with --json)")


def counts_line(receipt: Receipt) -> str:
    """The whole run in one line."""
    sources, entries, stories = receipt.sources, receipt.entries, receipt.stories
    dead = f", {len(sources.dead)} dead" if sources.dead else ""
    seconds = (receipt.finished - receipt.started).total_seconds()
    parts = [
        f"{sources.polled} feeds ({sources.unchanged} unchanged, {len(sources.failed)} failed{dead})",
        f"{entries.seen} entries ({entries.new} new)",
        f"{stories.new} new stories",
        f"{len(stories.merged)} merged",
        f"{len(stories.skipped)} left",
        f"{len(stories.held)} held",
        f"{len(stories.failed)} failed",
        f"{len(receipt.drafts)} drafted",
        spending_line(receipt.spending),
        f"{seconds:.1f} s",
    ]
    return f"Run {receipt.run}: {'; '.join(parts)}"


def spending_line(spending: Spending) -> str:
    """Calls, tokens and money in one line."""
    lost = f", {spending.maybe_billed} more possibly billed" if spending.maybe_billed else ""
    return (_money(spending) if spending.calls else "no model call") + lost


def spending_lines(spending: Spending) -> Iterator[str]:
    """What was spent by purpose, one line each, and what was sent without an answer."""
    yield from (f"{purpose}: {_money(money)}" for purpose, money in spending.by_purpose.items())
    if spending.maybe_billed:
        yield f"{spending.maybe_billed} calls were sent and brought no answer: possibly billed"


def _money(money: Money) -> str:
    calls = "1 model call" if money.calls == 1 else f"{money.calls} model calls"
    cached = f" ({money.cached_tokens} cached)" if money.cached_tokens else ""
    usd = "price unknown" if money.usd is None else f"${money.usd:.4f}"
    return f"{calls}, {money.input_tokens}{cached} + {money.output_tokens} tokens, {usd}"


def show_outcome(console: Console, outcome: DraftOutcome) -> int:
    """Print what became of one address; returns the exit code."""
    console.data(outcome.model_dump(mode="json"))
    if outcome.draft:
        _lines(
            console,
            "Already drafted" if outcome.known else "Drafted",
            [_drafted(outcome.draft, console.project)],
        )
        return 0
    if outcome.merged_into:
        console.result(
            f"Not drafted again: it {outcome.reason} as a story that is here already ({outcome.merged_into})"
        )
        return 0
    console.result(f"Held, not drafted: {outcome.url}\n  {outcome.reason}")
    console.say("To draft it all the same: newsdraft draft URL --overrule")
    return 1


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns; the last column is not padded."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    )
