"""The clauses of a text, each with how sure it is and whether it states a cause, and which clauses speak of the same.

What a health writer marks certainty with (modals, verbs of evidence, frames such as "early data", plans, open
questions) follows the cue lists of BioScope (Vincze et al., BMC Bioinformatics 2008;9(S11):S9), causes the steps of
Sumner et al., BMJ 2014;349:g7015; the words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.certainty import content
from newsdraft.checking.effect_words import stem
from newsdraft.checking.lexicon import folded
from newsdraft.text import sentences

_CLAUSE = re.compile(
    r"[;:]|,? (?:but|although|though|while|whereas) |, (?:which|who|where|when|and|so|since|because|after) "
    r"|,? because "
    r"| and (?=(?:is|are|was|were|will|may|might|could|can|it|they|has|have|needs?) )| that (?=(?:may|might"
    r"|could|can) )"
    r"| to (?=see (?:if|whether) |find out )|(?<=\w) (?=whether )",
    re.I,
)
_ASIDE = re.compile(r" that (?:may|might|could|can) [^,;]*,", re.I)
_OPEN = (
    r"unknown|unclear|uncertain|unsure|not (?:yet )?(?:been )?(?:known|clear|shown|proven|settled"
    r"|established|evaluated)"
    r"|n[o'][a-z]* ?(?:one|body) knows|knows? (?:yet )?(?:if|whether)|whether|to see if|remains? to be|open question"
    r"|too early|too soon|to learn (?:if|whether)|take longer to|no conclusions?|cannot be (?:excluded"
    r"|ruled)|needs? to be (?:replicated|confirmed|repeated)|(?:must|have to|has to|to) (?:still )?be tested"
    r"|(?:more|further|larger) (?:research|work|studies|study|trials?) (?:is|are|has|have|must|will|would)|(?:is"
    r"|are) needed to|question"
)
_PLAN = (
    r"plans?|planned|planning|intends?|intended|expects?|expected|scheduled|considering|considers|thinking about|due"
    r"|would|hopes?|hoped|wants?|aims?|pending|(?:is|are) to (?!blame)|under way|looking at|testing|should|if"
)
_MAY = (
    r"may(?! \d)|might|could(?! not| no| be (?:felt|measured|seen|read|examined|evaluated))|can(?! ?not)"
    r"|perhaps|maybe|possibly|possible"
    r"|potentially|potential (?=to|role|benefit|effect|link|treatment|cause)|one day"
    r"|hypothesi[sz]\w*|speculat\w+|conceivabl\w+"
)
_SEEMS = (
    r"suggest\w*|indicat(?:e|es|ed|ing)|hint\w*|(?<!more )(?<!less )(?<!as )(?<!most )(?:likely|unlikely)"
    r"|appear(?:s|ed)? to"
    r"|seem(?:s|ed)?|look(?:s|ed) (?:about|like|as|safe|better|promising|similar)|probably|preliminary"
    r"|interim|exploratory|early (?:data|findings|results|signs|evidence)|impl(?:y|ies)"
    r"|think|thinks|thought to|believes?|believed|point(?:s|ed)? to|apparently|model(?:l)?ing|estimates?"
)
_DOUBT = re.compile(rf"\b(?:{_OPEN}|{_PLAN}|{_MAY}|{_SEEMS})\b", re.I)
# In a source, "would" also tells the past ("she would go on to"), and "whether" also opens an aside ("whether it was A
# or B"); there it puts in doubt only what somebody asks.
_ASKED_WHETHER = (
    r"|(?:see|test(?:s|ed|ing)?|ask(?:s|ed|ing)?|learn|determine|examin\w+|study|studied|show|know|clear)"
    r" (?:\w+ ){0,2}whether"
)
_OPEN_IN_SOURCE = _OPEN.replace("|question", "").replace("|whether", _ASKED_WHETHER)
_MAY_IN_SOURCE = _MAY.replace("|can(?! ?not)", "")
_SOURCE_DOUBT = re.compile(
    rf"\b(?:{_OPEN_IN_SOURCE}|{_SEEMS}|{_MAY_IN_SOURCE}|can mean"
    r"|plans? to|planning to|intends? to|(?:is|are) (?:expected|scheduled|due|considering)|expects|hopes?"
    r"|are considering|(?:researchers|authors|team|scientists) (?:want|hope))\b",
    re.I,
)
_MODAL = re.compile(
    rf"\b(?:{_MAY}|{_PLAN.replace('|looking at|testing', '')}|{_OPEN}|likely|probably)\b", re.I
)
_WILL = re.compile(r"\b(?:will|'ll)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:plans?|planning|intends?|wants?) to\b|\b(?:is|are) (?:expected|scheduled|due|considering)\b", re.I
)
_BEGUN = re.compile(r"\b(?:is|are) (?:already )?(?:testing|recruiting|enrolling|running)\b", re.I)
_PROOF = re.compile(
    r"(?<!not )(?<!to )(?<!yet )(?<!be )\b(?:prov(?:e|es|ed|en)|confirm(?:s|ed)|definite(?:ly)?"
    r"|certain(?:ly)?|no doubt|settled"
    r"|for sure|clear(?:ly)? (?:works?|shows?)|guarantee\w*|conclusive\w*|show that)\b",
    re.I,
)


@dataclass(frozen=True)
class Statement:
    """A clause: its words, the stems of its content."""

    text: str
    stems: frozenset[str]

    @property
    def doubted(self) -> bool:
        """Whether the clause, in any word that health writers have for it, leaves open whether it is so."""
        return _DOUBT.search(self.text) is not None

    @property
    def left_open(self) -> bool:
        """The same for a source, where only words count that put the statement itself in doubt."""
        return _SOURCE_DOUBT.search(self.text) is not None

    @property
    def promised(self) -> bool:
        """Whether it tells a future as certain: "will", with nothing that leaves it open."""
        return _WILL.search(self.text) is not None and _MODAL.search(self.text) is None

    @property
    def planned(self) -> bool:
        """Whether it tells what someone means to do, or what is expected."""
        return _PLANNED.search(self.text) is not None

    @property
    def begun(self) -> bool:
        """Whether it tells that something is being done."""
        return _BEGUN.search(self.text) is not None and _MODAL.search(self.text) is None

    @property
    def proof(self) -> bool:
        """Whether a word of proof stands in it."""
        return _PROOF.search(self.text) is not None


@lru_cache(maxsize=1024)
def statements(text: str) -> tuple[Statement, ...]:
    """The clauses of ``text`` that have content; a bare tag ("…, data indicate") stays with its clause."""
    return tuple(_statements(folded(text)))


def _statements(flat: str) -> Iterator[Statement]:
    for start, end in sentences(flat):
        at = start
        cuts = {match.start() for match in _CLAUSE.finditer(flat, start, end)}
        cuts |= {match.end() for match in _ASIDE.finditer(flat, start, end)}
        for stop in [*sorted(cuts), end]:
            if stems := _stems(flat[at:stop]):
                yield Statement(flat[at:stop].strip(" ,;:"), stems)
            at = stop


_SAME = {
    stem(word): stem(first)
    for first, *others in (
        row.split()
        for row in (
            "survival life lengthen", "start begin launch open", "submit send apply ask", "enrol recruit",
            "pill tablet capsul",
            "inject shot jab", "cardiac heart", "infant baby babies newborn", "tumour tumor", "cancer carcino",
            "decline loss fade", "retin eye", "kidney renal", "liver hepatic", "brain cerebra", "lung pulmona",
            "asthma wheez", "vaccin jab", "antibod defence", "agency regulat", "doctor physici", "bowel colorec colon",
            "sleep insomni", "diabete sugar glucose", "drug medicin compoun treatme therapy",
        )
    )
    for word in others
}  # fmt: skip


def _stems(text: str) -> frozenset[str]:
    return frozenset(_SAME.get(key, key) for key in content(text))


def whole(text: str) -> Statement:
    """All of ``text`` as one statement."""
    return Statement(folded(text), _stems(text))


_FEW = 3  # clauses


def same_subject(mine: Statement, passages: Sequence[str], least: float = 0.25) -> list[Statement]:
    """The clauses of ``passages`` that share most with ``mine``; none where even they share too little.

    Few clauses are taken to speak of what they are cited for as soon as one content word is shared, and where all
    of them are left open even without.
    """
    there = [statement for text in passages for statement in statements(text)]
    top = max((len(mine.stems & one.stems) for one in there), default=0)
    needed = 1 if len(there) <= _FEW else max(2, least * len(mine.stems))
    if top >= needed:
        return [one for one in there if len(mine.stems & one.stems) == top]
    return there if len(there) <= _FEW and all(one.left_open for one in there) else []


# --- causes ------------------------------------------------------------------------------------------------

_ACTS = (
    r"protects?|prevents?|wards? off|(?:keep|keeps|kept) (?:\w+ ){0,4}(?:away|down|from|at bay)|staves? off"
    r"|brings? (?:on|down|about)"
    r"|triggers?|causes?|leads? to|results? in|raises|lowers|cuts|reduces|helps?|eases?|relieves?|lifts?|drives?"
    r"|spares?|lets?|hurts?(?= (?!less|more|after|when))|slows|speeds|boosts?|decides?|determines?"
    r"|affects?|improves|worsens?"
    r"|strengthens?|weakens?"
    r"|fuels?|harms?|damages?|shortens?|lengthens?|prolongs?|extends?|saves?|stops?|halves|doubles"
    r"|makes? (?!sense|up)"
    r"|gives? (?:people|children|women|men|you|rise)|means? (?:fewer|more|less|longer)|works? against"
)
_ACTED = (
    r"protected|prevented|warded off|brought (?:on|down|about)|triggered|caused|led to|resulted in|raised"
    r"|lowered|cut the"
    r"|reduced|helped|eased|relieved|lifted|drove|sent|spared|swayed|slowed|sped|boosted|decided"
    r"|affected|improved"
    r"|worsened|shortened|lengthened|prolonged|extended|saved|gave (?:people|children|women|men)"
)
_GROUNDS = r"because|thanks to|due to|owing to|as a result of|to blame|responsible for|the reason"
r"|consequence of|behind"
_ACTING = re.compile(rf"(?<!-)\b(?:{_ACTS}|{_ACTED}|{_GROUNDS})\b", re.I)
_SURELY = re.compile(
    r"\b(?:because(?! of (?:side|adverse|tox))|thanks to|due to|to blame|caused by|was caused|led to"
    r"|leads to|kept from|made (?:\w+ ){1,3}(?:grow|fail|shrink)"
    r"|strongly affected|decided (?:whether|if)|swayed)\b",
    re.I,
)
_OBSERVED = re.compile(
    r"\b(?:associat\w+|linked|links? (?:was|between|to|with)|correlat\w+|tied to|ties|track(?:s|ed) with"
    r"|went (?:together|along)|go(?:es)? (?:together|along)"
    r"|(?:more|less) (?:likely|common|often|frequent\w*)|predict\w*|risk factors?|prevalence|cohort|registry|survey"
    r"|observational|cross-sectional|ecological|database|health records"
    r"|(?:higher|lower|fewer|longer|slower|faster|better|worse|greater)\b.{0,80}\bthan (?:those|non|men"
    r"|women|people|adults|peers|their|in|the least))",
    re.I,
)
_TRIAL = re.compile(r"\brandom|\bplacebo|\bblind(?:ed)?\b|\bassigned\b|\bcaus(?:es|ed|al)\b|\btrial\b", re.I)
_CHOICE = re.compile(r"\bdecide[sd] (?:whether|if) ", re.I)
_SOFT = re.compile(
    r"\b(?:associat\w+|linked|links?|correlat\w+|tied|ties|tend(?:s|ed)? to|went (?:together|along)|risk factors?"
    r"|(?<!decided )(?<!decides )whether|(?:not|cannot) (?:prove|show|mean|say|tell|know)\w*)\b",
    re.I,
)


def acts(statement: Statement) -> str:
    """The words with which a clause says that one thing works on another; "" where it is hedged or denied."""
    text = _CHOICE.sub("decided ", statement.text)
    found = _ACTING.search(text)
    return found[0].strip() if found and not (_SOFT.search(text) or _DOUBT.search(text)) else ""


_DENIED = re.compile(r"\b(?:not|never|cannot|no)(?: \w+){0,2} $", re.I)


def grounds(text: str) -> str:
    """The words with which ``text`` gives a ground for something outright ("because", "caused by")."""
    found = _SURELY.search(text)
    return found[0] if found and not _DOUBT.search(_CHOICE.sub("", text)) else ""


def acts_somewhere(text: str) -> bool:
    """Whether ``text`` says anywhere that one thing works on another, be it with a "may"."""
    return any(_DENIED.search(text[: found.start()]) is None for found in _ACTING.finditer(text))


def observed(text: str) -> bool:
    """Whether ``text`` reports what went together, and is not of a study that gave a treatment by lot."""
    return _OBSERVED.search(text) is not None and _TRIAL.search(text) is None
