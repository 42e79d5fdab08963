"""Who is at the desk: links that let a person in once, and the sessions that they begin.

Links and sessions are random 256-bit secrets; the file keeps their SHA-256 only, so that reading it lets nobody in.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock
from pydantic import AwareDatetime, ValidationError

from newsdraft.errors import DecisionRefused, StoreError
from newsdraft.model import Value
from newsdraft.reviewing import is_person

# A link is printed to be used now; a day covers sending it to a colleague.
LINK_LASTS = timedelta(days=1)
SESSION_LASTS = timedelta(days=14)


class Link(Value):
    """A link that was given out and not used yet. Without a ``name``, whoever uses it says theirs."""

    digest: str
    name: str
    made: AwareDatetime


class Session(Value):
    """A browser that was let in."""

    digest: str
    name: str
    made: AwareDatetime


class _Book(Value):
    links: tuple[Link, ...] = ()
    sessions: tuple[Session, ...] = ()

    def fresh(self, now: datetime) -> _Book:
        """Without what has run out."""
        return _Book(
            links=tuple(link for link in self.links if now - link.made < LINK_LASTS),
            sessions=tuple(each for each in self.sessions if now - each.made < SESSION_LASTS),
        )


class Doorkeeper:
    """Keeps links and sessions in one file, which several processes may share."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._lock = FileLock(path.with_suffix(".lock"))

    def invite(self, name: str) -> str:
        """The secret of a new link for ``name`` (empty: for whoever opens it); DecisionRefused for no person's name."""
        if name and not is_person(name):
            raise DecisionRefused(
                f"“{name[:100]}” is not the name of a person",
                hint="every decision needs an author: give a first and a last name",
            )
        secret = secrets.token_urlsafe(32)
        with self._turn() as book:
            link = Link(digest=_digest(secret), name=name.strip(), made=self._now())
            self._keep(book.model_copy(update={"links": (*book.links, link)}))
        return secret

    def link(self, secret: str) -> Link | None:
        """The unused link of this secret."""
        digest = _digest(secret)
        return next((link for link in self._book().links if link.digest == digest), None)

    def admit(self, secret: str, name: str) -> str | None:
        """Use a link up and give the secret of a new session; None where the link was used or has run out."""
        digest, session = _digest(secret), secrets.token_urlsafe(32)
        with self._turn() as book:
            link = next((link for link in book.links if link.digest == digest), None)
            if link is None or not is_person(link.name or name):
                return None
            new = Session(digest=_digest(session), name=(link.name or name).strip(), made=self._now())
            rest = tuple(other for other in book.links if other is not link)
            self._keep(_Book(links=rest, sessions=(*book.sessions, new)))
        return session

    def person(self, secret: str) -> str | None:
        """The name of the person whose session this is."""
        digest = _digest(secret)
        return next((each.name for each in self._book().sessions if each.digest == digest), None)

    def dismiss(self, secret: str) -> None:
        """End a session."""
        digest = _digest(secret)
        with self._turn() as book:
            rest = tuple(each for each in book.sessions if each.digest != digest)
            self._keep(book.model_copy(update={"sessions": rest}))

    def _book(self) -> _Book:
        try:
            book = _Book.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _Book()
        except (OSError, ValidationError) as error:
            raise StoreError(
                "the list of who is at the desk cannot be read",
                where=str(self._path),
                hint="delete this file; everybody then needs a new link (newsdraft desk --link NAME)",
            ) from error
        return book.fresh(self._now())

    @contextmanager
    def _turn(self) -> Iterator[_Book]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            yield self._book()

    def _keep(self, book: _Book) -> None:
        made = self._path.with_suffix(".next")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(book.model_dump_json(indent=1))
        made.replace(self._path)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
