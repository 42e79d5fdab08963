"""The use-cases of the person who keeps a project running."""

from __future__ import annotations

from pydantic import AwareDatetime

from newsdraft.app.opening import opened
from newsdraft.config import load_sources
from newsdraft.errors import DraftNotFound
from newsdraft.model import PipelineState, Value
from newsdraft.pipeline import Receipt
from newsdraft.pipeline.gather import ask_feeds
from newsdraft.polling import PollOutcome
from newsdraft.project import Project


class FeedHealth(Value):
    """How one feed is doing: ``per_week`` is items a week by the dates in the feed."""

    name: str
    url: str
    state: str
    entries: int
    per_week: float
    error: str | None = None
    last_success: AwareDatetime | None = None
    failures: int = 0


def check_sources(project: Project) -> list[FeedHealth]:
    """Ask every enabled feed at once, due or not. What it says is not kept, so that a run misses nothing."""
    sources = load_sources(project.sources)
    with opened(project, {}) as context:
        return [
            FeedHealth(
                name=answer.source.name,
                url=answer.state.url,
                state="ok"
                if answer.outcome in (PollOutcome.FETCHED, PollOutcome.UNCHANGED)
                else answer.outcome.value,
                entries=len(answer.entries),
                per_week=answer.state.items_per_week or 0.0,
                error=answer.error,
                last_success=answer.state.last_success,
                failures=answer.state.failures,
            )
            for answer in ask_feeds(context, sources, now_due=True)
        ]


class PastRun(Value):
    """One run on record; without a receipt it did not finish."""

    run: str
    started: AwareDatetime
    receipt: Receipt | None = None


def last_runs(project: Project, count: int) -> list[PastRun]:
    """The latest runs, newest first."""
    with opened(project, {}) as context:
        return [
            PastRun(
                run=row["id"],
                started=row["started"],
                receipt=Receipt.model_validate_json(row["receipt"]) if row["receipt"] else None,
            )
            for row in context.database.last_runs(count)
        ]


def retry_story(project: Project, story_id: str) -> str:
    """Let the next run work on a failed or held story again; returns its title."""
    with opened(project, {}) as context:
        stories = context.database.stories_in(PipelineState.FAILED, PipelineState.HELD)
        for story in stories:
            if story.id == story_id:
                context.database.forget_steps(story_id)
                context.database.set_story(
                    story_id, context.clock(), state=PipelineState.SELECTED, errors=0, reason=""
                )
                return story.title
        waiting = "; ".join(f"{story.id} ({story.title})" for story in stories) or "none"
        raise DraftNotFound(
            "no failed or held story has this id",
            where=story_id,
            hint=f"those that can be retried: {waiting}",
        )
