"""Plain language: long sentences, chains of passives, terms that nobody explains.

The measures follow the CDC Clear Communication Index (2019: active voice, words that the audience uses) and the
Federal Plain Language Guidelines (2011: short sentences, terms defined where they first stand).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from newsdraft.checking.context import Hit, Sentence, Whole
from newsdraft.checking.editorial.terms import TERMS
from newsdraft.checking.wording import content, outside_quotes, plain, shown
from newsdraft.text import words

_IRREGULAR = (
    "given|taken|shown|seen|found|made|done|told|known|held|kept|grown|chosen|drawn|written|begun|built|sent|put|set|"
    "cut|hit|read|led|met|paid|left|lost|won|brought|thought|taught|caught|sought|understood|driven|born|worn|torn|"
    "spread|fed|bred|frozen|broken|spoken|beaten|eaten|hidden|stolen|forgotten|proven"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|been|being|be|gets?|got)(?: \w+ly| not)? (?:\w{{2,}}ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)


def long_sentences(sentence: Sentence) -> Iterator[Hit]:
    """A sentence of more words than a reader keeps in mind."""
    count = len(words(sentence.text))
    most = sentence.policy.limit("sentence_words")
    if count > most:
        message = f"The sentence has {count} words; up to {most:g} are easy to follow. Make two of it."
        yield Hit("sentence-long", "", message)


def passive_chains(whole: Whole) -> Iterator[Hit]:
    """Several sentences in a row in which nobody acts."""
    least = int(whole.policy.limit("passive_chain"))
    for place, blocks in whole.post.parts():
        for block in blocks:
            told = [plain(claim.text) for claim in block.claims]
            for passive, run in groupby(told, key=lambda text: bool(_PASSIVE.search(outside_quotes(text)))):
                chain = list(run)
                if passive and len(chain) >= least:
                    first = shown(chain[0], 60)
                    message = (
                        f"{len(chain)} sentences in a row are passive, from “{first}” on. Say who did what."
                    )
                    yield Hit("passive-chain", chain[0], message, where=place)


# --- terms -----------------------------------------------------------------------------------------------

_GLOSSES = (
    r"(?: (?:therapy|treatment|drugs?|cells?|analysis|rates?|tests?))?"
    r"(?:,? (?:or|called|known as|meaning|which (?:is|are|means)|that is|i\.e\.)\b|\s*[(:–—]"
    r"|, (?:an?|the|one|two|some) )"
)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Any term of the list, the longest first, in singular or plural, hyphenated or not."""
    longest = sorted(TERMS, key=len, reverse=True)
    told = [re.escape(term).replace(r"\ ", "[- ]").replace(r"\-", "[- ]?") for term in longest]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(told)})(?:s|es)?(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    return {_letters(term): term for term in TERMS}


def _letters(term: str) -> str:
    return re.sub(r"[- ]", "", term.lower())


def terms_in(text: str) -> list[tuple[str, int, int]]:
    """The terms of the list that stand in ``text``, each with its place; none that is part of a name."""
    known = _by_letters()
    found = []
    for match in _pattern().finditer(text):
        letters = _letters(match[0])
        term = (
            known.get(letters)
            or known.get(letters.removesuffix("s"))
            or known.get(letters.removesuffix("es"))
        )
        in_name = term and term[0].islower() and match[0][0].isupper() and match.start() > 0
        if term and not in_name:
            found.append((term, match.start(), match.end()))
    return found


def jargon(whole: Whole) -> Iterator[Hit]:
    """Terms that stand in the post and are explained nowhere near their first use."""
    told = [plain(claim.text) for _, claim in whole.post.claims()]
    seen: set[str] = set()
    open_terms = []
    for at, text in enumerate(told):
        own = outside_quotes(text)
        for term, start, end in terms_in(own):
            if term not in seen:
                seen.add(term)
                if not _explained(term, own, start, end, told[max(0, at - 1) : at] + told[at + 1 : at + 2]):
                    open_terms.append(term)
    for term in open_terms:
        message = f"“{term}” is not explained where it first stands. In plain words: {TERMS[term]}."
        yield Hit("jargon", term, message, where="post")


def _explained(term: str, text: str, start: int, end: int, beside: list[str]) -> bool:
    """Whether the sentence, or one beside it, says in plain words what the term means."""
    if re.match(_GLOSSES, text[end:]) or re.search(
        r"(?:\(|\bcalled |\bknown as |\bor |\bnamed |“|\")$", text[:start]
    ):
        return True
    meant = content(TERMS[term]) - content(term)
    near = content(" ".join([text, *beside]))
    return bool(meant) and len(meant & near) >= max(min(2, len(meant)), round(0.5 * len(meant)))
