"""The command ``newsdraft digest``: one page for the editor and for whoever keeps the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from newsdraft.cli.options import Console, common

if TYPE_CHECKING:
    from newsdraft.app.digest import DecidedDraft, Digest, LeftStory, WaitingDraft
    from newsdraft.pipeline.receipt import DeadFeed, Merged

HOURS = {"h": 1, "d": 24, "w": 168}
LONGEST = timedelta(days=3660)


@dataclass(frozen=True)
class Point:
    """One line of the page: what it is about (a stranger's words), and what is said about it (ours and theirs)."""

    about: str
    said: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the page; ``closing`` is a sentence below its points."""

    heading: str
    points: tuple[Point, ...]
    closing: str = ""


def _period(_context: click.Context, _parameter: click.Parameter, value: str) -> timedelta:
    found = re.fullmatch(r"([1-9][0-9]{0,4})([hdw])", value.strip().lower())
    period = timedelta(hours=int(found[1]) * HOURS[found[2]]) if found else None
    if period is None or period > LONGEST:
        raise click.BadParameter("give hours, days or weeks, such as 24h, 7d or 2w; ten years at most")
    return period


@click.command()
@click.option(
    "--since", "period", default="24h", show_default=True, callback=_period, help="How far back: 24h, 7d, 2w."
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print markdown, for a mail or a chat.")
@common
def digest(console: Console, period: timedelta, as_markdown: bool) -> None:
    """One page: what waits for a person, what was decided, what was left and why, dead feeds, money."""
    from newsdraft.app.digest import digest as look_back  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    found = look_back(open_project(console.project), period)
    console.data(found.model_dump(mode="json"))
    title = f"newsdraft, {found.since:%Y-%m-%d %H:%M} to {found.until:%Y-%m-%d %H:%M} UTC"
    parts = [part for part in _parts(found) if part.points or part.closing]
    console.result(_markdown(title, parts) if as_markdown else _terminal(console, title, parts))


def _parts(found: Digest) -> Iterator[Part]:
    more_held = f"{found.held_before} more were held before." if found.held_before else ""
    more_failed = f"{found.failed_before} more were set aside before." if found.failed_before else ""
    failing = (
        f"{found.failing_feeds} more failed lately and are asked again by themselves."
        if found.failing_feeds
        else ""
    )
    yield Part("Drafts that wait", tuple(map(_waiting, found.waiting)), "" if found.waiting else "None.")
    yield Part(
        "Files that need attention",
        tuple(Point(each.path, (each.problem, each.hint)) for each in found.damaged),
    )
    yield Part("Decided", tuple(map(_decided, found.decided)))
    yield Part("Held", tuple(map(_left, found.held)), more_held)
    yield Part("Failed", tuple(map(_left, found.failed)), more_failed)
    yield Part("Possibly the same story", tuple(map(_possible, found.possible)))
    yield Part("Dead feeds", tuple(map(_dead, found.dead_feeds)), failing)
    yield Part("Runs", (), " ".join(_runs(found)))


def _waiting(draft: WaitingDraft) -> Point:
    found = draft.findings
    state = {"in_review": "to review", "changes_requested": "changes asked for", "approved": "to publish"}
    new = ", new" if draft.new else ""
    claimed = f"; {draft.claimed_by} works on it" if draft.claimed_by else ""
    hours = round(draft.days * 24)
    age = f"{draft.days:.0f} days old" if draft.days >= 2 else f"{_many(hours, 'hour')} old"
    summary = f"{found['block']} to fix before approval, {found['major']} major, {found['minor']} minor"
    return Point(draft.title, (f"{state[draft.status.value]}{new}, {age}{claimed}: {summary}", draft.path))


def _decided(line: DecidedDraft) -> Point:
    words = {
        "approve": "approved",
        "request_changes": "sent back",
        "reject": "rejected",
        "publish": "published",
    }
    note = f": {line.note}" if line.note else ""
    return Point(line.title, (f"{words[line.decision.value]} by {line.by}, {line.at:%Y-%m-%d %H:%M}{note}",))


def _left(story: LeftStory) -> Point:
    if not story.set_aside:
        return Point(story.title, (f"{story.reason} (the next run tries again)",))
    return Point(story.title, (story.reason,), story.command)


def _possible(pair: Merged) -> Point:
    command = f"newsdraft join {pair.story} {pair.into_story}"
    return Point(pair.title, (f"as “{pair.into}”? {pair.reason}",), command)


def _dead(feed: DeadFeed) -> Point:
    last = f"{feed.last_success:%Y-%m-%d}" if feed.last_success else "never"
    how = "it is asked no more" if feed.retired else f"{feed.failures} failures in a row"
    return Point(feed.source, (f"{feed.error or 'no reason is known'}; {how}, last success: {last}",))


def _runs(found: Digest) -> Iterator[str]:
    from newsdraft.cli.receipt import spending_line  # noqa: PLC0415

    yield f"{_many(found.runs, 'run')}."
    if found.unfinished:
        yield f"{found.unfinished} without an end (one may be at work)."
    yield from (f"Drafting stopped: {why}." for why in found.stopped)
    yield f"{_many(found.off_topic, 'entry', 'entries')} left as off topic."
    yield f"Spent: {spending_line(found.spending)}."


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _terminal(console: Console, title: str, parts: list[Part]) -> str:
    from newsdraft.markdown import plain  # noqa: PLC0415 - a stranger's words must not steer the terminal

    lines = [console.style(title, bold=True)]
    for part in parts:
        lines += ["", console.style(_heading(part), bold=True)]
        for point in part.points:
            lines.append(f"  - {plain(point.about)}")
            lines += [f"      {plain(text)}" for text in (*point.said, point.command) if text]
        lines += [f"  {plain(part.closing)}"] if part.closing else []
    return "\n".join(lines)


def _markdown(title: str, parts: list[Part]) -> str:
    from newsdraft.markdown import escape, plain  # noqa: PLC0415

    lines = [f"# {title}"]
    for part in parts:
        lines += ["", f"## {_heading(part)}", ""]
        for point in part.points:
            lines.append(f"- **{escape(point.about)}**")
            lines += [f"  - {escape(text)}" for text in point.said if text]
            command = plain(point.command)
            lines += [f"  - {_code(command)}"] if command else []
        lines += ["", escape(part.closing)] if part.points and part.closing else []
        lines += [escape(part.closing)] if part.closing and not part.points else []
    return "\n".join(lines)


def _code(text: str) -> str:
    """A command as code, between more backticks than it holds itself (CommonMark, section 6.1)."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}" if len(fence) == 1 else f"{fence} {text} {fence}"


def _heading(part: Part) -> str:
    return f"{part.heading} ({len(part.points)})" if part.points else part.heading


COMMANDS = [digest]
