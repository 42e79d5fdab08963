"""Advice in a text: what a reader is told to do, and whether it touches a treatment.

Read are orders at the head of a sentence ("Ask for …"), "should", "must" and "need to" with a reader or a patient
before them, and recommendations. Three kinds are told apart: a change of treatment or a test, a next step (talk to
the doctor, look for a trial), a caution (do not change a drug on your own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from newsdraft.checking.lexicon import folded
from newsdraft.text import sentences


class Step(StrEnum):
    """What kind of advice it is."""

    CHANGE = "change"
    NEXT = "next step"
    CAUTION = "caution"
    OTHER = "other"


@dataclass(frozen=True)
class Advice:
    """A piece of advice: its kind, its words, the action it tells, and whether it tells not to do it."""

    step: Step
    text: str
    action: str
    against: bool


_ORDERS = (
    "ask|take|stop|start|begin|avoid|switch|quit|skip|change|increase|reduce|cut|double|replace|add|discontinue"
    "|use|refuse"
    "|request|demand|get|eat|drink|try|consider|insist|choose|opt|continue|keep|limit|lower|delay|postpone"
    "|decline|seek"
    "|talk|speak|discuss|consult|see|call|contact|tell|look|check|bring|write|visit|learn|find|make sure"
    "|remember|join|enrol"
    "|enroll|schedule|book|give|have|buy|swap|cancel|throw|wait|stay|drop|drink|eat|walk|rest|exercise|sit|apply|wear"
    "|store|replace|trust|ignore|share|tell|sign up|go|plan|aim|follow|opt|order|read|let|report"
)
_ORDER = re.compile(
    rf"^(?:(?:so|then|instead|and|please|why not|(?:if|when|before|after|until) [^,]{{1,80}},|for now,) )?"
    rf"(?:simply |just |always |now )?(?P<not>do not |don't |never )?"
    rf"(?P<verb>{_ORDERS})\b(?! (?:a look|place|part|effect)\b)(?!(?:ed|s|ing)\b)",
    re.I,
)
_WHO = (
    r"(?:you|patients?|people|women|men|everyone|everybody|anyone|anybody|adults|children|parents|smokers"
    r"|survivors|those|families"
    r"|readers|doctors|physicians|clinicians|oncologists|carriers|all)"
)
# What readers are allowed or spared; "can" before another verb tells what is possible.
_FREE = (
    r"(?:skip|stop|leave|change|halve|double|switch|quit|drop|forgo|do without|ignore|cut (?:back|down|out)"
    r"|take (?:half|two|more|less)"
    r"|wait (?:with|until)|put off|delay|avoid|go without|ask)\b"
)
_ALLOWED = re.compile(
    r"\b(?:it(?:'s| is) (?:fine|safe|ok|okay|all right|wise|best|better|smart|sensible|a good idea"
    r"|worth(?:while)?|enough"
    r"|time|advisable) (?:to |(?=\w+ing ))|there(?:'s| is) no (?:need|reason) (?:to|for) |there(?:'s| is) no harm in "
    r"|it pays to |best to |need no |no longer needs? |(?:the )?best thing is to |no need to )(?P<verb>[a-z]+)",
    re.I,
)
_SHOULD = re.compile(
    rf"\b(?P<who>{_WHO})\b(?P<between>[^.;:?!]{{0,80}}?)\b(?:should|must|ought to|need to|needs to|have to"
    rf"|had better|are (?:advised|urged|encouraged|recommended) to|(?:should|would) do well to"
    r"|are (?:free|welcome) to|(?:do|does) (?:not|n't) (?:have|need) to|(?:may|might) (?:want|wish) to"
    r"|(?:can|may|might|could)"
    rf"(?= (?:now |safely |simply |just |also |still )?{_FREE}))(?P<not> not|n't| never)? (?:also |always "
    rf"|now |still |first |safely |simply |just |consider "
    r"|think about )*(?P<verb>[a-z]+)",
    re.I,
)
_SAID_SO = re.compile(
    r"\b(?:recommend(?:s|ed)?|advis(?:e|es|ed)|urg(?:e|es|ed)|it is (?:advisable|recommended|best|important"
    r"|essential) (?:to|that|for)|best to)\b",
    re.I,
)
_TREATMENT = re.compile(
    r"\b(?:drugs?|treatments?|therap(?:y|ies)|medicines?|medications?|pills?|tablets?|doses?|chemotherapy|chemo"
    r"|immunotherapy"
    r"|radiation|radiotherapy|surgery|operation|vaccin\w+|screen\w*|tests?|tested|scans?|scanned|mammogra\w+"
    r"|biops\w+"
    r"|supplements?|vitamins?|aspirin|statins?|hormones?|antibiotics?|inhibitors?|treated|injections?|infusions?"
    r"|colonoscop\w+|PSA|MRI|[a-z]{3,}(?:mab|nib|lib|platin|taxel|mide|xifen|zole|formin|statin))\b",
    re.I,
)
_CHANGES = re.compile(
    r"^(?:take|stop|start|begin|avoid|switch|quit|skip|change|increase|reduce|cut|double|replace|add"
    r"|discontinue|use|refuse|request"
    r"|demand|get|insist|choose|opt|continue|lower|delay|postpone|decline|be|have|receive|undergo|try|ask|swap"
    r"|cancel|give"
    r"|offer|consider|buy|keep|seek|combine|prescribe|limit|drop|stay|wait)$",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:talk|speak|discuss|consult|ask|tell|see|call|contact|check|bring|write|look|visit|learn|find"
    r"|consider)\b[^.;]{0,60}?"
    r"\b(?:doctors?|care team|oncologists?|physicians?|pharmacists?|nurses?|clinicians?|specialists?|trials?"
    r"|questions?"
    r"|health ?care|provider|helpline|service|information|whether|about|if|what|how|centre|center)\b",
    re.I,
)
_DEMAND = re.compile(
    r"ask (?:\w+ ){0,3}?(?:for\b(?! (?:advice|help|information))|to (?:prescribe|give|order|take|do|join|be))"
    r"|(?:consider|demand|insist|tell (?:your|the) \w+ to|join|enrol)",
    re.I,
)
# "Talk to your doctor about lowering your dose" has decided what the doctor is to be asked for.
_STEERS = re.compile(
    r"\babout (?:start|stopp?|lower|rais|chang|skipp?|switch|add|delay|reduc|increas|drop|tak|gett|cutt)(?:p|t)?ing\b",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:on (?:your|their) own|without (?:\w+ ){0,2}?(?:talking|asking|speaking|consulting|medical|advice"
    r"|your|a doctor|doctor)"
    r"|yourself|themselves|before (?:talking|asking|speaking|you have))\b",
    re.I,
)


@lru_cache(maxsize=1024)
def advice(text: str) -> tuple[Advice, ...]:
    """The advice that ``text`` gives, sentence by sentence."""
    return tuple(_advice(folded(text)))


def _advice(flat: str) -> Iterator[Advice]:
    for start, end in sentences(flat):
        whole = flat[start:end].lstrip("\"'-*• ")
        if whole.endswith("?") and not whole.lower().startswith("why not "):
            continue
        order = _ORDER.match(whole)
        if order:
            against = (order["not"] or "").strip().lower() in ("do not", "don't", "never")
            yield _of(order["verb"], whole[order.start("verb") :], whole, against)
        if not order:
            for match in _ALLOWED.finditer(whole):
                yield _of(match["verb"], whole[match.start("verb") :], whole[match.start() :], False)
        for match in _SHOULD.finditer(whole):
            if _foretells(match) or _allowed_in_study(match):
                continue
            yield _of(
                match["verb"], whole[match.start("verb") :], whole[match.start() :], match["not"] is not None
            )


def _foretells(match: re.Match[str]) -> bool:
    """Whether "should" tells what is expected of a trial or study that has people in it ("… should report in 2029")."""
    of_study = bool(match["between"].strip()) or _STUDY.search(match.string[: match.start()]) is not None
    return "should" in match[0].lower() and of_study and _EXPECTED.match(match["verb"]) is not None


def _allowed_in_study(match: re.Match[str]) -> bool:
    """Whether it tells how a study was run: "people in the trial could stop the drug at any time"."""
    return _IN_STUDY.match(match["between"]) is not None and re.search(r"\bcould ", match[0]) is not None


_IN_STUDY = re.compile(r" (?:in|of) (?:the|this) (?:trial|study|\w+ group)\b", re.I)
_STUDY = re.compile(r"\b(?:trials?|stud(?:y|ies)|results?|analys[ie]s) [^.;,]*$", re.I)
_EXPECTED = re.compile(
    r"(?:report|start|begin|come|end|finish|show|be|have|last|arrive|publish|open|run|deliver|bring|tell"
    r"|reveal|appear)$",
    re.I,
)


def _of(verb: str, action: str, text: str, against: bool) -> Advice:
    action = re.split(r"[;.]|, (?:but|and|which|because)", action, maxsplit=1)[0]
    stopping = verb.lower() in (
        "stop",
        "quit",
        "skip",
        "change",
        "avoid",
        "discontinue",
        "switch",
        "start",
        "take",
        "reduce",
        "cut",
    )
    if against and stopping and (_ALONE.search(action) or verb.lower() in ("stop", "change", "skip")):
        step = Step.CAUTION
    elif _NEXT.search(action) and not _DEMAND.match(action):
        step = Step.OTHER if _STEERS.search(action) else Step.NEXT
    elif _CHANGES.match(verb) and _TREATMENT.search(action):
        step = Step.CHANGE
    else:
        step = Step.OTHER
    return Advice(step, text, action, against)


def gives_advice(text: str) -> bool:
    """Whether ``text`` advises anything, in whatever words."""
    return (
        bool(advice(text))
        or _SAID_SO.search(folded(text)) is not None
        or re.search(r"\b(?:should|must|guidelines?|ought)\b", folded(text), re.I) is not None
    )
