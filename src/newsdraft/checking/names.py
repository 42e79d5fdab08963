"""Names in a sentence that a passage must hold too: trial ids, drugs, genes and abbreviations, proper names.

No list of all drugs or genes: a drug is known by the stem of its international name (WHO, "The use of stems
in the selection of International Nonproprietary Names"), a gene or abbreviation by its letters, a proper
name by its capitals. What cannot be told apart surely is left alone: this reports names that are absent,
and a false alarm costs an editor's trust.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

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
_DRUGS_BY_NAME = re.compile(
    r"\b(?:aspirin|ibuprofen|ketamine|fluorouracil|capecitabine|hydroxyurea|thalidomide|warfarin)\b", re.I
)

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
    md
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
    """Words that are drug names by their stem, in lower case, in order."""
    found = (*_DRUG.findall(fold(text)), *_DRUGS_BY_NAME.findall(fold(text)))
    return list(dict.fromkeys(word.lower() for word in found))


def symbols(text: str) -> list[str]:
    """Genes, proteins, products and abbreviations: capitals, with digits or without ("HER2", "PSA")."""
    found = (match.rstrip("s") if match[-2:-1].isupper() else match for match in _SYMBOL.findall(fold(text)))
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


def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")[:4]


@lru_cache(maxsize=1024)
def _known(passages: tuple[str, ...]) -> tuple[frozenset[str], str, str]:
    """The passages' words by their first four letters, their text squashed, and their text in lower case."""
    text = fold(" ".join(passages))
    stems = frozenset(_stem(word) for word in words(text))
    return stems, squashed(text), text.lower()


def absent_names(text: str, passages: Sequence[str]) -> list[str]:
    """Proper names, genes and abbreviations of ``text`` that no passage holds, in order, each once."""
    known = _known(tuple(passages))
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
    """Drugs of ``text`` that no passage holds."""
    together = _known(tuple(passages))[1]
    return [name for name in drugs(text) if squashed(name) not in together]


def absent_trial_ids(text: str, passages: Sequence[str]) -> list[str]:
    """Trial ids of ``text`` that no passage holds."""
    together = _known(tuple(passages))[1]
    return [name for name in trial_ids(text) if squashed(name) not in together]


def _symbol_stands(name: str, known: tuple[frozenset[str], str, str]) -> bool:
    stems, together, lower = known
    plain = squashed(name)
    if len(plain) < 3:
        return plain in stems or f"{plain}s" in stems or _spelled_out(name, lower)
    return plain in together or _spelled_out(name, lower)


def _spelled_out(name: str, lower: str) -> bool:
    """Whether words with these initials stand in a row ("EGFR" and "epidermal growth factor receptor")."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    if not 2 <= len(letters) <= 8:
        return False
    between = r"\w*[\s-]+(?:(?:of|and|the|for|in|to|a)\s+)?"
    return re.search(r"\b" + between.join(map(re.escape, letters)), lower) is not None


def _name_stands(name: str, known: tuple[frozenset[str], str, str]) -> bool:
    stems, together, lower = known
    parts = [part for part in words(name) if part not in _JOINER]
    gone = [
        part for part in parts if _stem(part) not in stems and part not in _COMMON_PARTS and len(part) > 1
    ]
    if not gone:
        return True
    initials = "".join(part[0] for part in parts)
    shortened = any(
        re.search(rf"\b{re.escape(initials[:size])}\b", lower) for size in range(3, len(initials) + 1)
    )
    return shortened or squashed(name) in together
