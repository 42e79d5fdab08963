"""The run lock of a project: whoever moves stories through the pipeline, or between stories, holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from newsdraft.errors import ConfigError, NewsdraftError
from newsdraft.project import Project


@contextmanager
def run_lock(project: Project, busy: NewsdraftError) -> Iterator[None]:
    """Hold the project's run lock for the length of the block; raises ``busy`` when another process does."""
    try:
        project.state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(project.state / "run.lock")
        lock.acquire(timeout=0)
    except Timeout as held:
        raise busy from held
    except OSError as error:
        raise ConfigError(
            f"the project folder cannot be written: {error.strerror}",
            where=str(error.filename or project.state),
            hint="give the user that runs newsdraft the right to write there",
        ) from error
    try:
        yield
    finally:
        lock.release()
