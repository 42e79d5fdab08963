"""Benefit and risk in relative and in absolute terms.

"A third less likely" says nothing of how many; "3 of 100 instead of 4" does. Relative terms are read from a list of
shapes; anything that gives a share, a count of people, a rate or a length of time counts as absolute.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsdraft.checking.lexicon import folded

_RISK = (
    r"(?:risks?|chances?|odds|likelihood|rates?|deaths?|death|dying|mortality|recurrences?|relapses?|incidence"
    r"|progression|side effects?|adverse events?|complications?"
    r"|hazards?|danger|cases|cancers?|survival|probability)"
)
_SHARE = r"(?:\d+(?:\.\d+)? ?(?:%|percent|per cent)|(?:a|one|two)[ -](?:third|quarter|half|fifth|thirds|quarters)|half)"
_LESS = (
    r"(?:cut(?:s|ting)?|reduc(?:e|ed|es|ing|tion)|lower(?:s|ed|ing)?|decreas(?:e|ed|es|ing)|rais(?:e|ed|es|ing)"
    r"|increas(?:e|ed|es|ing)"
    r"|slash(?:ed|es)?|f[ae]ll(?:s|en)?|dropp(?:ed)|r[io]se[sn]?|boost(?:ed|s)?|improv(?:e|ed|es)|halv(?:e|ed"
    r"|es)|doubl(?:e|ed|es))"
)
_RELATIVE = re.compile(
    rf"\b{_LESS}\b[^.;]{{0,80}}?\b{_RISK}\b[^.;]{{0,80}}?\b(?:by )?{_SHARE}"
    rf"|\b{_RISK}\b[^.;]{{0,60}}?\b{_LESS}\b[^.;]{{0,40}}?\bby {_SHARE}"
    rf"|(?<![\w.]){_SHARE} (?:lower|higher|reduced|increased|greater|smaller|less|more|fewer|reduction|increase"
    rf"|decrease|drop|improvement)"
    rf"\b[^.;]{{0,60}}?\b(?:{_RISK}|likely)\b"
    r"|\b(?:twice|three times|four times|five times|\d+(?:\.\d+)?(?: times|-fold| fold)|(?:two|three|four"
    r"|five)-?fold) (?:as|more|less|the|higher|greater|increase)"
    rf"|\b(?:halv|doubl|tripl)(?:e|ed|es|ing) (?:the |their |your |a |\w+'s? )?(?:\w+ ){{0,2}}?{_RISK}\b"
    r"|\b(?:halv|doubl|tripl)(?:e|ed|es|ing) the (?:number|share) of (?:people|patients|women|men|children|deaths)\b"
    r"|\b(?:hazard|odds|risk|rate) ratios?\b|(?-i:\b(?:HR|OR|RR)\b) ?[=:,(]? ?(?:of |was )?\d|\brelative risk\b",
    re.I,
)
_ABSOLUTE = re.compile(
    r"\b\d[\d,.]* (?:of|in|out of) (?:(?:every|the|each) )?\d[\d,]*|\b\w+ (?:in|out of|of) (?:every )?(?:ten"
    r"|twenty|100|1,?000|a hundred|a thousand)\b"
    r"|\bper (?:\d|hundred|thousand|million|person|year)|percentage points?|\bfrom \d[\d.]* ?(?:%|percent)? to \d"
    r"|\d[\d.]* ?(?:%|percent|per cent) (?:vs\.?|versus|compared (?:with|to)|against|and) \d"
    r"|\b\d[\d.]* ?(?:%|percent|per cent) of (?:the )?(?:patients|people|women|men|those|participants|adults"
    r"|children)"
    r"|\b\d[\d,]* (?:fewer |more )?(?:patients|people|women|men|deaths|cases|cancers|participants|children"
    r"|adults|relapses|recurrences)\b"
    r"|\b(?:median|average|mean)\b[^.;]{0,40}\d|\b\d[\d.]* (?:months?|weeks?|years?|days?) (?:longer|more|later"
    r"|compared|versus|vs)"
    r"|\bnumber needed to treat\b|\babsolute\b",
    re.I,
)
_TWO_SHARES = re.compile(r"\d ?(?:%|percent|per cent)")


@lru_cache(maxsize=1024)
def relative(text: str) -> str:
    """The first words of ``text`` that give a benefit or risk in relative terms, or ""."""
    match = _RELATIVE.search(folded(text))
    return match[0] if match else ""


@lru_cache(maxsize=1024)
def absolute(text: str) -> bool:
    """Whether ``text`` says of how many, how often or how long."""
    flat = folded(text)
    return _ABSOLUTE.search(flat) is not None or len(_TWO_SHARES.findall(flat)) > 1
