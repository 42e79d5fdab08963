"""What stands beside the queue: stories without a draft, the feeds, how far a story is. Reads only."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import AwareDatetime

from newsdraft.app.digest import LeftStory, failed_story, held_story, known_feeds
from newsdraft.app.opening import opened_database
from newsdraft.model import PipelineState, Value
from newsdraft.pipeline import parked_stories
from newsdraft.polling import is_dead
from newsdraft.project import Project

_MOST = 200
_STEPS = {
    PipelineState.NEW: "waiting for its turn",
    PipelineState.SELECTED: "reading the page and looking up the study",
    PipelineState.READ: "writing and checking",
    PipelineState.DRAFTED: "putting it into the queue",
    PipelineState.FILED: "in the queue",
}


class WithoutDraft(Value):
    """Stories that have no draft, the newest first, at most 200 of each kind; the numbers count all."""

    held: tuple[LeftStory, ...]
    held_in_all: int
    failed: tuple[LeftStory, ...]
    failed_in_all: int
    parked: tuple[LeftStory, ...]


class KnownFeed(Value):
    """A feed as it answered last. ``state`` is ok, failing, dead (failing for a week) or retired."""

    name: str
    url: str
    state: str
    last_success: AwareDatetime | None
    per_week: float | None
    error: str | None


def without_draft(project: Project) -> WithoutDraft:
    """What is held and why, what failed, and what newsdraft died of again and again."""
    with opened_database(project) as database:
        held = database.stories_in(PipelineState.HELD)
        parked = parked_stories(database)
        known = {story.id for story in parked}
        failed = [story for story in database.stories_in(PipelineState.FAILED) if story.id not in known]
    return WithoutDraft(
        held=tuple(map(held_story, held[: -_MOST - 1 : -1])),
        held_in_all=len(held),
        failed=tuple(map(failed_story, failed[: -_MOST - 1 : -1])),
        failed_in_all=len(failed),
        parked=tuple(map(failed_story, parked)),
    )


def feeds(project: Project) -> list[KnownFeed]:
    """Every feed that was asked before, those in trouble first."""
    now = datetime.now(UTC)
    with opened_database(project) as database:
        states = list(known_feeds(project, database))
    found = [
        KnownFeed(
            name=name,
            url=state.url,
            state="retired" if state.retired else _health(is_dead(state, now), state.failures),
            last_success=state.last_success,
            per_week=state.items_per_week,
            error=state.last_error if state.failures else None,
        )
        for name, state in states
    ]
    return sorted(found, key=lambda feed: (feed.state == "ok", feed.name))


def _health(dead: bool, failures: int) -> str:
    return "dead" if dead else "failing" if failures else "ok"


def progress(project: Project, url: str) -> str:
    """How far the story of an address is, in words."""
    with opened_database(project) as database:
        story = database.story_at(url)
    return _STEPS.get(story.state, story.state.value) if story else "getting ready"
