"""The words that name a study's design, with the evidence level that they speak for and their weight.

A weight of 4 or more is a word that names the design itself; 3 speaks for it; less is a hint that counts
only with others. The first entry of a level that fits a passage names the design.
"""

from __future__ import annotations

import re

from newsdraft.model import EvidenceLevel, Value

LEVEL = EvidenceLevel


class Signal(Value):
    """A design word: the level, its weight, the design as printed, and the pattern (on folded text)."""

    level: EvidenceLevel
    weight: float
    design: str
    pattern: re.Pattern[str]


def _signal(level: EvidenceLevel, weight: float, design: str, *alternatives: str) -> Signal:
    pattern = re.compile("|".join(alternatives), re.IGNORECASE)
    return Signal(level=level, weight=weight, design=design, pattern=pattern)


_ANIMALS = (
    r"\b(?:mice|mouse|murine|rats?|zebrafish|rodents?|hamsters?|rabbits?|macaques?|xenografts?"
    r"|canine|dogs|pigs)\b"
)
ANIMALS = re.compile(_ANIMALS, re.IGNORECASE)

# What names no design, though it hints at a level.
HINTS = (
    "people followed or compared",
    "people counted",
    "patients treated",
    "announcement",
    "regulator's decision",
)
GENERAL = ("clinical trial", "study of a test")
RANDOMIZED = "randomized trial"

SIGNALS = (
    _signal(
        LEVEL.RANDOMISED,
        4.0,
        "phase 3 trial",
        r"\bphase[ -]?(?:3|iii|4|iv|2/3|ii/iii)[ab]?\b",
        r"\bphases? (?:2|ii)[ab]? (?:and|to) (?:phase )?(?:3|iii)[ab]?\b",
    ),
    _signal(
        LEVEL.RANDOMISED,
        4.0,
        RANDOMIZED,
        r"\brandomi[sz]ed\b(?! (?:evidence|algorithm))",
        r"\brandomly (?:assigned|allocated|selected to)",
        r"\bassigned (?:\w+ ){0,3}(?:at random|randomly)",
        r"\brandomi[sz]ation\b",
    ),
    _signal(
        LEVEL.RANDOMISED,
        4.0,
        "placebo-controlled trial",
        r"\b(?:double-blind|placebo-controlled|placebo)\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        4.0,
        "phase 1 trial",
        r"\bphase[ -]?(?:1|i|1/2|i/ii|1b/2)[ab]?\b(?!/)",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        4.0,
        "phase 2 trial",
        r"\bphase[ -]?(?:2|ii)[ab]?\b(?!/| (?:and|to) (?:phase )?(?:3|iii))",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        4.0,
        "dose-finding trial",
        r"\bfirst-in-(?:human|man)\b",
        r"\bdose[- ]escalation\b",
        r"\bescalating doses\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        4.0,
        "single-arm trial",
        r"\bsingle[- ]arm\b",
        r"\bopen-label\b",
        r"\b(?:no|without|not include) (?:an? )?(?:control|comparison|placebo) (?:group|arm)\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        4.0,
        "case report",
        r"\bcase (?:report|study of (?:a|one)|series)\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        2.0,
        "pilot study",
        r"\b(?:first|early|small) (?:\w+ )?human (?:clinical )?trial\b",
        r"\btrial (?:included|involved|enroll?ed|recruited|of|with) (?:just |only )?\d{1,2} (?:\w+ ){0,2}"
        r"(?:patients|people|participants|women|men|adults|children|volunteers)\b",
        r"\b(?:pilot|feasibility|proof[- ]of[- ](?:concept|principle)) (?:clinical )?(?:stud(?:y|ies)"
        r"|trial)\b",
        r"\bvolunteers\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        1.5,
        "clinical trial",
        r"\bclinical trial\b",
    ),
    _signal(
        LEVEL.EARLY_TRIAL,
        1.5,
        "patients treated",
        r"\bpatients? (?:was|were) (?:treated|given)\b",
        r"\bresponse rate\b",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        4.0,
        "observational study",
        r"\b(?:observational|cross-sectional|case-control|retrospective(?:ly)?)\b",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        4.0,
        "cohort study",
        r"\bcohort\b",
        r"\bprospective(?:ly)? (?:\w+ )?(?:stud(?:y|ies)|followed)",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        3.0,
        "analysis of records",
        r"\b(?:registry|registries|(?:national|program|cancer) database|(?:medical|health|patient)"
        r" records|claims data|databases?|reporting system|survey data|biobank)\b",
        r"\breviewed (?:\w+ ){0,3}[\d,]* ?(?:cases|records|charts)\b",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        2.0,
        "people followed or compared",
        r"\b(?:is|was|were|are|been) (?:inversely |strongly |significantly )?(?:associated|linked"
        r"|correlated) (?:with|to)\b",
        r"\b(?:more|less) likely\b[^.]{0,60}\bthan\b",
        r"\b(?:lower|higher|reduced|increased) (?:risk|incidence|odds)\b",
        r"\bfollowed\b[^.]{0,40}\b(?:participants|women|men|people|patients|years)\b",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        2.5,
        "study of a test",
        r"\b(?:accura(?:te|cy|tely)|sensitivity|specificity|detect(?:s|ed|ion)?|diagnos(?:e|tic"
        r"|tics))\b[^.]{0,80}\b(?:tests?|testing|classifier|screening|scans?|device|tool|algorithm"
        r"|model)\b",
        r"\b(?:detected|found|flagged|caught|missed|spotted) (?:\w+ ){0,3}(?:cancers?|tumou?rs?|lesions?)\b"
        r"[^.]{0,80}\b(?:mammograms?|scans?|images|x-rays?|radiologists?|readers|pathologists?)\b",
        r"\bsensitivity\b[^.]{0,120}\b(?:radiologists?|readers|pathologists?|doctors)\b",
        r"\b(?:tests?|testing|classifier|screening|scans?|device|tool|algorithm"
        r"|model)\b[^.]{0,80}\b(?:accura(?:te|cy|tely)|sensitivity|specificity|detect(?:s|ed|ion)?"
        r"|diagnos(?:e|tic|tics)|predict(?:s|ed|ing)?)\b",
    ),
    _signal(
        LEVEL.OBSERVATIONAL,
        1.5,
        "people counted",
        r"\b(?:questionnaires?|surveys? of)\b",
        r"\b(?:enroll?ed|recruited|analy[sz]ed|studied|collected"
        r"|included)\b[^.]{0,60}\b(?:participants|women|men|people|patients|samples)\b",
    ),
    _signal(
        LEVEL.ANIMAL,
        4.0,
        "animal study",
        _ANIMALS,
        r"\banimal (?:models?|stud(?:y|ies)|experiments?)\b",
    ),
    _signal(
        LEVEL.LAB,
        3.0,
        "laboratory study",
        r"\bcell lines?\b",
        r"\bin vitro\b",
        r"\b(?:cultured|lab-grown) (?:\w+ ){0,2}cells\b",
        r"\bcell cultures?\b",
        r"\bpetri dish(?:es)?\b",
        r"\borganoids?\b",
        r"\btest tubes?\b",
        r"\blaboratory (?:models?|experiments?|tests)\b",
        r"\b(?:pre-?cancerous|precursor|cancer|tumou?r|immune) cells (?:in|from) (?:\w+ ){0,3}(?:tissue|samples)\b",
        r"\bcells (?:grown )?in (?:the lab|a dish|culture)",
    ),
    _signal(
        LEVEL.REVIEW,
        5.0,
        "review",
        r"\b(?:systematic review|meta-analy[sz]\w+|literature review|umbrella review"
        r"|review of (?:the )?(?:available |published |scientific )?(?:\d+"
        r" )?(?:studies|trials|literature|evidence|research)|relevant publications|(?:research|evidence"
        r"|scientific) review"
        r"|review of the (?:available |published )?(?:scientific )?(?:literature|evidence)"
        r"|review (?:suggests?|finds?|shows?))\b",
        r"\b(?:included|pooled|combined|analy[sz]ed|reviewed|examined) (?:data from |the results of )?(?:[5-9]|\d{2,})"
        r" (?:\w+ ){0,3}(?:studies|trials)\b",
    ),
    _signal(
        LEVEL.REVIEW,
        5.0,
        "commentary",
        r"\b(?:opinion (?:article|piece)|commentary|editorial|perspective article|viewpoint)\b",
    ),
    _signal(
        LEVEL.REVIEW,
        4.0,
        "guideline",
        r"\b(?:consensus|position) statement\b",
        r"\b(?:new|updated|issued|issues|published|publishes|revised|releases?) (?:\w+"
        r" ){0,3}(?:guidelines?|guidance|recommendations)\b",
    ),
    _signal(
        LEVEL.ANNOUNCEMENT,
        4.0,
        "regulator's decision",
        r"\b(?:fda|ema|european commission|mhra|nice|health canada|food and drug administration|agency"
        r"|regulators?)\b[^.]{0,60}\b(?:approv(?:ed|es|al)|clear(?:ed|s|ance)|authori[sz](?:ed|es"
        r"|ation)|granted|grants|accept(?:ed|s)|recommends?)\b",
        r"\b(?:approv(?:ed|es|al)|authori[sz](?:ed|es|ation)) by the\b",
    ),
    _signal(
        LEVEL.ANNOUNCEMENT,
        4.0,
        "announcement",
        r"\bis now offering\b",
        r"\b(?:now|first) (?:center|centre|hospital) to offer\b",
        r"\bnow available\b",
        r"\b(?:has been|was) (?:named|appointed|elected)\b",
        r"\b(?:appointed|elected to|receives? (?:a )?(?:grant|award)|awarded|(?<!in )partnership|collaboration"
        r" agreement|acqui(?:red|sition)|(?:opens|opened) (?:a|its) new|launch(?:es|ed) (?:a|its)"
        r" new)\b",
    ),
)

# A comment that another person wrote on the study, and an approval of earlier days, say nothing of the study.
ACCOMPANYING = re.compile(
    r"\b(?:(?:study|manuscript|paper|article) and (?:the |an )?(?:editorial|commentary)|(?:the"
    r"|an) editorial is|accompan\w+"
    r"|invited|related|alongside|linked|independent|co-?published|solicited|(?:wrote|writes?|written|said"
    r"|says|according to)\b.{0,80}\b(?:editorial|commentary|viewpoint)|(?:editorial|commentary) (?:co-?)?authors?)\b"
    r"|\beditorial (?:board|office|note|staff|team|policy|independence)\b",
    re.IGNORECASE,
)
FORMERLY = re.compile(
    r"\b(?:already|previously|currently|earlier) (?:\w+ ){0,2}(?:approved|cleared|authori[sz]ed)\b",
    re.IGNORECASE,
)
# Words of chemistry and of cells, for texts that name no design at all.
LABORATORY = re.compile(
    r"\b(?:synthesi[sz]\w*|molecules?|compounds?|crystals?|bacteri\w+|proteins?|enzymes?|genes?|cells?|nanoparticles?"
    r"|in the lab(?:oratory)?|receptors?|amino acids?)\b",
    re.IGNORECASE,
)
