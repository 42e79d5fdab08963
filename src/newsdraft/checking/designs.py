"""What kind of study a text speaks of, and how far on it is.

Each ``Design`` has the words by which a sentence claims it, further words that let a sentence claim it, and words that
speak against it. The order of strength follows the usual hierarchy of evidence (Oxford Centre for Evidence-Based
Medicine, "Levels of Evidence"): one patient, no comparison, observed, compared by chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b", re.I)


@dataclass(frozen=True)
class Design:
    """A kind of study. ``strong`` words need a passage that says so even where nothing speaks against them."""

    name: str
    says: re.Pattern[str]
    also: re.Pattern[str]
    against: re.Pattern[str]
    strong: bool = True


_OBSERVED = (
    r"observational",
    r"observed (?:\w+ ){0,3}(?:patients|people|women|men|adults|records)",
    r"case-control",
    r"registr(?:y|ies)(?! number| of trials)",
    r"retrospective(?:ly)?",
    r"(?:medical|health|hospital|insurance|electronic) (?:\w+ )?records",
    r"survey(?:s|ed)?",
    r"questionnaires?",
    r"cross-sectional",
    r"cohort (?:study|studies)",
    r"(?:cohort|database) of",
    r"population-based",
    r"association study",
    r"(?:followed|tracked) (?:[\w,]+ ){0,6}?(?:patients|people|women|men|adults|children|nurses|survivors)",
    r"looked back",
)
_ONE = (
    r"case (?:report|study|history)",
    r"(?:one|a single|a lone|only one) (?:\w+ )?(?:patient|man|woman|person|boy|girl|child|case)",
    r"an? (?:\d+|[\w-]+)-year-old",
)
_EARLY = (
    r"pilot",
    r"single-arm",
    r"one-arm",
    r"open-label",
    r"phase[ -](?:1|i|1b|1a|1/2|i/ii|ib|ia)",
    r"first-in-human",
    r"dose-escalation",
    r"feasibility",
    r"non-?randomi[sz]ed",
    r"uncontrolled",
    r"not (?:\w+ )?randomi[sz]ed",
    r"no (?:control|comparison|placebo) (?:group|arm)",
    r"without (?:a |any )?(?:control|comparison|placebo)(?: group| arm)?",
)
_MODELLED = (
    r"simulat(?:ion|ions|ed)",
    r"in silico",
    r"computer models?",
    r"mathematical models?",
    r"model(?:l)?ing study",
    r"virtual (?:patients|trial|cohort)",
    r"modelled|modeled",
)
_UNREVIEWED = (
    r"preprints?",
    r"med ?rxiv",
    r"bio ?rxiv",
    r"not (?:yet )?(?:been )?peer[ -]reviewed",
    r"without peer review",
    r"(?:meeting|conference) abstracts?",
    r"abstract (?:at|presented|for)",
    r"presented (?:\w+ ){0,4}?(?:at|during) (?:\w+ ){0,8}?(?:meeting|congress|conference|symposium)",
    r"(?:poster|late-breaking)",
    r"(?:has|have) not (?:yet )?been published",
    r"unpublished",
)
_PLANNED = (
    r"planned",
    r"plans? (?:to|for|a)",
    r"planning",
    r"will (?:\w+ )?(?:begin|start|enrol+|recruit|test|open|launch|be tested|take part|compare|run|join)",
    r"under way",
    r"underway",
    r"ongoing",
    r"recruiting",
    r"enrolling",
    r"is (?:being tested|expected|set|due|scheduled)",
    r"are (?:being tested|expected|set|due|scheduled)",
    r"next (?:year|step|phase)",
    r"hopes? to",
    r"has (?:begun|started)",
    r"intends?",
    r"to begin",
    r"upcoming",
)
_REPORTED = (
    r"(?:completed|finished|concluded|ended|found|showed|shown|proved|proven|confirmed|demonstrated|reported|results"
    r"|revealed|had|was|were|improved|reduced|shrank|lived|responded|published)"
)
RANDOMISED = Design(
    "a randomised trial",
    _words(
        r"(?<!non)(?<!non-)(?<!not )(?<!not been )(?<!nor )randomi[sz]ed",
        r"randomly (?:assigned|allocated)",
        r"assigned (?:\w+ ){0,3}(?:at random|randomly|by chance)",
        r"double-blind(?:ed)?",
        r"placebo-controlled",
        r"(?:randomi[sz]ed )?controlled (?:clinical )?trials?",
        r"RCTs?",
        r"gold-standard (?:trial|study)",
    ),
    _words(
        r"(?<!non)(?<!non-)(?<!not )random\w*",
        r"placebo",
        r"by (?:chance|lot)",
        r"RCTs?",
        r"phase[ -](?:3|iii|2/3)",
        r"(?:control|comparison|treatment|intervention) (?:group|arm)s?",
        r"arms?",
        r"assigned",
        r"allocated",
        r"blinded|masked|double-blind",
        r"controlled",
    ),
    _words(*_OBSERVED, *_ONE, *_EARLY, *_MODELLED),
)
TRIAL = Design(
    "a trial",
    _words(
        r"(?:clinical |large |human |pivotal |late-stage |phase [1-4i]+ )?trials?",
        r"(?:proven|tested|tried) in (?:a |clinical )?(?:human )?trials?",
    ),
    _words(
        r"trials?",
        r"random\w*",
        r"phase[ -](?:[1-4]"
        r"|i+v?)",
        r"placebo",
        r"tested",
        r"treated",
        r"assigned",
        r"arms?",
    ),
    _words(*_OBSERVED, *_ONE, *_MODELLED),
    strong=False,
)
PROSPECTIVE = Design(
    "a prospective study",
    _words(r"prospective(?:ly)?"),
    _words(
        r"prospective(?:ly)?", r"randomi\w+", r"followed", r"enrol+\w*", r"recruit\w*", r"trials?", r"invited"
    ),
    _words(
        r"retrospective(?:ly)?",
        r"looked back",
        r"(?:medical|hospital|old|stored) (?:\w+ )?(?:records|samples)",
    ),
)
REVIEW = Design(
    "a review of many studies",
    _words(r"meta-analys[ie]s", r"systematic review", r"pooled analysis"),
    _words(
        r"meta-analys\w+",
        r"(?:systematic )?reviews?(?:ed)?",
        r"pooled",
        r"(?:\w+ )?(?:studies|trials)",
        r"combined",
    ),
    _words(*_OBSERVED[:4], *_ONE, *_EARLY),
)
_IN_PRINT = _words(
    r"(?<!not )(?<!not yet )peer[ -]review\w*",
    r"(?<!not been )(?<!not yet been )(?<!yet )published",
    r"journal",
    r"appear(?:s|ed)? in",
    r"publication",
    r"publish(?:es|ing)?",
    r"paper",
    r"issue of",
)
REVIEWED = Design(
    "a peer-reviewed study",
    _words(r"(?<!not )(?<!not yet )(?<!not been )(?<!not yet been )peer[ -]reviewed"),
    _IN_PRINT,
    _words(*_UNREVIEWED),
)
PUBLISHED = Design(
    "a published study",
    _words(
        r"published in (?:a|the)(?: \w+){0,3} journal",
        r"(?:was|were|is|are) published",
        r"published (?:study|paper|trial|results)",
    ),
    _IN_PRINT,
    _words(*_UNREVIEWED),
    strong=False,
)
DESIGNS = (RANDOMISED, TRIAL, PROSPECTIVE, REVIEW, REVIEWED, PUBLISHED)

PLANNED, REPORTED = _words(*_PLANNED), _words(_REPORTED)
ONE_PATIENT, MODELLED, EARLY = _words(*_ONE), _words(*_MODELLED), _words(*_EARLY)
ANY_TRIAL = _words(r"trials?", r"stud(?:y|ies)")
PLURAL = _words(r"(?:all |many |most |some |several |these )?(?:patients|people|women|men|children|adults)")
