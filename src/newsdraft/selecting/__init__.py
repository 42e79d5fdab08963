"""What is worth drafting: relevance, reports of one story, and the quota. Pure decisions with reasons."""

from newsdraft.selecting.fulltext import FullText, full_text, rarity, same_study
from newsdraft.selecting.grouping import Grouping, Join, Possible, group
from newsdraft.selecting.likeness import Likeness, Match, cancers_of, same_story
from newsdraft.selecting.quota import Candidate, Choice, Decided, Left, LeftKind, Limits, choose
from newsdraft.selecting.relevance import Relevance, Verdict, judge

__all__ = [
    "Candidate",
    "Choice",
    "Decided",
    "FullText",
    "Grouping",
    "Join",
    "Left",
    "LeftKind",
    "Likeness",
    "Limits",
    "Match",
    "Possible",
    "Relevance",
    "Verdict",
    "cancers_of",
    "choose",
    "full_text",
    "group",
    "judge",
    "rarity",
    "same_story",
    "same_study",
]
