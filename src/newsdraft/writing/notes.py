"""Which reference notes an extract cites: only those that have to do with the story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from newsdraft.model import Document, DocumentKind, Dossier, SectionKind
from newsdraft.text import fold, words
from newsdraft.writing import cues

# Cancers by their names and by the tests and parts that belong to one cancer only.
_SITES = {
    "bladder": r"bladder", "brain": r"brain (?:cancer|tumou?r)|glioma|glioblastoma", "breast": r"breast|mammogra\w+",
    "cervical": r"cervical|cervix|pap (?:test|smear)", "colorectal": r"colon|colorectal|rectal|bowel|colonoscop\w+"
    r"|adenomas?|polyps?",
    "gullet": r"o?esophag\w+", "head and neck": r"head and neck|oropharyn\w+|oral cancer", "kidney": r"kidney|renal",
    "leukemia": r"leuka?emia", "liver": r"liver|hepatocellular", "lung": r"lung", "lymphoma": r"lymphoma",
    "many": r"multi-?cancer", "myeloma": r"myeloma", "ovarian": r"ovar(?:y|ian)", "pancreatic": r"pancrea\w+",
    "prostate": r"prostate", "skin": r"melanoma|skin cancer|skin lesions?|moles?", "stomach": r"stomach|gastric",
    "thyroid": r"thyroid", "uterine": r"uter(?:us|ine)|endometrial",
}  # fmt: skip
_SITE = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _SITES.items()}
# Kinds of test or treatment that AI notes are about.
_METHODS = tuple(
    re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
    for pattern in (r"mammogra", r"colonoscop", r"CT scan", r"MRI\b", r"biops(?:y|ies)", r"pathology slides?",
                    r"radiotherapy|radiation (?:therapy|treatment)|radiation oncolog",
                    r"chatbot|chatgpt|language model")
)  # fmt: skip
_ABOUT_AI = re.compile(rf"{cues.AI.pattern}|\b\w*GPT\b", re.IGNORECASE)
# Words of all health news: sharing them makes no note belong to a story.
_EVERYBODYS_WORDS = """
cancer cancers tumor tumors tumour drug drugs cell cells trial trials study studies patient patients people
person persons women woman men man adults treatment treatments treat treated therapy therapies risk risks year
years month months week weeks day days death deaths disease diseases doctor doctors health care research
researchers result results finding findings group groups number percent data evidence random randomized
randomised observational control controlled standard survival live lived life effect effects side serious test
tests tested testing new first second one two three other others than more most less least high higher low lower
large small long early advanced stage kind type types part time times rate rates use used uses using show shown
shows found find common approved approval agency help helps given give got get better best good well clinical
medicine medical hospital hospitals center centers institute university national american u.s united states
journal published report reported said says body growth grow spread known works work start started whether about
after before between during each every age aged older younger because some many any all only often while where
when what which there here they them chance change changes harm benefit link linked increase reduce reduced
"""
_EVERYBODYS = frozenset(_EVERYBODYS_WORDS.split())


def notes_for(dossier: Dossier, section: SectionKind) -> list[Document]:
    """The reference notes that suit a section of this story, in order."""
    notes = [document for document in dossier.documents if document.kind is DocumentKind.REFERENCE]
    return [note for note in notes if _section_of(note) is section and _belongs(note, dossier, section)]


def _section_of(note: Document) -> SectionKind:
    if _ABOUT_AI.search(note.text):
        return SectionKind.HOW_AI_FITS
    helps = cues.REFERS.search(note.text) is not None
    return SectionKind.PATIENTS if helps else SectionKind.BACKGROUND


def _belongs(note: Document, dossier: Dossier, section: SectionKind) -> bool:
    if section is SectionKind.PATIENTS:
        return True
    told = f"{note.title}\n{note.text}"
    theirs, ours = _sites(told), _story_sites(dossier)
    if theirs and not theirs & ours:
        return False
    if section is SectionKind.HOW_AI_FITS:
        return bool(theirs) or _same_method(told, dossier)
    return _explains(note, dossier) or bool(_shared(note, dossier))


def _sites(text: str) -> set[str]:
    return {name for name, pattern in _SITE.items() if pattern.search(text)}


def _story_sites(dossier: Dossier) -> set[str]:
    """The cancers of the headline; else those spoken of about as often as the one spoken of most."""
    named = _sites(dossier.title)
    if named:
        return named
    text = _text(dossier)
    counts = {name: len(pattern.findall(text)) for name, pattern in _SITE.items()}
    most = max(counts.values())
    return {name for name, count in counts.items() if count and count >= 0.6 * most}


def _same_method(told: str, dossier: Dossier) -> bool:
    text = _text(dossier)
    return any(
        pattern.search(told) and (pattern.search(dossier.title) or len(pattern.findall(text)) > 2)
        for pattern in _METHODS
    )


def _explains(note: Document, dossier: Dossier) -> bool:
    """Whether the note explains a term, given in quotation marks, that the story uses."""
    terms = re.findall(r"['\"](\w[^'\"]{3,40}\w)['\"]", fold(note.text))
    text = fold(_text(dossier)).lower()
    return any(term.lower() in text for term in terms)


def _shared(note: Document, dossier: Dossier) -> set[str]:
    """The telling words that the note shares with the headline or that come back in the story, cancers left out."""
    title = _stems(words(dossier.title))
    often = {stem for stem, count in Counter(map(_stem, words(_text(dossier)))).items() if count > 3}
    shared = _stems(words(note.text)) & (title | often)
    return {word for word in shared if len(word) > 3 and not word.isdigit() and not _sites(word)} - _COMMON


def _text(dossier: Dossier) -> str:
    return "\n".join(d.text for d in dossier.documents if d.kind is not DocumentKind.REFERENCE)


def _stems(found: Iterable[str]) -> set[str]:
    return {_stem(word) for word in found}


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word


_COMMON = _stems(_EVERYBODYS) | _EVERYBODYS | cues.STOPWORDS
