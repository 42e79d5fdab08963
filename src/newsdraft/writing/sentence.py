"""The usable sentences of a dossier, with their surroundings: who speaks, what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from newsdraft.model import Document, DocumentKind, Dossier, Passage
from newsdraft.text import words
from newsdraft.writing import cues
from newsdraft.writing.voices import Voice, voices

REACH = 5  # sentences of a paragraph: how far a word on harms or limits is taken to carry


@dataclass(frozen=True)
class Sentence:
    """A passage with its surroundings. ``place`` runs from 0, where the document's own text starts, to 1.

    ``voice`` is "source" where the document speaks, "speech" inside somebody's quotation, "mixed" where a
    quotation and its attribution share the sentence. ``before`` and ``after`` are its neighbours in its
    paragraph. ``goes_on`` says what the paragraph was about when it came: harms, limits or nothing of these.
    """

    passage: Passage
    document: Document
    place: float
    spoken: Voice
    before: Passage | None
    after: Passage | None = None
    goes_on: str = ""

    @property
    def voice(self) -> str:
        """Who speaks: "source", "speech" or "mixed"."""
        return self.spoken.kind

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.text

    @cached_property
    def said(self) -> str:
        """Its text on one line, without the place and date that a release begins with."""
        return cues.DATELINE.sub("", " ".join(self.text.split()))

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words without the commonest, for comparing sentences."""
        return frozenset(words(self.text)) - cues.STOPWORDS

    @property
    def length(self) -> int:
        """Its number of words."""
        return len(self.text.split())

    def follows(self, other: Sentence) -> bool:
        """Whether it stands right after ``other`` in the same paragraph."""
        return self.before is not None and self.before.id == other.passage.id

    @property
    def leans(self) -> bool:
        """Whether it needs the sentence before it to be understood."""
        return bool(cues.LEANS.match(self.said) or cues.POINTS_BACK.search(self.said))

    @cached_property
    def both(self) -> bool:
        """Whether it gives a figure for each of two groups, alone or with the sentence after it."""
        return gives_both(self.said) or self.half

    @cached_property
    def half(self) -> bool:
        """Whether it gives the figure of one group, and the sentence after it that of the other."""
        if self.after is None or gives_both(self.said) or not cues.OTHER_GROUP.match(self.after.text):
            return False
        return bool(_units(self.said) & _units(self.after.text))

    @property
    def harms(self) -> bool:
        """Whether it is about harms, by its own words or by those before it."""
        return self.goes_on == "harms" or cues.HARM_OPENS.search(self.text) is not None


def gives_both(text: str) -> bool:
    """Whether a sentence compares two figures of one unit; the bounds of an interval do not count."""
    plain = cues.INTERVAL.sub("", text)
    units = [_unit(match["unit"]) for match in cues.AMOUNT.finditer(plain)]
    twice = any(units.count(unit) > 1 for unit in units)
    return twice and cues.COMPARES.search(plain) is not None


def _units(text: str) -> set[str]:
    return {_unit(match["unit"]) for match in cues.AMOUNT.finditer(cues.INTERVAL.sub("", text))}


def _unit(unit: str) -> str:
    unit = "".join(unit.lower().split())
    return "%" if unit in {"%", "percent"} else "of" if "of" in unit else unit.rstrip("s")


def glean(dossier: Dossier) -> list[Sentence]:
    """The usable sentences of the story's own documents, in order: no headings, no boilerplate."""
    return [
        sentence
        for document in dossier.documents
        if document.kind is not DocumentKind.REFERENCE
        for sentence in _sentences(document)
    ]


def _sentences(document: Document) -> list[Sentence]:
    found: list[Sentence] = []
    paragraphs = _paragraphs(document)
    last = max(len(paragraphs) - 1, 1)
    for index, paragraph in enumerate(paragraphs):
        spoken = voices(paragraph)
        for position, (passage, voice) in enumerate(zip(paragraph, spoken, strict=True)):
            if _is_sentence(passage.text):
                before = paragraph[position - 1] if position else None
                after = paragraph[position + 1] if position + 1 < len(paragraph) else None
                told = _told_before(paragraph[max(0, position - REACH) : position])
                found.append(Sentence(passage, document, index / last, voice, before, after, told))
    return found


def _told_before(before: Sequence[Passage]) -> str:
    """What the sentences before one in its paragraph opened: "harms", "limits" or ""."""
    for passage in reversed(before):
        if cues.HARM_OPENS.search(passage.text):
            return "harms"
        if cues.LIMIT_OPENS.search(passage.text):
            return "limits"
    return ""


def _paragraphs(document: Document) -> list[list[Passage]]:
    """The passages by paragraph, up to where the document begins to talk about its publisher."""
    paragraphs: list[list[Passage]] = []
    end = -1
    for passage in document.passages:
        if end < 0 or "\n" in document.text[end : passage.start]:
            if _starts_boilerplate(document, passage):
                break
            paragraphs.append([])
        paragraphs[-1].append(passage)
        end = passage.end
    return paragraphs


def _starts_boilerplate(document: Document, passage: Passage) -> bool:
    # A short "more information" box in the middle of a page is no end of the article.
    return cues.ABOUT.match(passage.text) is not None and passage.start > 0.4 * len(document.text)


def _is_sentence(text: str) -> bool:
    bare = text.strip()
    count = len(bare.split())
    ends = bare.rstrip("\"”'’)").endswith((".", "!", ":")) and not bare.endswith(":")
    return 4 <= count <= 60 and ends and not cues.CHATTER.search(bare) and not cues.ABOUT.match(bare)
