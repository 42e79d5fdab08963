"""Look a project over: what is well, what is not and how to mend it, what was not seen. Changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from newsdraft.app.findings import Check, State
from newsdraft.config import Settings, load_settings, load_sources
from newsdraft.errors import KeyRefused, NewsdraftError
from newsdraft.project import Project
from newsdraft.reviewing import DraftStore
from newsdraft.store.engines import RESTORE, cause, is_damaged, make_engine, shown
from newsdraft.store.schema import VERSION, version_row

# Less than this and a day of drafts with its database's log may not fit.
LEAST_FREE = 200_000_000


def examine(project: Project, clock: Callable[[], datetime], *, offline: bool) -> list[Check]:
    """Every check of a project, in the order in which problems are best mended; ``offline`` asks no network."""
    own = [
        _tried("sources", lambda: f"{len(load_sources(project.sources))} feeds"),
        _tried("prompts", lambda: _prompts(project)),
        _tried("references", lambda: _references(project)),
        _folder("drafts folder", project.drafts),
        _folder("state folder", project.state),
        _disk(project),
        _drafts(project),
        _spool(project),
    ]
    try:
        settings = load_settings(project.root)
    except NewsdraftError as error:
        names = ["key", "database", *([] if offline else ["endpoint", "feeds", "clock"])]
        return [_problem("settings", error), *map(_unseen, names), *own]
    checks = [_settings(settings), _key(settings), _database(settings.database_url), *own]
    if offline:
        return checks
    from newsdraft.app.reaching import reach  # noqa: PLC0415 - with the clients of the network

    # What the endpoint says of the key replaces what the settings do.
    return list({check.name: check for check in [*checks, *reach(project, settings, clock)]}.values())


def exit_code(checks: Sequence[Check]) -> int:
    """0 where all is ok, 4 where the endpoint wants a key or another one, else 3."""
    if any(check.name == "key" and check.state is State.PROBLEM for check in checks):
        return KeyRefused.exit_code
    return 3 if any(check.state is not State.OK for check in checks) else 0


def _unseen(name: str) -> Check:
    return Check(
        name=name, state=State.UNCHECKED, found="the settings cannot be read", fix="mend those first"
    )


def _problem(name: str, error: NewsdraftError) -> Check:
    problems = "; ".join(getattr(error, "problems", ()))
    found = ": ".join(filter(None, (error.where, error.message, problems)))
    return Check(name=name, state=State.PROBLEM, found=found, fix=error.hint or "")


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, state=State.OK, found=look())
    except NewsdraftError as error:
        return _problem(name, error)


def _settings(settings: Settings) -> Check:
    if settings.warnings:
        fix = "correct or remove these names"
        return Check(name="settings", state=State.PROBLEM, found="; ".join(settings.warnings), fix=fix)
    return Check(name="settings", state=State.OK, found=f"writer: {settings.effective_writer}")


def _key(settings: Settings) -> Check:
    if settings.effective_writer != "model":
        return Check(name="key", state=State.OK, found="none is needed by this writer")
    if settings.openai_api_key or settings.openai_base_url:
        found = "set" if settings.openai_api_key else "not set, and a server of your own may need none"
        return Check(name="key", state=State.OK, found=found)
    fix = "put OPENAI_API_KEY into the environment or into .env"
    return Check(name="key", state=State.PROBLEM, found="the model writer has none", fix=fix)


def _prompts(project: Project) -> str:
    from newsdraft.writing import load_prompts  # noqa: PLC0415

    load_prompts(project.prompts)
    return str(project.prompts)


def _references(project: Project) -> str:
    from newsdraft.references import load_references  # noqa: PLC0415

    return f"{len(load_references(project.references))} facts"


def _folder(name: str, folder: Path) -> Check:
    there = folder if folder.exists() else folder.parent
    if os.access(there, os.W_OK | os.X_OK):  # also tells of a file system that is mounted read-only
        return Check(name=name, state=State.OK, found=f"{there} may be written")
    fix = "give the user that runs newsdraft the right to write there, and look how it is mounted"
    return Check(name=name, state=State.PROBLEM, found=f"{there} may not be written", fix=fix)


def _disk(project: Project) -> Check:
    try:
        free = shutil.disk_usage(project.root).free
    except OSError as error:
        return Check(name="disk", state=State.UNCHECKED, found=error.strerror or str(error))
    found = f"{free / 1e6:,.0f} MB free"
    if free < LEAST_FREE:
        return Check(name="disk", state=State.PROBLEM, found=found, fix="make room, or move the project")
    return Check(name="disk", state=State.OK, found=found)


def _drafts(project: Project) -> Check:
    if not project.drafts.is_dir():
        return Check(name="drafts", state=State.OK, found="none yet")
    try:
        store = DraftStore(project.drafts)
        store.refresh()
        drafts, damaged = store.rows(), [item.path.name for item in store.damaged()]
    except NewsdraftError as error:
        return _problem("drafts", error)
    if damaged:
        fix = "newsdraft list shows for each what is wrong and what to do"
        return Check(name="drafts", state=State.PROBLEM, found=f"damaged: {', '.join(damaged)}", fix=fix)
    return Check(name="drafts", state=State.OK, found=f"{len(drafts)} files")


def _spool(project: Project) -> Check:
    """Answers stay in the spool for good: whatever was paid for is never asked for again."""
    try:
        sizes = [path.stat().st_size for path in (project.state / "spool").glob("*.answer")]
    except OSError as error:
        fix = "give the user that runs newsdraft the right to read it"
        return Check(name="spool", state=State.PROBLEM, found=error.strerror or str(error), fix=fix)
    return Check(name="spool", state=State.OK, found=f"{len(sizes)} answers kept, {sum(sizes) / 1e6:,.1f} MB")


def _database(url: str) -> Check:
    try:
        engine = _readers_engine(url)
        if engine is None:
            return Check(name="database", state=State.OK, found="none yet; the first run makes it")
        with closing(engine.connect()) as connection:
            known = inspect(connection).has_table(version_row.name)
            version = connection.execute(select(version_row.c.version)).scalar() if known else None
            if engine.dialect.name == "sqlite":
                said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                if said != "ok":
                    found = f"{shown(url)} is damaged: {' '.join(str(said).split())}"
                    return Check(name="database", state=State.PROBLEM, found=found, fix=RESTORE)
    except NewsdraftError as error:
        return _problem("database", error)
    except SQLAlchemyError as error:
        fix = RESTORE if is_damaged(error) else "check database_url, and that the server runs"
        return Check(name="database", state=State.PROBLEM, found=f"{shown(url)}: {cause(error)}", fix=fix)
    return _schema(shown(url), version)


def _readers_engine(url: str) -> Engine | None:
    """An engine that brings nothing up: an SQLite file is opened for reading alone. None where there is none yet."""
    if not url.startswith("sqlite"):
        return make_engine(url)
    path = Path(make_url(url).database or "")
    if not path.exists():
        return None
    # Without a log beside it nobody is at work, and even the files of a reader need not be made.
    sure = "" if Path(f"{path}-wal").exists() else "&immutable=1"
    return create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(f"file:{quote(str(path))}?mode=ro{sure}", uri=True)
    )


def _schema(address: str, version: int | None) -> Check:
    if version == VERSION:
        return Check(name="database", state=State.OK, found=f"{address}, schema {version}")
    fix = "the next command that uses it brings it up" if (version or 0) < VERSION else "upgrade newsdraft"
    found = f"{address} has schema {version}; this newsdraft has {VERSION}"
    return Check(name="database", state=State.PROBLEM, found=found, fix=fix)
