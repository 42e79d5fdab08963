"""Whom a text speaks of: animals, cells, people; women, men, children; healthy or ill.

Each mention has a role. "Tested in mice" tells of a subject; "the team hopes to test it in patients" of a plan; "cells
from patients" of where tissue came from. Only subjects carry a result. Words are lists, roles are read from the
clause around a mention; both are our own and meant to err on the side of silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from newsdraft.checking.lexicon import Lexicon, Mention, folded, table


class Kind(StrEnum):
    """What was studied."""

    PEOPLE = "people"
    ANIMALS = "animals"
    LAB = "cells or tissue"


class Role(StrEnum):
    """What a mention does in its clause."""

    SUBJECT = "subject"
    PLAN = "plan"
    MAYBE = "maybe"
    TISSUE = "tissue"
    DENIED = "denied"


_ANIMALS = Lexicon(
    table(
        """
        mouse: mice, murine
        rat: rats
        hamster: hamsters
        rabbit: rabbits
        dog: dogs, canine, canines, beagles
        pig: pigs, porcine, swine, piglets
        sheep: lambs, ovine
        monkey: monkeys, macaque, macaques, primates, nonhuman primates, non-human primates, baboons
        zebrafish: zebra fish
        fruit fly: fruit flies, drosophila
        roundworm: roundworms, c elegans, nematodes
        ferret: ferrets
        guinea pig: guinea pigs
        _cat: cats, feline
        rodent: rodents
        _animal: animals, animal model, animal models, animal study, animal studies, animal tests, animal experiments
        """
    )
)
ANY_ANIMAL = "_animal"
_WIDER_ANIMALS = {"mouse": "rodent", "rat": "rodent", "hamster": "rodent", "guinea pig": "rodent"}
_LAB = Lexicon(
    table(
        """
        cell lines: cell line, cell culture, cell cultures, cultured cells, cells in culture, grown cells, lab-grown
        in vitro: test tube, test tubes, petri dish, petri dishes, in a dish, lab dish, lab dishes, laboratory dish
        organoids: organoid, spheroids, mini-tumours, mini-tumors, organ-on-a-chip
        laboratory cells: cells in the lab, cells in the laboratory, cells grown, cells in a laboratory, cells in dishes
        the laboratory: in the laboratory, in the lab, in a laboratory
        tissue samples: tissue sample, tumour samples, tumor samples, biopsy samples, stored samples, tissue slices
        xenografts: xenograft, xenograft models
        """
    )
)
_CELLS = re.compile(r"\bcells?\b", re.I)
_PEOPLE = Lexicon(
    table(
        """
        patients: patient, inpatients, outpatients
        people: person, persons, humans, human beings, individuals, everyone, everybody
        women: woman
        men: man
        children: child
        adults: adult
        participants: participant
        volunteers: volunteer
        survivors: survivor
        boys: boy
        girls: girl
        infants: infant, babies, baby, newborns, newborn, neonates, toddlers
        adolescents: teenagers, teens, teenager, adolescent
        """
    )
)
# Passages tell of people in many more words than claims do.
_PEOPLE_HINT = re.compile(
    r"\b(?:clinical trials?|phase[ -](?:[1-4]|i{1,3}|iv)\b|first-in-human|clinical(?:ly)? (?:stud|practice|data)\w*"
    r"|years? old|year-olds?|mothers?|fathers?|parents|smokers?|users?|residents?|cases|deaths?|families|cohort"
    r"|respondents?|subjects|recipients?|carriers?|students?|nurses?|males|females|americans?|sufferers?|seniors"
    r"|elderly|kids|volunteered)\b",
    re.I,
)
_FIRM_PLAN = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|plan(?:s|ned|ning)?|next steps?|future|some ?day|one day|eventually|aims?|aiming"
    r"|potential(?:ly)?"
    r"|whether|unknown|unclear|promis(?:e|ing)|toward|towards|intend(?:s|ed)?|want(?:s|ed)? to|goal|prepar(?:e|ing)"
    r"|not yet|pave\w*|expect(?:s|ed)? to"
    r"|(?:could|may|might|will|would|can|should) (?:[\w-]+ ){0,3}?(?:help|benefit|treat|lead|offer|tested|tried"
    r"|used|work|become"
    r"|improve|enter|start|begin|move|translate|need|see|allow))\b",
    re.I,
)
_MODAL = re.compile(
    r"\b(?:will|could|may|might|would|should|can|if|possible|designed|before|until|likely)\b", re.I
)
_TISSUE_BEFORE = re.compile(
    r"\b(?:cells?|tissues?|samples?|tumou?rs?|biops(?:y|ies)|blood|plasma|organoids?|specimens?|material"
    r"|slides?|genomes?"
    r"|DNA|marrow|records?|taken|derived|collected)\b[^,;.]{0,40}\b(?:from|donated by) (?:[\w-]+ ){0,4}$"
    r"|\b(?:cells?|tissues?|samples?|biops(?:y|ies)|specimens?|slides?|DNA|genomes?|records?) of (?:[\w-]+ ){0,4}$",
    re.I,
)
_TISSUE_AFTER = re.compile(
    r"^(?:'s?|s')? ?(?:-derived\b|(?:own )?(?:tumou?r |blood |cancer )?(?:cells|tissues?|samples?|biops(?:y"
    r"|ies)|specimens)\b)",
    re.I,
)
_DENIED = re.compile(
    r"(?:\bnot|\bnever|n't) (?:yet )?(?:been )?(?:\w+ly )?(?:tested|tried|used|studied|given|shown|seen|done"
    r"|proven|confirmed|known"
    r"|in|for|on|to)(?: \w+){0,3} $|\b(?:nor|rather than|instead of)(?: \w+){0,3} $|\b(?:no|without|neither|not) $",
    re.I,
)
_CLAUSE = re.compile(
    r"[;:]|\.\s|\s-\s|,? but |, (?:while|whereas|and|so|although|though|before|which|yet) |\s\(|\)\s"
)
_MOST = 40  # mentions of a kind in one text whose role is read
_REACH = 200  # characters of a clause that are looked at, to each side


@dataclass(frozen=True)
class Subject:
    """A mention of somebody or something studied, with the words of its clause."""

    kind: Kind
    mention: Mention
    role: Role
    clause: str


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a folded ``text`` that holds the characters from ``start`` to ``end``."""
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    for cut in _CLAUSE.finditer(text, left, start):
        left = cut.end()
    after = _CLAUSE.search(text, end, right)
    return min(left, start), after.start() if after else right


def _role(text: str, mention: Mention) -> tuple[Role, str]:
    left, right = clause_at(text, mention.start, mention.end)
    clause = text[left:right]
    before, after = text[left : mention.start], text[mention.end : right]
    if _TISSUE_BEFORE.search(before) or _TISSUE_AFTER.match(after):
        return Role.TISSUE, clause
    if _FIRM_PLAN.search(clause):
        return Role.PLAN, clause
    if _DENIED.search(before):
        return Role.DENIED, clause
    return (Role.MAYBE if _MODAL.search(clause) else Role.SUBJECT), clause


@lru_cache(maxsize=2048)
def subjects(text: str) -> tuple[Subject, ...]:
    """Everybody and everything studied that ``text`` names, in the order people, animals, laboratory."""
    flat = folded(text)
    lexicons = ((Kind.PEOPLE, _PEOPLE), (Kind.ANIMALS, _ANIMALS), (Kind.LAB, _LAB))
    return tuple(
        Subject(kind, mention, *_role(flat, mention))
        for kind, lexicon in lexicons
        for mention in lexicon.find(flat)[:_MOST]
    )


def of_kind(text: str, kind: Kind) -> list[Subject]:
    """The subjects of one kind, whatever their role."""
    return [subject for subject in subjects(text) if subject.kind is kind]


@lru_cache(maxsize=2048)
def tells_of_people(text: str) -> bool:
    """Whether people are subjects in ``text``, or may be: told of by other words than "patients"."""
    if any(subject.role in (Role.SUBJECT, Role.MAYBE) for subject in of_kind(text, Kind.PEOPLE)):
        return True
    flat = folded(text)
    return any(
        not _FIRM_PLAN.search(flat[slice(*clause_at(flat, *match.span()))])
        for match in _PEOPLE_HINT.finditer(flat)
    )


def speaks_of_cells(text: str) -> bool:
    """Whether ``text`` has the word "cells", which tells of a laboratory often, not always."""
    return _CELLS.search(text) is not None


def animals(text: str) -> dict[str, str]:
    """The animals of ``text`` with the words that name them."""
    return {mention.key: mention.text for mention in _ANIMALS.find(folded(text))}


def covers(known: frozenset[str], animal: str) -> bool:
    """Whether an animal may be called ``animal`` where ``known`` ones were named: itself, or a wider word."""
    if animal in known:
        return True
    if animal == ANY_ANIMAL:
        return bool(known)
    return any(_WIDER_ANIMALS.get(other) == animal for other in known)


# --- groups of people ------------------------------------------------------------------------------------

WOMEN, MEN, CHILDREN, ADULTS, OLDER, HEALTHY, ILL = (
    "women",
    "men",
    "children",
    "adults",
    "older people",
    "healthy people",
    "patients",
)
_SAYS = {
    WOMEN: re.compile(r"\b(?:wom[ae]n|females?|girls?)\b", re.I),
    MEN: re.compile(r"\b(?:m[ae]n|males?|boys?)\b", re.I),
    CHILDREN: re.compile(
        r"\b(?:child(?:ren)?|infants?|bab(?:y|ies)|newborns?|toddlers|teenagers?|adolescents?|kids|boys"
        r"|girls)\b",
        re.I,
    ),
    ADULTS: re.compile(r"(?<!young )\badults\b(?! aged (?:6|7|8))", re.I),
    OLDER: re.compile(r"\b(?:older (?:adults|people|patients|women|men|persons)|elderly|seniors)\b", re.I),
    HEALTHY: re.compile(
        r"\bhealthy (?:[\w-]+ )?(?:volunteers|people|adults|men|women|participants|subjects|individuals|persons)\b",
        re.I,
    ),
    ILL: re.compile(r"\b(?:in|out)?patients?\b", re.I),
}
_SUPPORTS = {
    WOMEN: re.compile(
        r"\b(?:wom[ae]n|females?|girls?|mothers?|pregnan\w+|menopaus\w*|postmenopaus\w*|premenopaus\w*|she|her"
        r"|maternal"
        r"|ladies|lady|wives|wife|daughters?|sisters?|grandmothers?|widows?|actress|ms|mrs|nuns?|queen|sex"
        r"|gender)\b",
        re.I,
    ),
    MEN: re.compile(
        r"\b(?:m[ae]n|males?|boys?|fathers?|he|his|him|husbands?|sons?|brothers?|gentlem[ae]n|guys?|mr|grandfathers?"
        r"|king|sex|gender|policem[ae]n|firem[ae]n)\b",
        re.I,
    ),
    CHILDREN: re.compile(
        r"\b(?:child(?:ren)?|childhood|infants?|infancy|bab(?:y|ies)|newborns?|neonat\w+|toddlers?|teen\w*"
        r"|adolescen\w+|kids?"
        r"|p(?:a)?ediatric\w*|boys?|girls?|school\w*|pupils?|sons?|daughters?|young people|youths?|youngsters?"
        r"|preterm"
        r"|students?|minors?|juvenile|preschool\w*|grandchildren|birth|parents?|[1-9]-year-old|1[0-7]-year-old"
        r"|(?:aged?|ages) (?:[0-9]|1[0-7])\b|siblings?|brothers?|sisters?|brood|twins|(?:[0-9]|1[0-7]) years)\b",
        re.I,
    ),
    ADULTS: re.compile(r"\b(?:adult\w*|m[ae]n|wom[ae]n|older|elderly|aged? (?:1[89]|[2-9]\d)|grown-?ups?)\b", re.I),
    OLDER: re.compile(
        r"\b(?:older|elderly|seniors?|old|aged|geriatric\w*|retire\w*|(?:6|7|8|9)\d|postmenopaus\w*|ag(?:e)?ing"
        r"|elders?"
        r"|frail\w*|later in life|late life|nursing homes?)\b",
        re.I,
    ),
    HEALTHY: re.compile(r"\b(?:health\w*|volunteers?|controls?|without (?:cancer|the disease))\b", re.I),
    ILL: re.compile(
        r"\b(?:patients?|inpatients?|outpatients?|ill|sick|diagnos\w+|suffer\w*|cases?|survivors?"
        r"|(?:people|women|men|adults|those|participants|volunteers|children|persons|individuals)"
        r" (?:with|who ha[ds]|living with))\b",
        re.I,
    ),
}  # fmt: skip
# What tells of women or men by itself, unless the others are named ("men with breast cancer").
_IMPLIES = {
    WOMEN: re.compile(
        r"\b(?:breast|ovar\w+|cervi\w+|uter\w+|endometri\w+|vulv\w+|vagin\w+|gyna?ec\w+|obstetric\w*|birth"
        r"|deliver\w+"
        r"|infertil\w+|mammogra\w+|labou?r|IVF|ca?esarean|midwi\w+|lactat\w+|menstrua\w+|womb|pregnan\w+)\b",
        re.I,
    ),
    MEN: re.compile(r"\b(?:prostat\w*|testic\w+|testis|peni\w+|erectile|PSA|sperm\w*)\b", re.I),
}
_OPPOSITE = {
    WOMEN: (MEN,),
    MEN: (WOMEN,),
    CHILDREN: (ADULTS, OLDER),
    ADULTS: (CHILDREN,),
    OLDER: (CHILDREN,),
    HEALTHY: (ILL,),
    ILL: (HEALTHY,),
}


def groups(text: str) -> dict[str, str]:
    """The groups of people that ``text`` names, each with its words. Girls and boys are children too."""
    flat = folded(text)
    found = {group: match[0] for group, says in _SAYS.items() if (match := says.search(flat))}
    if {found.get(WOMEN, "").lower()[:4], found.get(MEN, "").lower()[:3]} == {"girl", "boy"}:
        del found[WOMEN], found[MEN]  # "boys and girls" are children
    if HEALTHY in found:
        found.pop(ILL, None)
    return found


def supports(group: str, text: str) -> bool:
    """Whether anything in ``text`` lets one speak of ``group``."""
    flat = folded(text)
    if _SUPPORTS[group].search(flat):
        return True
    implied = _IMPLIES.get(group)
    return implied is not None and implied.search(flat) is not None and not opposed(group, text)


def opposed(group: str, text: str) -> str:
    """The words of ``text`` that name the opposite of ``group``, or ""."""
    flat = folded(text)
    found = (_SAYS[other].search(flat) for other in _OPPOSITE[group])
    return next((match[0] for match in found if match), "")
