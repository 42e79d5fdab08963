"""Where a sentence mentions the arms that it compares.

``mentions("12% in the placebo group and 9% of those given olorimab")`` gives the two arms with where they stand.
An arm is known by its shape, not by a list of treatments: "the X group", "X arm", "group B", "patients given X",
"with X" and "without X", a drug by the stem of its name, and the words for controls and for kinds of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from newsdraft.checking.arms import TREATED, Arm, stem
from newsdraft.checking.names import drugs
from newsdraft.checking.numerals import SMALL_WORDS, word_set

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
    where who whom whose which that this these those their them its his her was were is are be been being had has have
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
_TOKEN = re.compile(r"[^\W_](?:[\w'.]*\w)?(?:[-/][\w.]*\w)*%?|\S")
_AND = r"(?:,| and| or| vs\.?| versus|, and) "
# A number is a group's only where no counted thing follows it ("the screened group 58 deaths").
_NOT_COUNTING = (
    r"(?=[,.;:)(]? ?(?:$|[(,;:.)]|(?:had|was|were|and|in|at|than|showed|vs|versus|compared|but|while|on|with|received|"
    r"got|did|is|has|respectively)\b))"
)
_GROUP = re.compile(
    rf"\b(?P<head>{_HEADS})\b(?: (?P<labels>(?-i:[A-Z]{{1,3}}\d?(?:{_AND}[A-Z]{{1,2}}\b)*"
    rf"|[1-9](?:{_AND}[1-9])*{_NOT_COUNTING}))(?!\w))?",
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
    r"\b(?:those|people|patients|women|men|participants|the ones) (?:who|that) (?:did|had|were|was|do|have) not\b"
    r"(?: (?:get|receive|take|have|given|received|do so|it|the|that))*",
    re.I,
)
_OTHERS = re.compile(r"\b(?:the (?:others?|rest|other (?:group|arm|half|patients|people|women|men)))\b", re.I)
_FORMER = re.compile(r"\bthe (?P<which>former|latter)\b(?: group)?", re.I)
_MARKER = re.compile(
    r"\b(?P<name>[A-Za-z]{0,6}[A-Z0-9][\w-]{0,12}|(?:lymph )?node|(?:hormone |o?estrogen )?receptor)"
    r"[- ](?P<sign>positive|negative)\b(?: (?:patients|people|women|men|tumou?rs?|cancers?|disease|group))?"
)
_COMPOUND = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})+")
_DENIES = re.compile(
    r"\b(?:without|no|not(?: given| receiving| treated with| on| taking)?)(?: the| a| any)? $", re.I
)
_BESIDE = re.compile(
    r",? ?(?:and|or|versus|vs\.?|than|compared (?:with|to)|,|/) ?(?:(?:with|in|for|on|among|to|by) )?"
    r"(?:the |those |patients )?|-",
    re.I,
)
_LISTING = re.compile(r",? ?(?:and|or|versus|vs\.?|plus|,|/) ?(?:the )?|-", re.I)
_ENDS_IN_GETTING = ("get", "receive", "take", "have", "given", "received", "the")
_LONGEST_NAME = 4
_NAMED_BEFORE = re.compile(r"(?:^|(?:with|on|than|vs\.?|versus|to|and|receiving|the|given) (?:the )?)$", re.I)
_DENYING = re.compile(
    r"^(?:non-?|un|no-)(?=(?:vaccin|treat|expos|screen|smok|carri|us|respon|consum)\w)", re.I
)
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
    settled, seen = partial(_settled, known=known), partial(_seen, known=known)
    for reader in (_groups, _unlike, settled, _marked, _drugs, seen, _got, _people):
        for arm in reader(text):
            told = arm.stems or arm.without
            if told and all(arm.end <= other.start or other.end <= arm.start for other in found):
                found.append(arm)
    found.sort(key=lambda arm: arm.start)
    return sorted(_meant(_assured(found, text), text), key=lambda arm: arm.start)


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
    tokens = list(_TOKEN.finditer(text)) if known else []
    for telling, group in groupby(tokens, key=lambda token: stem(token.group()) in known):
        run = list(group)
        if telling:
            start, end = run[0].start(), run[-1].end()
            yield _arm([m.group() for m in run], start, end, text, without=_denied(text, start))


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
    left = [_DENYING.sub("", word) for word in words]
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
        yield from _before_head(_left_of(match.start(), text), match, text)


def _left_of(end: int, text: str) -> list[tuple[str, int]]:
    return [(token.group(), token.start()) for token in _TOKEN.finditer(text, max(0, end - 90), end)]


def _people(text: str) -> Iterator[Arm]:
    """ "X patients", "X and Y patients": the name may be of the illness that all have, so never sure."""
    for match in _HAVING_NAMES.finditer(text):
        left = _left_of(match.start(), text)
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
        elif (
            (low in _STOP and low not in ("no", "no-"))
            or _BREAK.match(token)
            or len(words) == _LONGEST_NAME + 1
        ):
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
    """ "Those who did not get X", "the others": whoever is not the arm named before."""
    for match in _DID_NOT.finditer(text):
        words = _name_at(text, match.end())[0] if match.group().endswith(_ENDS_IN_GETTING) else []
        yield Arm(_telling(words), match.start(), match.end(), match.group(), without=True)
    for match in _OTHERS.finditer(text):
        yield Arm(frozenset(), match.start(), match.end(), match.group(), without=True)


def _settled(text: str, known: frozenset[str]) -> Iterator[Arm]:
    """Controls, kinds of people, and usual names of treatments where these stand like an arm."""
    found = list(_SETTLED.finditer(text))
    kinds = {match["kind"].lower() for match in found if match["kind"]}
    for match in found:
        if match["treatment"] and not _NAMED_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        words = re.findall(r"[\w'-]+", match.group())
        arm = _arm(words, match.start(), match.end(), text, without=_denied(text, match.start()))
        if words[0].lower() == "no":
            yield replace(arm, stems=frozenset({"control"}), without=False)
        elif match["kind"]:  # "women" tells nobody apart where no men are spoken of
            yield replace(arm, sure=bool(arm.stems & known) or len(kinds) > 1)
        else:
            yield arm


def _marked(text: str) -> Iterator[Arm]:
    """ "HER2-positive" and "HER2-negative": with the marker and without it."""
    for match in _MARKER.finditer(text):
        stems = frozenset({stem(match["name"])})
        yield Arm(stems, match.start(), match.end(), match.group(), without=match["sign"] == "negative")


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
        stops = low in _STOP or low in SMALL_WORDS or _BREAK.match(word) is not None
        if stops or len(words) == _LONGEST_NAME or (low.endswith("ed") if words else low[0].isdigit()):
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
    yield from own
