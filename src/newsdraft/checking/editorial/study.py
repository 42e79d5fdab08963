"""What a reader needs to find the study and to weigh it: where it stands, who did it, in how many, its standing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsdraft.checking.context import Hit, Whole
from newsdraft.checking.names import squashed
from newsdraft.checking.quantities import quantities
from newsdraft.checking.wording import plain
from newsdraft.model import EvidenceLevel, Study

_PREPRINT = re.compile(
    r"\bpre-?prints?\b|\bnot (?:yet )?(?:been )?(?:peer[- ])?reviewed\b|\b(?:no|before) (?:peer )?review\b",
    re.I,
)
_RELEASE_ONLY = re.compile(
    r"\b(?:release|announcement|statement|report|company|hospital|university|society)\b[^.]{0,60}\b(?:does not|do not|"
    r"did not|names? no|gives? no|without|only)\b"
    r"|\bno (?:journal|paper|study)\b|\bnot (?:yet )?(?:been )?published\b|\bhas not appeared\b|\bannounced\b"
    r"|\b(?:news|press) release\b"
    r"|\b(?:at|to) (?:the|a|an) [^.]{0,60}\b(?:meeting|congress|conference|symposium)\b",
    re.IGNORECASE,
)
_BETWEEN, _MOST = 3, 0.6  # words that may stand between those of a name; the share of them that is told
_SMALL = frozenset({"of", "the", "and", "for", "in", "at", "de", "la", "di"})


def study_named(whole: Whole) -> Iterator[Hit]:
    """What is known of the study and not told in the post."""
    if whole.study is None:
        return
    text = _told(whole)
    for name, known, told in _FACTS:
        value = known(whole.study)
        if value and not told(text, value):
            message = (
                f"The post does not give the {name}, which the sources do: {value}. Say it in What Happened, so that "
                "readers can find and weigh the study."
            )
            yield Hit("study-not-named", name, message, value, where="What Happened")


def standing_said(whole: Whole) -> Iterator[Hit]:
    """A preprint is called one; where there is only a release, the post says so."""
    study = whole.study
    if study is None or (whole.evidence and whole.evidence.level is EvidenceLevel.REVIEW):
        return
    text = _told(whole)
    if study.is_preprint:
        if not _PREPRINT.search(text):
            message = (
                "The study is a preprint, and the post does not say so. Say that nobody has reviewed it yet."
            )
            yield Hit("standing-unsaid", "preprint", message, where="What Happened")
    elif not (study.journal or study.doi or _RELEASE_ONLY.search(text)):
        message = (
            "No paper was found behind this story, and the post does not say so. Say that it rests on a release, or "
            "name the journal or meeting."
        )
        yield Hit("standing-unsaid", "release only", message, where="What Happened")


def _told(whole: Whole) -> str:
    post = whole.post
    return " ".join([post.title, post.description, *(plain(claim.text) for _, claim in post.claims())])


def _has_name(text: str, name: str) -> bool:
    """Whether most words of a name stand near each other: "Hospital of Leeds" for "Leeds University Hospital".

    "Leeds Institute" is enough for "Leeds Institute for Cancer Biology", but "University" not for that of Leeds.
    Capitals count, since "Nature" and "Digital Tissue" are words of any text, too.
    """
    parts = {part for part in re.findall(r"\w+", name) if part.lower() not in _SMALL}
    told = re.findall(r"\w+", text)
    reach = len(parts) + _BETWEEN
    most = max((len(parts.intersection(told[at : at + reach])) for at in range(len(told))), default=0)
    head = re.split(r" (?:for|of|at) ", name)[0]
    if " " in head and head in text:
        return True
    if len(parts) < 2:
        return re.search(rf"[a-z,] (?:the )?{re.escape(name)}\b", text) is not None
    return most / len(parts) >= _MOST or squashed(name) in squashed(text)


def _has_count(text: str, participants: str) -> bool:
    wanted = {quantity.value for quantity in quantities(participants)}
    return not wanted or not wanted.isdisjoint(quantity.value for quantity in quantities(text))


_FACTS: tuple[tuple[str, Callable[[Study], str | None], Callable[[str, str], bool]], ...] = (
    ("journal", lambda study: study.journal, _has_name),
    ("institution", lambda study: study.institution, _has_name),
    ("number of participants", lambda study: study.participants, _has_count),
)
