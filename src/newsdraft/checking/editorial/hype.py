"""Words that promise more than research can give.

The blocking words are the superlatives that Abola and Prasad counted in news on cancer drugs ("The Use of Superlatives
in Cancer Research", JAMA Oncology 2016), some of which had never been given to people. The
warning words are from Schwitzer's "seven words you shouldn't use in medical news" and its neighbours. Words alone
agree with experts about half the time, so each is a tripwire: the message says why and offers sober words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.context import Hit, Sentence, Whole
from newsdraft.checking.wording import outside_quotes, plain, shown
from newsdraft.model import Severity
from newsdraft.text import words


@dataclass(frozen=True)
class Word:
    """A word of hype: its pattern, sober words for it, and whether it blocks."""

    pattern: re.Pattern[str]
    sober: str
    blocks: bool


def _word(pattern: str, sober: str, *, blocks: bool) -> Word:
    return Word(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), sober, blocks)


_SAY_RESULT = "say what was measured, in how many people, and against what"
_SUPERLATIVES = (
    (r"break-?throughs?|breaking new ground", _SAY_RESULT),
    (r"game[- ]chang(?:ers?|ing)", "say what would change, for whom, and when that will be known"),
    (r"miracles?|miraculous(?:ly)?|wonder (?:drugs?|cures?)|magic bullets?|silver bullets?", _SAY_RESULT),
    (
        r"(?<!wound )(?<!salt-)(?<!smoke-)(?<!dry-)cur(?:e|es|ed|ing)(?! (?:rates?|meats?|ham|bacon|fish))",
        "say how long people were followed and in how many no cancer could be found",
    ),
    (r"home runs?|slam dunks?", _SAY_RESULT),
    (r"revolutions? (?:in|for|of)|revolution(?:ary|i[sz](?:e|es|ed|ing))", _SAY_RESULT),
    (
        r"transformative(?:ly)?|transformational|(?:could|can|may|might|will|to) transform|changes? everything",
        "say what changed, and by how much",
    ),
    (
        r"life[- ]?sav(?:ers?|ing)(?! (?:equipment|measures?))",
        "say how many deaths fewer, among how many people",
    ),
    (r"ground-?break(?:ing|er)s?", _SAY_RESULT),
    (r"marvel(?:s|ous|ously|lous)?|astonishing(?:ly)?|spectacular(?:ly)?", _SAY_RESULT),
    (r"world[- ]first|world's first", "say what came before"),
    (r"holy grail|quantum leap|paradigm[- ]shift(?:s|ing)?|landmark (?!case)", _SAY_RESULT),
)
_WARNINGS = (
    (r"promising(?:ly)?", "say what was seen, and what has to be shown next"),
    (
        r"dramatic(?:ally)?|drastically|remarkabl[ey]|stunning(?:ly)?|striking(?:ly)?|impressive(?:ly)?",
        "give the figure",
    ),
    (r"(?:major|huge|giant|big|crucial) (?:steps?|leaps?|advances?|wins?)", "say what is known now"),
    (r"rays? of hope|beacons? of hope|glimmers? of hope", "say what is known and what is not"),
    (r"(?:giv|gave|offer|bring|brought|rais)\w* (?:\w+ ){0,3}hopes?", "say what is known and what is not"),
    (
        r"hopes?(?= (?:for|of)\b)|hopeful(?:ly)?|(?:new|real|fresh) hopes?",
        "say what is known and what is not",
    ),
    (
        r"(?:cancer )?victims?|sufferers?|battl(?:e|es|ing|ed) (?:with |against )?cancer",
        "say “people with …”",
    ),
    (r"novel (?!(?:while|by|in|on|that|was|is)\b|[.,;])", "say “new”, or what is different"),
    (r"unprecedented|first[- ]of[- ]its[- ]kind|never[- ]before[- ]seen", "say what came before"),
    (r"pivotal", "say what kind of trial it is"),
    (r"cutting[- ]edge|state[- ]of[- ]the[- ]art|next[- ]generation|pioneering", "say what it does"),
    (r"exciting(?:ly)?|incredibl[ey]|amazing(?:ly)?|extraordinar(?:y|ily)", "leave the word out"),
    (
        r"paves? the way|opens? (?:the|new) doors?|new era|turning point|tide is turning",
        "say what is planned next",
    ),
    (r"unlock(?:s|ed|ing)?|harness(?:es|ed|ing)?|supercharg(?:e|es|ed|ing)", "say what was done"),
)
WORDS = (
    *(_word(pattern, sober, blocks=True) for pattern, sober in _SUPERLATIVES),
    *(_word(pattern, sober, blocks=False) for pattern, sober in _WARNINGS),
)
# "There is no cure", "this is not a breakthrough", "nobody was cured": the word denied promises nothing.
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|without|cannot|can't|isn't|aren't|wasn't|nobody|nothing(?! short)|none|neither|hardly"
    r"|far from|too early to|rather than|instead of|less than)\b(?: \S+){0,6}? ?$",
    re.IGNORECASE,
)
# A regulator's term: "breakthrough therapy designation", "breakthrough device".
DESIGNATION = re.compile(
    r"\bbreak-?through[- ](?:therapy|devices?|designated|designation|status)\b"
    r"|\b(?:designat\w+|named|status)\b[^.;]{0,60}\bbreak-?through\b",
    re.IGNORECASE,
)
_BREAKTHROUGH = re.compile(r"break-?through", re.IGNORECASE)
# "Breakthrough pain" is a symptom, and "cure" has a use in dentistry and plastics that no post on cancer has.
_TERMS = re.compile(r"\bbreak-?through (?:pain|seizures?|infections?|bleeding|cases?)\b", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"\b(?:means|meant|meaning|speed|speeds|faster|quicker|sooner|quickens?|shortens?|help from|early (?:signs?|data)|"
    r"does not (?:mean|say|show)|not (?:an? )?(?:proof|approval|promise))\b",
    re.IGNORECASE,
)


def hype(sentence: Sentence) -> Iterator[Hit]:
    """Words of hype: the post's own block or warn, quoted ones warn."""
    own = outside_quotes(sentence.text)
    quoted = sentence.text if own == sentence.text else _inside(sentence.text, own)
    seen: set[str] = set()
    for word, found in _found(own):
        if found.lower() not in seen and not _is_designation(own, found, sentence):
            seen.add(found.lower())
            yield _hit(word, found, own)
    if quoted != sentence.text:
        for word, found in _found(quoted):
            if word.blocks and found.lower() not in seen:
                seen.add(found.lower())
                yield _quoted(word, found)


def _inside(text: str, own: str) -> str:
    """What stands in quotation marks: the words of ``text`` that its own words have not."""
    return " ".join(text.split()) if own == "" else _without(text, own)


def _without(text: str, own: str) -> str:
    rest = text
    for piece in own.split('""'):
        rest = rest.replace(piece.strip(), " ", 1) if piece.strip() else rest
    return rest


@lru_cache(maxsize=2048)
def _found(text: str) -> tuple[tuple[Word, str], ...]:
    return tuple(_search(text))


def _search(text: str) -> Iterator[tuple[Word, str]]:
    """Words of hype that promise something; of two that overlap, the one that stands first in the list."""
    taken: set[int] = set()
    for word in WORDS:
        for match in word.pattern.finditer(text):
            span = set(range(*match.span()))
            if taken.isdisjoint(span) and not (
                _is_name(text, match) or _DENIED.search(text[: match.start()]) or _term(text, match)
            ):
                taken |= span
                yield word, match[0]


def hype_in(text: str) -> list[str]:
    """The words of hype in ``text``, warnings included."""
    return [found for _, found in _found(text)]


def _term(text: str, match: re.Match[str]) -> bool:
    return any(found.start() <= match.start() < found.end() for found in _TERMS.finditer(text))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of a name: a capital inside the sentence ("City of Hope", "Novel Biosciences")."""
    if not match[0][0].isupper() or _in_title_case(text):
        return False
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    if re.match(r"[ -][A-Z]", after):
        return True
    return bool(before) and before[-1] not in '.!?:"“'


def _in_title_case(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _is_designation(text: str, found: str, sentence: Sentence) -> bool:
    """The regulator's term, where a source has it: then ``designations`` asks for its meaning instead."""
    if not _BREAKTHROUGH.fullmatch(found.rstrip("s")) or not DESIGNATION.search(text):
        return False
    known = sentence.sources.with_titles or sentence.passages
    return any(DESIGNATION.search(passage) for passage in known)


def _hit(word: Word, found: str, text: str) -> Hit:
    why = (
        "promises more than research on patients has been found to hold"
        if word.blocks
        else "is a word that readers take for more than it says"
    )
    message = f"“{found}” {why}. Instead, {word.sober}."
    rule = "hype" if word.blocks else "hype-warning"
    return Hit(rule, found.lower(), message, shown(text))


def _quoted(word: Word, found: str) -> Hit:
    message = (
        f"A quotation says “{found}”. Somebody else's hype is still read as fact: quote what informs, or set the "
        f"evidence beside it ({word.sober})."
    )
    return Hit("hype", f"quoted {found.lower()}", message, severity=Severity.MINOR)


def _texts(whole: Whole) -> Iterator[str]:
    yield whole.post.title
    yield whole.post.description
    yield from (section.heading for section in whole.post.sections)
    yield from (plain(claim.text) for _, claim in whole.post.claims())


def dense_hype(whole: Whole) -> Iterator[Hit]:
    """So many words of hype, warnings included, that the post as a whole is one."""
    texts = list(_texts(whole))
    found = [found for text in texts for found in hype_in(outside_quotes(text))]
    count = sum(len(words(text)) for text in texts)
    allowed = max(
        whole.policy.limit("hype_least"), whole.policy.limit("hype_per_hundred_words") * count / 100
    )
    if len(found) > allowed:
        shown_words = ", ".join(f"“{each}”" for each in dict.fromkeys(word.lower() for word in found))
        message = (
            f"{len(found)} words of hype in {count} words: {shown_words}. Tell what was measured and in whom, and let "
            "readers judge."
        )
        yield Hit("hype-dense", "", message, where="post")


def designations(whole: Whole) -> Iterator[Hit]:
    """A breakthrough designation that is named and not explained: readers take the word for a result."""
    claims = [(place, plain(claim.text)) for place, claim in whole.post.claims()]
    for at, (place, text) in enumerate(claims):
        if DESIGNATION.search(text):
            if not _EXPLAINS.search(
                " ".join(next_ for where, next_ in claims[at : at + 2] if where == place)
            ):
                message = (
                    "“Breakthrough” is a regulator's term here: say what it means (the review may go faster, on early "
                    "signs of benefit) and that it is no approval."
                )
                yield Hit("designation-unexplained", "", message, shown(text), where="post")
            return
