"""Who says what: the persons to whom a text gives its quotations, their titles, and where they work."""

from __future__ import annotations

import re
from functools import lru_cache

from newsdraft.checking.lexicon import folded
from newsdraft.checking.names import common_part, is_person, proper_names
from newsdraft.checking.numerals import word_set
from newsdraft.checking.wording import outside_quotes
from newsdraft.text import words

_SAYS = (
    r"(?:said|says|say|told|tells|explain(?:ed|s)|add(?:ed|s)|not(?:ed|es)|wr(?:ote|ites)|comment(?:ed|s)"
    r"|stat(?:ed|es)|warn(?:ed|s)"
    r"|call(?:ed|s)|quot(?:ed|es)|describ(?:ed|es)|argu(?:ed|es)|cautio(?:ned|ns)|conclud(?:ed|es)|emphasi[sz](?:ed|es)"
    r"|hop(?:ed|es)|recall(?:ed|s)"
    r"|point(?:ed|s) out|remark(?:ed|s)|report(?:ed|s)|stress(?:ed|es)|put it|according to|thinks?|believ(?:ed"
    r"|es)|announced)"
)
_SAYS_AT = re.compile(rf"\b{_SAYS}\b", re.I)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|team|authors?|researchers?|company|university|patients?|who)\b", re.I
)
_NAME = (
    r"(?<![\w'.-])(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? |Professor |Doctor )?[A-Z][\w'.-]{1,30}"
    r"(?: (?:[A-Z][\w'-]{1,30}|[A-Z]\.?|de|van|von|der|la|al|bin)){0,4}"
)
_JOB = (
    r"(?:co-?author|(?:senior|lead|first|study) (?:author|investigator)|investigator|author|researcher|oncologist"
    r"|director|surgeon|biologist|scientist|nurse)"
)
_AFTER = re.compile(rf"\b(?i:{_SAYS}) (?:(?i:(?:the )?{_JOB},? ))?({_NAME})")
_BEFORE = re.compile(
    rf"({_NAME})(?:,? (?:who|of|at|from|the|a|an|PhD|MD|M\.D|Ph\.D)\b[^\"]{{0,120}}?)?,? (?i:{_SAYS})\b"
)
_NOT_PEOPLE = word_set(
    """
    the this that these those it its he she they we in on at for but and when while after one both
    researchers scientists doctors authors patients results findings
    """
)


@lru_cache(maxsize=1024)
def speakers(text: str) -> frozenset[str]:
    """The last names, in lower case, of persons to whom ``text`` gives what it says."""
    flat = folded(outside_quotes(text))
    found = [match[1] for match in (*_AFTER.finditer(flat), *_BEFORE.finditer(flat))]
    return frozenset(name for raw in found if (name := _last_name(raw)))


def _last_name(raw: str) -> str:
    parts = [
        part
        for part in words(raw)
        if part not in {"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "phd", "md"}
    ]
    if not parts or parts[0] in _NOT_PEOPLE or any(common_part(part) for part in parts):
        return ""
    return parts[-1] if len(parts[-1]) > 1 else ""


def says_who(text: str) -> bool:
    """Whether ``text`` tells who says its quotations, by a word of saying, a name or a pronoun."""
    outside = folded(outside_quotes(text))
    return (
        _SAYS_AT.search(outside) is not None
        or _PRONOUN.search(outside) is not None
        or any(is_person(name) for name in proper_names(outside))
    )


# --- titles and places of work ---------------------------------------------------------------------------

_TITLED = re.compile(
    r"\b(?P<title>Dr|Doctor|Prof|Professor|Mr|Mrs|Ms"
    r"|Sir)\.? (?P<name>[A-Z][\w'-]{1,30}(?: [A-Z]\.)?(?: [A-Z][\w'-]{1,30}){0,2})"
)
_SAME_TITLE = {"doctor": "dr", "prof": "professor", "mrs": "ms"}
_TITLE_WORDS = {
    "dr": re.compile(r"\b(?:dr|doctor|m\.?d|ph\.?d|physician|professor|prof)\b", re.I),
    "professor": re.compile(r"\bprof(?:essor)?s?\b", re.I),
    "sir": re.compile(r"\bsir\b", re.I),
    "mr": re.compile(r"\b(?:mr|he|his|him|man)\b", re.I),
    "ms": re.compile(r"\b(?:ms|mrs|miss|she|her|woman)\b", re.I),
}


def other_title(text: str, passage: str) -> tuple[str, str] | None:
    """A titled name of ``text`` whose last name stands in ``passage`` with another title only, and that title."""
    known = {words(m["name"])[-1]: m["title"] for m in _TITLED.finditer(folded(passage))}
    for match in _TITLED.finditer(folded(text)):
        last = words(match["name"])[-1]
        title = _SAME_TITLE.get(match["title"].lower(), match["title"].lower())
        if last in known and not _TITLE_WORDS[title].search(passage):
            return f"{match['title']} {match['name']}", known[last]
    return None


_BODY_WORD = r"(?:University|Hospital|Institute|Cent(?:er|re)|College|School|Clinic|Foundation|Infirmary)"
_BODY = (
    rf"(?<![\w'.-])(?:[A-Z][\w'.&-]{{1,30}} (?:(?:of|and|for|the|de) )?){{0,6}}{_BODY_WORD}"
    r"(?: (?:of|for|in|at) (?:[A-Z][\w'.-]{1,30} ?){1,3})?"
)
_BOUND = re.compile(
    rf"(?P<who>{_NAME})(?:,? (?:(?:MD|PhD|M\.D\.|Ph\.D\.),? ?){{0,3}}| \()(?:, )?(?:of|at|from|works at) (?:the )?"
    rf"(?P<body>{_BODY})"
)


def bound(text: str) -> dict[str, str]:
    """The persons whom ``text`` binds to a body ("Ann Lo of Lakeside Hospital"), by last name, in lower case."""
    return {
        name: match["body"].strip()
        for match in _BOUND.finditer(folded(text))
        if (name := _last_name(match["who"]))
    }
