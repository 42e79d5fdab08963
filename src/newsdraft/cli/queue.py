"""Commands of the editor: list, show, diff, decisions, redraft, publish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsdraft.cli.options import Console, common

if TYPE_CHECKING:
    from newsdraft.app.queue import QueuedDraft, ShownClaim, ShownDraft
    from newsdraft.model import Finding
    from newsdraft.project import Project

STATUSES = click.Choice(["in_review", "changes_requested", "approved", "published", "rejected"])
SECTIONS = click.Choice(["What Happened", "Background", "How AI Fits", "What Patients Should Know"], False)


def _project(console: Console) -> Project:
    from newsdraft.project import open_project  # noqa: PLC0415

    return open_project(console.project)


@click.command("list")
@click.option("--status", type=STATUSES, help="Only drafts of this status.")
@common
def list_(console: Console, status: str | None) -> None:
    """The queue: every draft with its status and findings."""
    from newsdraft.app.queue import list_drafts  # noqa: PLC0415
    from newsdraft.model import ReviewStatus  # noqa: PLC0415

    queue = list_drafts(_project(console), ReviewStatus(status) if status else None)
    console.data(queue.model_dump(mode="json"))
    for damaged in queue.damaged:
        console.result(f"NEEDS ATTENTION  {damaged.path}\n    {damaged.problem}\n    {damaged.hint}")
    for story in queue.parked:
        console.result(
            f"PARKED  {story.id}\n    {story.title}\n    {story.reason}: newsdraft retry {story.id}"
        )
    for draft in queue.drafts:
        console.result(_line(draft))
    if queue.unknown:
        console.note(f"It is not known which stories are parked: {queue.unknown}")
    if queue.drafts:
        console.note("An ID may be cut to its last four characters, or be the file's path.")
    elif status:
        console.note(f"no draft is {status}")
    elif not queue.damaged:
        console.note("no draft here yet: `newsdraft run` or `newsdraft draft URL` makes one")


def _line(draft: QueuedDraft) -> str:
    found = draft.findings
    who = (
        f" by {draft.approved_by}"
        if draft.approved_by
        else f", {draft.claimed_by}"
        if draft.claimed_by
        else ""
    )
    lines = [
        f"{draft.id}  {draft.status.value}{who}  v{draft.version}",
        f"    {draft.title}",
        f"    {draft.evidence}; to fix {found['block']}, major {found['major']}, minor {found['minor']}",
        f"    {draft.path}",
    ]
    return "\n".join([*lines, *(f"    ! {sentence}" for sentence in draft.attention)])


@click.command()
@click.argument("ref", metavar="ID")
@common
def show(console: Console, ref: str) -> None:
    """One draft: sentences with their passages, findings, history."""
    from newsdraft.app.queue import show_draft  # noqa: PLC0415
    from newsdraft.reviewing import author  # noqa: PLC0415

    shown = show_draft(_project(console), ref)
    console.data({**shown.draft.model_dump(mode="json"), **shown.model_dump(mode="json", exclude={"draft"})})
    console.result(_line(shown.draft))
    _show_sections(console, shown)
    show_findings(console, shown.findings)
    console.result("\nHistory")
    for line in shown.history:
        note = f": {line.note}" if line.note else ""
        deed = f"{line.kind.words} by {author(line.by)}"
        console.result(f"  {line.at:%Y-%m-%d %H:%M}  v{line.version}  {deed}{note}")
        for finding, reason in line.acknowledged.items():
            console.result(f"      acknowledged {finding}: {reason}")


def _show_sections(console: Console, shown: ShownDraft) -> None:
    passages = {each.id: each.text for document in shown.documents for each in document.passages}
    for section in shown.sections:
        console.result("\n" + console.style(section.heading, bold=True))
        for claim in section.claims:
            console.result(f"  {claim.text}{_flag(claim)}")
            for passage in claim.passages:
                console.result(f"      {passage}: {passages.get(passage, 'no such passage')}")
            if claim.basis != "passages":
                console.result(f"      rests on no passage ({claim.basis}): please confirm")


def _flag(claim: ShownClaim) -> str:
    """The two opinions on a sentence, where they are not "supported"; a draft that nobody judged shows one."""
    judged = "" if claim.judged in ("supported", "unscored") else f"judge: {claim.judged}"
    marks = [mark for mark in (claim.verdict if claim.verdict != "supported" else "", judged) if mark]
    return f"  [{', '.join(marks)}]" if marks else ""


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print findings, as they are handed over, for a person."""
    if findings:
        console.result("\nFindings")
    for finding in findings:
        console.result(f"  {finding.severity.words} ({finding.id}), {finding.where}: {finding.message}")
        if finding.evidence:
            console.result(f"      {finding.evidence}")


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--from", "old", type=click.IntRange(1), help="The older version; by default the one before.")
@click.option("--to", "new", type=click.IntRange(1), help="The newer version; by default the file as it is.")
@common
def diff(console: Console, ref: str, old: int | None, new: int | None) -> None:
    """What changed in a draft's text."""
    from newsdraft.app.queue import diff as compare  # noqa: PLC0415

    text = compare(_project(console), ref, old, new)
    console.data({"diff": text})
    console.result(text or "no difference")


def _decide(
    console: Console, ref: str, kind: str, by: str, note: str = "", acknowledge: Sequence[str] = ()
) -> None:
    from newsdraft.app.queue import decide  # noqa: PLC0415
    from newsdraft.model import DecisionKind  # noqa: PLC0415

    acknowledged = dict(_pair(text) for text in acknowledge)
    draft = decide(_project(console), ref, DecisionKind(kind), by, note=note, acknowledged=acknowledged)
    console.data(draft.model_dump(mode="json"))
    console.say(_line(draft))
    if draft.claimed_by and draft.claimed_by != by.strip():
        console.note(f"{draft.claimed_by} has claimed this draft: tell them what you decided")


def _pair(text: str) -> tuple[str, str]:
    finding, sign, reason = text.partition("=")
    if not sign or not reason.strip():
        raise click.UsageError(
            f"--acknowledge {text!r}: write FINDING=REASON, with the reason why it is right"
        )
    return finding.strip(), reason.strip()


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--by", required=True, metavar="NAME", help="Who works on it.")
@common
def claim(console: Console, ref: str, by: str) -> None:
    """Put your name on a draft, so that others see who works on it."""
    _decide(console, ref, "claimed", by)


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--by", required=True, metavar="NAME", help="Who takes responsibility for exactly this text.")
@click.option(
    "--acknowledge",
    multiple=True,
    metavar="FINDING=REASON",
    help="Why a blocking finding is right all the same.",
)
@common
def approve(console: Console, ref: str, by: str, acknowledge: tuple[str, ...]) -> None:
    """Approve exactly the text that the file holds now."""
    _decide(console, ref, "approve", by, acknowledge=acknowledge)


@click.command("request-changes")
@click.argument("ref", metavar="ID")
@click.option("--by", required=True, metavar="NAME", help="Who asks.")
@click.option("--note", required=True, metavar="TEXT", help="What has to change; it feeds the redraft.")
@common
def request_changes(console: Console, ref: str, by: str, note: str) -> None:
    """Send a draft back, with what has to change."""
    _decide(console, ref, "request_changes", by, note)


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--by", required=True, metavar="NAME", help="Who rejects it.")
@click.option("--note", required=True, metavar="TEXT", help="Why.")
@common
def reject(console: Console, ref: str, by: str, note: str) -> None:
    """Take a draft out of the queue; its file stays."""
    _decide(console, ref, "reject", by, note)


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--section", "sections", multiple=True, type=SECTIONS, help="Only this section; repeatable.")
@click.option(
    "--note", default="", metavar="TEXT", help="What to do differently; by default the last request."
)
@click.option("--writer", type=click.Choice(["extract", "model", "local"]), help="Who writes.")
@common
def redraft(console: Console, ref: str, sections: tuple[str, ...], note: str, writer: str | None) -> None:
    """Write a draft anew; the text so far is kept as a version."""
    from newsdraft.app.rewriting import redraft as write_anew  # noqa: PLC0415
    from newsdraft.model import SectionKind  # noqa: PLC0415

    kinds = tuple(SectionKind(section) for section in sections)
    draft, path = write_anew(_project(console), {"writer": writer}, ref, note=note, sections=kinds)
    console.data({**draft.model_dump(mode="json"), "written": path})
    console.say(_line(draft))
    console.say(
        f"The text before is kept: `newsdraft diff {draft.id} --from {draft.version - 1}` shows what changed"
    )
    if path != draft.path:
        console.note(f"The file was saved meanwhile, so the new text stands beside it: {path}")


@click.command()
@click.argument("ref", metavar="ID")
@common
def judge(console: Console, ref: str) -> None:
    """Have a model read the sentences of a draft that have no verdict yet."""
    from newsdraft.app.rewriting import read_again  # noqa: PLC0415

    draft = read_again(_project(console), {}, ref)
    console.data(draft.model_dump(mode="json"))
    console.say(_line(draft))


@click.command()
@click.argument("refs", metavar="[ID]...", nargs=-1)
@click.option(
    "--to", "target", type=click.Choice(["hugo", "jekyll"]), required=True, help="What the site is made with."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
@common
def publish(console: Console, refs: tuple[str, ...], target: str, out: Path) -> None:
    """Write approved drafts for a site; anything else is refused with the reason."""
    from newsdraft.app.site import publish as write_out  # noqa: PLC0415

    done = write_out(_project(console), refs, target, out)
    console.data(done.model_dump(mode="json"))
    for page in done.published:
        console.result(f"{page.title}\n    {page.path}")
    for refused in done.refused:
        click.echo("\n  - ".join([f"not published: {refused.title}", *refused.reasons]), err=True)
    if done.refused:
        raise click.exceptions.Exit(3 if done.published else 1)
    if not done.published:
        console.note("nothing to publish: no draft is approved")


COMMANDS = [list_, show, diff, claim, approve, request_changes, reject, redraft, judge, publish]
