"""Names in a sentence that a passage must hold too: trial ids, drugs, genes and abbreviations, proper names.

A drug is known by the stem of its international name (WHO, "The use of stems in the selection of International
Nonproprietary Names") or from the list of medicines.py, a gene or abbreviation by its letters, a proper name by its
capitals. A name's other form (generic and brand, "FDA" and its full name) lets a sentence use it. What cannot be
told apart surely is left alone: this reports names that are absent, and a false alarm costs an editor's trust.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from newsdraft.checking.lexicon import folded
from newsdraft.checking.medicines import FORMS, MEDICINES, WHOLES
from newsdraft.checking.numerals import word_set
from newsdraft.text import fold, words

_TRIAL_ID = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR[-\w]*\d{6,}|UMIN\d{9}|DRKS\d{8}|CTRI/[\d/]+)\b", re.I
)
_STEMS = (
    "mab|tinib|anib|enib|inib|ciclib|parib|lisib|degib|rafenib|metinib|zomib|sidenib|toclax|platin|taxel|rubicin|"
    "citabine|elbine|blastine|cristine|tecan|trexed|trexate|lutamide|relix|relin|reotide|mestane|trozole|oxifene|"
    "estrant|domide|leucel|parvovec|fosfamide|mustine|zolomide|limus|dronate|dronic acid|setron|grastim|"
    "poetin|sartan|prazole|gliptin|glutide|gliflozin|vastatin|steride|aterone|rasib|tuzumab|vedotin|deruxtecan|"
    "emtansine|ribulin|mycin|rasone|nisolone|nisone|formin"
)
_DRUG = re.compile(rf"\b[a-z]{{3,}}(?:{_STEMS})\b", re.I)
_SYMBOL = re.compile(
    r"(?<![\w-])(?:[A-Z][A-Za-z]*-?[A-Za-z]*\d[\w-]*|[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]+)*|p\d\d)s?(?![\w])"
)
_EVERYDAY = word_set(
    """
    ai us usa uk eu un fda nih who nhs dna rna mrna mri ct pet id ok tv ceo md phd dr hiv hpv covid
    covid-19 s1 q&a faq am pm iv ii iii
    """
)
_CAPITAL = re.compile(r"[A-Z][\w'.&-]*[\w]|[A-Z]\.?")
_JOINER = word_set("of the and for de van von la le del di &")
_TOKEN = re.compile(r"[^\s,;:!?()\[\]\"]+|[,;:!?()\[\]\"]")
_ORDINARY = word_set(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday english dr prof professor mr mrs ms i ph.d phd
    md nobody someone anybody everybody
    """
)
# Capitalised titles and types of body that paraphrase adds or drops: never missing by themselves.
_COMMON_PARTS = word_set(
    """
    university college institute center centre hospital school department cancer clinic medical
    national research society association foundation journal professor doctor company inc ltd health
    medicine american european international study trial group program programme network service the
    rep sen president governor director chief sir writer author new north south east west states
    united
    """
)


def squashed(text: str) -> str:
    """``text`` folded, in lower case, without spaces, hyphens, slashes and full stops ("PD-L1" is "pdl1")."""
    return re.sub(r"[\s\-/.]", "", fold(text).lower())


def trial_ids(text: str) -> list[str]:
    """Registration numbers of trials, in capitals, in order."""
    return list(dict.fromkeys(match.upper() for match in _TRIAL_ID.findall(fold(text))))


def drugs(text: str) -> list[str]:
    """Drugs of the list, and words that are drug names by their stem, in lower case, in order."""
    return [name for name, _ in _drugs(text)]


@lru_cache(maxsize=1024)
def _drugs(text: str) -> tuple[tuple[str, str], ...]:
    """The drugs of ``text`` with their generic names; a name by stem alone is its own."""
    flat = folded(text)
    listed = MEDICINES.find(flat)
    found = [(mention.start, mention.text.lower(), mention.key) for mention in listed]
    found += [
        (match.start(), match[0].lower(), match[0].lower())
        for match in _DRUG.finditer(flat)
        if not any(mention.start <= match.start() < mention.end for mention in listed)
    ]
    return tuple(dict.fromkeys((name, key) for _, name, key in sorted(found)))


def symbols(text: str) -> list[str]:
    """Genes, proteins, products and abbreviations: capitals, with digits or without ("HER2", "PSA")."""
    found = (
        match.rstrip("s") if match[-2:-1].isupper() or match[-2:-1].isdigit() else match
        for match in _SYMBOL.findall(fold(text))
    )
    return [name for name in dict.fromkeys(found) if name.lower() not in _EVERYDAY and len(name) > 1]


def proper_names(text: str) -> list[str]:
    """Runs of capitalised words. The first word of a sentence counts only where it begins a run of two."""
    runs: list[str] = []
    run: list[str] = []
    pending: list[str] = []
    opened = first = True
    for piece in [*_TOKEN.findall(fold(text)), "."]:
        word = piece.rstrip(".").removesuffix("'s").removesuffix("'")
        if _CAPITAL.fullmatch(word) and not word.isupper() and not (first and _opens_sentence(word)):
            opened = opened if run else first
            run, pending = [*run, *pending, word], []
        elif run and piece.lower() in _JOINER:
            pending.append(piece)
        else:
            runs += _names_of(run, opened)
            run, pending = [], []
        first = (piece in '"(' and first) or _ends_sentence(piece)
        if first and run:
            runs += _names_of(run, opened)
            run, pending = [], []
    return runs


def _names_of(run: list[str], opened: bool) -> list[str]:
    """The name that a run is, without a first word that only opens the sentence."""
    if opened and len(run) != 2:
        run = run[1:]
    return [" ".join(run)] if run and _is_name(run) else []


def _ends_sentence(piece: str) -> bool:
    """A mark, a list number, or a word (no initial, no title) with a full stop."""
    stopped = piece.endswith((".", "?", "!")) and (len(piece) > 4 or piece.islower())
    return piece in "?!:" or stopped or piece.rstrip(".)").isdigit()


def _is_name(run: list[str]) -> bool:
    return len(run) > 1 or (len(run[0]) > 3 and run[0].lower() not in _ORDINARY)


_OPENERS = word_set(
    """
    the a an in on at for from with after before during since until while when where if although
    because as by to of and but so or yet not he she they we it its his her our their this that
    these those there here now you your is are was were do does did can could will would may might
    should must more most less many much some any all each every both no one two three four five six
    seven eight nine ten such other another only even still also then than however still ask talk
    tell people patients women men doctors researchers scientists
    """
)


def _opens_sentence(word: str) -> bool:
    """A capital that only the head of the sentence explains."""
    lower = word.lower()
    return lower in _OPENERS or lower.endswith(
        ("ing", "ed", "ly", "ers", "ists", "ors", "ions", "ies", "ents", "ants", "ults")
    )


_TITLES = word_set("dr prof professor mr mrs ms sir")


def people(text: str) -> list[str]:
    """The proper names of ``text`` that look like a person's: with a title, or two or three plain words."""
    return [name for name in proper_names(text) if is_person(name)]


def is_person(name: str) -> bool:
    """Whether ``name`` has a title, or is two or three words that are no part of a body's name."""
    parts = [part.rstrip(".").lower() for part in name.split()]
    if _TITLES & set(parts):
        return True
    return 2 <= len(parts) <= 3 and all(part.isalpha() and not common_part(part) for part in parts)


@dataclass(frozen=True)
class Known:
    """What passages hold: their words by the first four letters, their text squashed, folded, and in lower case."""

    stems: Mapping[str, frozenset[str]]
    together: str
    text: str
    lower: str
    drugs: frozenset[str]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of four letters or more as written, each once."""
        return tuple(dict.fromkeys(re.findall(r"[\w-]{4,}", self.text)))


@lru_cache(maxsize=1024)
def known_of(passages: tuple[str, ...]) -> Known:
    """What ``passages`` hold, read once."""
    text = fold(" ".join(passages))
    stems: dict[str, set[str]] = {}
    for word in words(text):
        stems.setdefault(stem_of(word), set()).add(bare_of(word))
    return Known(
        {stem: frozenset(held) for stem, held in stems.items()},
        squashed(text),
        text,
        text.lower(),
        frozenset(key for passage in passages for _, key in _drugs(passage)),
    )


def bare_of(word: str) -> str:
    """``word`` without a possessive."""
    return word.removesuffix("'s").removesuffix("'")


def stem_of(word: str) -> str:
    """The first four letters of ``word``."""
    return bare_of(word)[:4]


def absent_names(text: str, passages: Sequence[str]) -> list[str]:
    """Proper names, genes and abbreviations of ``text`` that no passage holds, in order, each once."""
    known = known_of(tuple(passages))
    gone = [name for name in symbols(text) if not _symbol_stands(name, known)]
    for name in proper_names(text):
        if not _name_stands(name, known):  # "Lyon and the Curie Institute" may be two names
            gone += [
                part for part in re.split(r" (?:and|&) (?:the )?", name) if not _name_stands(part, known)
            ]
    return list(dict.fromkeys(gone))


def common_part(word: str) -> bool:
    """Whether ``word``, in lower case, is a usual part of the name of a body or place, or joins such parts."""
    return word in _COMMON_PARTS or word in _JOINER


def absent_drugs(text: str, passages: Sequence[str]) -> list[str]:
    """Drugs of ``text`` that no passage holds under any of their names."""
    known = known_of(tuple(passages))
    return [
        name for name, key in _drugs(text) if key not in known.drugs and squashed(name) not in known.together
    ]


_BODIES = re.compile(r"(?<![\w-])(?:FDA|NIH|NHS|WHO)(?![\w-])")


def absent_bodies(text: str, passages: Sequence[str]) -> list[str]:
    """Bodies that everybody knows by their letters, which no passage names in any form."""
    known = known_of(tuple(passages))
    return [name for name in dict.fromkeys(_BODIES.findall(folded(text))) if not _other_form(name, known)]


def dropped_parts(text: str, passages: Sequence[str]) -> list[tuple[str, str]]:
    """Antibodies of ``text`` that passages name only as part of another drug, each with that drug."""
    keys = known_of(tuple(passages)).drugs
    return [
        (name, next(iter(wholes & keys)))
        for name, key in _drugs(text)
        if (wholes := WHOLES.get(key, frozenset())) & keys and key not in keys
    ]


def absent_trial_ids(text: str, passages: Sequence[str]) -> list[str]:
    """Trial ids of ``text`` that no passage holds."""
    together = known_of(tuple(passages)).together
    return [name for name in trial_ids(text) if squashed(name) not in together]


def _symbol_stands(name: str, known: Known) -> bool:
    plain = squashed(name)
    if len(plain) < 3:
        held = known.stems.get(plain, frozenset()) | known.stems.get(f"{plain}s", frozenset())
        return bool(held) or _spelled_out(name, known.lower)
    return plain in known.together or _spelled_out(name, known.lower) or _other_form(name, known)


def _spelled_out(name: str, lower: str) -> bool:
    """Whether words with these initials stand in a row ("EGFR" and "epidermal growth factor receptor")."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    if not 2 <= len(letters) <= 8:
        return False
    between = r"\w*[\s-]+(?:(?:of|and|the|for|in|to|a)\s+)?"
    return re.search(r"\b" + between.join(map(re.escape, letters)), lower) is not None


def _other_form(name: str, known: Known) -> bool:
    """Whether another form of a listed name stands ("ERBB2" for "HER2"); a short one only in capitals."""
    forms = FORMS.get(name.lower(), ())
    return any(_form_stands(form, known) for form in forms)


def _form_stands(form: str, known: Known) -> bool:
    if len(form) <= _SHORT and form.isalpha():
        return re.search(rf"(?<!\w){form.upper()}(?!\w)", known.text) is not None
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", known.lower) is not None


_SHORT = 4  # letters of a form that is also a common word in small letters ("who", "us")


def _name_stands(name: str, known: Known) -> bool:
    parts = [part for part in words(name) if part not in _JOINER]
    person = is_person(name)
    gone = [
        part
        for part in parts
        if part not in _COMMON_PARTS | _TITLES
        and len(part) > 1
        and not _part_stands(part, known, exact=person)
    ]
    if not gone:
        return _body_stands(parts, known)
    initials = "".join(part[0] for part in parts)
    shortened = any(_is_word(initials[:size], known) for size in range(3, min(len(initials), _INITIALS) + 1))
    return shortened or squashed(name) in known.together or _other_form(name.removeprefix("the "), known)


def _part_stands(part: str, known: Known, *, exact: bool) -> bool:
    """Whether a word of a name stands, in a form that differs by an ending only; a person's in no other form."""
    bare = bare_of(part)
    held = known.stems.get(stem_of(part), frozenset())
    if bare in held or f"{bare}s" in held or bare.removesuffix("s") in held:
        return True
    if exact:
        return re.search(rf"(?<!\w){bare[0]}\.", known.lower) is not None and len(bare) > 1 and not held
    return any(_same_root(bare, word) for word in held) or _other_form(bare, known)


_ENDINGS = word_set(
    """
    s es n an ian ean ese ish ic al ical y ies e er ers ist ists ing ed d ment ns ans ians ia a en
    ain land or ors ion ions ive ity ance ant ent ence logy logist logists logical tic us um
    """
) | {""}


def _same_root(one: str, other: str) -> bool:
    """Whether two words differ by usual endings only ("Britain" and "British", not "Austria" and "Australia")."""
    size = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return any(one[at:] in _ENDINGS and other[at:] in _ENDINGS for at in range(size, max(3, size - 3), -1))


_INITIALS = 10  # letters of the longest abbreviation that is looked for
_WHOLE_NAME = 3  # usual parts that make a name of their own ("American Cancer Society")


def _body_stands(parts: Sequence[str], known: Known) -> bool:
    """A name of usual parts alone: three of them make a body, which must stand under one of its forms."""
    if len(parts) < _WHOLE_NAME or not all(part in _COMMON_PARTS for part in parts):
        return True
    initials = "".join(part[0] for part in parts)
    held = all(_part_stands(part, known, exact=False) for part in parts)
    return held or _is_word(initials, known)


def _is_word(word: str, known: Known) -> bool:
    return word in known.stems.get(stem_of(word), frozenset())
