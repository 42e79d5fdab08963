"""Whose turn it is to ask an endpoint: one bucket of requests and one of tokens for each, shared by every process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from newsdraft.store.finding import stamp
from newsdraft.store.schema import buckets

MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """The most that an endpoint may be asked in a minute; None is no limit."""

    requests: int | None = None
    tokens: int | None = None

    def __bool__(self) -> bool:
        return self.requests is not None or self.tokens is not None


@dataclass(frozen=True)
class Bucket:
    """What an endpoint may still be asked: ``requests`` and ``tokens`` that were left at a time."""

    requests: float
    tokens: float
    at: datetime


def turn(bucket: Bucket | None, limits: Limits, tokens: int, now: datetime) -> tuple[Bucket, float]:
    """The bucket after one request of so many tokens, and 0.0; or the bucket as it is now, and how long to wait.

    A token bucket: it fills evenly, a minute's worth in a minute, and never holds more. A request that is larger than
    the whole bucket takes all of it. A clock that went back fills nothing.
    """
    fullest = Bucket(float(limits.requests or 0), float(limits.tokens or 0), now)
    seconds = max(0.0, (now - bucket.at).total_seconds()) if bucket else MINUTE
    before = bucket or fullest
    left = Bucket(
        min(fullest.requests, before.requests + fullest.requests * seconds / MINUTE),
        min(fullest.tokens, before.tokens + fullest.tokens * seconds / MINUTE),
        now,
    )
    wanted = min(float(tokens), fullest.tokens)
    waits = [0.0]
    if limits.requests:
        waits.append((1.0 - left.requests) * MINUTE / limits.requests)
    if limits.tokens:
        waits.append((wanted - left.tokens) * MINUTE / limits.tokens)
    wait = max(waits)
    return (left, wait) if wait > 0 else (Bucket(left.requests - 1.0, left.tokens - wanted, now), 0.0)


class TurnBook(ABC):
    """The part of the database that knows the buckets."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    def take_turn(self, endpoint: str, limits: Limits, tokens: int, now: datetime) -> float:
        """Take a turn at an endpoint and return 0.0; or return for how many seconds to wait before asking again."""
        mine = buckets.c.endpoint == endpoint
        with self.transaction() as connection:
            found = connection.execute(select(buckets).where(mine)).first()
            known = Bucket(found.requests, found.tokens, datetime.fromisoformat(found.at)) if found else None
            bucket, wait = turn(known, limits, tokens, now)
            row = {"requests": bucket.requests, "tokens": bucket.tokens, "at": stamp(bucket.at)}
            connection.execute(buckets.delete().where(mine))
            connection.execute(buckets.insert().values(endpoint=endpoint, **row))
            return wait
