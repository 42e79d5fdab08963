"""What a person does with a draft: edit, comment, decide, have it written anew, publish."""

from __future__ import annotations

from urllib.parse import quote
from zlib import crc32

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsdraft.app import editing
from newsdraft.app.queue import ShownDraft, decide, show_draft
from newsdraft.app.rewriting import read_again, redraft
from newsdraft.app.site import publish
from newsdraft.desk import markup
from newsdraft.desk.desktop import (
    Form,
    Refused,
    all_of,
    behind_the_door,
    desk_of,
    number,
    person_of,
    render,
    to,
    writing,
)
from newsdraft.desk.errands import Done
from newsdraft.desk.sentences import evidence
from newsdraft.errors import DecisionRefused
from newsdraft.model import DecisionKind, SectionKind, Severity


def _ref(request: Request) -> str:
    ref: str = request.path_params["ref"]
    return ref


# --- editing ----------------------------------------------------------------------------------------------


@behind_the_door
def edit(request: Request) -> Response:
    """One part of the post in an editor."""
    part = _part(request)
    return _editor(request, part, text=part.text, base=part.base)


@writing
def save(request: Request, form: Form) -> Response:
    """Keep the part as a new version, or show it beside its preview."""
    project, key = desk_of(request).project, request.path_params["part"]
    text, base = form.get("text", ""), form.get("base", "")
    if form.get("do") == "preview":
        return _editor(request, _part(request), text=text, base=base)
    saved = editing.save_part(project, _ref(request), key, text, base, person_of(request))
    if not saved.saved:
        return _editor(request, _part(request), text=text, base=saved.base, theirs=saved.theirs, status=409)
    editing.own_change_seen(project, saved.draft.id, person_of(request))
    return to(f"/draft/{saved.draft.id}?plain=1#part-{key}")


def _part(request: Request) -> editing.EditablePart:
    key = request.path_params["part"]
    found = editing.editable(desk_of(request).project, _ref(request))
    part = next((each for each in found.parts if each.key == key), None)
    if part is None:
        raise Refused("this draft has no such part any more", 404, "go back to the draft and choose again")
    return part


def _editor(
    request: Request,
    part: editing.EditablePart,
    *,
    text: str,
    base: str,
    theirs: str | None = None,
    status: int = 200,
) -> Response:
    """The editor with ``text``, beside the part as somebody else has made it meanwhile (``theirs``)."""
    shown = show_draft(desk_of(request).project, _ref(request))
    return render(
        request, "edit.html", draft=shown.draft, part=part, text=text, base=base, theirs=theirs,
        preview=markup.part(text), cited=evidence(markup.cited_in(text), shown.documents),
        documents=shown.documents, status=status,
    )  # fmt: skip


@writing
def restore(request: Request, form: Form) -> Response:
    """Make an older version the present one, as a new version."""
    version = number(form.get("version", ""))
    if version is None:
        raise Refused("this is not the number of a version", 422)
    read = number(form.get("read", ""))
    draft = editing.restore(desk_of(request).project, _ref(request), version, person_of(request), read)
    return _back(request, draft.id)


@writing
def undo(request: Request, form: Form) -> Response:
    """Take the last change back."""
    read = number(form.get("read", ""))
    draft = editing.undo(desk_of(request).project, _ref(request), person_of(request), read)
    return _back(request, draft.id)


@writing
def seen(request: Request, _form: Form) -> Response:
    """Remember that this person has seen the present version."""
    editing.looked(desk_of(request).project, _ref(request), person_of(request))
    return to(f"/draft/{_ref(request)}?plain=1")


@writing
def comment(request: Request, form: Form) -> Response:
    """Say something about a sentence, a part or the whole."""
    about = form.get("about", "")
    text = form.get("text", "")
    draft = editing.comment(desk_of(request).project, _ref(request), person_of(request), text, about)
    return to(
        f"/draft/{draft.id}?at={quote(about)}#evidence" if about else f"/draft/{draft.id}?plain=1#comments"
    )


def _back(request: Request, draft_id: str) -> Response:
    editing.own_change_seen(desk_of(request).project, draft_id, person_of(request))
    return to(f"/draft/{draft_id}?plain=1")


# --- deciding ---------------------------------------------------------------------------------------------


@behind_the_door
def approval(request: Request) -> Response:
    """What has to be confirmed before a draft is approved."""
    project = desk_of(request).project
    shown = show_draft(project, _ref(request))
    read = number(request.query_params.get("read", ""))
    seen = editing.last_looked(project, shown.draft.id, person_of(request))
    newer = {each for each in (read, seen) if each is not None and each < shown.draft.version}
    if newer:  # nobody approves what they have not seen
        return to(f"/draft/{shown.draft.id}/changes?old={min(newer)}")
    return _approval(request, shown, (), {})


def _told(shown: ShownDraft) -> str:
    """What was found, as one word: the same findings give the same."""
    return str(crc32(" ".join(sorted(each.id for each in shown.findings)).encode()))


def _approval(
    request: Request, shown: ShownDraft, reasons: tuple[str, ...], given: Form, status: int = 200
) -> Response:
    blocks = [found for found in shown.findings if found.severity is Severity.BLOCK]
    return render(
        request, "approve.html", told=_told(shown), shown=shown, draft=shown.draft, blocks=blocks, reasons=reasons,
        given=given,
        texts={claim.id: claim.text for section in shown.sections for claim in section.claims}, status=status,
    )  # fmt: skip


@writing
def approve(request: Request, form: Form) -> Response:
    """Approve exactly the text that the page was shown for."""
    project, person = desk_of(request).project, person_of(request)
    shown = show_draft(project, _ref(request))
    reasons = []
    if form.get("version") != str(shown.draft.version):
        reasons.append("the text was changed since this page was opened: look at it again")
    if form.get("findings") != _told(shown):
        reasons.append("other things were found in it since this page was opened: look at them below")
    if form.get("evidence") != shown.draft.evidence:
        reasons.append(f"confirm that the evidence level, “{shown.draft.evidence}”, is right")
    given = all_of(form, "reason-")
    if reasons:
        return _approval(request, shown, tuple(reasons), given, 409)
    try:
        decide(
            project, shown.draft.id, DecisionKind.APPROVED, person, acknowledged=given,
            note=f"evidence level confirmed: {shown.draft.evidence}", read=shown.draft.version,
        )  # fmt: skip
    except DecisionRefused as refused:
        return _approval(request, shown, refused.reasons, given, 409)
    return _back(request, shown.draft.id)


def _decision(kind: DecisionKind) -> Route:
    @writing
    def decided(request: Request, form: Form) -> Response:
        draft = decide(
            desk_of(request).project,
            _ref(request),
            kind,
            person_of(request),
            note=form.get("note", ""),
            read=number(form.get("read", "")),
        )
        return _back(request, draft.id)

    return Route("/draft/{ref}/" + kind.name.lower().replace("_", "-"), decided, methods=["POST"])


@writing
def put_out(request: Request, _form: Form) -> Response:
    """Write the approved page for the site."""
    desk = desk_of(request)
    if desk.out is None:
        raise Refused("this desk publishes nowhere", 409, "start it with --to and --out")
    done = publish(desk.project, [_ref(request)], desk.target, desk.out)
    if done.refused:
        raise DecisionRefused(
            f"“{done.refused[0].title}” cannot be published", reasons=done.refused[0].reasons
        )
    return to(f"/draft/{done.published[0].id}?plain=1")


# --- asking a model ---------------------------------------------------------------------------------------


@writing
def write_anew(request: Request, form: Form) -> Response:
    """Have the draft, or some of its sections, written anew with a note."""
    desk, ref, person = desk_of(request), _ref(request), person_of(request)
    wanted = tuple(kind for kind in SectionKind if f"section-{kind.name}" in form)

    def do() -> Done:
        draft, path = redraft(desk.project, desk.flags, ref, note=form.get("note", ""), sections=wanted)
        return Done(f"Version {draft.version} is written ({path}).", f"/draft/{draft.id}")

    errand = desk.errands.begin("Writing the draft anew", person, do, back=f"/draft/{ref}?plain=1")
    return to(f"/errand/{errand.id}")


@writing
def read_twice(request: Request, _form: Form) -> Response:
    """Have the judge read the sentences that have no verdict."""
    desk, ref = desk_of(request), _ref(request)

    def do() -> Done:
        draft = read_again(desk.project, desk.flags, ref)
        return Done("The judge has read it.", f"/draft/{draft.id}?plain=1")

    errand = desk.errands.begin("Asking the judge", person_of(request), do, back=f"/draft/{ref}?plain=1")
    return to(f"/errand/{errand.id}")


ROUTES = [
    Route("/draft/{ref}/edit/{part}", edit, methods=["GET"]),
    Route("/draft/{ref}/edit/{part}", save, methods=["POST"]),
    Route("/draft/{ref}/restore", restore, methods=["POST"]),
    Route("/draft/{ref}/undo", undo, methods=["POST"]),
    Route("/draft/{ref}/seen", seen, methods=["POST"]),
    Route("/draft/{ref}/comment", comment, methods=["POST"]),
    Route("/draft/{ref}/approve", approval, methods=["GET"]),
    Route("/draft/{ref}/approve", approve, methods=["POST"]),
    *map(_decision, (DecisionKind.CLAIMED, DecisionKind.CHANGES_REQUESTED, DecisionKind.REJECTED)),
    Route("/draft/{ref}/publish", put_out, methods=["POST"]),
    Route("/draft/{ref}/redraft", write_anew, methods=["POST"]),
    Route("/draft/{ref}/judge", read_twice, methods=["POST"]),
]
