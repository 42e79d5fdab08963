"""The measures at which a rule speaks, each with where it comes from. ``rules.toml`` of a project may change them."""

from __future__ import annotations

from newsdraft.model import Value


class Threshold(Value):
    """A number that a rule compares with: its usual value, the least that makes sense, what it measures, and why."""

    name: str
    usual: float
    least: float
    meaning: str
    standard: str


_ALL = (
    Threshold(
        name="opening_words",
        usual=60,
        least=10,
        meaning="Words of the body within which a reader must learn how early the work is.",
        standard="Stage before story (rule of the desk, docs/design.md).",
    ),
    Threshold(
        name="reading_grade_aim",
        usual=8,
        least=1,
        meaning="The school grade (Flesch-Kincaid) above which a post is harder than it should be: a minor finding.",
        standard="Plain language: grade 8 or below (Kincaid et al. 1975; CDC Clear Communication Index, 2019).",
    ),
    Threshold(
        name="reading_grade_limit",
        usual=10,
        least=1,
        meaning="The school grade above which a post is too hard: a major finding.",
        standard="Plain language: grade 8 or below (Kincaid et al. 1975; CDC Clear Communication Index, 2019).",
    ),
    Threshold(
        name="hype_least",
        usual=4,
        least=0,
        meaning="So many words of hype, warnings included, stand in any post without its being called dense.",
        standard="Word counts agree with experts about half the time, so one word is a warning (docs/quality.md).",
    ),
    Threshold(
        name="hype_per_hundred_words",
        usual=1.0,
        least=0,
        meaning="Words of hype for each hundred words above which a post is dense with them, and blocked.",
        standard="Word counts agree with experts about half the time, so one word is a warning (docs/quality.md).",
    ),
    Threshold(
        name="title_likeness",
        usual=0.7,
        least=0.1,
        meaning="The share of content words from which a title is nearly that of another post.",
        standard="A site tells a story once (usual rule of news desks); the share is our choice.",
    ),
    Threshold(
        name="lead_likeness",
        usual=0.6,
        least=0.1,
        meaning="The share of content words from which a lead is nearly that of another post.",
        standard="A site tells a story once (usual rule of news desks); the share is our choice.",
    ),
    Threshold(
        name="sentence_words",
        usual=30,
        least=8,
        meaning="Words above which a sentence is long.",
        standard="Short sentences (Federal Plain Language Guidelines, 2011; CDC Clear Communication Index, 2019).",
    ),
    Threshold(
        name="passive_chain",
        usual=3,
        least=2,
        meaning="Passive sentences in a row that are a chain.",
        standard="Active voice (CDC Clear Communication Index, 2019, item 8).",
    ),
)
THRESHOLDS: dict[str, Threshold] = {threshold.name: threshold for threshold in _ALL}
