"""The pages around the drafts: the queue, what has no draft, runs and feeds, errands, help."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsdraft.app.care import last_runs, retry_story
from newsdraft.app.listing import QueueQuery, Sort, queue_page
from newsdraft.app.overview import feeds, progress, without_draft
from newsdraft.app.running import draft_url
from newsdraft.desk.desktop import (
    Desk,
    Form,
    Refused,
    behind_the_door,
    desk_of,
    number,
    person_of,
    render,
    to,
    writing,
)
from newsdraft.desk.errands import Done
from newsdraft.errors import LeaseHeld, StoreError
from newsdraft.model import ReviewStatus, Severity

# What wants an editor; the other drafts are a filter away.
TO_DO = (ReviewStatus.IN_REVIEW, ReviewStatus.CHANGES_REQUESTED, ReviewStatus.APPROVED)
RUNS = 10
_ASKED = {
    "q": "",
    "status": "todo",
    "source": "",
    "evidence": "",
    "sort": "riskiest",
    "mine": "",
    "page": "1",
}


@behind_the_door
def queue(request: Request) -> Response:
    """The drafts, filtered and sorted as the address says."""
    asked = {**_ASKED, **request.query_params}
    query = _query(asked, person_of(request))
    found = queue_page(desk_of(request).project, query)
    shown = {name: asked[name] for name in _ASKED if asked[name] and name != "page"}
    return render(
        request, "queue.html", found=found, asked=asked, statuses=list(ReviewStatus), sorts=list(Sort),
        page_at=lambda number: "/?" + urlencode({**shown, "page": number}),
    )  # fmt: skip


def _query(asked: dict[str, str], person: str) -> QueueQuery:
    known = {each.value: (each,) for each in ReviewStatus} | {"all": (), "todo": TO_DO}
    sort = asked["sort"]
    return QueueQuery(
        statuses=known.get(asked["status"], TO_DO),
        claimed_by=person if asked["mine"] else "",
        source=asked["source"],
        evidence=asked["evidence"],
        text=asked["q"][:200],
        sort=Sort(sort) if sort in set(Sort) else Sort.RISKIEST,
        page=max(1, number(asked["page"]) or 1),
    )


@behind_the_door
def without(request: Request) -> Response:
    """What is held and why, and what failed."""
    return render(request, "without.html", left=without_draft(desk_of(request).project))


@behind_the_door
def health(request: Request) -> Response:
    """The last runs and the feeds."""
    project = desk_of(request).project
    return render(request, "health.html", runs=last_runs(project, RUNS), feeds=feeds(project))


@behind_the_door
def new(request: Request) -> Response:
    """The form for a draft of one address."""
    return render(request, "new.html", url="", problem="")


@writing
def make(request: Request, form: Form) -> Response:
    """Draft one address."""
    url = form.get("url", "").strip()
    # A browser may not have files of the desk's machine read; the command line may.
    if not url.lower().startswith(("http://", "https://")):
        problem = "Give a full address, beginning with https:// or http://."
        return render(request, "new.html", url=url, problem=problem, status=422)
    return to(_drafting(desk_of(request), url, person_of(request), overrule="overrule" in form, back="/new"))


@writing
def overrule(request: Request, form: Form) -> Response:
    """Draft a held story nevertheless."""
    desk = desk_of(request)
    held = {story.url for story in without_draft(desk.project).held}
    url = form.get("url", "")
    if url not in held:
        raise Refused("this story is not held any more", 409, "look at the list again")
    return to(_drafting(desk, url, person_of(request), overrule=True, back="/without"))


def _drafting(desk: Desk, url: str, by: str, *, overrule: bool, back: str) -> str:
    def do() -> Done:
        outcome = draft_url(desk.project, desk.flags, url, overrule=overrule)
        if outcome.draft:
            words = "It has a draft already." if outcome.known else "The draft is in the queue."
            return Done(words, f"/draft/{outcome.draft.id}")
        if outcome.held:
            return Done(f"It was held: {outcome.reason}. You can overrule that.", "/without")
        return Done(f"It is part of another story: {outcome.reason}", f"/draft/{outcome.merged_into}")

    errand = desk.errands.begin(f"Drafting {url}", by, do, back=back, progress=lambda: _progress(desk, url))
    return f"/errand/{errand.id}"


def _progress(desk: Desk, url: str) -> str:
    try:
        return progress(desk.project, url)
    except StoreError as error:
        return error.message


@writing
def retry(request: Request, form: Form) -> Response:
    """Let the next run try a failed or parked story again."""
    try:
        retry_story(desk_of(request).project, form.get("story", ""))
    except LeaseHeld as busy:
        raise Refused(busy.message, 409, busy.hint) from busy
    return to("/without")


@behind_the_door
def errand(request: Request) -> Response:
    """How far an errand is."""
    found = desk_of(request).errands.find(request.path_params["errand"])
    if found is None:
        raise Refused("the desk knows nothing of this errand", 404, "what it made is in the queue")
    return render(request, "errand.html", errand=found)


@behind_the_door
def help_(request: Request) -> Response:
    """The keys, and what the marks mean."""
    return render(request, "help.html", severities=list(Severity))


ROUTES = [
    Route("/", queue),
    Route("/without", without),
    Route("/without/overrule", overrule, methods=["POST"]),
    Route("/without/retry", retry, methods=["POST"]),
    Route("/health", health),
    Route("/new", new, methods=["GET"]),
    Route("/new", make, methods=["POST"]),
    Route("/errand/{errand}", errand),
    Route("/help", help_),
]
