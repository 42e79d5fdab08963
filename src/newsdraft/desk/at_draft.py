"""The pages of one draft that are read: the post beside its evidence, a source, what changed, the page to be."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsdraft.app.editing import compare, last_looked, looked
from newsdraft.app.queue import ShownDraft, show_draft
from newsdraft.app.site import preview
from newsdraft.desk import markup
from newsdraft.desk.desktop import Refused, behind_the_door, desk_of, number, person_of, render
from newsdraft.desk.sentences import Risk, Sentence, evidence, riskiest_first, sentences
from newsdraft.model import DecisionKind, Finding, Severity


@behind_the_door
def draft(request: Request) -> Response:
    """The post beside what it rests on; what changed since this person last looked, where something did."""
    project, person = desk_of(request).project, person_of(request)
    shown = show_draft(project, request.path_params["ref"])
    seen = last_looked(project, shown.draft.id, person)
    newer = seen is not None and seen < shown.draft.version
    if newer and "plain" not in request.query_params and "at" not in request.query_params:
        return _changes(request, shown, seen)
    if seen is None:
        looked(project, shown.draft.id, person)
    return render(
        request, "draft.html", **_post(shown, request), newer=newer, seen=seen, desk=desk_of(request)
    )


def _post(shown: ShownDraft, request: Request) -> dict[str, Any]:
    found = sentences(shown)
    order = riskiest_first(found)
    chosen = _chosen(found, shown, request)
    at = order.index(chosen) if isinstance(chosen, Sentence) else None
    named = request.query_params.get("at", "")
    return {
        "shown": shown,
        "draft": shown.draft,
        "by_claim": {each.claim.id: each for each in found},
        "rank": {each.claim.id: number for number, each in enumerate(order)},
        "risks": {risk: [each for each in order if each.risk is risk] for risk in Risk},
        "chosen": chosen if isinstance(chosen, Sentence) else None,
        "chosen_finding": chosen if isinstance(chosen, Finding) else None,
        "chosen_part": next((each for each in shown.sections if each.key == named), None),
        "before": order[at - 1] if at else None,
        "after": order[at + 1] if at is not None and at + 1 < len(order) else None,
        "evidence": evidence(chosen.claim.passages, shown.documents) if isinstance(chosen, Sentence) else [],
        "judged": _judged(chosen, shown),
        "whole": [each for each in shown.findings if each.claim not in {s.claim.id for s in found}],
        "blocks": [each for each in shown.findings if each.severity is Severity.BLOCK],
        "comments": [line for line in shown.history if line.kind is DecisionKind.COMMENTED],
    }


def _chosen(found: list[Sentence], shown: ShownDraft, request: Request) -> Sentence | Finding | None:
    """The sentence, or the finding on no sentence, that the address names."""
    at = request.query_params.get("at", "")
    by_id: dict[str, Sentence | Finding] = {each.claim.id: each for each in found}
    return by_id.get(at) or next((each for each in shown.findings if each.id == at), None)


def _judged(chosen: Sentence | Finding | None, shown: ShownDraft) -> list[object]:
    """The passage that the judge named, where the sentence does not cite it."""
    if not isinstance(chosen, Sentence) or not chosen.claim.judged_passage:
        return []
    named = chosen.claim.judged_passage
    return [] if named in chosen.claim.passages else list(evidence((named,), shown.documents))


@behind_the_door
def source(request: Request) -> Response:
    """A whole document as it was stored, with the passages that the post cites."""
    shown = show_draft(desk_of(request).project, request.path_params["ref"])
    found = {document.id: document for document in shown.documents}.get(request.path_params["document"])
    if found is None:
        raise Refused("this draft has no such document", 404)
    cited = {name for section in shown.sections for claim in section.claims for name in claim.passages}
    return render(request, "source.html", draft=shown.draft, document=found, cited=cited)


@behind_the_door
def changes(request: Request) -> Response:
    """What changed between two versions."""
    return _changes(request, show_draft(desk_of(request).project, request.path_params["ref"]), None)


def _changes(request: Request, shown: ShownDraft, seen: int | None) -> Response:
    old, new = (number(request.query_params.get(name, "")) for name in ("old", "new"))
    found = compare(desk_of(request).project, shown.draft.id, old if old is not None else seen, new)
    return render(request, "changes.html", draft=shown.draft, found=found, seen=seen)


@behind_the_door
def preview_page(request: Request) -> Response:
    """The page as it would be published."""
    project = desk_of(request).project
    shown = show_draft(project, request.path_params["ref"])
    page = preview(project, shown.draft.id)
    return render(request, "preview.html", draft=shown.draft, page=page, body=markup.page(page.body))


ROUTES = [
    Route("/draft/{ref}", draft),
    Route("/draft/{ref}/source/{document}", source),
    Route("/draft/{ref}/changes", changes),
    Route("/draft/{ref}/preview", preview_page),
]
