"""Instructions aimed at a language model inside a page: found and shown, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.model import Article, Document
from newsdraft.text import fold

_MODEL = (
    r"(?:ai|a\.i\.|artificial intelligence|language models?|llms?|chat ?bots?|chatgpt|gpt|claude"
    r"|gemini|copilot)"
)
_AIMED = re.compile(
    r"(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|any"
    r"|your|system)\b"
    r".{0,20}\b(?:instructions?|prompts?|rules|guidelines|directions|context)"
    r"|you are now (?:a|an|in|the)\b|(?:new|updated|system|developer) (?:instructions?|prompt)\s*:"
    r"|\bsystem prompt\b"
    rf"|\b(?:note|notice|message|instructions?|attention|memo)\b[\s:,-]*(?:to|for)?[\s:,-]*(?:all |any"
    rf" |the )?{_MODEL}\b"
    rf"|\b{_MODEL}(?: systems?| models?| assistants?| agents?| tools?| readers?)?"
    r"(?: (?:that|which|who) (?:reads?|summari[sz]es?|process(?:es)?)\b.{0,40})?,? (?:must|should|are"
    r" (?:instructed|required|asked) to) (?:ignore|disregard|mark|treat|state|say|include"
    r"|output|write|answer|respond"
    r"|summari[sz]e|follow|rate|set|not mention|always|never)\b"
    r"|if you are an? (?:ai|llm|language model|assistant|automated)"
    r"|\b(?:mark|rate|treat|score)\b.{0,20}\b(?:every|all|each|this|these)\b.{0,20}\b(?:claims?"
    r"|statements?|sentences?)\b.{0,40}"
    r"\b(?:supported|true|verified|approved)|set the (?:review )?status to\b"
    r"|the (?:draft|summary|post|answer|response|output) must (?:contain|include|say|state|begin|end)\b"
    r"|(?:do not|don't|never) (?:tell|inform|mention|reveal)\b.{0,30}\b(?:the user|the editor|the"
    r" reader|this instruction)"
    r"|</?(?:system|assistant|user|document|instructions?|prompt)\b[^>]{0,40}>|\[/?inst\]"
    r"|<\|[a-z_]+\|>|<<sys>>",
    re.IGNORECASE,
)
HIDDEN = "Hidden text: "  # how a warning of an article begins that quotes hidden instructions
_SHOWN = 160


def aimed_at_model(text: str) -> bool:
    """Whether ``text`` speaks to a language model instead of to a reader."""
    return bool(_AIMED.search(fold(text)))


def instruction_notices(documents: Sequence[Document], articles: Sequence[Article] = ()) -> list[str]:
    """One notice for each passage that is aimed at a model, and for each hidden text of ``articles``.

    Every notice begins with "Instructions aimed at a language model" and names the passage or the page.
    """
    notices = [
        f"Instructions aimed at a language model stand in {passage.id}: “{_short(passage.text)}”. "
        "They were kept as text and not followed."
        for document in documents
        for passage in document.passages
        if aimed_at_model(passage.text)
    ]
    notices.extend(
        f"Instructions aimed at a language model are hidden in the page {article.url}: "
        f"“{_short(warning.removeprefix(HIDDEN))}”. They were left out."
        for article in articles
        for warning in article.warnings
        if warning.startswith(HIDDEN)
    )
    return notices


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
