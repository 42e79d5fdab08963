"""The use-case of a worker: drafting what runs ask for, on any host that has the project's settings and prompts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from newsdraft.app.opening import opened
from newsdraft.config import load_settings
from newsdraft.errors import ConfigError, LeaseHeld
from newsdraft.model import Draft
from newsdraft.pipeline import attempt, make_draft
from newsdraft.pipeline.attempt import UNFINISHED, Elsewhere, Failed, Stopped
from newsdraft.project import Project

log = logging.getLogger(__name__)


def work(project: Project, flags: Mapping[str, object], *, at_once: int, ready: Callable[[], None]) -> None:
    """Draft stories, ``at_once`` of them side by side, until SIGTERM or SIGINT; those in hand are finished first.

    ``ready`` is called when the project has been found to be in order. Nothing is filed: the host that owns
    ``drafts/`` does that. Raises ConfigError where the database is not PostgreSQL.
    """
    settings = load_settings(project.root, flags)
    if not settings.database_url.startswith("postgresql"):
        raise ConfigError(
            "workers need a database that every host reaches, and this project's is SQLite",
            hint='set database_url = "postgresql://…" (docs/scaling.md)',
        )
    from newsdraft.jobs import work as do_jobs  # noqa: PLC0415 - an extra

    with opened(project, flags) as context:  # what is wrong with the project is said at once
        context.writer()
    ready()
    do_jobs(
        settings.database_url,
        lambda story_id, run_id: _draft(project, flags, story_id, run_id),
        at_once=at_once,
    )


def _draft(project: Project, flags: Mapping[str, object], story_id: str, run_id: str) -> None:
    """One job. It may come twice, or late: then there is nothing to do."""
    with opened(project, flags, run_id=run_id) as context:
        match attempt(context, story_id, make_draft):
            case Stopped() as stop:
                context.database.set_story(story_id, context.clock(), if_in=UNFINISHED, reason=stop.told)
                log.warning("%s waits: %s", story_id, stop.told)
            case Elsewhere(at_work=True) as elsewhere:
                raise LeaseHeld(elsewhere.reason, where=story_id)  # the queue asks again in a while
            case Failed() | Elsewhere():
                pass  # on record
            case Draft() as draft:
                log.info("made a draft of %s", draft.post.title)
            case left:
                log.info("%s: %s", story_id, left)
