"""Plain text: folding for comparison, sentences with exact offsets, words.

Only the standard library, so that every stage may use it at no import cost. The sentence rules are made for
English health news: journal abbreviations, statistics, doses, initials and quotations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# --- folding ---------------------------------------------------------------------------------------------

_SPACES = "\u00a0\u1680\u202f\u205f\u3000\u2028\u2029" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = (
    "\x00\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_FOLDS: dict[int, str] = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x2026: "...",
    0x00B5: "\u03bc",  # the micro sign and the Greek letter look alike
}  # fmt: skip


def fold(text: str) -> str:
    """``text`` with look-alike characters made one and white space collapsed, for matching only.

    Spaces of every width, dashes, quotation marks, ligatures, the ellipsis and invisible characters are
    folded. Case, digits and superscripts are kept. Offsets into the result are not offsets into ``text``.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLDS).split())


# A number with its separators, or letters and digits with an inner apostrophe.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of ``text``, folded and in lower case.

    A number keeps its decimals ("2.5", "1,204"); hyphens part words; signs such as "%" and "<" are left out.
    """
    return _WORD.findall(fold(text).lower())


# --- sentences -------------------------------------------------------------------------------------------


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the end of a sentence: a name, a number or an explanation follows.
_NEVER = _list(
    """
    dr drs messrs prof mr mrs ms mx st ste mt ft vs fig figs eq eqs ref refs e.g i.e eg ie cf viz approx ca no
    nos vol pp ed eds sen rep gov gen col capt lt sgt hon rev supt tab suppl chap sect
    """
)
# May end a sentence; it does when the next word is one that usually begins a sentence.
_SOMETIMES = _list(
    """
    al etc inc ltd co corp llc plc gmbh jr sr univ dept assoc assn bros est ave blvd rd jan feb mar apr
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va
    vt wash wis wyo engl med proc natl acad sci clin oncol res int nat transl pathol radiol surg
    epidemiol immunol immunother biol chem biochem biophys mol cell genet genom commun rep lett rev ann
    annu am br eur can aust jpn chin scand pharmacol pharmacother ther toxicol exp physiol pediatr
    gynecol obstet urol hematol haematol dermatol gastroenterol hepatol neurol nutr prev biomark bmc plos
    adv cancer.res min max avg
    """
)
# Words of the lists above that are common words too; they count as abbreviations only with a capital.
_NEEDS_CAPITAL = _list(
    """
    no co del ill la miss mo pa va cell can am mar sat sun wed ore wash mass rep adv min max ga ind st ed
    med int res commun
    """
)
_STARTERS = _list(
    """
    the a an this that these those it its he she they we our their his her i you in on at for from with
    after before during since until while when where if although though because as by to of and but so or
    yet not however moreover furthermore finally meanwhile overall instead thus therefore then there here
    now today currently previously recently also additionally researchers scientists patients doctors
    investigators results findings most many some several few both each all every among about more other
    another one two three no what who why how which according previous such using based although despite
    unlike like once only even still nearly almost given led participants people women men visit follow
    learn read see
    """
)
# A capital letter after these words is a label ("hepatitis B"), not somebody's initial.
_LABELLED = _list(
    """
    vitamin hepatitis group arm type grade stage cohort part appendix panel table figure protein factor
    class level plan influenza immunoglobulin category version score
    """
)

# Never the end of a sentence before a number: "patient no. 7", "version v. 2.1", "p. 4".
_BEFORE_NUMBER = _list("no nos v ver p pp pt pts ch art")

_CLOSERS = "\"'\u201d\u2019\u00bb)\\]*_"
_OPENERS = "\"'\u201c\u2018\u00ab(\\[*_"
_RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079"  # reference marks set as small figures
_END = re.compile(
    rf"(?<![.!?\u2026])(?P<mark>[.!?\u2026]++)(?P<close>[{_CLOSERS}]*(?:\[\^?[^\]\n]{{1,40}}\])*[{_RAISED}]*)(?P<gap>\s+|(?=[A-Z\u201c][a-z]*\b)|$)"
)
_WORD_BEFORE = re.compile(rf"[^\s{_OPENERS}/\u2014\u2013]+$")
_NEXT = re.compile(rf"[{_OPENERS}\-\u2013\u2014]*\s*(?P<word>[^\s]{{1,60}})?")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
_LIST_NUMBER = re.compile(r"(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})")
_BULLET = re.compile(r"\s*(?:[-\u2013\u2014\u2022\u25cf\u25e6\u25aa\u00b7*]+\s+)?\s*")
_BRACKET_REACH = 250
_WORD_REACH = 60  # characters looked back for the word before a full stop
LONGEST = 2000  # characters: what runs on for longer is no sentence and is cut at a space


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text``, in order, as (start, end) offsets in characters.

    A newline always ends a sentence, so headings and list items stand alone. White space and a bullet before
    a sentence are left out; closing quotation marks, brackets and reference marks ("[3]", "[^S1.2]") after
    its full stop belong to it. Lines without a letter or digit give nothing. No sentence is longer than
    ``LONGEST`` characters.
    """
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        found.extend((line.start() + start, line.start() + end) for start, end in _split_line(line.group()))
    return found


def _split_line(line: str) -> list[tuple[int, int]]:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    spans: list[tuple[int, int]] = []
    for end in _END.finditer(line, start):
        if end.start() >= start and _ends_sentence(line, start, end):
            spans.append((start, end.end("close")))
            start = end.end()
    spans.append((start, len(line.rstrip())))
    pieces = (piece for span in spans for piece in _pieces(line, *span))
    return [(s, e) for s, e in pieces if e > s and any(c.isalnum() for c in line[s:e])]


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is too long to be one, so that readers may count on a limit."""
    while end - start > LONGEST:
        space = line.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > start else start + LONGEST
        yield start, cut
        start = cut + 1 if cut == space else cut
    yield start, end


def _ends_sentence(line: str, start: int, end: re.Match[str]) -> bool:
    """Whether the mark at ``end`` closes the sentence that begins at ``start``."""
    if end.end() >= len(line):
        return True
    following = _NEXT.match(line, end.end())
    word = (following["word"] or "") if following else ""
    if not _may_begin(word) or _inside_bracket(line, start, end):
        return False
    if not end["gap"]:
        return _glued(line, end, word)
    if end["mark"] != ".":
        return True
    return _full_stop(line, start, end, word)


def _may_begin(word: str) -> bool:
    """Whether a sentence can begin with ``word``: a capital, a digit, or a name such as "mRNA" or "p53"."""
    bare = word.rstrip(".,;:!?")
    if not bare or not bare[0].isalnum():
        return False
    return not bare[0].islower() or any(c.isupper() or c.isdigit() for c in bare[1:])


def _inside_bracket(line: str, start: int, end: re.Match[str]) -> bool:
    """Whether a bracket that was opened in this sentence closes a little later."""
    before = line[max(start, end.start() - 4 * _BRACKET_REACH) : end.end("close")]
    if before.count("(") <= before.count(")"):
        return False
    close = line.find(")", end.end(), end.end() + _BRACKET_REACH)
    reopened = line.find("(", end.end(), end.end() + _BRACKET_REACH)
    return close >= 0 and not 0 <= reopened < close


def _glued(line: str, end: re.Match[str], word: str) -> bool:
    """A lost space ("months.The trial"): only before a usual first word, so that "Cancer.Net" stays whole."""
    before = line[max(0, end.start() - 2) : end.start()]
    first = re.match(r"\w+", word)
    return before.isalpha() and before.islower() and first is not None and first[0].lower() in _STARTERS


def _full_stop(line: str, start: int, end: re.Match[str], word: str) -> bool:
    match = _WORD_BEFORE.search(line, max(start, end.start() - _WORD_REACH), end.start())
    last = match.group() if match else ""
    dashed = line[end.end()] in "-\u2013\u2014"  # "DURHAM, N.C. - Most patients" is a place line
    initial = bool(re.fullmatch(r"[A-Z]\.", word))  # the "A." of "J. A. Smith" is no article
    begins = not (dashed or initial) and word.strip("\"'.,;:!?\u2019\u201d").lower() in _STARTERS
    if word[0].isdigit() and last.lower() in _BEFORE_NUMBER:
        return False
    # "1. Patients" and "A. Patients" at the head of a line are list numbers.
    if match and match.start() == start and _LIST_NUMBER.fullmatch(last):
        return False
    if end["close"].strip("*_") and not end["close"].startswith("["):
        return True
    if kind := _abbreviation(last):
        return begins if kind == "sometimes" else last.lower() == "no" and not word[0].isdigit()
    if len(last) == 1 and last.isalpha() and last.isupper():
        return _after_initial(line, start, match.start() if match else start, begins)
    return True


def _abbreviation(last: str) -> str:
    """Say "never" or "sometimes" the end of a sentence, or nothing for what is no abbreviation."""
    key = last.lower()
    if _DOTTED.fullmatch(last) and key not in _NEVER:
        return "sometimes"
    if key in _NEEDS_CAPITAL and last.islower():
        return ""
    return "never" if key in _NEVER else "sometimes" if key in _SOMETIMES else ""


def _after_initial(line: str, start: int, at: int, begins: bool) -> bool:
    """Whether a single capital with a full stop ends the sentence ("vitamin D. The") or is an initial."""
    before = line[max(start, at - _WORD_REACH) : at].split()
    previous = before[-1] if before else ""
    if previous.lower() in _LABELLED or previous.endswith("\u00b0"):  # "98.6° F. It fell."
        return True
    return begins and previous[:1].islower()
