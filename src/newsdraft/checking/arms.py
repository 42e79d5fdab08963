"""The groups that a sentence compares: the arms of a trial, and groups of people told apart by what they are.

``mentions("12% in the placebo group and 9% of those given olorimab")`` gives the two arms with where they stand.
An arm is known by its shape, not by a list of treatments: "the X group", "X arm", "group B", "patients given X",
"with X" and "without X", a drug by the stem of its name, and the words for controls and for kinds of people.
``side`` tells which of two arms of one text an arm of another text is: by the words in which the two differ, by
"with" against "without", and by the words that all mean a control ("usual care", "placebo").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from newsdraft.checking.names import drugs
from newsdraft.checking.numerals import SMALL_WORDS, word_set


@dataclass(frozen=True, slots=True)
class Arm:
    """One mention of an arm: its telling words as stems, and where it stands (offsets into the folded text).

    ``without``: the group that did not get it, or is not so. ``sure``: a shape that hardly means anything else.
    ``point``: a point in time, to which numbers are bound like to an arm.
    """

    stems: frozenset[str]
    start: int
    end: int
    text: str
    without: bool = False
    sure: bool = True
    point: bool = False

    @property
    def key(self) -> tuple[frozenset[str], bool]:
        """What tells this arm from others of its text."""
        return self.stems, self.without


# --- words -----------------------------------------------------------------------------------------------

_ENDINGS = re.compile(r"(?:ations?|ing|ed|es|e|s|ly)$")
_HEADS = "groups?|arms?|cohorts?"
_PEOPLE = (
    "patients?|people|persons?|participants?|subjects?|individuals|volunteers|recipients|infants|babies|mothers|"
    "practices|mice|rats|animals|survivors|cases|users|carriers|trial|condition|side|half"
)
_HAVING_NAMES = re.compile(
    r"\b(?P<head>patients|people|participants|subjects|recipients|users|volunteers|cases)\b", re.I
)
_KINDS = (
    "women|men|females?|males?|girls|boys|children|adults|adolescents|teenagers|smokers|(?:ex|non)-?smokers|"
    "never-smokers|nonsmokers|drinkers|responders|non-?responders|non-?users|non-?carriers|whites?|blacks?"
)
_CONTROLS = (
    r"placebos?|controls?|sham|comparators?|untreated|no (?:treatment|therapy|supplement)|waiting[- ]list|"
    r"(?:standard|usual|conventional|routine|normal|traditional)(?:[- ]of)?[- ](?:care|treatments?|therapy|"
    r"chemotherapy|medicines?|drugs?)|watchful waiting|observation alone|best supportive care"
)
_TREATMENTS = (
    "chemotherapy|radiotherapy|radiation|surgery|immunotherapy|chemo|hormone therapy|endocrine therapy|vaccine|"
    r"(?:new|active|study|experimental|trial|test) (?:drug|medicine|treatment|therapy|pill|tablet|vaccine|combination)|"
    "combination(?: therapy| treatment)?|combined (?:therapy|treatment)|both (?:drugs|medicines|treatments)"
)
_STOP = word_set(
    """
    the a an of in on at for from with without to by as than and or but nor vs versus compared while whereas when
    where who whom whose which that this these those their its his her was were is are be been being had has have
    did do does not no it they we both all each other others another same either neither between among within
    across after before during over under per about respectively received receiving given giving got gets took
    taking taken treated assigned randomised randomized allocated underwent undergoing used using showed reported
    experienced more less fewer higher lower greater better worse longer shorter there if so only also whole entire
    two three four five six total overall there' then saw rose fell median mean average rate rates significantly
    went lived died grew stayed spent came left began felt needed
    """
)
_NOT_TELLING = word_set(
    """
    study studied treatment patient people trial age control-matched large small final entire comparison different
    respective main similar target first whole remaining therapy participant old new safety analysis total
    age-matched group arm population subgroup general working research peer focus support cancer risk high-risk
    intention-to-treat per-protocol active-treatment healthy drug dose care peopl person subject individual volunteer
    cas recipient
    """
)
CONTROL = word_set("placebo control sham comparator untreat standard usual convention routin normal tradition "
                   "supportiv observ wait watchful")  # fmt: skip
TREATED = word_set("intervent experiment treat treatment activ new drug medicin therapy pill tablet vaccin stud test "
                   "verum")  # fmt: skip
_SAME = {"woman": "women", "femal": "women", "girl": "women", "man": "men", "mal": "men", "boy": "men",
         "chemo": "chemotherapy", "radi": "radiotherapy", "radiat": "radiotherapy", "combin": "plu", "add": "plu",
         "addit": "plu", "together": "plu", "both": "plu", "monotherapy": "alon", "singl": "alon",
         "vaccine": "vaccin", "jab": "vaccin", "operat": "surgery", "kid": "children", "smok": "smoker"}  # fmt: skip


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """``word`` in lower case without its ending, and one of several words for one kind of group."""
    lower = word.lower().removesuffix("'s").strip("'-")
    lower = _SAME.get(lower, lower)
    short = _ENDINGS.sub("", lower)
    short = short if len(short) >= 3 else lower
    return _SAME.get(short, short)


# --- finding mentions ------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_](?:[\w'.]*\w)?(?:[-/][\w.]*\w)*%?|\S")
_GROUP = re.compile(
    rf"\b(?P<head>{_HEADS})\b(?: (?P<labels>(?-i:(?:[A-Z]{{1,3}}\d?)(?:(?:,| and| or| vs\.?| versus|, and) [A-Z]{{1,2}}\b)*"
    r"|[1-9](?:(?:,| and| or| vs\.?| versus|, and) [1-9])*(?=[,.;:)(]? ?(?:$|[(,;:.)]|(?:had|was|were|and|in|at|than|showed|"
    r"vs|versus|compared|but|while|on|with|received|got|did|is|has|respectively)\b))))(?!\w))?",
    re.I,
)
_SETTLED = re.compile(
    rf"\b(?:(?P<control>{_CONTROLS})|(?P<kind>(?:(?:older|younger|pregnant|black|white|asian|hispanic) )?(?:{_KINDS}))"
    rf"|(?P<treatment>{_TREATMENTS})|(?P<vaccine>(?:un)?vaccinated|(?:un|non-?)?exposed|(?:un|non-?)?screened))\b"
    rf"(?: (?:{_PEOPLE}|{_KINDS}|alone|only|group|arm))?",
    re.I,
)
_GOT = re.compile(
    r"\b(?P<verb>(?P<un>not |never |without )?(?:being )?(?:given|receiving|received|receive|taking|taken|took|take|"
    r"on|with|without|using|treated with|assigned to|allocated to|randomi[sz]ed to|undergoing|underwent|"
    r"undergo|got|getting|did|doing|had|having|for|in|among|from|by|to|of|than|versus|vs\.?))(?= )",
    re.I,
)
_DID_NOT = re.compile(
    r"\b(?:those|people|patients|women|men|participants|the ones) (?:who|that) (?:did|had|were|was|do|have) (?:not|n't)\b"
    r"(?: (?:get|receive|take|have|given|received|do so|it|the|that))*",
    re.I,
)
_OTHERS = re.compile(r"\b(?:the (?:others?|rest|other (?:group|arm|half|patients|people|women|men)))\b", re.I)
_FORMER = re.compile(r"\bthe (?P<which>former|latter)\b(?: group)?", re.I)
_MARKER = re.compile(
    r"\b(?P<name>[A-Z][\w-]{0,14}?\w|\w{3,12})[- ](?P<sign>positive|negative)\b(?: \w+)?", re.I
)
_COMPOUND = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})+")
_DENIES = re.compile(
    r"\b(?:without|no|not(?: given| receiving| treated with| on| taking)?)(?: the| a| any)? $", re.I
)
_BESIDE = re.compile(
    r",? ?(?:and|or|versus|vs\.?|than|compared (?:with|to)|,|/) ?(?:(?:with|in|for|on|among|to|by) )?(?:the |those |patients )?|-",
    re.I,
)
_LISTING = re.compile(r",? ?(?:and|or|versus|vs\.?|plus|,|/) ?(?:the )?|-", re.I)
_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"[,;:()\[\]=<>±\"]|\.$")
_VERB_OF_GETTING = word_set(
    "given receiving received receive taking taken took take on with without using undergoing underwent undergo got "
    "getting did doing"
)


def mentions(text: str, known: frozenset[str] = frozenset()) -> list[Arm]:
    """The arms that ``text`` mentions, in order, none over another; "the former" stands for the one it means.

    ``known`` are telling words of arms that are mentioned elsewhere: where they stand, that arm is mentioned.
    """
    found: list[Arm] = []
    for reader in (
        _groups,
        _unlike,
        partial(_settled, known=known),
        _marked,
        _drugs,
        partial(_seen, known=known),
        _got,
        _people,
    ):
        for arm in reader(text):
            if arm.stems or arm.without:
                clear = all(arm.end <= other.start or other.end <= arm.start for other in found)
                found += [arm] if clear else []
    found.sort(key=lambda arm: arm.start)
    return [*_meant(_assured(found, text), text)]


def _assured(found: list[Arm], text: str) -> list[Arm]:
    """An arm that is listed beside a sure one is as sure."""
    for one, step in ((0, 1), (len(found) - 1, -1)):
        at = one
        while 0 <= at + step < len(found):
            here, there = found[at], found[at + step]
            gap = text[min(here.end, there.end) : max(here.start, there.start)]
            if here.sure and not there.sure and (_BESIDE.fullmatch(gap) or here.stems == there.stems):
                found[at + step] = replace(there, sure=True)
            at += step
    return found


def _seen(text: str, known: frozenset[str]) -> Iterator[Arm]:
    """Words that tell an arm elsewhere, several in a row as one mention."""
    if not known:
        return
    run: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(text), None]:
        if token is not None and stem(token.group()) in known:
            run.append(token)
            continue
        if run:
            yield _arm(
                [m.group() for m in run],
                run[0].start(),
                run[-1].end(),
                text,
                without=_denied(text, run[0].start()),
            )
        run = []


def _denied(text: str, start: int) -> bool:
    return _DENIES.search(text[max(0, start - 24) : start]) is not None


def _telling(words: list[str]) -> frozenset[str]:
    parts = (part for word in words for part in (word.split("-") if _COMPOUND.fullmatch(word) else [word]))
    named = (word for word in parts if word.lower() not in _STOP and any(map(str.isalnum, word)))
    stems = {stem(word): word.lower() for word in named if len(word) > 1 or not word.islower()}
    telling = (part for part, word in stems.items() if part not in _NOT_TELLING and word not in _NOT_TELLING)
    return frozenset(telling) or frozenset(stems.keys() & TREATED)


def _without(words: list[str]) -> tuple[list[str], bool]:
    """The words without a prefix of denial, and whether there was one ("un-", "non-", "not")."""
    left = [re.sub(r"^(?:non-?|un|no-)(?=(?:vaccin|treat|expos|screen|smok|carri|us|respon|consum)\w)", "", w, flags=re.I)
            for w in words]  # fmt: skip
    return left, left != words or any(word.lower() in ("no", "not", "without") for word in words)


def _arm(
    words: list[str], start: int, end: int, text: str, *, without: bool = False, sure: bool = True
) -> Arm:
    bare, denied = _without(words)
    return Arm(_telling(bare), start, end, text[start:end], denied != without, sure)


def _groups(text: str) -> Iterator[Arm]:
    """ "The X group", "X and Y groups", "group A", "groups 1 and 2"."""
    for match in _GROUP.finditer(text):
        if match["labels"]:
            for label in re.finditer(r"[A-Z]{1,3}\d?|\d+|[IV]+", match["labels"]):
                start = match.start("labels") + label.start()
                yield Arm(frozenset({label[0].lower()}), start, start + len(label[0]), f"group {label[0]}")
            continue
        left = [
            (m.group(), m.start()) for m in _TOKEN.finditer(text, max(0, match.start() - 90), match.start())
        ]
        yield from _before_head(left, match, text)


def _people(text: str) -> Iterator[Arm]:
    """ "X patients", "X and Y patients": the name may be of the illness that all have, so never sure."""
    for match in _HAVING_NAMES.finditer(text):
        left = [
            (m.group(), m.start()) for m in _TOKEN.finditer(text, max(0, match.start() - 60), match.start())
        ]
        named = left[max((n for n, (token, _) in enumerate(left, 1) if token[0].isdigit()), default=0) :]
        yield from (replace(arm, sure=False) for arm in _before_head(named, match, text))


def _before_head(left: list[tuple[str, int]], head: re.Match[str], text: str) -> Iterator[Arm]:
    """The names before "group", read from right to left; "and" parts two only if an article bounds them."""
    end, words, start = head.end(), list[str](), head.start()
    parts: list[tuple[list[str], int, int]] = []
    for token, at in reversed(left):
        low = token.lower()
        if low in ("and", "or", "vs", "versus", "/", ",") and words:
            parts.append((words, start, end))
            words, end = [], at
        elif (low in _STOP and low not in ("no", "no-")) or _BREAK.match(token) or len(words) == 5:
            if words:
                parts.append((words, start, end))
            break
        else:
            words, start = [token, *words], at
    else:
        parts += [(words, start, end)] if words else []
    several = head["head"].lower().endswith("s") or len(parts) == 1
    for words, start, end in parts if several else parts[:1]:
        yield _arm(words, start, end, text)


def _unlike(text: str) -> Iterator[Arm]:
    """ "Those who did not", "the others": whoever is not the arm named before."""
    for pattern in (_DID_NOT, _OTHERS):
        for match in pattern.finditer(text):
            words = [m.group() for m in _TOKEN.finditer(text, match.end(), match.end() + 60)]
            name: list[str] = []
            for word in words[:4]:
                if word.lower() in _STOP or _BREAK.match(word) or _DIGIT.search(word):
                    break
                name.append(word)
            name = name if pattern is _DID_NOT and " who" in match[0] and match[0].endswith(
                ("get", "receive", "take", "have", "given", "received", "the")
            ) else []  # fmt: skip
            yield Arm(_telling(name), match.start(), match.end(), match.group(), without=True)


def _settled(text: str, known: frozenset[str]) -> Iterator[Arm]:
    contrast = len(_kinds(text)) > 1
    for match in _SETTLED.finditer(text):
        if match["treatment"] and not re.search(r"(?:with|on|than|vs\.?|versus|to|and|receiving|the|given) (?:the )?$|^$",
                                                text[max(0, match.start() - 12) : match.start()]):  # fmt: skip
            continue
        words = re.findall(r"[\w'-]+", match.group())
        no = match.group().lower().startswith("no ")
        denied = _denied(text, match.start())
        arm = _arm(words, match.start(), match.end(), text, without=denied)
        if match["kind"]:  # "women" tells nobody apart where no men are spoken of
            arm = replace(arm, sure=bool(arm.stems & known) or contrast)
        yield Arm(frozenset({"control"}), arm.start, arm.end, arm.text) if no else arm


def _kinds(text: str) -> set[str]:
    return {stem(match["kind"].rpartition(" ")[2]) + match["kind"].partition(" ")[0] for match in _SETTLED.finditer(text)
            if match["kind"]}  # fmt: skip


def _marked(text: str) -> Iterator[Arm]:
    """ "HER2-positive" and "HER2-negative": with the marker and without it."""
    for match in _MARKER.finditer(text):
        stems = frozenset({stem(match["name"])})
        yield Arm(
            stems, match.start(), match.end(), match.group(), without=match["sign"].lower() == "negative"
        )


def _drugs(text: str) -> Iterator[Arm]:
    """A drug by its stem, with what it is joined to by "plus"; "alone" belongs to it."""
    names = "|".join(map(re.escape, drugs(text)))
    for match in re.finditer(rf"\b(?:{names})\b", text, re.I) if names else ():
        more = re.match(
            r"(?: ?(?:plus|\+) ?[\w-]+)+|[- ](?:alone|only|monotherapy)", text[match.end() : match.end() + 60]
        )
        end = match.end() + (more.end() if more else 0)
        words = re.findall(r"[\w'-]+", text[match.start() : end])
        denied = _denied(text, match.start())
        yield _arm(words, match.start(), end, text, without=denied)


def _got(text: str) -> Iterator[Arm]:
    """ "Given X", "with X and Y", "in X": sure after a verb of getting, or where "respectively" orders a list."""
    ordered = "respectively" in text
    for match in _GOT.finditer(text):
        verb = match["verb"].lower()
        denied = "without" in verb or bool(match["un"])
        sure = denied or (verb.rpartition(" ")[2] in _VERB_OF_GETTING and verb not in ("with", "on"))
        at = match.end()
        for _ in range(4):
            words, start, end = _name_at(text, at)
            if not words:
                break
            alone = words[-1].lower() in ("alone", "only", "monotherapy")
            yield _arm(words, start, end, text, without=denied, sure=sure or ordered or alone)
            link = _LISTING.match(text, end)
            if link is None:
                break
            at = link.end()


def _name_at(text: str, start: int) -> tuple[list[str], int, int]:
    """Up to four words that name something, from ``start`` on, without an article; and where they stand."""
    words: list[str] = []
    first = end = start
    for token in _TOKEN.finditer(text, start, start + 70):
        word = token.group()
        low = word.lower()
        if not words and low in ("the", "a", "an", "their"):
            continue
        ends = (
            low in _STOP
            or low in SMALL_WORDS
            or _BREAK.match(word)
            or len(words) == 4
            or (bool(words) and low.endswith("ed"))
        )
        if ends or (word[0].isdigit() and not words):
            break
        first = first if words else token.start()
        words.append(word)
        end = token.end()
    return words, first, end


def _meant(found: list[Arm], text: str) -> Iterator[Arm]:
    """The arms, with "the former" and "the latter" as the two that stand before them."""
    refers = sorted(_FORMER.finditer(text), key=lambda match: match.start())
    spans = [(match.start(), match.end()) for match in refers]
    own = [arm for arm in found if not any(arm.start < end and start < arm.end for start, end in spans)]
    for match in refers:
        before = list({arm.key: arm for arm in own if arm.end <= match.start() and arm.sure}.values())[-2:]
        if len(before) == 2:
            arm = before[match["which"].lower() == "latter"]
            own.append(replace(arm, start=match.start(), end=match.end()))
    yield from sorted(own, key=lambda arm: arm.start)


# --- which of two arms -----------------------------------------------------------------------------------


def side(arm: Arm, one: Arm, other: Arm) -> int:
    """1 when ``arm`` is ``one``, -1 when it is ``other``, 0 when that cannot be told."""
    if one.stems == other.stems and one.without != other.without:
        if arm.stems & one.stems:
            return 1 if arm.without == one.without else -1
        return _by_class(arm, one, other)
    hits = 0
    for stems, candidate, sign in (
        (one.stems - other.stems, one, 1),
        (other.stems - one.stems, other, -1),
    ):
        if arm.stems & stems - CONTROL:
            hits += sign if arm.without == candidate.without else -sign
    if hits or arm.stems & (one.stems ^ other.stems) - CONTROL:
        return max(-1, min(1, hits))
    if arm.key in (one.key, other.key):
        return 1 if arm.key == one.key else -1
    return _by_class(arm, one, other)


def is_control(arm: Arm) -> bool:
    """Whether the arm is called by a word for a control, or by what it did not get."""
    return bool(arm.stems & CONTROL) or arm.without


def _by_class(arm: Arm, one: Arm, other: Arm) -> int:
    if is_control(one) == is_control(other):
        return 0
    sign = 1 if is_control(one) else -1
    if is_control(arm):
        return sign
    return -sign if arm.stems and arm.stems <= TREATED else 0
