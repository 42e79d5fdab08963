"""Whether what a registry gave is what was asked for, and whether its words agree with the text's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.model import Study, Value
from newsdraft.registries.ids import normal_doi, normal_nct, normal_pmid
from newsdraft.registries.values import Answer, Ask, Question, Record
from newsdraft.text import fold, words

# Titles of preprint and paper, or of release and paper, differ in wording; titles of two papers share little.
SAME_TITLE = 0.9  # what a search by title must reach: then it is this paper
OTHER_TITLE = 0.3  # what stays below is another paper, whatever the DOI says

_SMALL = frozenset(
    {
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("is", "are", "its", "via", "using", "after", "among"),
    }
)


class Known(Value):
    """Identifiers in their normal form: the text's, or else those that a record of the study gave."""

    doi: str | None = None
    pmid: str | None = None
    trials: tuple[str, ...] = ()


def content_words(text: str) -> set[str]:
    """The words of a title without small ones."""
    return {word for word in words(text) if word not in _SMALL}


def shared(one: str, other: str) -> float:
    """The share (0 to 1) of the shorter title's words that the other has; 1 where one has no words."""
    first, second = content_words(one), content_words(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 1.0


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for punctuation and a word or two."""
    first, second = content_words(one), content_words(other)
    return bool(first and second) and len(first & second) >= SAME_TITLE * len(first | second)


def same_journal(one: str, other: str) -> bool:
    """Whether two names are those of one journal: in full, abbreviated ("N Engl J Med"), or by initials.

    What stands in brackets ("(New York, N.Y.)") or after a colon may be missing.
    """
    return any(
        first == second or _abbreviates(first, second) or _abbreviates(second, first)
        for first in _names(one)
        for second in _names(other)
    )


def _names(name: str) -> list[list[str]]:
    """The words of a name, with and without what follows a colon."""
    bare = re.sub(r"\([^)]*\)", " ", fold(name))
    forms = (bare, bare.partition(":")[0])
    return [[word for word in words(form) if word not in _SMALL] for form in forms]


def _abbreviates(short: list[str], full: list[str]) -> bool:
    initials = "".join(word[0] for word in full)
    if len(short) == 1 and len(full) > 1 and len(short[0]) > 2 and initials.startswith(short[0]):
        return True
    return len(short) == len(full) > 1 and all(f.startswith(s) for s, f in zip(short, full, strict=True))


def known(study: Study, records: Sequence[Record]) -> Known:
    """The identifiers to go by."""
    own_trials = tuple(dict.fromkeys(filter(None, map(normal_nct, study.trial_ids))))
    found_trials = tuple(dict.fromkeys(trial for record in records for trial in record.trial_ids))
    return Known(
        doi=normal_doi(study.doi or "") or next((r.doi for r in records if r.doi), None),
        pmid=normal_pmid(study.pmid or "") or next((r.pmid for r in records if r.pmid), None),
        trials=own_trials or found_trials,
    )


def sift(study: Study, answers: Sequence[Answer]) -> tuple[list[Record], list[str], list[str]]:
    """The records that are of the study, and what an editor should know of those that are not.

    First what is wrong with the text's own numbers, then which registry answered about something else.
    """
    kept: list[Record] = []
    objections: list[str] = []
    strays: list[str] = []
    for answer in answers:
        fitting = [record for record in answer.records if _asked_for(record, answer.question, study)]
        best = fitting[0] if fitting else None
        objection = _objection(best, study) if best else ""
        if objection:
            objections = objections or [objection]  # the others would say the same of it
        elif best:
            kept.append(best)
        elif answer.records and answer.question.by is Ask.DOI:
            registry, wanted = answer.question.registry, answer.question.value
            strays.append(f"{registry} answered with another paper than {wanted}; that was not used.")
    return kept, objections, strays


def _asked_for(record: Record, question: Question, study: Study) -> bool:
    if question.by is Ask.DOI:
        return record.doi in (question.value, None)
    if record.pmid not in question.value.split(","):
        return False
    doi = normal_doi(study.doi or "")
    if normal_pmid(study.pmid or "") == record.pmid:
        return True
    # Found by a search, which may give anything.
    return record.doi == doi if doi else same_title(record.title or "", study.title or "")


def _objection(record: Record, study: Study) -> str:
    """Why a record under the right number is not taken for the study, or ""."""
    doi = normal_doi(study.doi or "")
    if record.doi and doi and record.doi != doi:
        return (
            f"The text gives both DOI {doi} and PMID {study.pmid}, but by {record.registry} that PMID is of another"
            f" paper (DOI {record.doi}); its record was not used."
        )
    if record.title and study.title and shared(record.title, study.title) < OTHER_TITLE:
        grave = f" Of that paper {record.registry} says: {record.standing}." if record.standing else ""
        number = f"DOI {record.doi}" if record.doi else f"PMID {record.pmid}"
        theirs, ours = record.title[:300], study.title[:300]
        return (
            f"By {record.registry}, {number} is “{theirs}”, but the text calls the paper “{ours}”; nothing was taken"
            f" from that record.{grave}"
        )
    return ""
