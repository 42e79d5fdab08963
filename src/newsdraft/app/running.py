"""The use-cases that make drafts: a scheduled run, one address, the demo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from ulid import ULID

from newsdraft.app.opening import opened
from newsdraft.app.pinging import failure_told, ping
from newsdraft.config import load_settings, load_sources
from newsdraft.errors import ConfigError, NewsdraftError
from newsdraft.model import BY_HAND, Entry, Held, PipelineState, SourceKind, Story, Value
from newsdraft.pipeline import Context, Filed, FiledDraft, Outcome, Receipt, filed_draft, process, run_once
from newsdraft.project import Project, init_project
from newsdraft.store import Database


def run(
    project: Project,
    flags: Mapping[str, object],
    *,
    sources_file: str | None = None,
    max_drafts: int | None = None,
    dry_run: bool = False,
    wait: bool = False,
) -> Receipt:
    """One scheduled run of a project; its receipt is stored and returned, and the monitor told how it ended.

    ``wait``: until the workers are done.
    """
    if dry_run:
        return _run(project, flags, sources_file, max_drafts, dry_run=True)
    settings = load_settings(project.root, flags)
    with failure_told(settings):
        receipt = _run(project, flags, sources_file, max_drafts, wait=wait)
    ping(settings, failed=receipt.stopped is not None)
    return receipt


def _run(
    project: Project,
    flags: Mapping[str, object],
    sources_file: str | None,
    max_drafts: int | None,
    *,
    dry_run: bool = False,
    wait: bool = False,
) -> Receipt:
    sources = load_sources(sources_file or project.sources)
    run_id = str(ULID())
    with opened(project, flags, run_id=run_id) as context:
        if dry_run:
            return run_once(context, sources, run_id, max_drafts=max_drafts, dry_run=True)
        context.database.begin_run(run_id, context.clock())
        receipt = run_once(context, sources, run_id, max_drafts=max_drafts, wait=wait)
        context.database.end_run(run_id, receipt.finished, receipt.model_dump_json())
        return receipt


class DraftOutcome(Value):
    """What became of one address: a draft (``known`` if it was there before), a merge, or a hold."""

    url: str
    draft: FiledDraft | None = None
    known: bool = False
    merged_into: str | None = None
    held: bool = False
    reason: str = ""


def draft_url(
    project: Project, flags: Mapping[str, object], address: str, *, overrule: bool = False
) -> DraftOutcome:
    """Draft one address or local file; an address that has a draft gives that one again.

    ``overrule`` drafts what would be held. Raises LeaseHeld when a run is at it; FetchError, ExtractError or
    WritingError as ``process`` does.
    """
    url = _url_of(address)
    with opened(project, flags, run_id=str(ULID())) as context:
        with context.database.together() as database:  # two who ask for one address get one story
            story_id = (database.story_at(url) or _story_by_hand(database, url, context.clock())).id
        with context.holding(story_id) as mine:
            story = mine.database.story(story_id)
            if story.state is PipelineState.FILED:
                view = context.drafts.find(story.id)
                filed = filed_draft(context, Filed(draft=view.draft, path=view.path))
                return DraftOutcome(url=url, draft=filed, known=True)
            outcome = _worked_on(mine, story, overrule=overrule)
        if isinstance(outcome, Filed):
            return DraftOutcome(url=url, draft=filed_draft(context, outcome))
        if isinstance(outcome, Held):
            reason = f"{outcome.reason.value}: {outcome.message}"
            return DraftOutcome(url=url, held=True, reason=reason)
        return DraftOutcome(url=url, merged_into=outcome.into, reason=outcome.reason)


def _worked_on(context: Context, story: Story, *, overrule: bool) -> Outcome:
    """Process a story for a person, who is there to see what becomes of it.

    The page is read anew, whatever was found before. What was asked for by hand and fails is not tried again by the
    scheduler, who was never asked for it.
    """
    context.database.forget_steps(story.id)
    try:
        return process(context, story.id, overrule=overrule)
    except NewsdraftError as error:
        if all(entry.source == BY_HAND for entry in story.entries):
            now = context.clock()
            context.database.set_story(story.id, now, state=PipelineState.FAILED, reason=error.message)
        raise


def _url_of(address: str) -> str:
    """The URL of an address as a person gives it: http(s) as it is, else a file that must be there."""
    if urlsplit(address).scheme in ("http", "https"):
        return address
    path = Path(address.removeprefix("file://")).expanduser()
    if not path.is_file():
        raise ConfigError(
            "this is neither an http(s) address nor a file that is there",
            where=address,
            hint="give a full address such as https://example.org/news/item, or the path of a saved page",
        )
    return path.resolve().as_uri()


def _story_by_hand(database: Database, url: str, now: datetime) -> Story:
    entry = Entry(source=BY_HAND, key=url, url=url, title=url, kind=SourceKind.NEWS)
    story = Story(id=str(ULID()), title=url, entries=(entry,), state=PipelineState.SELECTED, created_at=now)
    database.add_story(story)
    return story


def demo(folder: Path, flags: Mapping[str, object]) -> Receipt:
    """Run the whole pipeline in ``folder`` over the sample feeds, served on loopback for as long as it takes."""
    from newsdraft.sample import sample_sources, serve_samples  # noqa: PLC0415 - a real run serves nothing

    project, _ = init_project(folder)
    with serve_samples(datetime.now(UTC)) as base:
        project.sources.write_text(sample_sources(base), encoding="utf-8")
        loopback = {
            "allow_private_hosts": ("127.0.0.1",),
            "host_delay_seconds": 0.0,
            "look_up_studies": False,
        }
        return run(project, {**loopback, **flags})
