"""How far the evidence stands from a patient, in words that an extract may use: from the evidence level."""

from __future__ import annotations

import re
from collections import Counter

from newsdraft.model import Document, Dossier, EvidenceLevel
from newsdraft.writing import cues

KINDS = {
    EvidenceLevel.LAB: "a laboratory study",
    EvidenceLevel.ANIMAL: "a study in animals",
    EvidenceLevel.EARLY_TRIAL: "an early trial in people",
    EvidenceLevel.RANDOMISED: "a late-phase trial",
    EvidenceLevel.OBSERVATIONAL: "an observational study",
    EvidenceLevel.REVIEW: "a review or guideline",
    EvidenceLevel.ANNOUNCEMENT: "an announcement",
}
STANDS = {
    EvidenceLevel.LAB: "The work was done in the laboratory, not in people.",
    EvidenceLevel.ANIMAL: "The work was done in animals, not in people.",
    EvidenceLevel.EARLY_TRIAL: "This was an early trial in people.",
    EvidenceLevel.RANDOMISED: "This was a late-phase trial, which compares treatments in people.",
    EvidenceLevel.OBSERVATIONAL: "This study observed people and assigned no treatment.",
    EvidenceLevel.REVIEW: "This is a review or a guideline, which sums up earlier studies.",
    EvidenceLevel.ANNOUNCEMENT: "This is an announcement and not the report of a study.",
}
MEANS = {
    EvidenceLevel.LAB: "What works in the laboratory often fails in people; it is no result for patients.",
    EvidenceLevel.ANIMAL: "What works in animals often fails in people; it is no result for patients.",
    EvidenceLevel.EARLY_TRIAL: "An early trial cannot show whether a treatment is better than the usual one.",
    EvidenceLevel.RANDOMISED: "At most, the result holds for people like those who took part.",
    EvidenceLevel.OBSERVATIONAL: "A study of this kind can show a link, but not cause and effect.",
    EvidenceLevel.REVIEW: "It is as strong as the studies that it sums up.",
    EvidenceLevel.ANNOUNCEMENT: "An announcement alone does not show that something works.",
}
BY_CHANCE = r"randomi[sz]ed|at random|randomly|by chance"
TEST_STANDS = "This study looked at a test; it did not assign people to different care."
TEST_MEANS = (
    "A study of this kind shows what a test finds, not whether people who take it live longer or better."
)
REVIEWS = {
    "review": ("a review", "This is a review, which sums up earlier studies."),
    "commentary": ("a commentary", "This is a commentary, which gives a view and no new results."),
    "guideline": ("a guideline", "This is a guideline, which sums up earlier studies."),
}
ONE_PERSON = "a report on one patient"
ONE_PERSON_STANDS = "This is a report on one patient, with nobody to compare."
ONE_PERSON_MEANS = "One patient's course cannot show that a treatment works for others."


def one_person(dossier: Dossier) -> bool:
    """Whether the study was done in one person, by its facts or the passages that show its level."""
    participants = dossier.study.participants or ""
    if cues.ONE_PERSON.search(f"{dossier.study.design or ''} {dossier.evidence.note}"):
        return True
    if re.fullmatch(r"\D*\b(?:1|one|single)\b\D*", participants.strip(), re.IGNORECASE):
        return True
    if re.search(r"\d", participants) or dossier.evidence.level is not EvidenceLevel.EARLY_TRIAL:
        return False
    known = dossier.passages()
    return any(
        cues.ONE_PERSON.search(known[name].text) for name in dossier.evidence.passages if name in known
    )


def kind_of_study(dossier: Dossier) -> str:
    """The kind of study with its article, such as "a study in mice" or "a randomized trial"."""
    level = dossier.evidence.level
    if one_person(dossier):
        return ONE_PERSON
    if level is EvidenceLevel.ANIMAL:
        return f"a study in {_species(dossier)}"
    if level is EvidenceLevel.RANDOMISED and _says(dossier, BY_CHANCE):
        return "a randomized trial"
    return _review(dossier)[0] or KINDS[level]


def _review(dossier: Dossier) -> tuple[str, str]:
    """What a summary of other work is, and the sentence that says so; two empty texts for any other."""
    reviewed = dossier.evidence.level is EvidenceLevel.REVIEW
    return REVIEWS.get(dossier.study.design or "", ("", "")) if reviewed else ("", "")


def is_decision(dossier: Dossier) -> bool:
    """Whether the news is a regulator's decision that rests on a study."""
    return (
        "regulator's decision" in dossier.evidence.note
        and dossier.evidence.level is not EvidenceLevel.ANNOUNCEMENT
    )


def of_a_test(dossier: Dossier) -> bool:
    """Whether the study looked at how well a test finds a disease."""
    tested = dossier.study.design == "study of a test" or dossier.evidence.note.startswith("a test was tried")
    return tested and dossier.evidence.level is EvidenceLevel.OBSERVATIONAL


def stands(dossier: Dossier) -> str:
    """One sentence on where the evidence stands: names no number and nobody."""
    if is_decision(dossier):
        return f"This is a regulator's decision, which rests on {kind_of_study(dossier)}."
    if one_person(dossier):
        return ONE_PERSON_STANDS
    if of_a_test(dossier):
        return TEST_STANDS
    if dossier.evidence.level is EvidenceLevel.RANDOMISED and _says(dossier, BY_CHANCE):
        return "This was a randomized trial, in which chance decided who got which treatment."
    if dossier.evidence.level is EvidenceLevel.ANIMAL:
        return f"The work was done in {_species(dossier)}, not in people."
    return _review(dossier)[1] or STANDS[dossier.evidence.level]


def means(dossier: Dossier) -> str:
    """One sentence on what evidence of this kind can and cannot show."""
    if one_person(dossier):
        return ONE_PERSON_MEANS
    return TEST_MEANS if of_a_test(dossier) else MEANS[dossier.evidence.level]


def topic(dossier: Dossier) -> str:
    """The cancer that is spoken of most, such as "Breast cancer"; "Cancer" where none is named."""
    text = " ".join([dossier.title] * 3 + [document.text for document in _own(dossier)])
    counts: Counter[str] = Counter()
    for site, named in cues.TOPIC.findall(text):
        counts[f"{site} cancer".lower() if site else named.lower()] += 1
    found = counts.most_common(1)
    return found[0][0].capitalize() if found else "Cancer"


def _species(dossier: Dossier) -> str:
    known = dossier.passages()
    texts = [known[name].text for name in dossier.evidence.passages if name in known]
    found = Counter(word.lower() for text in texts for word in cues.SPECIES.findall(text))
    if not found:
        return "animals"
    name = found.most_common(1)[0][0]
    return "mice" if name in {"mouse", "mice"} else name if name.endswith(("s", "fish")) else f"{name}s"


def _says(dossier: Dossier, pattern: str) -> bool:
    known = dossier.passages()
    texts = [known[name].text for name in dossier.evidence.passages if name in known]
    return re.search(pattern, " ".join([*texts, dossier.study.design or ""]), re.IGNORECASE) is not None


def _own(dossier: Dossier) -> list[Document]:
    return [document for document in dossier.documents if document.id.startswith("S")]
