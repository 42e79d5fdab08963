"""What standing a text gives a drug or test with a regulator, and with which regulator.

The order of the standings is that of the regulators' own terms (FDA, "Development & Approval Process"; EMA, "From
laboratory to patient"): designations and speeded reviews come before a decision, a committee's advice is no decision,
an accelerated or conditional approval is less than a full one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.lexicon import folded
from newsdraft.checking.population import clause_at


@dataclass(frozen=True)
class Standing:
    """A standing that a text gives, with its rank and words. ``denied`` where the text says that it has it not."""

    name: str
    rank: int
    text: str
    denied: bool


_RANKS = {
    "refused": 0,
    "applied for": 1,
    "orphan drug status": 2,
    "fast track": 2,
    "breakthrough designation": 2,
    "priority review": 2,
    "other designation": 2,
    "recommended for approval": 3,
    "recommended by a guideline": 3,
    "accelerated approval": 4,
    "approved": 5,
    "full approval": 6,
}
APPROVED, ACCELERATED, GUIDELINE, FULL = (
    "approved",
    "accelerated approval",
    "recommended by a guideline",
    "full approval",
)
_GRANTED = (
    r"(?:approv(?:e[sd]?|al|als|ing)|authori[sz](?:e[sd]?|ation|ations|ing)|clear(?:ed|s|ance)|licen[sc](?:e|ed"
    r"|es|ing|ure)|green light"
    r"|greenlit|go-ahead|on the market|commercially available|available now|now available|ok'?d|okayed)"
)
# The first that fits a place names the standing.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        (
            "refused",
            (
                r"\b(?:reject(?:ed|s)|refus(?:ed|es|al)|turned down|declined to approve|complete response letter"
                r"|unapproved"
                r"|not recommended|withdr[ae]wn?|withdrawal)\b"
            ),
        ),
        ("orphan drug status", r"\borphan[ -](?:drug|medicine|product|designation|status|medicinal)\b"),
        ("fast track", r"\bfast[ -]track(?:ed)?\b"),
        ("breakthrough designation", r"\bbreakthrough[ -](?:therapy|device|designation|status)\b"),
        ("priority review", r"\b(?:priority|expedited|real-time oncology) review\b"),
        (
            "other designation",
            r"\b(?:RMAT|PRIME|regenerative medicine advanced therapy|promising innovative medicine)\b",
        ),
        (
            "recommended for approval",
            (
                r"\b(?:CHMP|advisory (?:committee|panel)|positive opinion|recommend(?:s|ed|ing"
                r"|ation)?(?: \w+){0,3}? (?:for )?(?:the )?"
                r"(?:approval|authori[sz]ation|marketing)|recommended that (?:the )?\w+ be approved"
                r"|voted (?:\w+ ){0,6}?in favou?r)\b"
            ),
        ),
        (
            "applied for",
            (
                r"\b(?:appl(?:ied|ies|ication|ying)|submi(?:t|ts|tted|ssion)|fil(?:ed|ing)|under review|reviewing"
                r"|seek(?:s|ing)?|sought"
                r"|await(?:s|ing)?|decision (?:is )?expected|investigational new drug|IND|accepted)\b"
            ),
        ),
        (
            ACCELERATED,
            (
                rf"\b(?:accelerated|conditional(?:ly)?|provisional(?:ly)?"
                rf"|emergency(?: use)?) (?:\w+ ){{0,1}}?{_GRANTED}\b"
            ),
        ),
        (
            FULL,
            rf"\b(?:full|regular|traditional|standard) (?:FDA |marketing )?{_GRANTED}\b|\bfully approved\b",
        ),
        (
            GUIDELINE,
            (
                r"\b(?:guidelines?|NCCN|ASCO|ESMO|task force|USPSTF|NICE) (?:\w+ ){0,3}?(?:recommend|advis|endors"
                r"|includ)\w*"
                r"|\b(?:recommended|endorsed|advised) (?:by|in) (?:\w+ ){0,4}?(?:guidelines?|NCCN|ASCO|ESMO|NICE"
                r"|task force|USPSTF)\b"
                r"|\bstandard of care\b|\bstandard treatment\b"
            ),
        ),
        (APPROVED, rf"\b{_GRANTED}\b"),
    )
)
_THING = re.compile(
    r"\b(?:drugs?|treatments?|therap(?:y|ies)|medicines?|medications?|pills?|tablets?|vaccines?|tests?|devices?"
    r"|combinations?"
    r"|regimens?|antibod(?:y|ies)|injections?|products?|software|system|algorithm|tool|scan(?:ner)?s?|chemotherapy"
    r"|immunotherapy|biosimilars?|use|designation|review|status|cancer|patients|FDA|EMA|MHRA|NICE|regulators?"
    r"|agency|it"
    r"|[a-z]+(?:mab|nib|lib|parib|leucel|platin|tinib|ciclib))\b",
    re.I,
)
_OTHER_SENSE = re.compile(
    r"\b(?:ethic\w*|review board|IRB|protocol|informed|(?:study|trial|trials|studies) (?:was|were|is|has been"
    r"|have been) approved"
    r"|approv\w+ (?:of|for|to (?:begin|start|run)) (?:the |a |an )?(?:\w+ )?(?:study|trial|trials|protocol)"
    r"|(?:begin|start) (?:\w+ ){0,3}?(?:trial|testing)"
    r"|driver'?s?|senate|congress|bill|budget|court|parliament|cleared (?:the|up|away|from|of)|clear(?:ed"
    r"|s) (?:out|it))\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|never|no|nor|without|neither|yet to|cannot|until|if|before|could|(?-i:may)|might|whether|hopes?|would"
    r"|towards?|pending"
    r"|await\w*|expect\w*|seek\w*|sought|appl(?:y|ied|ication)|request\w*|submi\w+|plan\w*|fil(?:e|ed|ing))\b"
    r"|n't\b|\bfor (?:its |the |FDA )?$",
    re.I,
)
_BODIES = {
    "FDA": r"\bFDA\b|Food and Drug Administration|\b(?:US|U\.S\.|American) (?:drug )?regulators?\b",
    "EMA": r"\bEMA\b|European Medicines Agency|\bCHMP\b|\bEuropean (?:drug )?regulators?\b",
    "European Commission": r"\bEuropean Commission\b|\b(?:European Union|EU)\b|\bEurope\b",
    "MHRA": r"\bMHRA\b|Medicines and Healthcare products Regulatory Agency|\b(?:UK|British) (?:drug "
    "|medicines )?regulators?\b",
    "NICE": r"\bNICE\b|National Institute for Health and Care Excellence",
    "Health Canada": r"\bHealth Canada\b|\bCanadian regulators?\b",
    "TGA": r"\bTGA\b|Therapeutic Goods Administration",
    "PMDA": r"\bPMDA\b|Japan(?:'s|ese) (?:Ministry|regulators?|health ministry)"
    "|Pharmaceuticals and Medical Devices Agency",
    "NMPA": r"\bNMPA\b|National Medical Products Administration",
    "SMC": r"\bSMC\b|Scottish Medicines Consortium",
    "NCCN": r"\bNCCN\b|National Comprehensive Cancer Network",
    "ASCO": r"\bASCO\b|American Society of Clinical Oncology",
    "ESMO": r"\bESMO\b|European Society for Medical Oncology",
}
_BODY = {name: re.compile(pattern) for name, pattern in _BODIES.items()}


@lru_cache(maxsize=1024)
def standings(text: str) -> tuple[Standing, ...]:
    """The standings that ``text`` gives to a drug, test or device, in order of their kinds, the strongest last."""
    flat = folded(text)
    if not _THING.search(flat):
        return ()
    return tuple(
        standing
        for name, pattern in _PATTERNS
        for match in pattern.finditer(flat)
        if (standing := _standing(flat, name, match)) is not None
    )


def _standing(flat: str, name: str, match: re.Match[str]) -> Standing | None:
    left, right = clause_at(flat, *match.span())
    clause = flat[left:right]
    if _OTHER_SENSE.search(clause):
        return None
    if name == APPROVED and any(
        pattern.search(clause) for other, pattern in _PATTERNS[:-1] if other in _SWALLOWS
    ):
        return None  # "accelerated approval" and "recommended for approval" are no approval
    denied = _NOT.search(flat[left : match.start()]) is not None
    return Standing(name, _RANKS[name], match[0], denied)


_SWALLOWS = {"recommended for approval", ACCELERATED, FULL}


def bodies(text: str) -> dict[str, str]:
    """The regulators and guideline bodies of ``text``, each with the words that name it."""
    flat = folded(text)
    return {name: match[0] for name, pattern in _BODY.items() if (match := pattern.search(flat))}


_EUROPE = {"EMA", "European Commission"}


def same_body(one: str, other: str) -> bool:
    """Whether two bodies may be told for each other: the EMA advises, the European Commission decides."""
    return one == other or {one, other} <= _EUROPE
