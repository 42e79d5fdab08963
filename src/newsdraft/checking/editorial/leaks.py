"""What shows that nobody read a text before it was handed over: talk of a model, marks of a prompt, broken letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.wording import shown

_KINDS = (
    (
        "talk of the model",
        re.compile(
            r"\bas an? (?:ai|artificial intelligence|(?:large )?language)(?: language)?(?: model| assistant)?\b[,.]?"
            r"|\bmy (?:training data|knowledge cutoff|last update)\b|\bi(?: am|'m) (?:an ai|a language model)\b"
            r"|\bi (?:cannot|can't|am unable to) (?:provide|access|browse|verify|assist)\b"
            r"|\b(?:certainly|sure|of course|absolutely)[!,] (?:here|i)\b"
            r"|\bhere(?: is|'s) (?:the|your|a) (?:draft|revised|rewritten|requested|article|post|summary)\b"
            r"|\b(?:let me know if|i hope this helps|feel free to ask|would you like me to)\b"
            r"|\b(?:the (?:provided|supplied|given) (?:text|passages?|context|documents?|sources?|information))\b"
            r"|\b(?:passages?|text|documents?|context) (?:provided|supplied)\b"
            r"|\b(?:as of|since) my (?:last )?(?:knowledge |training )?(?:update|cutoff)\b"
            r"|\bi(?:'m| am) (?:sorry|unable|not able)\b|\bi can(?:'t|not) (?:help|assist|comply)\b"
            r"|\b(?:regenerate response|word count:|end of (?:draft|article|post))",
            re.IGNORECASE,
        ),
        "Strike what the model says of itself or to whoever asked it.",
    ),
    (
        "a placeholder",
        re.compile(
            r"\[(?i:insert|add|name|date|number|source|citation|link|your|todo|tbd|journal|institution|quote|xx+)\b[^\]]*\]"
            r"|\[[A-Z][A-Z ]{2,}\]|\b[Ii]nsert (?:\w+ ){0,7}here\b"
            r"|\{\{[^}]*\}\}|\{%|<(?:insert|name|date|number|source|placeholder)\b[^>]*>|\b[Ll]orem ipsum\b"
            r"|\bTK(?: TK)*\b|\bTODO\b|\bTBD\b|\bX{2,}\b(?!-)|\bFIXME\b|\bcitation needed\b",
        ),
        "Fill it in from a source, or strike the sentence.",
    ),
    (
        "a mark of the prompt",
        re.compile(
            r"\[\^?[SR]\d+(?:\.\d+)?\]|\((?:[SR]\d+\.\d+(?:, ?)?)+\)|\b[SR]\d+\.\d+\b|</?(?:document|draft|passage|"
            r"sentence|failed|system|user|assistant)\b|\b(?:passage|sentence) (?:id|number)s?\b|<\|[a-z_]+\|>"
            r"|\bturn\d+(?:search|view|news|fetch)\d+\b|\boaicite\b|contentReference\b|【[^】]*】",
            re.IGNORECASE,
        ),
        "Strike it: passages are cited in footnotes.",
    ),
    ("code", re.compile(r"```|~~~|^\s*\{\"|\\n(?=[A-Z])|\\u[0-9a-f]{4}"), "Strike it."),
    (
        "broken letters",
        re.compile(
            "\ufffd|[ÃÂ][\u0080-\u00bf€‚„†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â(?:€.|\u0080.)|&(?:amp|nbsp|quot|lt|gt|#\\d+);"
        ),
        "Put the right letters from the source.",
    ),
)


def leaks(sentence: Sentence) -> Iterator[Hit]:
    """Marks that no published text may carry."""
    for kind, pattern, advice in _KINDS:
        match = pattern.search(sentence.text)
        if match:
            yield Hit(
                "leak", f"{kind} {match[0]}", f"“{shown(match[0].strip(), 40)}” is {kind}. {advice}", match[0]
            )
