"""One story's way from its entries to a draft in the queue.

``process`` may be called any number of times for the same story: each step is remembered by its name and the
hash of its input, and a draft's file is made once under the story's id. Killed anywhere, it goes on from the
last step that was kept.

Whoever calls it holds the story's lease (``context.holding``): when another process took it over, the next step is
refused with LeaseLost, before it is paid for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from newsdraft.errors import StoreError
from newsdraft.model import (
    DocumentKind,
    Dossier,
    Draft,
    Held,
    ModelCall,
    PipelineState,
    Post,
    SecondReading,
    SectionKind,
    Story,
    Value,
)
from newsdraft.pipeline.context import Context

# The stages behind a draft are loaded by the steps that use them: most runs find nothing to draft.
if TYPE_CHECKING:
    from newsdraft.pipeline.matching import Twins
    from newsdraft.pipeline.polish import Polished, Remember
    from newsdraft.writing import Written

SLUG_LENGTH = 60
MADE = "draft"  # the step whose output is a draft that may be filed
_reading: TypeAdapter[Dossier | Held] = TypeAdapter(Dossier | Held)


class Filed(Value):
    """A draft stands in the queue."""

    draft: Draft
    path: Path


class Merged(Value):
    """The story turned out to report a study that another story already covers."""

    into: str
    reason: str


Outcome = Filed | Held | Merged


def process(context: Context, story_id: str, *, overrule: bool = False) -> Outcome:
    """Read, write, check and file one story. ``overrule`` drafts it although it would be held.

    Raises FetchError when no page of the story can be read, WritingError when the writer gives no post.
    """
    made = make_draft(context, story_id, overrule=overrule)
    return file_draft(context, story_id) if isinstance(made, Draft) else made


def make_draft(context: Context, story_id: str, *, overrule: bool = False) -> Draft | Held | Merged:
    """Everything of ``process`` that reads pages or asks a model; the draft is remembered, and no file is made.

    Any host may do it. Raises as ``process`` does.
    """
    story = context.database.story(story_id)
    reading = _prepare(context, story, overrule=overrule)
    if not isinstance(reading, Dossier):
        return reading
    written = _write(context, reading)
    _move(context, story_id, PipelineState.DRAFTED)
    remember = partial(_once, context, story_id)

    def make() -> Draft:
        polished = _polish(context, written.post, reading, remember=remember)
        return assemble(context, story, reading, written, polished)

    given = f"{written.model_dump_json()}\n{reading.model_dump_json()}"
    return Draft.model_validate_json(remember(MADE, given, make))


def file_draft(context: Context, story_id: str) -> Filed:
    """Put the draft that ``make_draft`` remembered into the queue; only on the host that has the drafts folder.

    Done again it finds the file that is there. Raises StoreError where no draft was made.
    """
    made = context.database.last_output(story_id, MADE)
    if made is None:
        raise StoreError("no draft was made of this story, so none can be filed", where=story_id)
    draft = Draft.model_validate_json(made)
    path = context.drafts.file(draft, allowed=context.database.still_ours)
    _move(context, story_id, PipelineState.FILED, reason="", errors=0)
    return Filed(draft=draft, path=path)


def read_pages(context: Context, story_id: str) -> None:
    """Read a story's pages and look its study up; remembered for ``prepare``, so that many can be read at once."""
    _read(context, context.database.story(story_id), overrule=False)


def prepare(context: Context, story_id: str) -> Held | Merged | None:
    """Read one story and no more; None when it can go on to be written."""
    reading = _prepare(context, context.database.story(story_id), overrule=False)
    return None if isinstance(reading, Dossier) else reading


def _prepare(context: Context, story: Story, *, overrule: bool) -> Dossier | Held | Merged:
    reading = _read(context, story, overrule=overrule)
    if isinstance(reading, Held):
        _move(context, story.id, PipelineState.HELD, reason=f"{reading.reason.value}: {reading.message}")
        return reading
    with (
        context.database.together() as database
    ):  # of two reports that are read at once, one has to see the other
        twins = _twins(replace(context, database=database), story, reading)
        if twins.same:
            reason = twins.same.reason
            database.merge_story(story.id, twins.same.story_id, context.clock(), reason)
            return Merged(into=twins.same.story_id, reason=reason)
        database.set_story(story.id, context.clock(), state=PipelineState.READ, doi=reading.study.doi)
    maybe = tuple(
        f"Possibly the same story as “{twin.title}” ({twin.story_id}): {twin.reason}."
        for twin in twins.possible
    )
    return reading.model_copy(update={"notices": (*reading.notices, *maybe)})


def _move(context: Context, story_id: str, state: PipelineState, **values: Any) -> None:
    context.database.set_story(story_id, context.clock(), state=state, **values)


def _once(context: Context, story_id: str, name: str, given: str, make: Callable[[], Value]) -> str:
    """The JSON output of a step: the remembered one for this input, or a new one, remembered before use."""
    input_hash = hashlib.sha256(given.encode()).hexdigest()
    output = context.database.remembered(story_id, name, input_hash)
    if output is None:
        output = make().model_dump_json()
        context.database.remember(story_id, name, input_hash, output, context.clock())
    return output


def _read(context: Context, story: Story, *, overrule: bool) -> Dossier | Held:
    from newsdraft.reading import read  # noqa: PLC0415

    given = "\n".join([str(overrule), *(entry.model_dump_json() for entry in story.entries)])

    def make() -> Value:
        return read(
            story,
            context.web,
            context.references,
            context.clock(),
            article=context.article,
            look_up=context.look_up,
            overrule=overrule,
        )

    return _reading.validate_json(_once(context, story.id, "read", given, make))


def _twins(context: Context, story: Story, dossier: Dossier) -> Twins:
    """Which other stories report the same, by the text of the pages; the text is kept for those to come."""
    from newsdraft.pipeline.matching import find_twin  # noqa: PLC0415

    own = [document.text for document in dossier.documents if document.kind is not DocumentKind.REFERENCE]
    text = "\n".join(own)
    twins = find_twin(context.database, story, text, context.clock(), study=dossier.study)
    if twins.same is None:
        context.database.index_story_text(story.id, text)
    return twins


def _write(context: Context, dossier: Dossier) -> Written:
    from newsdraft.writing import Task, Written  # noqa: PLC0415

    writer = context.writer()
    given = f"{writer.name}\n{dossier.model_dump_json()}"
    output = _once(context, dossier.story_id, "write", given, lambda: writer.write(Task(dossier=dossier)))
    return Written.model_validate_json(output)


def _polish(
    context: Context, post: Post, dossier: Dossier, *, known: SecondReading | None = None, remember: Remember
) -> Polished:
    from newsdraft.pipeline.polish import polish  # noqa: PLC0415

    repair = context.settings.repair
    return polish(context, post, dossier, known=known, repair=repair, remember=remember)


def assemble(context: Context, story: Story, dossier: Dossier, written: Written, polished: Polished) -> Draft:
    """A story's first draft: the post with its findings, dossier and calls."""
    from slugify import slugify  # noqa: PLC0415

    return Draft(
        id=story.id,
        story_id=story.id,
        version=1,
        writer=context.writer().name,
        date=story.created_at.date().isoformat(),
        slug=slugify(polished.post.title, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)
        or story.id.lower(),
        post=polished.post,
        dossier=_noting(dossier, *written.notices, *polished.notices),
        findings=polished.findings,
        reading=polished.reading,
        calls=_with(written.calls, polished.calls),
        created_at=story.created_at,
    )


def _noting(dossier: Dossier, *notices: str) -> Dossier:
    return dossier.model_copy(update={"notices": tuple(dict.fromkeys((*dossier.notices, *notices)))})


def redraft(
    context: Context, draft: Draft, current: Post, note: str, sections: tuple[SectionKind, ...] = ()
) -> Draft:
    """A new version of ``draft``, written with the editor's note in mind; limited to ``sections`` if given.

    ``current`` is the post as its file says it now. Sentences that stay keep their claim ids and the verdicts of the
    second reading. Nothing is filed.
    """
    from newsdraft.markdown import carry_ids  # noqa: PLC0415
    from newsdraft.writing import Task  # noqa: PLC0415

    writer = context.writer()
    task = Task(dossier=draft.dossier, note=note, previous=current, sections=sections)
    written = writer.write(task)
    post = carry_ids(current, written.post)
    polished = _polish(context, post, draft.dossier, known=draft.reading, remember=_at_once)
    return draft.model_copy(
        update={
            "version": draft.version + 1,
            "writer": writer.name,
            "post": polished.post,
            "dossier": _noting(draft.dossier, *written.notices, *polished.notices),
            "findings": polished.findings,
            "reading": polished.reading,
            "calls": _with(_with(draft.calls, written.calls), polished.calls),
        }
    )


def _at_once(name: str, given: str, make: Callable[[], Value]) -> str:  # noqa: ARG001 - the shape of a step
    """A step of a redraft: nothing but the ledger remembers it."""
    return make().model_dump_json()


def read_again(context: Context, draft: Draft, current: Post) -> Draft:
    """``draft`` with the judge's verdicts on those sentences of ``current`` that have none; the post stays as it is."""
    from newsdraft.pipeline.polish import polish  # noqa: PLC0415

    polished = polish(context, current, draft.dossier, known=draft.reading, repair=False, remember=_at_once)
    return draft.model_copy(
        update={
            "post": current,
            "findings": polished.findings,
            "reading": polished.reading,
            "calls": _with(draft.calls, polished.calls),
        }
    )


def _with(calls: tuple[ModelCall, ...], new: tuple[ModelCall, ...]) -> tuple[ModelCall, ...]:
    known = {call.id for call in calls}
    return (*calls, *(call for call in new if call.id not in known))
