"""A sober title for an extract: the source's headline where it is sober itself, else the facts of the study."""

from __future__ import annotations

import re
from collections import Counter

from newsdraft.model import DocumentKind, Dossier, EvidenceLevel
from newsdraft.writing import cues, stage

LONGEST = 109  # characters
SAMPLE = "Sample: "  # an invented release says so, and so does its draft
# Verbs and words of a headline that claim more than a study shows.
_PUSHY = re.compile(
    r"\b(?:catch(?:es)?|cuts?|boosts?|beats?|slash(?:es)?|doubles?|triples?|saves?|fights?|kills?|wipes?|melts?|miss(?:es|ed)?"
    r"|smells?|outperforms?|promises?|hope|success(?:ful(?:ly)?)?|changing|more effective|better than|superior|safe"
    r"|could be cured|holds? back|starv(?:es|ing)|unlocks?|conquers?|tames?|powerful|easier)\b",
    re.IGNORECASE,
)
# Verbs of cause: too much for a study that only watched, or for an announcement.
_CAUSAL = re.compile(
    r"\b(?:improves?|reduces?|lowers?|prevents?|protects?|preserves?|extends?|raises?|increases?|minimizes?|slows?|delays?"
    r"|treats?|(?:is|are) (?:better|more accurate))\b",
    re.IGNORECASE,
)
# A headline's subject is what stands before the first of these.
_VERB = re.compile(
    rf"\b(?:{_PUSHY.pattern[5:-3]}|{_CAUSAL.pattern[5:-3]}|shows?|finds?|helps?|may|might|can|could|will|is|are|linked"
    r"|shrinks?|works?|aids?|offers?|predicts?|detects?|lives?|for|in|with|to)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|research(?:ers)?|scientists?|team|doctors?|agency|fda|new|drugs?|pill|therapy|tech|device"
    r"|cancers?|patients?|women|men|up|high-risk|university|hospital|treatment|milestone|findings?)\b|[’']s?\b|\d",
    re.IGNORECASE,
)
# The stems by which the names of cancer drugs end (the World Health Organization's list of INN stems).
_DRUG = re.compile(
    r"\b(?:[a-z]{3,}(?:mab|n[ai]?tinib|tinib|sertib|ciclib|parib|rafenib|platin|taxel|rubicin|citabine|zomib|degib|lisib"
    r"|limus|leucel|repvec|lutamide|metinib|trectinib|deruxtecan|vedotin))\b"
)


def title(dossier: Dossier) -> str:
    """The kind of study and the source's headline as a quotation; for a loud headline the facts of the study.

    Such as ``Observational study: “Nut consumption and colon cancer”`` or ``Stomach cancer: ostavelimab in a
    randomized trial of 842 adults``. Fewer than 110 characters; an invented release keeps its "Sample: ".
    """
    headline = " ".join(dossier.title.split()).rstrip(".")
    prefix = SAMPLE if headline.startswith(SAMPLE) else ""
    headline = re.sub(r"^(?:Sample|Study|New study|News release): ", "", headline)
    headline = re.sub(r"^(?:Sample|Study|New study): ", "", headline)
    kind = stage.kind_of_study(dossier).removeprefix("an ").removeprefix("a ")
    quoted = f"{prefix}{kind[0].upper()}{kind[1:]}: “{headline}”"
    if len(quoted) <= LONGEST and _is_sober(headline, dossier):
        return quoted
    return next(
        made for made in (prefix + words for words in _of_facts(dossier, headline)) if len(made) <= LONGEST
    )


def _is_sober(headline: str, dossier: Dossier) -> bool:
    if (
        not headline
        or any(mark in headline for mark in '"“”!?')
        or "..." in headline
        or stage.is_decision(dossier)
    ):
        return False
    if any(pattern.search(headline) for pattern in (cues.HYPE, cues.WARM, _PUSHY)):
        return False
    return dossier.evidence.level is EvidenceLevel.RANDOMISED or not _CAUSAL.search(headline)


def _of_facts(dossier: Dossier, headline: str) -> list[str]:
    """Titles made of the study's facts, the fullest first; the last one is always short."""
    topic, kind = stage.topic(dossier), stage.kind_of_study(dossier)
    subject = _subject(dossier, headline)
    sized = _sized(kind, dossier.study.participants)
    checked = ", not peer reviewed" if dossier.study.is_preprint else ""
    if stage.is_decision(dossier):
        what = f"{topic}: a regulator's decision{f' on {subject}' if subject else ''}"
        return [f"{what}, based on {sized}", f"{what}, based on {kind}", f"{topic}: a regulator's decision"]
    named = f"{subject} in " if subject else ""
    publisher = next((document.publisher for document in dossier.documents if document.publisher), "")
    by = f", reported by {publisher}" if publisher and not named and sized == kind else ""
    return [
        f"{topic}: {named}{sized}{checked}{by}",
        f"{topic}: {sized}{checked}",
        f"{topic}: {kind}{checked}",
        f"{topic}: {kind}",
    ]


def _sized(kind: str, participants: str | None) -> str:
    """The kind of study with its size: "a study in 60 mice", "a randomized trial of 842 adults"."""
    if not participants or len(participants.split()) > 5 or "one patient" in kind:
        return kind
    animals = re.fullmatch(r"a study in (\w+)", kind)
    if animals:
        return f"a study in {participants}" if animals[1] in participants else kind
    return f"{kind.removesuffix(' in people')} of {participants}"


def _subject(dossier: Dossier, headline: str) -> str:
    """What was studied: the headline's words before its verb, or the drug that is named most; else ""."""
    first = _VERB.split(headline, maxsplit=1)[0].strip(" ,:-–—")
    first = re.sub(r"^(?:A|An|The) ", "", first)
    loud = cues.HYPE.search(first) or cues.WARM.search(first) or _PUSHY.search(first)
    if first and first != headline and len(first.split()) <= 4 and not loud and not _NO_SUBJECT.search(first):
        return _small(first, dossier)
    if dossier.study.used_ai:
        return "AI"
    text = " ".join(d.text for d in dossier.documents if d.kind is not DocumentKind.REFERENCE)
    drugs = Counter(_DRUG.findall(text.lower()))
    named = [drug for drug in _DRUG.findall(headline.lower()) if drugs[drug]]
    return named[0] if named else next((drug for drug, count in drugs.most_common(1) if count > 2), "")


def _small(words: str, dossier: Dossier) -> str:
    """The words with small letters wherever the text writes them so."""
    text = " ".join(document.text for document in dossier.documents)
    found = []
    for word in words.split():
        plain = word[1:] == word[1:].lower() and re.search(
            rf"\b{re.escape(word.lower().removesuffix('s'))}s?\b", text
        )
        found.append(word.lower() if plain else word)
    return " ".join(found)
