"""Whether the study used artificial intelligence, as far as its pages say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.model import Document
from newsdraft.reading.core import core_passages, is_planned, own_documents
from newsdraft.text import fold, words

DECENT_LENGTH = 150  # words: below, silence about AI says nothing
_NAMED = re.compile(
    r"\b(?:artificial[- ]intelligence|machine[- ]learning|deep[- ]learning|neural networks?|large"
    r" language models?|computer vision"
    r"|natural language processing|generative (?:models?|pretrained)|chatgpt|gpt-\d|chatbots?"
    r"|radiomics|random forests?|transformer model"
    r"|foundation models?|AI-(?:based|powered|driven|assisted|enabled|guided|supported|generated|derived))\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![\w-])AI(?![\w-])|\b[A-Z]{3,}\.AI\b")
_ALGORITHM = re.compile(
    r"\b(?<!treatment )(?<!management )(?<!screening )(?<!clinical )(?<!diagnostic )(?<!statistical )"
    r"(?<!decision )(?<!referral )(?<!testing )(?<!triage )algorithms?\b",
    re.IGNORECASE,
)
# An algorithm is AI only where the words around it are those of a program that learns or looks.
_LEARNS = re.compile(
    r"\b(?:self-?learn(?:s|ed|ing|t)?|learn(?:s|ed|t|ing)? (?:to|from)|learning algorithms?"
    r"|algorithms? (?:that )?learn\w*"
    r"|trained|training|teach(?:es)?|taught|image|images|imaging|scans?|slides"
    r"|photos?|pictures?|software|computer|neural|network)\b",
    re.IGNORECASE,
)
# In oncology AI is also short for aromatase inhibitor.
_OTHER_AI = re.compile(r"\baromatase inhibitors?\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:no|without|not|did not|didn't|never|neither|nor|rather than|instead of)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_SPECULATIVE = re.compile(
    r"\b(?:could|might|may|would|one day|in (?:the )?future|hopes?|plans?|next|potential(?:ly)?)\b",
    re.IGNORECASE,
)


def used_ai(documents: Sequence[Document]) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the study used AI, and the passages that show it.

    True when a passage names AI as used. False when a text of decent length names none, or says that none was
    used. None when the texts are short, only speak of what AI might do, or name an algorithm of any kind.
    """
    own = own_documents(documents)
    ambiguous = any(_OTHER_AI.search(document.text) for document in own)
    sure: list[str] = []
    unsure: list[str] = []
    for document in own:
        for passage in core_passages(document):
            match _verdict(fold(passage.text), letters=not ambiguous):
                case True:
                    sure.append(passage.id)
                case None:
                    unsure.append(passage.id)
                case False:
                    pass
    if sure:
        return True, tuple(sure)
    if unsure:
        return None, tuple(unsure)
    long_enough = any(len(words(document.text)) >= DECENT_LENGTH for document in own)
    return (False if long_enough else None), ()


def _verdict(text: str, *, letters: bool) -> bool | None:
    """True for a passage that names AI as used, None for one that only considers it, False for any other."""
    match = _NAMED.search(text) or (_LETTERS.search(text) if letters else None)
    algorithm = None if match else _ALGORITHM.search(text)
    match = match or algorithm
    if match is None or _NEGATED.search(text[: match.start()]):
        return False
    if algorithm and not _LEARNS.search(text):
        return None
    return None if is_planned(text) or _SPECULATIVE.search(text) else True
