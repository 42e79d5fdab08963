"""What each number of a row is said of: the words that only its own part of the sentence has.

``binding`` ties a number to an arm by the shapes of reports. Where people tell a trial in their own words, an arm has
no shape: it is "those who had an operation", "the lower dose", "people without it". So a row of numbers of one kind
("82% in men who had surgery and 78% in men who had radiotherapy") is cut between its numbers, and each number keeps the
words that tell its part from the others' ("surgery", "radiotherapy"), a dose as one word, and whether the part is of
those who did not get it. A part may be told by its outcome or its time as well as by its arm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from newsdraft.checking.amounts import Amount, alike, amounts_of
from newsdraft.checking.arms import CONTROL, TREATED, stem
from newsdraft.checking.numerals import word_set
from newsdraft.checking.quantity import Quantity, normal
from newsdraft.checking.units import NUMBER, TIME


@dataclass(frozen=True, slots=True)
class Told:
    """A number with the words of its part. ``without``: of those who did not get it, or got what is usual.

    ``denied`` are the words that a denial is of: "without the device".
    """

    numbers: tuple[Quantity, ...]
    words: frozenset[str]
    without: bool
    sentence: str
    denied: frozenset[str] = frozenset()


_CONNECTIVE = re.compile(
    r"\b(?:and|but|vs\.?|v|versus|compared (?:with|to)|against|while|whereas|although|though|than|as|or)\b|[;,]"
)
_CLAUSE = re.compile(
    r";|, (?:and|but|while|whereas|although|though|compared)\b|\b(?:while|whereas|although)\b"
)
_WORD = re.compile(
    r"\d[\d.,]* ?(?:mg|milligrams?|g|grams?|mcg|micrograms?)\b(?!/)|[^\W\d_]+(?:['-][^\W\d_]+)*"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,160}[)\]]")
_HIGH_DOSE = re.compile(
    r"\b(?:high|higher|highest|larger|largest|bigger|stronger|full)(?:er)? (?:dose|amount)\b", re.I
)
_LOW_DOSE = re.compile(r"\b(?:low|lower|lowest|smaller|smallest|weaker|reduced) (?:dose|amount)\b", re.I)
_DENIAL = (
    r"\bwithout\b|\b(?:had|got|received|with|given|on|in|took|and|but) no\b|^ ?no\b"
    r"|\bnot (?:given|offered|receiving|taking|on)\b"
    r"|\b(?:who|that|whose [a-z]+|which|those) (?:did|was|were|had|do|are|have)(?: not|n't)\b"
    r"(?! respond| improve| relapse| recover| die| survive| have)"
)
_WITHOUT = re.compile(
    rf"{_DENIAL}|\b(?:the )?(?:others?|rest)\b(?! hand)|\b(?:alone|only)\b"
    r"|\b(?:un|non-?)(?:screened|treated|vaccinated|exposed|smokers?)\b|\bcomparison (?:group|arm)\b",
    re.I,
)
_DENIED = re.compile(rf"(?:{_DENIAL})(?P<what>(?: [\w'-]+){{1,4}})", re.I)
_UN = re.compile(r"^(?:un|non-?)(?=(?:screen|treat|vaccin|expos|smok))")
_MEANS = {
    stem(word): one
    for one, words in {
        "placebo": "dummy sham placebo pretend inactive fake",
        "usual": "usual standard ordinary conventional routine normal traditional regular",
        "surgery": "surgery operation operated surgical operations",
        "radiotherapy": "radiotherapy radiation irradiation rays",
        "chemotherapy": "chemotherapy chemo",
        "exercise": "exercise exercised exercising workout",
        "vaccin": "vaccine vaccinated vaccination jab",
        "plu": "plus both combination combined together addition added top",
        "women": "woman women female females",
        "men": "man men male males",
    }.items()
    for word in words.split()
}
_SLIGHT = word_set(
    """
    patient people person participant subject individual volunteer adult those who whom that which the a an in on of at
    with for to by from was were is are be been had have has did do does it its their they them he she group arm dose
    drug care treatment therapy medicine pill tablet given give receive got get took take taking assign random allocat
    treat among after before during within about around nearly almost roughly only still also just mean median averag
    average average rate percent month week day year hour minute point case time out per not no without rest other
    others alone respectively when where there then this these each an up down as than or and but same some any all
    went used using use offered one saw said new
    """
)
_SHARED = re.compile(
    r"(?<!who )(?<!that )(?<!which )(?<!not )(?<!mothers )\b(?:had|has|have|did|was|were|reported|died|"
    r"developed|experienced|showed|suffered|got|lost|responded|relapsed|survived|improved|quit|"
    r"stopped|needed|according to|within|during|at)\b"
)
_VERSUS = re.compile(r"\s?,? ?(?:vs?\.?|versus|and|compared with|against) ?")
_IN_TURN = re.compile(r"[^;]{0,160}\brespectively\b")
_POINT = re.compile(r" (?:after|later|before|earlier|ago|old|of follow-up|in prison)\b")
_PEOPLE = re.compile(
    r"(?:,? (?:patients|people|participants|women|men|children|babies|adults|smokers|infants|cases|in|with|on|among|of|"
    r"for|after)\b|[.,;]|$)"
)
_BOTH = re.compile(r"\bwith (?:and|or|and/or) without\b", re.I)
_WEIGHT = re.compile(r"kg|kilo|pound|lbs?\b", re.I)  # of a body, not a dose
_MASS = "mass"
_NEAR = 18  # characters between a connective and the number that it introduces


@lru_cache(maxsize=1024)
def rows(sentence: str) -> tuple[tuple[Told, ...], ...]:
    """The rows of two numbers or more of one kind, each number with the words of its own part."""
    text = normal(sentence)
    found: list[tuple[Told, ...]] = []
    for group in _groups(sentence, text):
        row = _borrowed(text, group, found) or _row(text, group)
        if row:
            found.append(row)
    return tuple(found)


def _groups(sentence: str, text: str) -> list[list[Amount]]:
    """Amounts of one kind that follow each other; two pairs in two clauses are two groups."""
    groups: list[list[Amount]] = []
    for amount in amounts_of(sentence):
        if _no_result(amount, text):
            continue
        last = groups[-1] if groups else None
        if last and alike(last[-1].numbers, amount.numbers) and ";" not in text[last[-1].end : amount.start]:
            last.append(amount)
        else:
            groups.append([amount])
    return [part for group in groups for part in _by_clause(text, group) if len(part) > 1]


def _no_result(amount: Amount, text: str) -> bool:
    """A dose or a limit, which tells an arm; a year; a point in time; a count of who knows what."""
    first, behind = amount.numbers[0], text[amount.end : amount.end + 24]
    if first.dimension == TIME:
        return bool(first.operator) or _POINT.match(behind) is not None
    if first.dimension == NUMBER and not first.unit:
        return first.value.is_integer() and _PEOPLE.match(behind) is None
    return first.dimension.startswith(_MASS) and not _WEIGHT.search(first.text)


def _in_brackets(text: str, group: Sequence[Amount]) -> bool:
    opened = text.rfind("(", 0, group[0].start)
    return opened > text.rfind(")", 0, group[0].start) and ")" not in text[opened : group[-1].start]


def _by_clause(text: str, group: list[Amount]) -> list[list[Amount]]:
    parts = [group[:1]]
    for one, other in pairwise(group):
        if _CLAUSE.search(text, one.end, other.start):
            parts.append([other])
        else:
            parts[-1].append(other)
    return parts if all(len(part) > 1 for part in parts) else [group]


def _borrowed(text: str, group: Sequence[Amount], before: Sequence[Sequence[Told]]) -> tuple[Told, ...]:
    """A row in the order of one before it: "respectively"; "more frequent after A (30% v 17%)", with A of that row."""
    earlier = next((row for row in reversed(before) if len(row) == len(group)), None)
    if earlier is None:
        return ()
    if _IN_TURN.match(text, group[-1].end):
        return _as_in(text, group, earlier)
    opened = re.search(
        r"\b(?:in|with|after|for|among|on|by)\b(?P<arm>[^();:]{2,60})\($", text[: group[0].start]
    )
    if len(group) != 2 or opened is None or not _VERSUS.fullmatch(text, group[0].end, group[1].start):
        return ()
    words = telling_words(opened["arm"])
    hits = [bool(words & (one.words - other.words)) for one, other in (earlier, earlier[::-1])]
    return () if hits[0] == hits[1] else _as_in(text, group, earlier if hits[0] else earlier[::-1])


def _as_in(text: str, group: Sequence[Amount], row: Sequence[Told]) -> tuple[Told, ...]:
    return tuple(
        Told(amount.numbers, told.words, told.without, text) for amount, told in zip(group, row, strict=True)
    )


@lru_cache(maxsize=1024)
def told(sentence: str) -> tuple[Told, ...]:
    """Every number of ``sentence`` with the words of its part; of a number alone in its clause, the clause's."""
    text = normal(sentence)
    found = [one for row in rows(sentence) for one in row]
    starts = {one.numbers[0].start for one in found}
    in_row = {amount.start for row in rows(sentence) for one in row for amount in one.numbers}
    for amount in amounts_of(sentence):
        if amount.start not in starts | in_row:
            start, end = _clause(text, amount)
            found.append(_told(text, amount, f"{text[start : amount.start]} , {text[amount.end : end]}"))
    return tuple(found)


def _clause(text: str, amount: Amount) -> tuple[int, int]:
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, amount.start)), default=0)
    end = _CLAUSE.search(text, amount.end)
    return start, end.start() if end else len(text)


def _row(text: str, group: Sequence[Amount]) -> tuple[Told, ...]:
    """The parts of a row: behind each number where the second has its connective right before it, else before each."""
    if _in_brackets(text, group) or _IN_TURN.match(text, group[-1].end):
        return ()
    cuts: list[tuple[int, int]] = []
    behind: list[bool] = []
    for one, other in pairwise(group):
        found = list(_CONNECTIVE.finditer(text, one.end, other.start))
        if not found:
            return ()
        near = other.start - found[-1].end() <= _NEAR and not telling_words(
            text[found[-1].end() : other.start]
        )
        behind.append(near)
        cut = found[-1] if near else found[0]
        cuts.append(cut.span())
    if len(set(behind)) > 1:
        return ()
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, group[0].start)), default=0)
    last = _CLAUSE.search(text, group[-1].end)
    edges = [start, *(edge for cut in cuts for edge in cut), last.start() if last else len(text)]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    if len(group) == 2 and _crosswise(text, group, parts, cuts):
        pieces = [text[start : group[0].start], text[group[1].end : parts[1][1]]]
    elif behind[0]:
        pieces = [_arm_of(text[amount.end : end]) for amount, (_, end) in zip(group, parts, strict=True)]
    else:
        pieces = [text[start : amount.start] for amount, (start, _) in zip(group, parts, strict=True)]
    found_words = [_told(text, amount, piece) for amount, piece in zip(group, pieces, strict=True)]
    return tuple(found_words) if all(one.words or one.without for one in found_words) else ()


def _arm_of(piece: str) -> str:
    """``piece`` up to the verb that all parts share: "of controls" of "of controls reported skin irritation"."""
    for match in _SHARED.finditer(piece):
        if telling_words(piece[: match.start()]):
            return piece[: match.start()]
    return piece


def _crosswise(
    text: str, group: Sequence[Amount], parts: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]
) -> bool:
    """ "A: 38%, against 27% of B": only the first has its words before it."""
    bare = not telling_words(text[group[0].end : cuts[0][0]]) and not telling_words(
        text[cuts[0][1] : group[1].start]
    )
    return bare and bool(telling_words(text[group[1].end : parts[1][1]]))


def denies(text: str) -> bool:
    """Whether ``text`` speaks of those who are not so, or did not get it."""
    return _WITHOUT.search(text) is not None


def _told(text: str, amount: Amount, piece: str) -> Told:
    words = telling_words(piece)
    without = denies(piece) or bool(words & CONTROL)
    denied = frozenset().union(*(telling_words(match["what"]) for match in _DENIED.finditer(piece)))
    return Told(amount.numbers, words, without, text, denied)


def telling_words(piece: str) -> frozenset[str]:
    """The telling words of ``piece`` as stems, a dose as one of them."""
    plain = _BRACKETS.sub(" ", piece)
    found = {_telling(match.group().lower()) for match in _WORD.finditer(plain)} - {""}
    high, low = _HIGH_DOSE.search(plain), _LOW_DOSE.search(plain)
    return frozenset(found | ({"high dose"} if high else set()) | ({"low dose"} if low else set()))


def _telling(word: str) -> str:
    if word[0].isdigit():
        return re.sub(r"[^\d.]", "", word).rstrip(".") + " dose"
    short = stem(_UN.sub("", word))
    short = _MEANS.get(short, short)
    return "" if word in _SLIGHT or short in _SLIGHT or len(short) < 3 else short


def of_another(claim: Told, holder: Told, rival: Told) -> bool:
    """Whether the words around the claim's number are those of ``rival``, and none of them ``holder``'s own."""
    if _BOTH.search(claim.sentence):
        return False
    mine = _doses(claim, (holder, rival))
    own, others = holder.words - rival.words, rival.words - holder.words
    if claim.denied & own:
        return rival.without and not holder.without
    if claim.denied & others or mine & own:
        return False
    if mine & others and own:
        return not (rival.without != holder.without and claim.without == holder.without)
    if holder.without == rival.without or claim.without != rival.without:
        return False
    return claim.without or (_treated(claim) and not denies(claim.sentence))


def of_words(words: frozenset[str], own: frozenset[str], others: frozenset[str]) -> int:
    """1 where ``words`` are some of ``own`` and none of ``others``, -1 the other way round, else 0."""
    return bool(words & own) - bool(words & others)


def frame(row: Sequence[Told]) -> str:
    """The clause in which ``row`` stands."""
    text = row[0].sentence
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, row[0].numbers[0].start)), default=0)
    end = _CLAUSE.search(text, row[-1].numbers[-1].end)
    return text[start : end.start() if end else len(text)]


def _treated(claim: Told) -> bool:
    return any(re.search(rf"\b{word}", claim.sentence, re.I) for word in TREATED)


def _doses(claim: Told, pair: Sequence[Told]) -> frozenset[str]:
    """The claim's words, with "the higher dose" as the dose that is meant."""
    sizes = sorted(
        {float(word.split()[0]) for one in pair for word in one.words if re.fullmatch(r"[\d.]+ dose", word)}
    )
    words = set(claim.words)
    if len(sizes) > 1:
        words |= {f"{sizes[-1]:g} dose"} if "high dose" in words else set()
        words |= {f"{sizes[0]:g} dose"} if "low dose" in words else set()
    return frozenset(words)
