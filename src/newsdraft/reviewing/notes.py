"""The review block: what the editor has to know, in plain words, inside the draft's own file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsdraft.markdown import REVIEW_END, REVIEW_START, escape, plain
from newsdraft.model import (
    Decision,
    DecisionKind,
    Draft,
    Finding,
    Met,
    Retraction,
    Severity,
    Study,
    Verdict,
)
from newsdraft.reviewing.state import ReviewState, author

_WEIGHTS = [Severity.BLOCK, Severity.MAJOR, Severity.MINOR]


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Findings by weight; those of one weight stay in their order."""
    return sorted(findings, key=lambda finding: _WEIGHTS.index(finding.severity))


def review_block(draft: Draft, state: ReviewState, history: Sequence[Decision], *, extract: bool) -> str:
    """The block with its two marks, one line each, ending with a newline."""
    lines = [
        *_head(state, extract=extract),
        "",
        *_about(draft),
        "",
        *_findings(draft, state, extract=extract),
    ]
    if said := list(_said(history)):
        lines += ["", "**What was decided so far**", "", *said]
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"{REVIEW_START}\n{quoted}\n{REVIEW_END}\n"


def _head(state: ReviewState, *, extract: bool) -> Iterator[str]:
    yield "**Review notes.** newsdraft writes them anew whenever something changes, and removes them on"
    yield "publishing. Work on the text below them, not in here. The mark behind a sentence leads to the passage"
    yield "that it rests on; a mark that begins with “check” asks you to confirm the sentence yourself."
    yield ""
    claimed = f", claimed by {escape(state.claimed_by)}" if state.claimed_by else ""
    approved = f" by {escape(state.approved_by)}" if state.approved_by else ""
    yield f"**Status:** {state.status.words}{approved}, version {state.version}{claimed}"
    for sentence in state.attention:
        yield ""
        yield f"**Attention:** {escape(sentence)}"
    if extract:
        yield ""
        yield "**This is an extract, not a post.** No model was used: these are the source's own sentences,"
        yield "chosen and sorted. Rewrite it in your own words; it cannot be approved while it is an extract."


def _about(draft: Draft) -> Iterator[str]:
    evidence = draft.dossier.evidence
    said = plain(evidence.note).removeprefix(evidence.level.value).lstrip("; ").rstrip(".")
    note = f" {escape(said[:1].upper() + said[1:])}." if said else ""
    shown = f" Shown by: {escape(', '.join(evidence.passages))}." if evidence.passages else ""
    yield f"- **Evidence:** {evidence.level.value}.{note}{shown} Please confirm."
    yield "- **Study:**"
    yield from (f"  - {line}" for line in _study(draft.dossier.study))
    for document in draft.dossier.documents:
        if document.id.startswith("S"):
            publisher = f", {escape(document.publisher)}" if plain(document.publisher) else ""
            yield f"- **Source {escape(document.id)}:** {escape(document.title)}{publisher}"
    yield f"- **Second reading:** {_second_reading(draft)}"
    answers = draft.reading.answers(draft.post) if draft.reading else ()
    if answers:
        yield f"- **Questions of the desk:** {_in_counts([answer.met for answer in answers])}."
    for notice in draft.dossier.notices:
        yield f"- **Note:** {escape(notice)}"


def _second_reading(draft: Draft) -> str:
    """Who read the draft a second time and how many sentences got which verdict."""
    if draft.reading is None:
        return "none; only the rules of newsdraft were applied."
    verdicts = [draft.reading.verdict(claim) for _, claim in draft.post.claims()]
    model = escape(draft.reading.model)
    return f"by the model {model}: {_in_counts(verdicts)} (a machine's opinion, which can err)."


def _in_counts(said: Sequence[Verdict] | Sequence[Met]) -> str:
    """How many of each, in the order of the kinds: "12 supported, 1 partly"."""
    kinds = type(said[0]) if said else Verdict
    return ", ".join(f"{said.count(kind)} {kind.value}" for kind in kinds if kind in said)


def _study(study: Study) -> Iterator[str]:
    named = [
        ("Paper", study.title), ("Journal", study.journal), ("DOI", study.doi), ("PMID", study.pmid),
        ("Trial", ", ".join(study.trial_ids)), ("Institution", study.institution), ("Design", study.design),
        ("Participants", study.participants), ("Funding", study.funding), ("Conflicts", study.conflicts),
    ]  # fmt: skip
    found = [f"{label}: {escape(value)}" for label, value in named if value and plain(value)]
    yield from found or ["None could be found behind this news."]
    if study.is_preprint:
        yield "A preprint: other scientists have not reviewed it yet."
    if study.used_ai is not None:
        yield "AI: it was part of the study" if study.used_ai else "AI: not mentioned in the sources"
    bad = study.retraction in {Retraction.RETRACTED, Retraction.CONCERN}
    yield f"{'**' if bad else ''}Retraction: {study.retraction.value}{'**' if bad else ''}"


def _findings(draft: Draft, state: ReviewState, *, extract: bool) -> Iterator[str]:
    if not draft.findings:
        yield "**Findings:** none. Read it against its sources all the same."
        return
    counts = [(weight, sum(f.severity is weight for f in draft.findings)) for weight in _WEIGHTS]
    yield "**Findings:** " + ", ".join(f"{n} {w.words}" for w, n in counts if n)
    sentences = {claim.id: claim.text for _, claim in draft.post.claims()}
    for number, finding in enumerate(worst_first(draft.findings), start=1):
        yield ""
        yield from _finding(number, finding, sentences, state, extract=extract)


def _finding(
    number: int, finding: Finding, sentences: dict[str, str], state: ReviewState, *, extract: bool
) -> Iterator[str]:
    label = escape(finding.id)
    yield f"{number}. **{finding.severity.words.capitalize()}** ({label}): {escape(finding.message)}"
    sentence = sentences.get(finding.claim or "")
    where = f" ({escape(finding.where)})" if plain(finding.where) else ""
    if sentence:
        yield f"   - The sentence{where}: “{escape(sentence)}”"
    elif where:
        yield f"   - Where: {escape(finding.where)}"
    if plain(finding.evidence):
        yield f"   - What shows it: “{escape(finding.evidence)}”"
    if plain(finding.standard):
        yield f"   - The standard: {escape(finding.standard)}"
    if finding.severity is Severity.BLOCK:
        reason = state.acknowledged.get(finding.id)
        yield f"   - Acknowledged: {escape(reason)}" if reason else _what_to_do(finding, extract=extract)


def _what_to_do(finding: Finding, *, extract: bool) -> str:
    if extract:
        return "   - What to do: correct the text and save the file."
    return (
        "   - What to do: correct the sentence and save the file. If it is right as it stands, approve with "
        f"`--acknowledge {finding.id.replace('`', '')}=REASON`."
    )


def _said(history: Sequence[Decision]) -> Iterator[str]:
    for line in history[-12:]:
        if line.kind is not DecisionKind.FILED:
            note = f": {escape(line.note)}" if plain(line.note) else ""
            what = f"version {line.version}: {line.kind.words} by {escape(author(line.by))}{note}"
            yield f"- {line.at:%Y-%m-%d %H:%M} UTC, {what}"
