"""A dossier as the values that the prompt templates take, with everything untrusted made harmless."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from newsdraft.model import Basis, Claim, Document, DocumentKind, Dossier, Post, Study
from newsdraft.writing.rules import SectionRules

# An opening bracket that could start a tag or a chat template's marker; "p < 0.001" is none.
TAG = re.compile(r"<(?=[/|!?]?[|A-Za-z])")
MARKER = re.compile(r"\[(?=/?(?:INST|SYS)\b|[SR]\d+(?:\.\d+)?\])", re.IGNORECASE)
FENCE = re.compile(r"`{3,}|~{3,}|^\s*#{1,6}\s", re.MULTILINE)
FACTS = (
    ("Journal", "journal"),
    ("DOI", "doi"),
    ("Title of the paper", "title"),
    ("Institution", "institution"),
    ("Design", "design"),
    ("Participants", "participants"),
    ("Funding", "funding"),
    ("Conflicts of interest", "conflicts"),
)


def neutral(text: str) -> str:
    """Untrusted text on one line, in which no delimiter, marker or invisible character of ours can stand.

    What a reader sees stays the same but for the look of a few brackets.
    """
    visible = "".join(mark if _visible(mark) else " " if mark.isspace() else "" for mark in text)
    broken = FENCE.sub("", MARKER.sub("(", TAG.sub("‹", visible)))
    return " ".join(broken.split())


def _visible(mark: str) -> bool:
    # Cc, Cf, Co, Cs: controls, invisible formatting (bidi, zero width, tags), private use, surrogates.
    return mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Co", "Cs"}


def rule_values(rules: SectionRules) -> dict[str, Any]:
    """Values of the template ``system``."""
    parts = [{"name": name.capitalize(), **_rule(rule)} for name, rule in rules.parts.items()]
    sections = [
        {"kind": rule.kind.value, "heading": rule.heading.strip(), **_rule(rule)} for rule in rules.sections
    ]
    return {"parts": parts, "sections": sections}


def _rule(rule: Any) -> dict[str, Any]:
    words = {"min": rule.words.min, "max": rule.words.max}
    return {"words": words, "cite": list(rule.cite), "purpose": rule.purpose.strip()}


def dossier_values(dossier: Dossier, max_chars: int) -> dict[str, Any]:
    """Values of the template ``dossier``; of documents too long for ``max_chars`` the ends are left out."""
    shares = _shares(
        [sum(len(p.text) for p in document.passages) for document in dossier.documents], max_chars
    )
    shown = [_document(document, share) for document, share in zip(dossier.documents, shares, strict=True)]
    evidence = dossier.evidence
    return {
        "references": [item for item in shown if item["kind"] == DocumentKind.REFERENCE.value],
        "documents": [item for item in shown if item["kind"] != DocumentKind.REFERENCE.value],
        "study": study_values(dossier.study),
        "evidence": {
            "level": evidence.level.value,
            "passages": list(evidence.passages),
            "note": neutral(evidence.note),
        },
    }


def _shares(sizes: list[int], budget: int) -> list[int]:
    """How many characters of each document are shown: all of the short ones, the rest shared evenly."""
    shares = [0] * len(sizes)
    waiting = sorted(range(len(sizes)), key=lambda index: sizes[index])
    for position, index in enumerate(waiting):
        shares[index] = min(sizes[index], budget // (len(waiting) - position))
        budget -= shares[index]
    return shares


def _document(document: Document, share: int) -> dict[str, Any]:
    passages: list[dict[str, str]] = []
    for passage in document.passages:
        share -= len(passage.text)
        if share < 0:
            break
        passages.append({"id": passage.id, "text": neutral(passage.text)})
    return {
        "id": document.id,
        "kind": document.kind.value if document.source_kind is None else f"{document.source_kind.value}",
        "publisher": _attribute(document.publisher),
        "published": f"{document.published:%Y-%m-%d}" if document.published else "not given",
        "title": neutral(document.title),
        "passages": passages,
        "left_out": len(document.passages) - len(passages),
    } | ({"kind": "reference"} if document.kind is DocumentKind.REFERENCE else {})


def _attribute(text: str) -> str:
    return neutral(text).replace('"', "'")


def study_values(study: Study) -> list[dict[str, Any]]:
    """What is known of the study, one fact a line, with the passages that it was read from."""
    facts = [
        {"name": name, "value": neutral(str(value)), "passages": list(study.facts.get(field, ()))}
        for name, field in FACTS
        if (value := getattr(study, field))
    ]
    if study.trial_ids:
        ids = ", ".join(study.trial_ids)
        facts.append(
            {"name": "Trial registration", "value": ids, "passages": list(study.facts.get("trial_ids", ()))}
        )
    if study.is_preprint:
        facts.append({"name": "Preprint", "value": "yes, not peer reviewed", "passages": []})
    if study.used_ai is not None:
        answer = (
            "the documents say that AI was used" if study.used_ai else "the documents mention no use of AI"
        )
        facts.append({"name": "AI", "value": answer, "passages": list(study.facts.get("used_ai", ()))})
    return facts


def previous_values(post: Post) -> dict[str, Any]:
    """An earlier draft for the template ``task``."""
    parts = [
        {"name": name, "sentences": [_sentence(claim) for block in blocks for claim in block.claims]}
        for name, blocks in post.parts()
    ]
    return {"title": neutral(post.title), "description": neutral(post.description), "parts": parts}


def _sentence(claim: Claim) -> dict[str, str]:
    basis = (claim.basis.value,) if claim.basis is not Basis.PASSAGES else ()
    cites = ", ".join((*claim.passages, *basis)) or claim.basis.value
    return {"number": claim.id, "text": neutral(claim.text), "cites": cites}
