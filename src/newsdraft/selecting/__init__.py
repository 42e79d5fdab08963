"""What is worth drafting: relevance, reports of one story, and the quota. Pure decisions with reasons."""

from newsdraft.selecting.grouping import Grouping, Join, Possible, group
from newsdraft.selecting.likeness import Likeness, Match, same_story
from newsdraft.selecting.quota import Candidate, Choice, Left, LeftKind, Limits, choose
from newsdraft.selecting.relevance import Relevance, Verdict, judge

__all__ = [
    "Candidate",
    "Choice",
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
    "choose",
    "group",
    "judge",
    "same_story",
]
