"""What every page of the desk needs: the project, who asks, and how an answer is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from newsdraft.desk import markup
from newsdraft.desk.errands import Errands
from newsdraft.desk.people import Doorkeeper
from newsdraft.errors import NewsdraftError
from newsdraft.markdown import safe_url
from newsdraft.project import Project
from newsdraft.reviewing import author

# A post of 900 words has 6 kB; a form that is longer than this is no editor's.
MOST_BYTES = 1_000_000
Form = Mapping[str, str]


@dataclass(frozen=True)
class Desk:
    """One desk: of which project, for whom, and where approved posts go (``target`` and ``out``, if set)."""

    project: Project
    door: Doorkeeper
    cookie: str
    secure: bool = False
    target: str = ""
    out: Path | None = None
    flags: Mapping[str, object] = field(default_factory=dict)
    errands: Errands = field(default_factory=Errands)


class Refused(NewsdraftError):
    """A request that cannot be answered as it is; ``status`` is the HTTP status."""

    def __init__(self, message: str, status: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def person_of(request: Request) -> str:
    """The name of the person who asks; pages behind the door are reached by nobody else."""
    name: str = request.state.person
    return name


def behind_the_door(handle: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Let only somebody with a session see a page."""

    @wraps(handle)
    def guarded(request: Request) -> Response:
        desk = desk_of(request)
        person = desk.door.person(request.cookies.get(desk.cookie, ""))
        if person is None:
            return render(request, "closed.html", status=401)
        request.state.person = person
        return handle(request)

    return guarded


def writing(handle: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Let only somebody with a session send a form, which ``handle`` gets as its fields."""

    async def received(request: Request) -> Response:
        form = await form_of(request)
        request.state.written = form.get("text") or form.get("note") or ""
        return await run_in_threadpool(behind_the_door(lambda asked: handle(asked, form)), request)

    return received


async def form_of(request: Request) -> Form:
    """The fields of a form; Refused where it is too long or no form."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused("this form is too long", 413, "save the text in parts")
    except ClientDisconnect as gone:
        raise Refused("the form did not arrive whole", 400) from gone
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=2000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused("this is not a form", 400) from error
    # A textarea sends its lines with carriage returns, whatever the file has.
    return {name: value.replace("\r\n", "\n").replace("\r", "\n") for name, value in pairs}


def all_of(form: Form, prefix: str) -> dict[str, str]:
    """The fields whose name begins with ``prefix``, without it."""
    return {name.removeprefix(prefix): value for name, value in form.items() if name.startswith(prefix)}


def number(text: str) -> int | None:
    """The number that somebody wrote; None for anything that is none, or too long for one of the desk's."""
    return int(text) if text.isdecimal() and len(text) < 7 else None


def to(page: str) -> Response:
    """Send the browser on to another page of the desk."""
    return RedirectResponse(page, status_code=303)


def render(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """An answer made from a template of the desk."""
    shared = {
        "person": getattr(request.state, "person", None),
        "path": request.url.path,
        "written": getattr(request.state, "written", ""),
        "now": datetime.now(UTC),
    }
    text = _templates().get_template(template).render(shared | values)
    return HTMLResponse(text, status_code=status)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("newsdraft.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "sentence": markup.sentence, "when": when, "ago": ago, "words": words, "web": web, "money": money,
        "author": author,
    }  # fmt: skip
    return made


def words(value: str) -> str:
    """A name of the program's as words: ``in_review`` is "in review"."""
    return value.replace("_", " ").replace("-", " ")


def web(address: str | None) -> str:
    """An address that a link may have; empty for any other."""
    return safe_url(address or "") or ""


def money(usd: float | None) -> str:
    """A sum in US dollars; a dash where it is not known."""
    return "–" if usd is None else f"${usd:.2f}" if usd >= 0.1 or usd == 0 else f"${usd:.4f}"


def when(at: datetime) -> str:
    """A time as a person writes it."""
    return f"{at.astimezone(UTC):%d %B %Y, %H:%M} UTC".lstrip("0")


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that gives a whole number."""
    seconds = max(0, int((now - at).total_seconds()))
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "just now"
