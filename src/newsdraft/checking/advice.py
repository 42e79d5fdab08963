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
    "|enroll|schedule|book|give|have|buy|swap|cancel"
)
_ORDER = re.compile(
    rf"^(?:(?:so|then|instead|and|please|if [^,]{{1,80}},|for now,|before [^,]{{1,80}},) )?(?P<not>do not "
    rf"|don't |never |always )?"
    rf"(?P<verb>{_ORDERS})\b(?! (?:a look|place|part|effect)\b)(?!(?:ed|s|ing)\b)",
    re.I,
)
_WHO = (
    r"(?:you|patients?|people|women|men|everyone|everybody|anyone|anybody|adults|children|parents|smokers"
    r"|survivors|those|families"
    r"|readers|doctors|physicians|clinicians|oncologists|carriers|all)"
)
_SHOULD = re.compile(
    rf"\b(?P<who>{_WHO})\b(?P<between>[^.;:?!]{{0,80}}?)\b(?:should|must|ought to|need to|needs to|have to"
    rf"|had better|are (?:advised|urged|encouraged"
    r"|recommended) to)(?P<not> not|n't| never)? (?:also |always |now |still |first |consider "
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
        if whole.endswith("?"):
            continue
        order = _ORDER.match(whole)
        if order:
            against = (order["not"] or "").strip().lower() in ("do not", "don't", "never")
            yield _of(order["verb"], whole[order.start("verb") :], whole, against)
        for match in _SHOULD.finditer(whole):
            yield _of(
                match["verb"], whole[match.start("verb") :], whole[match.start() :], match["not"] is not None
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
    elif _NEXT.search(action) and not re.match(
        r"ask (?:\w+ ){0,3}?for\b(?! (?:advice|help|information))", action, re.I
    ):
        step = Step.NEXT
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
