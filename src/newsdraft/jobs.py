"""Which stories workers are to draft: jobs in the same PostgreSQL database, kept by procrastinate.

A job is a wish and no record: what became of a story stands in newsdraft's own tables. A job is deleted when it ends,
however it ends, and a run asks anew for each story that is due and has none. So no job has to be mended, and a
queue that is lost costs one run. Each version of procrastinate keeps its tables in a schema of its own, for which
nothing ever has to be migrated.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import make_url

from newsdraft.errors import StoreError

try:
    import procrastinate
    import psycopg
    from procrastinate.exceptions import ConnectorException
    from psycopg_pool import PoolTimeout
except ImportError as error:
    raise StoreError(
        "workers need procrastinate and PostgreSQL's driver, which are not installed",
        hint="pip install 'newsdraft[postgres]'",
    ) from error

log = logging.getLogger(__name__)

QUEUE = "newsdraft"
TASK = "draft"
# A worker gives a sign of life so often, and is taken for dead after so long without one; its jobs go to another.
HEARTBEAT_SECONDS = 5.0
STALLED_SECONDS = 20.0
# Notifications wake a worker at once; this is for one that was missed.
POLL_SECONDS = 5.0
# So long a worker leaves a database alone that does not answer.
PAUSE_SECONDS = 3.0
CONNECT_SECONDS = 10
# A job that could not reach its database comes again so often, after so long each time.
TRIES = 20
WAIT_SECONDS = 15
_LOCK = 0x6E657774
_SCHEMA = "newsdraft_jobs_" + procrastinate.__version__.replace(".", "_")
_LOST = (ConnectorException, psycopg.Error, PoolTimeout)

Draft = Callable[[str, str], None]


def _connection(database_url: str) -> dict[str, Any]:
    url = make_url(database_url).set(drivername="postgresql")
    kwargs = {"options": f"-c search_path={_SCHEMA}", "connect_timeout": CONNECT_SECONDS}
    return {"conninfo": url.render_as_string(hide_password=False), "kwargs": kwargs}


def _prepare(database_url: str) -> None:
    """Make procrastinate's tables where they are not there; whoever comes at the same time waits and finds them."""
    given = _connection(database_url)
    with psycopg.connect(given["conninfo"], **given["kwargs"]) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone() == (None,):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
            made = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())
            connection.execute(made.schema_manager.get_schema())


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except _LOST as error:
        said = " ".join(str(error.__cause__ or error).split())
        raise StoreError(
            f"the queue of jobs cannot be used: {said}",
            hint="see that the PostgreSQL server of database_url runs, then run it again",
        ) from error


class JobQueue:
    """The jobs as a run sees them."""

    def __init__(self, app: procrastinate.App) -> None:
        self._app = app

    def ask_for(self, story_ids: Sequence[str], run_id: str) -> None:
        """See that there is a job for each of these stories.

        Only one run at a time asks, so what has a job is looked up; a queueing lock would refuse, and get into the way
        of a job that is tried again.
        """
        with _refusals():
            known = set(self._stories(self._app.job_manager.list_jobs(queue=QUEUE)))
            for story_id in story_ids:
                if story_id not in known:
                    wish = self._app.configure_task(TASK, queue=QUEUE, lock=story_id)
                    wish.defer(story_id=story_id, run_id=run_id)

    def outstanding(self) -> tuple[set[str], bool]:
        """The stories that have a job, and whether a worker has one in hand."""
        with _refusals():
            jobs = self._app.job_manager.list_jobs(queue=QUEUE)
        return set(self._stories(jobs)), any(job.status == "doing" for job in jobs)

    def _stories(self, jobs: Sequence[Any]) -> Iterator[str]:
        return (str(job.task_kwargs["story_id"]) for job in jobs if job.status in ("todo", "doing"))


@contextmanager
def job_queue(database_url: str) -> Iterator[JobQueue]:
    """The queue of a project for the length of the block. Raises StoreError where there can be none."""
    with _refusals():
        _prepare(database_url)
        connector = procrastinate.SyncPsycopgConnector(**_connection(database_url), min_size=1, max_size=1)
        app = procrastinate.App(connector=connector).open()
    try:
        yield JobQueue(app)
    finally:
        app.close()


# --- a worker --------------------------------------------------------------------------------------------


def work(database_url: str, draft: Draft, *, at_once: int) -> None:
    """Do jobs, ``at_once`` of them side by side, until SIGTERM or SIGINT; then finish those in hand and return.

    ``draft`` is called in a thread with a story's id and the id of the run that asked for it, and must come to an end
    by itself. A database that goes away is waited for.
    """
    asyncio.run(_serve(database_url, draft, at_once))


async def _serve(database_url: str, draft: Draft, at_once: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    while not stop.is_set():
        try:
            await asyncio.to_thread(_prepare, database_url)
            await _until_stopped(database_url, draft, at_once, stop)
        except _LOST as error:
            log.warning("the queue of jobs cannot be used, trying again: %s", error.__cause__ or error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)


async def _until_stopped(database_url: str, draft: Draft, at_once: int, stop: asyncio.Event) -> None:
    """One worker of procrastinate, from its start until it is asked to stop or loses the database."""
    connector = procrastinate.PsycopgConnector(**_connection(database_url), min_size=1, max_size=at_once + 3)
    app = procrastinate.App(connector=connector)
    again = procrastinate.RetryStrategy(max_attempts=TRIES, wait=WAIT_SECONDS, retry_exceptions=[StoreError])
    app.task(name=TASK, queue=QUEUE, retry=again)(draft)
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                concurrency=at_once,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                delete_jobs="always",
                install_signal_handlers=False,
            )
        )
        rescue = asyncio.create_task(_rescue(app))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({worker, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for task in (rescue, stopping):
            task.cancel()
        worker.cancel()  # it finishes what it has in hand
        with contextlib.suppress(asyncio.CancelledError):
            await worker


async def _rescue(app: procrastinate.App) -> None:
    """Give jobs of workers that are silent to others, again and again.

    procrastinate's way is a periodic job, which stays in the queue while every worker is busy.
    """
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        with contextlib.suppress(*_LOST):  # no connection, or another worker was quicker
            for job in await app.job_manager.get_stalled_jobs(
                queue=QUEUE, seconds_since_heartbeat=STALLED_SECONDS
            ):
                log.warning(
                    "a worker is silent; its story %s goes to another one", job.task_kwargs.get("story_id")
                )
                await app.job_manager.retry_job(job)
