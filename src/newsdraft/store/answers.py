"""Raw answers of models that every host can reach: beside the spool, where the database is on a server.

The spool of a host that is gone is gone with it, and another host goes on with its stories. Of SQLite there is one
host, whose spool is enough.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from newsdraft.store.finding import stamp
from newsdraft.store.schema import answers


class AnswerShelf(ABC):
    """The part of the database that keeps answers for other hosts."""

    engine: Engine

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    def keep_answer(self, key: str, raw: bytes, now: datetime) -> None:
        """Keep the raw answer to a request for other hosts."""
        if self._has_other_hosts():
            with self.transaction() as connection:
                connection.execute(answers.delete().where(answers.c.key == key))
                connection.execute(answers.insert().values(key=key, raw=raw, arrived_at=stamp(now)))

    def answer(self, key: str) -> bytes | None:
        """The raw answer to a request that any host made, or None."""
        if not self._has_other_hosts():
            return None
        with self.transaction() as connection:
            return connection.execute(select(answers.c.raw).where(answers.c.key == key)).scalar()

    def _has_other_hosts(self) -> bool:
        return self.engine.dialect.name == "postgresql"
