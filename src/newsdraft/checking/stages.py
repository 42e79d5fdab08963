"""How far from a patient's decision a text says that the work stands, and what it promises.

The evidence level of the story is known (reading finds it); these say whether a title or opening shows it, and
whether a title, lead or conclusion claims more than such a study can show.
"""

from __future__ import annotations

import re

from newsdraft.checking.lexicon import folded
from newsdraft.checking.population import Kind, Role, subjects
from newsdraft.model import Evidence, EvidenceLevel

_IN_SIGHT = {
    EvidenceLevel.LAB: re.compile(
        r"\b(?:cells?|laborator(?:y|ies)|in the lab|lab(?:-grown)?|in vitro|organoids?|dish(?:es)?|test tubes?"
        r"|tissues?|samples?"
        r"|preclinical|pre-clinical|simulat\w+|computer model|not (?:yet )?(?:been )?(?:tested"
        r"|tried) in (?:people|patients|humans)"
        r"|mice|mouse|rats?|animals?)\b",
        re.I,
    ),
    EvidenceLevel.ANIMAL: re.compile(
        r"\b(?:mice|mouse|murine|rats?|animals?|dogs?|canine|zebrafish|rabbits?|pigs?|monkeys?|macaques?"
        r"|rodents?|hamsters?"
        r"|sheep|primates?|ferrets?|cats?|preclinical|pre-clinical|(?:fruit )?flies|worms?)\b",
        re.I,
    ),
    EvidenceLevel.EARLY_TRIAL: re.compile(
        r"\b(?:early|phase (?:1|2|i|ii|one|two|1/2|1b|2a|2b)\b|first-in-human|pilot|small(?:-scale)?"
        r"|(?:in|on|of|with|for|from|treated|gave) (?:just |only )?one (?:\w+ )?(?:person|patient|man|woman"
        r"|child|boy|girl)\b(?! (?:in|of|out)\b)|single[ -](?:patient|arm|group|person)|single patient"
        r"|case (?:report|study|series)"
        r"|feasibility|safety (?:trial|study)"
        r"|without (?:a )?(?:comparison|control)|no (?:comparison|control)"
        r"|first (?:trial|test|results?|people|patients?|human)|interim|preliminary|dose-finding|open-label"
        r"|not (?:yet )?(?:been )?compared"
        r"|larger (?:trials?|studies|study))\b",
        re.I,
    ),
}
_ONE = re.compile(
    r"\b(?:one|single|a|an|the|his|her|him|he|she) ?(?:\w+ |\w+-\w+-old )?(?:patient|man|woman|person|child|boy"
    r"|girl|'s|case)\b|\bcase (?:report|study)\b"
    r"|\bone (?:\w+ )?(?:patient|man|woman|person)(?:'s)?\b",
    re.I,
)
_BENEFIT = re.compile(
    r"\b(?:sav(?:e|es|ed|ing) lives|cur(?:e|es|ed|ing)|live[ds]? longer|surviv(?:e|ed) longer|help(?:s|ed)"
    r"|extend(?:s|ed)|prolong(?:s|ed)"
    r"|improv(?:es|ed)|benefit(?:s|ed)|protect(?:s|ed)|heal(?:s|ed)|treat(?:s|ed)|prevent(?:s|ed)|shrank"
    r"|shrinks?|stopp(?:ed)|stops"
    r"|halt(?:s|ed)|beat(?:s)?|wip(?:es|ed) out|eliminat(?:es|ed)|eradicat(?:es|ed)|slow(?:s|ed)|boost(?:s|ed)"
    r"|works?|worked"
    r"|reduc(?:es|ed)|lower(?:s|ed)|cuts?)\b",
    re.I,
)
_LEFT_OPEN = re.compile(
    r"\b(?:could|may|might|can|whether|hopes?|hoped|would|if|not|no|never|unknown|unclear|cannot|until|possible"
    r"|possibly|aims?|plans?"
    r"|future|one day|must|should|remains?|needs?|needed|without|before|question)\b|n't\b|\?",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:caus(?:es|ed)|prevent(?:s|ed)|protect(?:s|ed)|reduc(?:es|ed)|lower(?:s|ed)|cut(?:s)?|slash(?:es|ed)"
    r"|boost(?:s|ed)"
    r"|improv(?:es|ed)|extend(?:s|ed)|prolong(?:s|ed)|increas(?:es|ed)|rais(?:es|ed)|stops|sav(?:es|ed)"
    r"|triggers?|triggered|leads? to|led to"
    r"|halv(?:es|ed)|doubl(?:es|ed)|fuels?|fights?|kills?|cures?|keeps?|makes?|wards? off|slow(?:s|ed))\b",
    re.I,
)
_ONLY_LINKED = re.compile(
    r"\b(?:link(?:s|ed)?|associat\w+|tied|correlat\w+|may|might|could|observational|connection|relationship"
    r"|suggests?|whether"
    r"|no|not|cannot|predict\w*|detect\w*|found|spots?|flags?)\b|\?",
    re.I,
)


def in_sight(evidence: Evidence, text: str) -> bool:
    """Whether ``text`` shows that the work is early; levels further on need no such words."""
    flat = folded(text)
    if evidence.note.startswith("one patient"):
        return _ONE.search(flat) is not None
    wanted = _IN_SIGHT.get(evidence.level)
    return wanted is None or wanted.search(flat) is not None


def promised(evidence: Evidence, text: str) -> str:
    """The verb by which ``text`` claims a benefit for people that laboratory or animal work cannot show, or ""."""
    if evidence.level not in (EvidenceLevel.LAB, EvidenceLevel.ANIMAL):
        return ""
    flat = folded(text)
    known = subjects(flat)
    people = [s for s in known if s.kind is Kind.PEOPLE and s.role is Role.SUBJECT]
    verb = _BENEFIT.search(flat)
    if not people or verb is None or _LEFT_OPEN.search(flat) or any(s.kind is not Kind.PEOPLE for s in known):
        return ""
    return verb[0]


def caused(evidence: Evidence, title: str) -> str:
    """The verb by which a title claims a cause that observed people cannot show, or ""."""
    if evidence.level is not EvidenceLevel.OBSERVATIONAL:
        return ""
    flat = folded(title)
    verb = _CAUSE.search(flat)
    return verb[0] if verb and not _ONLY_LINKED.search(flat) else ""
