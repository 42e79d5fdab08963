"""Coming and going."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsdraft.desk.desktop import desk_of, form_of, render, to, writing
from newsdraft.desk.people import SESSION_LASTS
from newsdraft.reviewing import is_person


def enter(request: Request) -> Response:
    """The page that a link opens. Looking at it does not use the link up, since programs look at links too."""
    link = desk_of(request).door.link(request.path_params["secret"])
    if link is None:
        return render(request, "closed.html", status=410, used=True)
    return render(request, "enter.html", name=link.name, problem="")


async def admitted(request: Request) -> Response:
    """Use the link up and begin a session."""
    form = await form_of(request)
    return await run_in_threadpool(_admitted, request, form.get("name", ""))


def _admitted(request: Request, name: str) -> Response:
    desk = desk_of(request)
    secret = request.path_params["secret"]
    link = desk.door.link(secret)
    if link and not is_person(link.name or name):
        problem = "Give your first and your last name: it stands with every decision that you make."
        return render(request, "enter.html", name=name, problem=problem, status=422)
    session = desk.door.admit(secret, name)
    if session is None:
        return render(request, "closed.html", status=410, used=True)
    answer = to("/")
    answer.set_cookie(
        desk.cookie, session, max_age=int(SESSION_LASTS.total_seconds()), httponly=True, samesite="strict",
        secure=desk.secure, path="/",
    )  # fmt: skip
    return answer


@writing
def leave(request: Request, _form: object) -> Response:
    """End the session."""
    desk = desk_of(request)
    desk.door.dismiss(request.cookies.get(desk.cookie, ""))
    answer = render(request, "closed.html", left=True)
    answer.delete_cookie(desk.cookie, path="/", httponly=True, samesite="strict", secure=desk.secure)
    return answer


ROUTES = [
    Route("/enter/{secret}", enter, methods=["GET"]),
    Route("/enter/{secret}", admitted, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
]
