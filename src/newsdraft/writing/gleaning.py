"""Reading a dossier for an extract: its usable sentences, what each could serve for, and why.

Everything here is a rule that can be read and explained: a sentence has a score for each use, made of
named parts. Nothing is learned and nothing is guessed beyond the words that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from newsdraft.model import Document, DocumentKind, Dossier, Passage
from newsdraft.text import words
from newsdraft.writing import cues


class Use(StrEnum):
    """What a sentence of a source can serve for in a draft."""

    FINDING = "finding"
    RESULT = "result"
    BACKGROUND = "background"
    AI = "use of AI"
    HARM = "harm"
    LIMIT = "limit"
    AVAILABLE = "availability"
    NEXT = "next step"
    ADVICE = "advice"


@dataclass(frozen=True)
class Sentence:
    """A passage with its surroundings. ``place`` runs from 0, where the document's own text starts, to 1.

    ``voice`` is "source" where the document speaks, "speech" inside somebody's quotation, "mixed" where a
    quotation and its attribution share the sentence. ``before`` is the sentence before it in its paragraph.
    """

    passage: Passage
    document: Document
    place: float
    voice: str
    before: Passage | None

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
        return cues.LEANS.match(self.said) is not None


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
        voices = _voices(paragraph)
        for position, (passage, voice) in enumerate(zip(paragraph, voices, strict=True)):
            if _is_sentence(passage.text):
                before = paragraph[position - 1] if position else None
                found.append(Sentence(passage, document, index / last, voice, before))
    return found


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


def _voices(paragraph: Sequence[Passage]) -> list[str]:
    """Who speaks in each sentence of a paragraph, by its quotation marks."""
    voices = []
    inside = False
    for passage in paragraph:
        marks = re.findall(r"[\"“”]", passage.text)
        if marks:
            whole = passage.text.strip()
            starts = inside or whole[0] in '"“'
            for mark in marks:
                inside = mark == "“" or (mark == '"' and not inside)
            ends = inside or whole[-1] in '"”'
            voices.append("speech" if starts and ends and len(marks) <= 2 else "mixed")
        else:
            voices.append("speech" if inside else "source")
    return voices


def _is_sentence(text: str) -> bool:
    bare = text.strip()
    count = len(bare.split())
    ends = bare.rstrip("\"”'’)").endswith((".", "!", ":")) and not bare.endswith(":")
    return 6 <= count <= 60 and ends and not cues.CHATTER.search(bare) and not cues.ABOUT.match(bare)


Reason = tuple[str, float]


def reasons(sentence: Sentence, use: Use) -> list[Reason]:
    """The parts of a sentence's score for a use; empty when it cannot serve for it at all."""
    text = sentence.text
    own = _OWN[use](sentence)
    if not own:
        return []
    if cues.HYPE.search(text):
        own.append(("hype", -2.5 if cues.NUMBER.search(text) else -4.0))
    if cues.WARM.search(text):
        own.append(("enthusiasm", -1.0))
    if cues.ANECDOTE.search(text):
        own.append(("one person's story", -3.0))
    if sentence.voice != "source":
        own.append(("somebody's words", -0.5 if use in {Use.LIMIT, Use.HARM, Use.NEXT} else -3.0))
    if cues.CREDIT.search(text):
        own.append(("credits", -3.0))
    if sentence.leans:
        own.append(("leans on the sentence before", -0.7))
    if sentence.length > 40:
        own.append(("long", -0.5))
    return own


def score(sentence: Sentence, use: Use) -> float:
    """The sum of ``reasons``; zero or less means: not for this use."""
    return sum(weight for _, weight in reasons(sentence, use))


def _hits(pattern: re.Pattern[str], text: str, most: int = 2) -> float:
    return float(min(most, len({match.lower() for match in pattern.findall(text)})))


def _finding(sentence: Sentence) -> list[Reason]:
    if sentence.place > 0.4 or sentence.leans or not cues.RESULT.search(sentence.text):
        return []
    early = ("early in the text", 2.0 * (1 - sentence.place / 0.4))
    found = [("speaks of a result", _hits(cues.RESULT, sentence.text)), early, *_figures(sentence.text, 1.0)]
    if cues.STUDY.search(sentence.text):
        found.append(("about this study", 1.0))
    elif cues.BACKGROUND.search(sentence.text):
        found.append(("sounds like background", -2.0))
    return [*found, *_who_ran(sentence.text)]


def _result(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    found = [*_figures(text, 1.5)]
    if cues.RESULT.search(text):
        found.append(("speaks of a result", _hits(cues.RESULT, text)))
    if cues.METHOD.search(text):
        found.append(("says what was done, and with whom", _hits(cues.METHOD, text)))
    if not any(pattern.search(text) for pattern in (cues.RESULT, cues.METHOD, cues.STATISTIC)):
        return []
    if cues.BACKGROUND.search(text) and not cues.METHOD.search(text):
        found.append(("sounds like background", -1.0))
    return [*found, ("late in the text", -1.0 * sentence.place), *_who_ran(text)]


def _who_ran(text: str) -> list[Reason]:
    return [("who ran it, or where it was told", -1.5)] if cues.RUN.search(text) else []


def _figures(text: str, weight: float) -> list[Reason]:
    found = [("a number", weight)] if cues.NUMBER.search(text) else []
    return (
        [*found, ("a statistic", _hits(cues.STATISTIC, text, 3) * 0.7)]
        if cues.STATISTIC.search(text)
        else found
    )


def _background(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    if not cues.BACKGROUND.search(text):
        return []
    found = [("sounds like background", 1.0 + _hits(cues.BACKGROUND, text))]
    for pattern, name, weight in (
        (cues.STUDY, "about this study", -2.5),
        (cues.GROUPS, "about a group of this study", -2.0),
        (cues.NEXT, "about what comes next", -2.0),
    ):
        if pattern.search(text):
            found.append((name, weight))
    if re.search(r"\bwe\b|\bour\b", text):
        found.append(("speaks for the team", -1.5))
    return found


def _harm(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    found = [("speaks of harms", 1.2 + _hits(cues.HARM, text))] if cues.HARM.search(text) else []
    if cues.SYMPTOM.search(text):
        found.append(("names a symptom", 0.3 + 0.5 * _hits(cues.SYMPTOM, text)))
    return [*found, ("a number", 0.8)] if found and cues.NUMBER.search(text) else found


def _limit(sentence: Sentence) -> list[Reason]:
    if not cues.LIMIT.search(sentence.text):
        return []
    found = [("speaks of limits", 1.2 + _hits(cues.LIMIT, sentence.text))]
    return [*found, ("counts something", -1.0)] if cues.COUNTED.search(sentence.text) else found


def _available(sentence: Sentence) -> list[Reason]:
    hits = _hits(cues.AVAILABLE, sentence.text, 4)
    return [("speaks of availability or cost", 0.6 + 0.7 * hits)] if hits else []


def _cue(pattern: re.Pattern[str], name: str, base: float = 1.0) -> Callable[[Sentence], list[Reason]]:
    def own(sentence: Sentence) -> list[Reason]:
        if not pattern.search(sentence.text):
            return []
        found = [(name, base + _hits(pattern, sentence.text))]
        return [*found, ("a number", 0.8)] if cues.NUMBER.search(sentence.text) else found

    return own


_OWN: dict[Use, Callable[[Sentence], list[Reason]]] = {
    Use.FINDING: _finding,
    Use.RESULT: _result,
    Use.BACKGROUND: _background,
    Use.AI: _cue(cues.AI, "names AI", 2.0),
    Use.HARM: _harm,
    Use.LIMIT: _limit,
    Use.AVAILABLE: _available,
    Use.NEXT: _cue(cues.NEXT, "speaks of a next step"),
    Use.ADVICE: _cue(cues.ADVICE, "speaks to patients"),
}


class Gleaner:
    """Hands out sentences for uses, each only once and none that says what was said already."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._all = list(sentences)
        self._order = {sentence.passage.id: index for index, sentence in enumerate(self._all)}
        self._taken: list[Sentence] = []

    def mentions(self, pattern: re.Pattern[str]) -> list[Sentence]:
        """All sentences that match, taken or not."""
        return [sentence for sentence in self._all if pattern.search(sentence.text)]

    def take(self, uses: Sequence[Use], *, most: int, max_words: int, least: float = 1.0) -> list[Sentence]:
        """Up to ``most`` of the best unused sentences for ``uses`` within ``max_words``, in source order.

        Only sentences that score ``least`` or more. One that leans on the sentence before it brings that one
        along where it is free, usable and fits; it is passed over where the two cannot stand together.
        """
        rated = [(max(score(item, use) for use in uses), item) for item in self._all]
        taken: list[Sentence] = []
        for value, sentence in sorted(rated, key=lambda pair: (-pair[0], self._order[pair[1].passage.id])):
            if value < least or len(taken) >= most:
                break
            group = self._with_antecedent(sentence)
            size = sum(item.length for item in [*taken, *group])
            if group and len(taken) + len(group) <= most and size <= max_words:
                taken += group
                self._taken += group
        return sorted(taken, key=lambda item: self._order[item.passage.id])

    def take_named(self, ids: Sequence[str], *, most: int, max_words: int) -> list[Sentence]:
        """The sentences with these passage ids, as far as they are usable, unused and fit."""
        taken: list[Sentence] = []
        for sentence in self._all:
            size = sum(item.length for item in [*taken, sentence])
            if (
                sentence.passage.id in ids
                and len(taken) < most
                and size <= max_words
                and self._free(sentence)
            ):
                taken.append(sentence)
                self._taken.append(sentence)
        return taken

    def _with_antecedent(self, sentence: Sentence) -> list[Sentence]:
        """The sentence, after the one that it leans on; empty when it cannot be used."""
        if not self._free(sentence):
            return []
        if not sentence.leans or sentence.voice == "mixed":
            return [sentence]
        if sentence.before is None:
            return []
        index = self._order[sentence.passage.id]
        before = self._all[index - 1] if index and self._all[index - 1].passage == sentence.before else None
        if before in self._taken:
            return [sentence]
        usable = (
            before is not None and not before.leans and before.voice == sentence.voice and self._free(before)
        )
        return [before, sentence] if before and usable and not cues.HYPE.search(before.text) else []

    def _free(self, sentence: Sentence) -> bool:
        return sentence not in self._taken and all(_likeness(sentence, other) < 0.6 for other in self._taken)


def _likeness(one: Sentence, other: Sentence) -> float:
    """Jaccard likeness of the content words: shared over all."""
    union = one.content | other.content
    return len(one.content & other.content) / len(union) if union else 0.0
