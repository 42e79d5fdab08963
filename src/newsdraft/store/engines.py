"""The two kinds of database that newsdraft keeps its memory in, made to behave alike.

Both give one transaction at a time: SQLite by ``BEGIN IMMEDIATE``, PostgreSQL by an advisory lock that a
transaction holds from its first statement to its end. So what reads and then writes is right on both, in the same
code, and six processes that make the schema at once make it once.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from newsdraft.errors import StoreError

# What helps where the file of an SQLite database is damaged.
RESTORE = (
    "bring back a backup: newsdraft restore FILE NEW-FOLDER; drafts and spool of this folder are as they were"
)
# So long a transaction waits for its turn.
BUSY_SECONDS = 30
# A transaction that says nothing for so long is ended by the server: its process is stopped or its host is gone, and
# every other one waits for it.
IDLE_SECONDS = 60
# So long a server is waited for that was there before: a restart or a failover takes some seconds.
RETURN_SECONDS = 30
CONNECT_SECONDS = 10
_PAUSE_SECONDS = 0.5
# Engines whose server was waited for in vain.
_stayed_away: WeakSet[Engine] = WeakSet()
# Advisory locks are named by a number; this one spells "news".
_TURN = 0x6E657773
_TAKE_TURN = text(f"SELECT pg_advisory_xact_lock({_TURN})")
_SESSION = (
    f"SET lock_timeout = '{BUSY_SECONDS}s'",
    f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'",
)


def make_engine(address: str) -> Engine:
    """The engine of a database at an SQLAlchemy address. Nothing is opened yet.

    Raises StoreError for another kind of database than these two, or without PostgreSQL's driver.
    """
    url = _read(address)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            _make_folder(Path(url.database).parent)
        engine = create_engine(url)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    if url.get_backend_name() == "postgresql":
        engine = _postgres(url)
        event.listen(engine, "connect", _set_up_postgres)
        event.listen(engine, "begin", _take_turn)
        return engine
    raise StoreError(
        f"newsdraft keeps its database in SQLite or in PostgreSQL, not in {url.get_backend_name()!r}",
        where=shown(address),
        hint='set database_url to "postgresql://USER:PASSWORD@HOST/NAME", or leave it out for SQLite',
    )


def shown(address: str) -> str:
    """An address without its password."""
    try:
        return make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        return "database_url"


def cause(error: SQLAlchemyError) -> str:
    """What the database said, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def is_damaged(error: SQLAlchemyError) -> bool:
    """Whether SQLite says that the file is damaged, or no database at all."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )  # the lowest byte is the primary code


def _read(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError as error:
        raise StoreError(
            "database_url is no address of a database",
            hint='it looks like "postgresql://USER:PASSWORD@HOST/NAME"; without it SQLite is used',
        ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder of the database cannot be made: {error.strerror}",
            where=str(folder),
            hint="give the user that runs newsdraft the right to write there",
        ) from error


def _postgres(url: URL) -> Engine:
    timed = url.update_query_dict({"connect_timeout": url.query.get("connect_timeout", str(CONNECT_SECONDS))})
    try:
        # Before each transaction a connection is tried, and replaced where the server has been restarted.
        return create_engine(timed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "the driver for PostgreSQL is not installed",
            where=shown(str(url)),
            hint="pip install 'newsdraft[postgres]'",
        ) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """WAL and full sync; the driver would otherwise begin (and not begin) transactions by its own rules."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_up_postgres(connection: Any, _record: object) -> None:
    connection.autocommit = True
    for statement in _SESSION:
        connection.execute(statement)
    connection.autocommit = False


def _take_turn(connection: Connection) -> None:
    connection.execute(_TAKE_TURN)


def connect(engine: Engine) -> Connection:
    """A connection; a server that is being restarted is waited for, ``RETURN_SECONDS`` at most.

    It is waited for once: what has to be tidied up after it stayed away fails at once.
    """
    deadline = time.monotonic() + RETURN_SECONDS
    while True:
        try:
            connection = engine.connect()
        except DBAPIError:
            if engine.dialect.name == "sqlite" or engine in _stayed_away:
                raise
            if time.monotonic() > deadline:
                _stayed_away.add(engine)
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            _stayed_away.discard(engine)
            return connection
