"""Do two items report the same story? Identity first, then shared text, with the facts as a veto.

Two items are merged by themselves only where that is all but certain (a wrong merge hides a story); what is
merely alike is "possible" and shown to the editor. The text measure is containment of 5-word shingles
(Broder 1997, "On the resemblance and containment of documents"), because a copy is usually cut: most of the
shorter text must stand in the longer one, however much more that has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from newsdraft.model import Entry, Value
from newsdraft.naming import MOST_CHARS, NCT, TAG, canonical
from newsdraft.text import fold, words

SHINGLE = 5
# Text beyond this decides nothing more: a copy that shares its first page is a copy.
_MOST_CHARS = 2500
# A shared text this long (in shingles) with kindred titles is a copy; under other titles it must be longer,
# because feeds repeat sentences about a journal or a hospital.
_LONG_ENOUGH, _LONG_ENOUGH_ALONE, _TINY = 25, 60, 8
_COPY, _COPY_ALONE, _COPY_UNDER_ONE_TITLE, _ALIKE = 0.8, 0.85, 0.6, 0.4
_KINDRED, _ONE_TITLE, _NEAR_TITLE = 0.5, 0.9, 0.8
# Which cancer and which drug it is about stands in the title or the first lines.
_OPENING_CHARS = 300
# Numbers of the shorter text that the longer one lacks: one may be a slip of an editor.
_MISSING_NUMBERS, _MISSING_SHARE = 2, 0.1


class Likeness(StrEnum):
    """How sure it is that two items report one story."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


class Match(Value):
    """The outcome of a comparison; ``score`` is 0 to 1, ``reasons`` are short phrases."""

    same: Likeness
    score: float
    reasons: tuple[str, ...]


def same_story(a: Entry, b: Entry) -> Match:
    """Whether two items report the same story. The order of the two does not matter."""
    return compare(fingerprint(a), fingerprint(b))


# --- what is compared ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Print:
    """What an item is compared by. Text is folded and in lower case; numbers are without thousands commas."""

    source: str
    key: str
    address: str
    doi: str
    trials: frozenset[str]
    studies: frozenset[str]
    title: frozenset[str]
    title_numbers: frozenset[str]
    title_updates: frozenset[tuple[str, int]]
    notice: bool
    several: bool
    sites: frozenset[str]
    drugs: frozenset[str]
    phases: frozenset[str]
    shingles: frozenset[int]
    numbers: frozenset[str]
    size: int


_LEAD_WORD = re.compile(
    r"^(?:(?:new )?(?:study|research|report)|press release|news(?: release)?|sample)\s*[:-]\s+", re.I
)
# "KEYNOTE-189", "CheckMate 067", "DESTINY-Breast04"; or a name in capitals before "trial" or "study".
_STUDY = re.compile(
    r"\b([A-Z][A-Za-z]*[A-Z][A-Za-z]{2,}[- ]?\d{1,4})\b|\b([A-Z]{4,}-[A-Z][a-z]+ ?\d{1,3})\b"
    r"|\b([A-Z][A-Z0-9]{3,}(?:-\d{1,4})?)(?= (?:phase [\dIi]+ )?(?:[Tt]rial|[Ss]tudy)\b)"
)
# What looks like a trial's name and is none: a gene ("BRCA1"), a meeting with its year, a journal, an institution.
_NO_STUDY = re.compile(
    r"^(?:covid|sars|phase|randomi[sz]ed|clinical|grade|stage|figure|table|[A-Z]{3,6}\d{1,2}[A-Z]?$|.*(?:19|20)\d\d$"
    r"|(?:jama|nejm|ascopost|asco|esmo|aacr|astro|sabcs|ucla|ucsf|utmb|nihr|ldct|hpv|psa|mri|dcis|nsclc|sclc|copd|ctdna"
    r"|her2|brca|pilot|cohort|human|mouse|large|first)$)",
    re.I,
)
_PHASE = re.compile(r"\bphase[- ](\d|iv|i{1,3})\b", re.I)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# What the generic names of cancer drugs end in.
_DRUG = re.compile(r"\b[a-z]{3,}(?:mab|nib|ciclib|parib|lisib|rasib|taxel|platin|lutamide|leucel|rubicin)\b")
_SITE = re.compile(
    r"\b(breast|lung|prostate|colon|colorectal|bowel|rectal|ovarian|cervical|endometrial|uterine|pancreatic|liver"
    r"|hepatocellular|stomach|gastric|oesophageal|esophageal|bladder|kidney|renal|thyroid"
    r"|brain(?= cancer| tumou?r| metasta)|skin(?= cancer| tumou?r)|oral(?= cancer| cavity)|melanoma|leuk\w*mia|lymphoma"
    r"|myeloma|sarcoma|glioma|glioblastoma|head and neck|testicular|bile duct)\b"
)
_ONE_SITE = {
    "bowel": "colorectal", "colon": "colorectal", "rectal": "colorectal", "gastric": "stomach",
    "renal": "kidney", "hepatocellular": "liver", "oesophageal": "esophageal", "uterine": "endometrial",
    "leukaemia": "leukemia", "glioma": "brain", "glioblastoma": "brain", "melanoma": "skin",
}  # fmt: skip
_COUNT_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty half third"
)
# One word for each number, so that "doubles" and "doubled" do not differ.
_COUNTS = {
    **{word: word for word in _COUNT_WORDS.split()},
    **{form: word for word in ("double", "triple", "quadruple") for form in (word, word + "s", word + "d")},
}
_LITTLE_WORDS = """
a an and are as at be by can could for from has have in into is it its may might more new of on or says study
than that the their this to was were will with researchers research finds found show shows
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())

_IN_EVERY_TITLE = frozenset(
    "cancer cancers tumor tumors tumour tumours patients people treatment therapy drug trial clinical".split()  # noqa: SIM905
)


# What only a later look at a study says of itself.
_LATER = (
    r"\w+[- ]year (?:results?|follow|data|outcomes?|update)|follow[- ]up|updated?|final (?:results|analysis)|interim"
    r"|retract(?:ed|ion)|correct(?:ed|ion)|criticis[em]\w*"
)
_IN_TITLE = r"(?:long|longer)[- ]term|subgroup|quality[- ]of[- ]life|approv(?:ed|es|al)"
UPDATE = re.compile(rf"\b(?:{_LATER}|{_IN_TITLE})\b")
# A text has these words as background ("approved for breast cancer"), unless they say what is new.
_IN_TEXT = (
    r"(?:long|longer)[- ]term (?:results?|follow|data|outcomes?)|subgroup analysis"
    r"|(?:fda|ema|mhra|nice|agency|administration|commission|regulators?) (?:has |have |today )*approv(?:ed|es|al)"
)
UPDATE_IN_TEXT = re.compile(rf"\b(?:{_LATER}|{_IN_TEXT})\b")

# What a journal says of a paper afterwards, and what tells of several papers at once.
NOTICE = re.compile(
    r"\b(?:retract(?:ed|ion|s)|expression of concern|correct(?:ion|s|ed) (?:to|of|the|an)|correction:|erratum"
    r"|corrigendum|withdraw(?:s|n|al) (?:of )?(?:the |a |its )?(?:paper|study|article))"
)
ROUND_UP = re.compile(
    r"(?i)\b(?:round-?up|digest|in brief|news briefs?|week in review|this week in|weekly|highlights from"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:new |recent |\w+ )?(?:studies|trials|papers|findings))\b"
)


def cancers_of(entry: Entry) -> tuple[str, ...]:
    """The kinds of cancer that the title names, or else the opening; one name for each ("bowel" is "colorectal")."""
    title = fold(TAG.sub(" ", entry.title)).lower()
    opening = fold(TAG.sub(" ", (entry.summary or entry.content)[: 2 * _OPENING_CHARS]))[
        :_OPENING_CHARS
    ].lower()
    found = _SITE.findall(title) or _SITE.findall(opening)
    return tuple(sorted({_ONE_SITE.get(site, site) for site in found}))


def fingerprint(entry: Entry, *, whole: bool = False) -> Print:
    """What ``entry`` is compared by; ``whole`` takes all of its text and not the first page alone."""
    most = None if whole else _MOST_CHARS
    title = _LEAD_WORD.sub("", fold(TAG.sub(" ", entry.title)))
    parts = [fold(TAG.sub(" ", part[:most])) for part in (entry.summary, entry.content)]
    text = " ".join([title, *parts])
    opening = f"{title} {parts[0][:_OPENING_CHARS] or parts[1][:_OPENING_CHARS]}".lower()
    tokens = [words(part) for part in parts]
    # Figures tell sisters apart, so all of them count, also those beyond the first page.
    wholly = [words(TAG.sub(" ", part[:MOST_CHARS])) for part in (entry.summary, entry.content)]
    title_words = words(title)
    return Print(
        source=entry.source,
        key=entry.key,
        address=canonical(entry.url),
        doi=(entry.doi or "").lower(),
        trials=frozenset(match.upper() for match in NCT.findall(f"{text} {entry.content[_MOST_CHARS:]}")),
        studies=_studies(text),
        title=frozenset(word for word in title_words if word not in _LITTLE),
        title_numbers=frozenset(
            _number(word) for word in title_words if word[0].isdigit() or word in _COUNTS
        ),
        title_updates=frozenset(_counted(" ".join(match.split()) for match in UPDATE.findall(title.lower()))),
        notice=bool(NOTICE.search(opening)),
        several=bool(ROUND_UP.search(title)),
        sites=frozenset(_ONE_SITE.get(site, site) for site in _SITE.findall(opening)),
        drugs=frozenset(_DRUG.findall(opening)),
        phases=frozenset(_ROMAN.get(phase.lower(), phase) for phase in _PHASE.findall(text)),
        shingles=frozenset(shingle for part in tokens for shingle in _shingles(part)),
        # The last word of a text in a feed is often cut in the middle.
        numbers=frozenset(_number(word) for part in wholly for word in part[:-1] if word[0].isdigit()),
        size=max(len(part) for part in wholly),
    )


def _studies(text: str) -> frozenset[str]:
    names = ("".join(groups) for groups in _STUDY.findall(text))
    return frozenset(re.sub(r"[- ]", "", name).upper() for name in names if not _NO_STUDY.match(name.strip()))


def _shingles(tokens: list[str]) -> list[int]:
    # A checksum, because Python's own hash differs from one process to the next.
    return [crc32(" ".join(tokens[n : n + SHINGLE]).encode()) for n in range(len(tokens) - SHINGLE + 1)]


def _counted(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each name with its place among its like: "Long-term results of long-term use" says it twice."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name, seen[name]


def _number(word: str) -> str:
    return _COUNTS.get(word) or re.sub(r",(?=\d{3}\b)", "", word)


# --- the comparison --------------------------------------------------------------------------------------


def compare(a: Print, b: Print) -> Match:
    """``same_story`` on fingerprints, for callers that compare one item with many."""
    shared = _contained(a.shingles, b.shingles)
    kinship = _kinship(a, b)
    if identity := _identity(a, b, kinship):
        return identity
    apart, doubts = _different_study(a, b), _doubts(a, b)
    reasons = _text_reasons(a, b, shared, kinship)
    copy = _is_copy(a, b, shared, kinship)
    if apart:
        likeness = Likeness.POSSIBLE if copy and shared == 1 else Likeness.DIFFERENT
        return _match(likeness, shared, [*apart, *reasons])
    if copy:
        likeness = Likeness.POSSIBLE if doubts else Likeness.SAME
        return _match(likeness, max(shared, 0.8) - 0.1 * len(doubts), [*reasons, *doubts])
    one_study = [
        f"the same trial, {name}" for name in sorted((a.trials & b.trials) | (a.studies & b.studies))
    ]
    if one_study or (_is_alike(a, b, shared, kinship) and not doubts):
        return _match(Likeness.POSSIBLE, max(shared, kinship * 0.6, 0.4), [*one_study, *reasons, *doubts])
    return _match(Likeness.DIFFERENT, min(shared, 0.39), [*reasons, *doubts] or ["no shared text"])


def _match(likeness: Likeness, score: float, reasons: list[str]) -> Match:
    return Match(same=likeness, score=round(min(max(score, 0.0), 1.0), 3), reasons=tuple(reasons))


def _identity(a: Print, b: Print, kinship: float) -> Match | None:
    """Where a name settles it. A feed may give all its items one address, so there the titles must agree."""
    if (a.source, a.key) == (b.source, b.key):
        return _match(Likeness.SAME, 1.0, ["the same item of the same feed"])
    if a.address and a.address == b.address:
        agree = a.source != b.source or kinship >= _KINDRED
        likeness = Likeness.SAME if agree else Likeness.POSSIBLE
        return _match(likeness, 1.0 if agree else 0.5, ["the same address"])
    if a.doi and a.doi == b.doi:
        said = [f"the same DOI, {a.doi}", *_against_one_paper(a, b)]
        return _match(Likeness.POSSIBLE if said[1:] else Likeness.SAME, 0.5 if said[1:] else 1.0, said)
    return None


def _against_one_paper(a: Print, b: Print) -> list[str]:
    """Why two items of one DOI may be two stories: an item may name any DOI it likes."""
    doubts = []
    if a.notice != b.notice:
        doubts.append("only one of them is about a retraction or correction")
    if a.several != b.several:
        doubts.append("only one of them tells of several studies")
    telling = (a.title & b.title) - _IN_EVERY_TITLE
    one_subject = telling or a.sites & b.sites or a.drugs & b.drugs or a.shingles & b.shingles
    if not one_subject:
        doubts.append("title and opening have nothing else in common")
    return doubts


def _contained(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the shorter text that stands in the longer one."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _kinship(a: Print, b: Print) -> float:
    """The share of the shorter title's words that stand in the longer one; short titles say nothing."""
    least = min(len(a.title), len(b.title))
    return len(a.title & b.title) / least if least >= 3 else 0.0


def _is_copy(a: Print, b: Print, shared: float, kinship: float) -> bool:
    size = min(len(a.shingles), len(b.shingles))
    if kinship >= _ONE_TITLE and size >= _TINY and shared >= _COPY_UNDER_ONE_TITLE:
        return True
    if kinship >= _KINDRED and size >= _LONG_ENOUGH and shared >= _COPY:
        return True
    return a.source != b.source and size >= _LONG_ENOUGH_ALONE and shared >= _COPY_ALONE


def _is_alike(a: Print, b: Print, shared: float, kinship: float) -> bool:
    size = min(len(a.shingles), len(b.shingles))
    return kinship >= _NEAR_TITLE or (size >= _LONG_ENOUGH and shared >= _ALIKE)


def differences(a: Print, b: Print) -> tuple[list[str], list[str]]:
    """What rules out that two items report one study, and what only makes it doubtful."""
    return _different_study(a, b), _doubts(a, b)


def _different_study(a: Print, b: Print) -> list[str]:
    """Names that only one study can have, and that differ."""
    pairs = (
        ("papers", frozenset([a.doi] if a.doi else ()), frozenset([b.doi] if b.doi else ())),
        ("registered trials", a.trials, b.trials),
        ("trials", a.studies, b.studies),
    )
    return [f"different {what}: {_both(x, y)}" for what, x, y in pairs if x and y and not x & y]


def _both(x: frozenset[str], y: frozenset[str]) -> str:
    return " and ".join(sorted([", ".join(sorted(x)), ", ".join(sorted(y))]))


def _doubts(a: Print, b: Print) -> list[str]:
    """Facts that do not agree: cancers and drugs of title and opening, phases, numbers of title and text."""
    pairs = (
        ("cancers", a.sites, b.sites),
        ("drugs", a.drugs, b.drugs),
        ("trial phases", a.phases, b.phases),
        # A headline may pick another number of the same text.
        ("numbers in the headlines", a.title_numbers - b.numbers, b.title_numbers - a.numbers),
    )
    doubts = [f"different {what}: {_both(x, y)}" for what, x, y in pairs if x and y and not x & y]
    # A copy's editor may leave such a word out of a headline of other words, but not out of the same headline.
    if _kinship(a, b) >= _NEAR_TITLE and (only := a.title_updates ^ b.title_updates):
        doubts.append(f"only one headline speaks of: {', '.join(sorted({name for name, _ in only}))}")
    # By size, then by content, so that the order of the two makes no difference.
    shorter, longer = sorted((a, b), key=lambda each: (each.size, sorted(each.numbers)))
    missing = shorter.numbers - longer.numbers
    if len(missing) >= _MISSING_NUMBERS and len(missing) > _MISSING_SHARE * len(shorter.numbers):
        doubts.append(f"numbers that only one text has: {', '.join(sorted(missing)[:6])}")
    return doubts


def _text_reasons(a: Print, b: Print, shared: float, kinship: float) -> list[str]:
    reasons = []
    if shared >= _ALIKE:
        size = min(len(a.shingles), len(b.shingles)) + SHINGLE - 1
        reasons.append(f"{shared:.0%} of the shorter text (about {size} words) stands in the longer one")
    if kinship >= _KINDRED:
        reasons.append("the same headline" if kinship >= _ONE_TITLE else "kindred headlines")
    return reasons
