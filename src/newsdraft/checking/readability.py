"""How hard a text is to read, as the school grade that it asks for.

Flesch-Kincaid grade level: 0.39 (words / sentences) + 11.8 (syllables / words) - 15.59 (Kincaid, Fishburne, Rogers
and Chissom 1975, "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75).
Syllables are counted by spelling, which is right for some nine words in ten and errs in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsdraft.text import words

_PER_SENTENCE, _PER_WORD, _OFFSET = 0.39, 11.8, 15.59
_GROUPS = re.compile(r"[aeiouy]+")
# Not spoken: the e of "dose", of "doses" only after some letters, of "lived"; the e of "safely".
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[qg])ue$|(?<=[aeiouy])e$|(?<=[^scxzgh])es$|(?<=th)es$|(?<=[^td])ed$"
    r"|(?<=[^aeiouy])e(?=ly$)"
)
# One vowel, whatever its letters: "tion", "cial", "cious", "que", "gue", "people", "every".
_ONE = re.compile(
    r"(?<=[tscxg])i(?=on|an\b|al|ou)|(?<=[qg])u(?=[aeiou])|o(?=ple\b)|(?<=ev)e(?=r[yt])|(?<=s)ui(?=te)"
)
# Two vowels beside each other, each spoken: "radio", "science", "area", "usual", "poem", "create", "being".
_TWO = re.compile(
    r"(?<=i)(?=[aou])|(?<=[^t]i)(?=en[ct])|(?<=i)(?=et)|(?<=cre)(?=a[^sm])|(?<=\bre)(?=a[cl][ti])|(?<=the)(?=at)"
    r"|(?<=[a-z][a-z]e)(?=an?\b)|(?<=u)(?=[aeo])|(?<=u)(?=in\b|it[iey]|id\b)|(?<=o)(?=e[mt])"
    r"|(?<=e)(?=ing|o[lr]|um\b)|(?<=[a-z]y)(?=ing)|(?<=co)(?=o)"
)


def reading_grade(sentences: Sequence[str]) -> float:
    """The Flesch-Kincaid grade of ``sentences``; 0.0 where they hold no word. Numbers count as one syllable."""
    counted = [words(sentence) for sentence in sentences]
    counted = [found for found in counted if found]
    total = sum(len(found) for found in counted)
    if not total:
        return 0.0
    spoken = sum(syllables(word) for found in counted for word in found)
    return _PER_SENTENCE * total / len(counted) + _PER_WORD * spoken / total - _OFFSET


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """The syllables of a word in lower case, by its spelling; at least one."""
    if not word.isalpha() or len(word) <= 3:
        return 1
    spoken = _TWO.sub("-", _ONE.sub("", _SILENT.sub("", word)))
    return max(1, len(_GROUPS.findall(spoken)) + (word.endswith(("sm", "sms"))))
