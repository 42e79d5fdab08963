"""The desk as a server: where it listens, what it answers to, and the links that let people in."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from newsdraft.desk import at_door, at_draft, at_queue, at_work
from newsdraft.desk.desktop import Desk, Refused, desk_of, render
from newsdraft.desk.guard import Guard
from newsdraft.desk.people import Doorkeeper
from newsdraft.errors import (
    ConfigError,
    DamagedDraft,
    DecisionRefused,
    DraftNotFound,
    LeaseHeld,
    NewsdraftError,
    StoreError,
)
from newsdraft.project import Project

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeskOptions:
    """How a desk is started. ``url`` is the address that its editors use, where that is not ``host:port``.

    ``people`` get a link each; with none, the one link lets in whoever opens it, who then says their name.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    url: str = ""
    people: tuple[str, ...] = ()
    target: str = ""
    out: Path | None = None
    flags: Mapping[str, object] = field(default_factory=dict)

    @property
    def at_home(self) -> bool:
        """Whether only this machine can reach the desk."""
        return self.host in ("127.0.0.1", "localhost", "::1")


def checked(options: DeskOptions) -> DeskOptions:
    """The options, if they are safe together; ConfigError says what is missing."""
    problems = []
    parts = urlsplit(options.url)
    if options.url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/")):
        problems.append("--url must be scheme and name only, such as https://desk.example.org")
    if not options.at_home and not options.people:
        problems.append("--user NAME, once for each editor: on a network every decision needs a known author")
    if not options.at_home and not options.url:
        problems.append("--url ADDRESS, by which the editors reach it: the desk answers to no other name")
    if bool(options.target) != (options.out is not None):
        problems.append("--to and --out go together")
    if problems:
        raise ConfigError("the desk cannot be opened like this", problems=tuple(problems))
    return options


def make_app(project: Project, options: DeskOptions) -> Starlette:
    """The desk of a project as an ASGI application."""
    secure = options.url.startswith("https://")
    desk = Desk(
        project=project,
        door=doorkeeper(project),
        # Cookies know no ports, so desks of two projects on one machine would put each other's people out.
        cookie=f"newsdraft_desk_{options.port}",
        secure=secure,
        target=options.target,
        out=options.out,
        flags=options.flags,
    )
    origins = origins_of(options)
    app = Starlette(
        routes=[
            *at_door.ROUTES,
            *at_queue.ROUTES,
            *at_draft.ROUTES,
            *at_work.ROUTES,
            Mount("/static", _Static(packages=[("newsdraft.desk", "static")])),
        ],
        middleware=[
            Middleware(Guard, hosts=frozenset(urlsplit(each).netloc for each in origins), origins=origins)
        ],
        exception_handlers={404: _nothing_here, 500: _broken, NewsdraftError: _told},
    )
    app.state.desk = desk
    return app


class _Static(StaticFiles):
    """The desk's own files: a browser keeps them, and asks each time whether they are still the same."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        """The file, or that it has not changed."""
        answer = super().file_response(*args, **options)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def origins_of(options: DeskOptions) -> frozenset[str]:
    """The addresses that the desk is reached by; it answers to no other."""
    own = {f"http://{name}:{options.port}" for name in LOOPBACK}
    return frozenset({*own, options.url.rstrip("/").lower()} - {""})


def doorkeeper(project: Project) -> Doorkeeper:
    """Who may come to the desk of a project."""
    return Doorkeeper(project.state / "desk.json", lambda: datetime.now(UTC))


def invite(project: Project, options: DeskOptions, names: Sequence[str]) -> list[tuple[str, str]]:
    """A new link for each name, as (name, address); one for nobody in particular where no name is given."""
    base = options.url.rstrip("/") or f"http://127.0.0.1:{options.port}"
    door = doorkeeper(project)
    return [(name, f"{base}/enter/{door.invite(name)}") for name in names or ("",)]


def listening(options: DeskOptions) -> socket.socket:
    """The socket that the desk listens on; StoreError where the port is taken."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((options.host, options.port))
        made.listen(128)  # a link that is opened as soon as it is printed waits, and is not refused
    except OSError as error:
        made.close()
        raise StoreError(
            f"the desk cannot listen there: {error.strerror or error}",
            where=f"{options.host}:{options.port}",
            hint="choose another port with --port, or close the desk that is open already",
        ) from error
    return made


def serve(project: Project, options: DeskOptions, at: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM; what an editor asked for is finished first."""
    app = make_app(project, options)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10
    )
    try:
        uvicorn.Server(config).run(sockets=[at])
    except KeyboardInterrupt:
        logger.info("the desk was closed")  # which is how it ends, and no interruption
    finally:
        app.state.desk.errands.close()


# --- when something is wrong ------------------------------------------------------------------------------

_STATUS: tuple[tuple[type[NewsdraftError], int], ...] = (
    (DraftNotFound, 404),
    (DecisionRefused, 409),
    (DamagedDraft, 409),
    (LeaseHeld, 409),
)


def _told(request: Request, error: Exception) -> Response:
    """An expected error as a page: what happened, and what to do next."""
    status = error.status if isinstance(error, Refused) else _status(error)
    if status >= 500:
        logger.error("%s %s: %s", request.method, request.url.path, error)
    request.state.person = _person(request)
    return render(request, "problem.html", error=error, reasons=getattr(error, "reasons", ()), status=status)


def _person(request: Request) -> str | None:
    """Who asks, if that can be told: the trouble may be with the list of people itself."""
    desk = desk_of(request)
    try:
        return desk.door.person(request.cookies.get(desk.cookie, ""))
    except StoreError:
        return None


def _status(error: Exception) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def _broken(request: Request, error: Exception) -> Response:
    """An error of newsdraft's own; the server's log has the rest of it."""
    told = NewsdraftError(
        f"the desk came upon an error of its own ({type(error).__name__})",
        hint="the log of the desk says more; please report it",
    )
    return _told(request, told)


def _nothing_here(request: Request, _error: Exception) -> Response:
    return _told(request, Refused("there is no such page at the desk", 404))
