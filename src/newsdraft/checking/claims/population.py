"""Whom a result is told of: animals, cells or people, which people, with which cancer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.cancers import cancers, is_loose, plain, touched, wider
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.lexicon import Mention, folded
from newsdraft.checking.population import (
    ADULTS,
    ANY_ANIMAL,
    HEALTHY,
    ILL,
    Kind,
    Role,
    Subject,
    animals,
    covers,
    groups,
    of_kind,
    opposed,
    speaks_of_cells,
    subjects,
    supports,
    tells_of_people,
)
from newsdraft.checking.wording import content, outside_quotes, shown, some
from newsdraft.model import Basis, Severity

_CLEAR, _HALF = 0.6, 0.5  # shares of a clause's words that tell whose result it is
_MILD_LAB = ("tissue samples", "the laboratory")  # also told of work with people
_FEWEST = 2  # content words that a clause needs to be told apart


def _applies(sentence: Sentence) -> bool:
    return bool(sentence.cited) and sentence.basis is Basis.PASSAGES


def species(sentence: Sentence) -> Iterator[Hit]:
    """A result in animals or cells told of people, of other animals, or the other way round."""
    if not _applies(sentence):
        return
    told = outside_quotes(sentence.text)
    yield from _told_of_people(sentence, told)
    yield from _told_of_animals(sentence, told)
    yield from _told_of_cells(sentence, told)


def _told_of_people(sentence: Sentence, told: str) -> Iterator[Hit]:
    passages = sentence.passages
    hoped = any(s.role is not Role.TISSUE for text in passages for s in of_kind(text, Kind.PEOPLE))
    roles = (Role.SUBJECT,) if hoped else (Role.SUBJECT, Role.MAYBE, Role.PLAN)
    people = [s for s in of_kind(told, Kind.PEOPLE) if s.role in roles and "'" not in s.mention.text]
    studied = [s for text in passages for s in subjects(text) if s.kind is not Kind.PEOPLE]
    if not people:
        return
    if any(tells_of_people(text) for text in passages):
        yield from _other_clause(sentence, told, people)
    elif studied:
        yield _shift(people[0], studied[0], _weight(told, people, studied))
    elif any(map(speaks_of_cells, passages)) and people[0].role is Role.SUBJECT:
        yield Hit(
            "species-shift",
            people[0].mention.text.lower(),
            f"The sentence speaks of “{people[0].mention.text}”; the cited passages ({some(list(sentence.cited))}) "
            "tell of cells, not of people. Say in what it was seen.",
            severity=Severity.MAJOR,
        )


def _weight(told: str, people: list[Subject], studied: list[Subject]) -> Severity | None:
    """None is the rule's own weight. Plans, and sentences that name the animals too, may only be loosely told."""
    named = any(s.kind is not Kind.PEOPLE for s in subjects(told))
    planned = not any(s.role is Role.SUBJECT for s in people)
    tissue = all(s.kind is Kind.LAB and s.mention.key in _MILD_LAB for s in studied)
    return Severity.MAJOR if named or planned or tissue else None


def _shift(claimed: Subject, studied: Subject, severity: Severity | None) -> Hit:
    return Hit(
        "species-shift",
        claimed.mention.text.lower(),
        f"The sentence speaks of “{claimed.mention.text}”; the cited passage speaks of “{studied.mention.text}”. "
        "Say in whom or what it was seen, as the passage does.",
        shown(studied.clause, 200),
        severity,
    )


def _other_clause(sentence: Sentence, told: str, people: list[Subject]) -> Iterator[Hit]:
    """Passages tell of people and of animals: whose result is it, by the words of the clauses?"""
    if any(s.kind is not Kind.PEOPLE for s in subjects(told)):
        return
    known = [s for text in sentence.passages for s in subjects(text) if s.role is Role.SUBJECT]
    theirs = [s for s in known if s.kind is Kind.PEOPLE]
    others = [s for s in known if s.kind is not Kind.PEOPLE and not _shares_clause(s, theirs)]
    for claimed in people:
        wanted = content(claimed.clause) - content(claimed.mention.text)
        if claimed.role is not Role.SUBJECT or len(wanted) < _FEWEST or not others:
            continue
        best = max(others, key=lambda s: _overlap(wanted, s))
        own = max((_overlap(wanted, s) for s in theirs), default=0.0)
        if _overlap(wanted, best) >= _CLEAR and own < _HALF * _overlap(wanted, best):
            yield _shift(claimed, best, None)
            return


def _shares_clause(subject: Subject, others: list[Subject]) -> bool:
    return any(other.clause == subject.clause for other in others)


def _overlap(wanted: frozenset[str], subject: Subject) -> float:
    return len(wanted & content(subject.clause)) / len(wanted)


def _told_of_animals(sentence: Sentence, told: str) -> Iterator[Hit]:
    known = {key: words for text in sentence.passages for key, words in animals(text).items()}
    for key, words in animals(told).items():
        if covers(frozenset(known), key):
            continue
        people = any(of_kind(text, Kind.PEOPLE) for text in sentence.passages)
        other = next(iter(known.values()), "") or ("people" if people else "")
        said = f"the cited passage speaks of “{other}”" if other else "no cited passage names them"
        severity = None if other and key != ANY_ANIMAL and ANY_ANIMAL not in known else Severity.MAJOR
        yield Hit(
            "species-shift",
            words.lower(),
            f"The sentence speaks of “{words}”; {said}. Correct it, or cite the passage that says it.",
            severity=severity,
        )


def _told_of_cells(sentence: Sentence, told: str) -> Iterator[Hit]:
    claimed = [s for s in of_kind(told, Kind.LAB) if s.mention.key not in _MILD_LAB]
    known = [s for text in sentence.passages for s in subjects(text)]
    if claimed and not any(s.kind is Kind.LAB for s in known):
        cells = any(map(speaks_of_cells, sentence.passages))
        if not cells and any(s.role is Role.SUBJECT for s in known):
            other = next(s for s in known if s.role is Role.SUBJECT)
            yield _shift(claimed[0], other, None if not animals(told) else Severity.MAJOR)


# --- which people ----------------------------------------------------------------------------------------


def population(sentence: Sentence) -> Iterator[Hit]:
    """Women told of men, adults of children, patients of healthy volunteers."""
    if not _applies(sentence):
        return
    told = outside_quotes(sentence.text)
    own = groups(told)
    joined = " ".join(sentence.passages)
    for group, words in own.items():
        if supports(group, joined) or (group == ADULTS and _grown(own)):
            continue
        other = opposed(group, joined)
        if other:
            yield Hit(
                "population-shift",
                words.lower(),
                f"The sentence speaks of “{words}”; the cited passage speaks of “{other}”. "
                "Name those who were studied.",
            )
        elif of_kind(joined, Kind.PEOPLE) and group not in _MILD and not _elsewhere(sentence, group):
            yield Hit(
                "population-shift",
                words.lower(),
                f"The sentence speaks of “{words}”; no cited passage does. "
                "Cite the passage that says it, or strike it.",
                severity=Severity.MAJOR,
            )


_MILD = (ILL, HEALTHY, ADULTS)


def _grown(own: dict[str, str]) -> bool:
    return "older people" in own


def _elsewhere(sentence: Sentence, group: str) -> bool:
    cited = [sentence.sources.document_of(name) for name in sentence.cited]
    return any(supports(group, passage.text) for d in cited if d for passage in d.passages)


# --- which cancer ----------------------------------------------------------------------------------------


def cancer(sentence: Sentence) -> Iterator[Hit]:
    """Another cancer than the passages', a narrower one, or cancer at large."""
    if not _applies(sentence):
        return
    told = outside_quotes(sentence.text)
    known = frozenset(key for text in sentence.passages for key in touched(text))
    others = [mention for text in sentence.passages for mention in cancers(text)]
    for mention in cancers(told):
        if mention.key not in known and not any(_loosely(mention.key, key) for key in known):
            yield from _other_cancer(sentence, mention, others)
    yield from _at_large(told, sentence, others)


def _loosely(key: str, known: str) -> bool:
    return is_loose(key) and known in wider(key)[:1]


def _other_cancer(sentence: Sentence, mention: Mention, others: list[Mention]) -> Iterator[Hit]:
    narrowed = next((o for o in others if o.key in wider(mention.key)), None)
    other = narrowed or next(iter(others), None)
    if other is not None:
        yield Hit(
            "cancer-differs",
            mention.key,
            f"The sentence speaks of {plain(mention.key)}; the cited passage speaks of {plain(other.key)}. "
            "Name the cancer that the passage names.",
            other.text,
            Severity.MAJOR if narrowed else None,
        )
    elif not any(mention.key in touched(text) for text in sentence.sources.with_titles):
        yield Hit(
            "cancer-differs",
            mention.key,
            f"The sentence speaks of {plain(mention.key)}; no cited passage names it. "
            "Cite the passage that does, or strike it.",
            severity=Severity.MAJOR,
        )


_LARGE = re.compile(
    r"\b(?:cancer patients|(?:patients|people|women|men|adults|children|those) (?:with|who have) (?:advanced "
    r"|metastatic )?cancer"
    r"|(?:many|most|different|various|several) (?:types of |kinds of |forms of )?cancers?|against cancer"
    r"|(?:treat|treats|cure|cures|prevent|prevents|beat|beats) cancer|cancer treatment in general)\b(?! of\b)",
    re.I,
)
_LARGE_SUPPORT = re.compile(
    r"\b(?:cancer patients|(?:with|have|had) (?:advanced |metastatic |the )?cancer|cancers\b|solid tumou?rs"
    r"|malignanc\w+"
    r"|(?:types|kinds|forms) of (?:cancer|tumou?r)|(?:against|of|for|from|treat|prevent) cancer"
    r"|cancer (?:survivors?|types))\b",
    re.I,
)


def _at_large(told: str, sentence: Sentence, others: list[Mention]) -> Iterator[Hit]:
    """ "Cancer patients" where every passage speaks of one kind."""
    match = _LARGE.search(folded(told))
    if match is None or not others or cancers(told):
        return
    if _LARGE_SUPPORT.search(folded(" ".join(sentence.passages))) or len({o.key for o in others}) > 1:
        return
    kind = plain(others[0].key)
    yield Hit(
        "population-widened",
        match[0].lower(),
        f"The sentence says “{match[0]}”; the cited passage speaks of {kind} only. Name the cancer.",
        others[0].text,
        Severity.MAJOR,
    )


# --- with which tumour -----------------------------------------------------------------------------------

_MARKED = re.compile(
    r"\b(?:[A-Z][A-Z0-9-]{2,}[a-z]?\d*[ -](?:positive|negative|mutant|mutated|mutations?|amplified|high|low"
    r"|expressing|rearranged)"
    r"|MSI-H|dMMR|(?:whose|with) (?:[\w-]+ ){0,4}?(?:mutations?|biomarker|fusion|amplification|deletion"
    r"|alterations?)"
    r"|whose (?:cancers?|tumou?rs?|disease)\b|hormone[ -]receptor[ -]positive|triple[ -]negative"
    r"|castration[ -]resistant)",
)
_STAGED = re.compile(
    r"\b(?:metastatic|advanced|relapsed|refractory|recurrent|inoperable|unresectable|previously treated|resistant"
    r"|early[ -]stage|locally advanced|high[ -]risk|low[ -]risk|stage [0-4IV]+|spread|came back|newly diagnosed)\b",
    re.I,
)
_WHO_WITH = re.compile(r"\b(?:patients|people|women|men|adults|children) (?:with|who ha(?:d|ve))\b", re.I)


def restriction_dropped(sentence: Sentence) -> Iterator[Hit]:
    """ "Patients with lung cancer" where each cited passage says whose tumours had a marker."""
    if not _applies(sentence):
        return
    told = folded(outside_quotes(sentence.text))
    kinds = cancers(told)
    if not kinds or not _WHO_WITH.search(told) or _narrowed(told):
        return
    for text in map(folded, sentence.passages):
        marked = _MARKED.search(text)
        if marked and {m.key for m in cancers(text)} & {m.key for m in kinds}:
            yield Hit(
                "population-widened",
                marked[0].lower(),
                f"The passage speaks of people “{shown(marked[0])}”; the sentence drops that. "
                "Say whose tumours these were.",
                marked[0],
                Severity.MAJOR,
            )
            return


def _narrowed(told: str) -> bool:
    return bool(
        _MARKED.search(told)
        or re.search(r"\b(?:this|these|such|certain|some|marker|gene\w*)\b|-positive|-negative|mutat", told)
    )
