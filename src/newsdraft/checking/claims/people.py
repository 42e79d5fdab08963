"""Who was studied, told in other words: all where it was some, the excluded as included, others by age or illness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.checking.ages import another_age
from newsdraft.checking.cancers import touched
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.lexicon import folded
from newsdraft.checking.people_traits import PEOPLE_TRAITS
from newsdraft.checking.statements import Statement, statements
from newsdraft.checking.traits import denied_before, disagreements
from newsdraft.checking.wording import outside_quotes
from newsdraft.model import Basis, Severity

_ALL = re.compile(
    r"(?<!not )(?<!nearly )(?<!almost )\b(?P<all>(?:all|every|each|any) (?!of\b|from\b"
    r"|\d)(?:[a-z-]+ ){0,2}?(?:patients?"
    r"|people|persons?|women|woman|men|man|children|child|adults?|cancers?|tumou?rs|diseases)"
    r"|(?:everyone|everybody|anyone|anybody)(?! (?:under|over|aged|younger|older|below|above|else|who|whose)\b)"
    r"|no matter (?:how|what|which|who|when)|however (?:much|many|old|long|often)|whatever (?:their|the) \w+"
    r"|(?:people|patients|women|men) of (?:every|any|all) \w+|in every (?:kind|type|form) of)\b",
    re.I,
)
_ALL_SUPPORT = re.compile(
    r"\b(?:all|every(?:one|body|thing)?|each|any(?:one|body)?|both|100|whole|entire|none|nobody|universal\w*"
    r"|always|regardless|irrespective|consistent)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:some|most|many|several|few|half|certain|one in|subset|majority|minority|a quarter|a third|(?:\d+"
    r"|\w+) (?:of|in) (?:the )?"
    r"\w+|\d+ ?%|percent|per cent)\b",
    re.I,
)
_NAMED_AFTER = re.compile(
    r"(?<=one|ody) with\b"
)  # "anybody with diarrhea" is all only where the passage says "only"
_LIMITED = re.compile(
    r"\b(?:(?:confined|limited|restricted) to|only (?:in|for|among|to|patients|people|adults)|(?:no"
    r"|not) \w+ (?:in|for) other"
    r"|those with(?:out)? [^,.;]{1,80} did no(?:t| better))\b",
    re.I,
)


def everyone(sentence: Sentence) -> Iterator[Hit]:
    """ "All patients" where the passages speak of some."""
    if not _applies(sentence):
        return
    told = folded(outside_quotes(sentence.text))
    joined = folded(" ".join(sentence.passages))
    match = next((m for m in _ALL.finditer(told) if not denied_before(told, m.start())), None)
    limited = _LIMITED.search(joined)
    if match is None or (
        not limited and (_ALL_SUPPORT.search(joined) or _NAMED_AFTER.match(told, match.end()))
    ):
        return
    part = limited or _PART.search(joined)
    said = f"speaks of “{part[0]}”" if part else "says no such thing"
    yield Hit(
        "population-widened",
        match["all"].lower(),
        f"The sentence says “{match['all']}”; the cited passage {said}. Say for whom it was shown.",
        severity=Severity.BLOCK if "cancer" in match["all"].lower() and touched(joined) else Severity.MAJOR,
    )


def other_people(sentence: Sentence) -> Iterator[Hit]:
    """People of another age, treated before or not, early or late in their disease, ill or well, or left out."""
    if not _applies(sentence):
        return
    told = outside_quotes(sentence.text)
    if not _EXCLUDED.search(told):
        yield from _of_others(told, [_taken_in(text) for text in sentence.passages])
    yield from _left_out(told, sentence.passages)


def _of_others(told: str, taken_in: Sequence[str]) -> Iterator[Hit]:
    for trait in PEOPLE_TRAITS:
        for found in disagreements(trait, told, taken_in):
            yield _other(found.claimed, found.said, trait.advice)
            return
    if aged := another_age(told, taken_in):
        yield _other(*aged, "Say how old those were who were studied.")


def _taken_in(passage: str) -> str:
    """``passage`` without the clauses on who was left out."""
    if not _EXCLUDED.search(passage):
        return passage
    return "; ".join(clause.text for clause in statements(passage) if not _excludes(clause))


_EXCLUDED = re.compile(
    r"\b(?:excluded?|excluding|ineligible|(?:not|n't) (?:be )?(?:included|eligible|enrolled|studied"
    r"|invited|offered|take part)"
    r"|left out|kept out|(?:were|was|are|is) not(?=[.;]|$))\b",
    re.I,
)
_PLAIN_CLAUSE = 14  # content words; longer ones say more than who was left out
_NOT_THEM = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|except|exclud\w+|left out|kept out|only"
    r"|little|unlike)\b|n't\b",
    re.I,
)


def _left_out(told: str, passages: Sequence[str]) -> Iterator[Hit]:
    """Those of whom the passages say only that they were left out, told as taken in."""
    clauses = [clause for text in passages for clause in statements(text)]
    out = [clause for clause in clauses if _excludes(clause)]
    taken_in = frozenset().union(*(clause.stems for clause in clauses if not _excludes(clause)))
    for mine in statements(told):
        for clause in out:
            shared = (mine.stems & clause.stems) - taken_in
            if shared and len(shared) * 2 >= len(mine.stems & clause.stems) and not _NOT_THEM.search(told):
                yield _other(mine.text, clause.text, "Say that these people were left out.")
                return


def _excludes(clause: Statement) -> bool:
    return len(clause.stems) <= _PLAIN_CLAUSE and _EXCLUDED.search(clause.text) is not None


def _other(claimed: str, said: str, advice: str) -> Hit:
    return Hit(
        "population-shift",
        claimed.lower(),
        f"The sentence says “{claimed}”; the cited passage says “{said}”. {advice}",
        said,
        Severity.MAJOR,
    )


def _applies(sentence: Sentence) -> bool:
    return bool(sentence.cited) and sentence.basis is Basis.PASSAGES
