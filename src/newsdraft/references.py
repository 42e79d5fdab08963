"""Vetted facts with their sources (``references/*.yaml``), and the choice of the few that suit a story.

A post may cite them for background and next steps, never for what happened. Only facts that a person has
cleared, and whose review date has not passed, are ever chosen.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from newsdraft.config.yamlread import YamlReader, compose, read_bytes
from newsdraft.errors import ConfigError
from newsdraft.model import Document, DocumentKind, Passage, Value
from newsdraft.text import sentences, words

# A fact with one of these tags tells a patient where to turn next.
NEXT_STEP_TAGS = frozenset({"support", "helpline", "information", "questions", "search"})
# Where nothing in the text speaks for one next step more than another, these are of use to anybody.
_ANY_STEP = "a next step, which no other note gives"
_FIRST_STEPS = ("helpline", "support", "information", "questions")

_FACT_KEYS = ("id", "tags", "fact", "source", "caution", "cleared", "review_by")
_SOURCE_KEYS = ("title", "publisher", "url", "published")

# Choosing. A tag was set by a person to say what a fact is about, so it weighs as much as three shared words
# of the same rarity. Words alone must add up to more than stray overlap does: with less than this, facts were
# chosen that had nothing to do with the story.
_TAG_WEIGHT = 3.0
_LEAST_BY_WORDS = 5.0
# A story is about a term that stands in its opening or comes back; one mention further down is a mention.
_OPENING_WORDS = 120
_COMES_BACK = 3
# Tags that are ordinary words, or names that stand in every release: in a text they say nothing. They count
# when they are asked for by name.
_LOOSE_TAG_NAMES = """
acs approvals attitudes background bias biology caregivers consent counseling data devices equity
ethics eu evidence exaggeration fda guideline information limits meta-analysis nci news nih
oncologist pathology patients prediction proteins questions radiology randomized-trial regulation
relapse reporting risk-prediction safety search side-effects support survey survival timeline
translation trust uk updates wording workload
"""
_LOOSE_TAGS = frozenset(_LOOSE_TAG_NAMES.split())
# Other words by which a text shows that it is about a tag.
_ALIASES = {
    "animal-study": ("mouse", "mice", "rat", "animal model"),
    "breakthrough-therapy": ("breakthrough designation", "breakthrough therapy designation"),
    "cell-study": ("cell line", "in vitro", "lab dish"),
    "clinical-trials": ("clinical trial", "phase 1", "phase 2", "phase 3"),
    "colorectal-cancer": ("colon cancer", "bowel cancer", "rectal cancer"),
    "confidence-interval": ("95 ci", "confidence interval"),
    "hazard-ratio": ("hazard ratio",),
    "llm": ("chatgpt", "large language model", "chatbot"),
    "machine-learning": ("deep learning", "artificial intelligence"),
    "mammography": ("mammogram",),
    "mced": ("multi cancer", "multicancer"),
    "mouse": ("mice",),
    "observational": ("cohort", "case control", "linked with", "linked to", "associated with", "association"),
    "parp-inhibitor": ("olaparib", "niraparib", "talazoparib", "rucaparib"),
    "preclinical": ("mouse", "mice", "cell line", "in vitro", "laboratory"),
    "preprint": ("medrxiv", "biorxiv"),
    "radiotherapy": ("radiation therapy", "proton therapy", "radiation treatment"),
    "randomized": ("randomized trial", "randomized controlled trial", "randomly assigned"),
    "relative-risk": ("lower risk", "higher risk", "reduced risk", "increased risk", "hazard ratio"),
    "surrogate-endpoint": ("progression free survival", "tumor shrinkage", "response rate"),
}
# Words that health news share whatever they are about; they say nothing on what a fact is good for.
_COMMON_WORDS = """
a about after all also an and any are as at be because been before being between both but by can
cancer could did do does doctor during each even ever every few first find for found from get had
has have he help her his how if in into is it its just like made make many may might more most much
new no not now number of on one only or other our out over own part patient people percent person
research researcher said same say several she should show since so some still study such than that
the their them then there these they this those three through time to too two under until up use
used using very was way we were what when where which while who why will with without woman women
man men work would year you your month week day treatment treat health care disease university
center national institute professor team published journal result data report include including
according american u.s us medical medicine science clinical better best high higher low lower large
small group level well lead led
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class ReferenceSource(Value):
    """The page that a fact was taken from."""

    title: str
    publisher: str
    url: str
    published: date | None = None


class Reference(Value):
    """One vetted fact. ``caution`` says what it does not say; it is for writers and is never cited."""

    id: str
    topic: str
    tags: tuple[str, ...]
    fact: str
    source: ReferenceSource
    caution: str = ""
    cleared: bool
    review_by: date

    @property
    def is_next_step(self) -> bool:
        """Whether it tells a patient where to turn or what to ask."""
        return not NEXT_STEP_TAGS.isdisjoint(self.tags)

    def may_be_cited(self, today: date) -> bool:
        """Cleared by a person, and not past its review date."""
        return self.cleared and today <= self.review_by


class Ranked(Value):
    """How well a fact suits a text, and why: ``reasons`` are short phrases."""

    reference: Reference
    score: float
    reasons: tuple[str, ...]


# --- loading ---------------------------------------------------------------------------------------------


def load_references(folder: Path) -> list[Reference]:
    """Every fact of ``folder/*.yaml``, by file name. ConfigError lists every problem with file and line."""
    if not folder.is_dir():
        raise ConfigError(
            "there is no folder of references",
            where=str(folder),
            hint="make a project with `newsdraft init DIR`",
        )
    problems: list[str] = []
    loaded: list[Reference] = []
    lines: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            loaded += _parse(read_bytes(path), f"{folder.name}/{path.name}", lines)
        except ConfigError as error:
            problems += error.problems or [f"{folder.name}/{path.name}: {error.message}"]
    if problems:
        raise ConfigError(
            "the references need a correction",
            where=str(folder),
            hint="correct these lines and run the command again",
            problems=tuple(problems),
        )
    return loaded


def _parse(body: bytes, where: str, lines: dict[str, str]) -> list[Reference]:
    """The facts of one file. ``lines`` says where each id was seen first, over all files."""
    reader = YamlReader(where)
    root = compose(body, where)
    if root is None:
        raise ConfigError("the file is empty", where=where)
    top = reader.mapping(root, "", ("topic", "facts"), ("topic", "facts"))
    topic = reader.text(top["topic"], "topic") if "topic" in top else None
    nodes = reader.items(top["facts"], "facts") if "facts" in top else []
    facts = [_fact(reader, node, f"facts[{n}]", lines) for n, node in enumerate(nodes, 1)]
    reader.finish("the references need a correction", "")
    return [Reference(topic=topic, **fact) for fact in facts]


def _fact(reader: YamlReader, node: Any, path: str, lines: dict[str, str]) -> dict[str, Any]:
    required = [key for key in _FACT_KEYS if key != "caution"]
    given = reader.mapping(node, path, _FACT_KEYS, required)
    readers = {
        "id": lambda value, at: _id(reader, value, at, lines),
        "tags": reader.texts,
        "fact": reader.text,
        "source": lambda value, at: _source(reader, value, at),
        "caution": lambda value, at: reader.text(value, at, empty=True),
        "cleared": reader.boolean,
        "review_by": reader.date,
    }
    return {key: readers[key](value, f"{path}.{key}") for key, value in given.items()}


def _id(reader: YamlReader, node: Any, path: str, lines: dict[str, str]) -> str | None:
    name = reader.text(node, path)
    if name is None:
        return None
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        reader.problem(node, path, f"must be small letters, digits and single hyphens, not {name!r}")
    here = f"{reader.where}:{reader.line(node)}"
    first = lines.setdefault(name, here)
    if first != here:
        reader.problem(node, path, f"the id {name!r} stands already at {first}")
    return name


def _source(reader: YamlReader, node: Any, path: str) -> ReferenceSource | None:
    given = reader.mapping(node, path, _SOURCE_KEYS, ("title", "publisher", "url"))
    title = reader.text(given["title"], f"{path}.title") if "title" in given else None
    publisher = reader.text(given["publisher"], f"{path}.publisher") if "publisher" in given else None
    url = reader.web_address(given["url"], f"{path}.url") if "url" in given else None
    dated = "published" in given and given["published"].value not in ("", "null", "~")
    published = reader.date(given["published"], f"{path}.published") if dated else None
    if title is None or publisher is None or url is None:
        return None  # the reader holds the reason
    return ReferenceSource(title=title, publisher=publisher, url=url, published=published)


# --- choosing --------------------------------------------------------------------------------------------


def pick(
    references: Sequence[Reference], text: str, tags: Iterable[str] = (), *, limit: int = 6, today: date
) -> list[Ranked]:
    """The facts that suit a story best, best first, at most ``limit``, each with the reasons for it.

    ``text`` is the story's text and ``tags`` what else is known of it. Where no fact on what a patient can do
    next was chosen by itself, the last place goes to one, if there is one.
    """
    ranked = rank(references, text, tags, today=today)
    chosen = [each for each in ranked if each.score > 0][:limit]
    if limit > 0 and not any(each.reference.is_next_step for each in chosen):
        chosen = [*chosen[: limit - 1], *_next_step(ranked)]
    return chosen


def rank(
    references: Sequence[Reference], text: str, tags: Iterable[str] = (), *, today: date
) -> list[Ranked]:
    """Every fact that may be cited, best first, with its score (0: too little speaks for it) and the reasons.

    The score adds up the inverse document frequencies (Spärck Jones 1972: ln(N / n), here of the facts that
    may be cited) of shared words and, three times as heavy, of tags that are asked for or that the text is
    about. The sum over words is divided by the square root of the fact's length, so that long facts have no
    advantage.
    """
    usable = [reference for reference in references if reference.may_be_cited(today)]
    telling = {
        reference.id: _telling(_stems(f"{reference.fact} {reference.source.title}")) for reference in usable
    }
    word_counts = Counter(word for found in telling.values() for word in found)
    tag_counts = Counter(tag for reference in usable for tag in set(reference.tags))
    about = _About(text)
    wanted = {tag.lower().replace(" ", "-") for tag in tags}

    def rarity(count: int) -> float:
        return math.log((1 + len(usable)) / count)

    def judge(reference: Reference) -> Ranked:
        shared = sorted(telling[reference.id] & about.words, key=lambda word: (word_counts[word], word))
        named = [tag for tag in dict.fromkeys(reference.tags) if tag in wanted or about.tag(tag)]
        by_words = sum(rarity(word_counts[word]) for word in shared) / math.sqrt(
            len(telling[reference.id]) or 1
        )
        by_tags = _TAG_WEIGHT * sum(rarity(tag_counts[tag]) for tag in named)
        reasons = [f"tag {tag}" for tag in named] + (
            [f"shared words: {', '.join(shared[:6])}"] if shared else []
        )
        enough = (named or by_words >= _LEAST_BY_WORDS) and not about.another_cancer(reference.tags)
        score = by_words + by_tags if enough else 0.0
        return Ranked(reference=reference, score=round(score, 4), reasons=tuple(reasons))

    return sorted(map(judge, usable), key=lambda each: (-each.score, each.reference.id))


class _About:
    """What a text is about: the words and phrases of its opening, and those that come back."""

    def __init__(self, text: str) -> None:
        stems = _stems(text)
        counts = Counter(stems)
        often = [word for word, count in counts.items() if count >= _COMES_BACK]
        self.words = _telling([*stems[:_OPENING_WORDS], *often])
        self._opening = f" {' '.join(stems[:_OPENING_WORDS])} "
        self._all = f" {' '.join(stems)} "

    def phrase(self, phrase: str) -> bool:
        """Whether the words stand together in the opening, or come back."""
        wanted = f" {' '.join(_stems(phrase))} "
        return wanted in self._opening or self._all.count(wanted) >= _COMES_BACK

    def tag(self, tag: str) -> bool:
        """Whether the text is about a tag ("breast-cancer"), by its own words or by others that mean it."""
        if tag in _LOOSE_TAGS:
            return False
        return any(map(self.phrase, (tag.replace("-", " "), *_ALIASES.get(tag, ()))))

    def another_cancer(self, tags: Sequence[str]) -> bool:
        """Whether a fact is about named cancers (``lung-cancer``) and the text is about none of them."""
        cancers = [tag for tag in tags if tag.endswith("-cancer")]
        return bool(cancers) and not any(map(self.tag, cancers))


def _next_step(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The next step that suits best; among those that nothing speaks for, the one of most use to anybody."""
    steps = [each for each in ranked if each.reference.is_next_step]
    best = min(
        steps, key=lambda each: (-each.score, _usefulness(each.reference), each.reference.id), default=None
    )
    return [best.model_copy(update={"reasons": (_ANY_STEP, *best.reasons)})] if best else []


def _usefulness(reference: Reference) -> int:
    places = [n for n, tag in enumerate(_FIRST_STEPS) if tag in reference.tags]
    return min(places, default=len(_FIRST_STEPS))


_SPELLINGS = (
    (re.compile(r"\bphase iii\b"), "phase 3"),
    (re.compile(r"\bphase ii\b"), "phase 2"),
    (re.compile(r"\bphase i\b"), "phase 1"),
    (re.compile(r"\b(random|character|visual|organ|hospital)is(e[ds]?|ation|ing)\b"), r"\1iz\2"),
    (re.compile(r"\btumour"), "tumor"),
    (re.compile(r"\bleukaemi"), "leukemi"),
    (re.compile(r"\boesophag"), "esophag"),
)


def _stems(text: str) -> list[str]:
    """The words of ``text`` in one spelling and without their plurals."""
    line = " ".join(words(text))
    for spelling, one in _SPELLINGS:
        line = spelling.sub(one, line)
    return [_stem(word) for word in line.split()]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word


def _telling(stems: Iterable[str]) -> frozenset[str]:
    """The words that can say what a text is about: no common words, no bare numbers."""
    return frozenset(
        word for word in stems if len(word) > 2 and word not in _COMMON and not word[0].isdigit()
    )


# --- citing ----------------------------------------------------------------------------------------------


def as_document(reference: Reference, id: str, chosen_for: Sequence[str] = ()) -> Document:  # noqa: A002 - its field
    """A fact as a document that a post can cite; ``id`` is R1, R2, …, its sentences are R1.1, R1.2, …

    ``chosen_for`` are the reasons that ``pick`` gave for it.
    """
    fact, source = reference.fact, reference.source
    spans = enumerate(sentences(fact), 1)
    return Document(
        id=id,
        kind=DocumentKind.REFERENCE,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=datetime.combine(source.published, time(), UTC) if source.published else None,
        reference=reference.id,
        review_by=reference.review_by,
        chosen_for="; ".join(chosen_for),
        text=fact,
        passages=tuple(
            Passage(id=f"{id}.{n}", text=fact[start:end], start=start, end=end) for n, (start, end) in spans
        ),
    )
