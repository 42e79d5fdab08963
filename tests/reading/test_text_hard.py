"""Sentences that are hard to part: abbreviations, initials, decimals, quotations, units, citations.

``hard_sentences.txt`` has one case a line, with a bar where a sentence ends. All of it is invented.
"""

from pathlib import Path

import pytest

from newsdraft.text import sentences

CASES = Path(__file__).with_name("hard_sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_hard_sentences(case: str) -> None:
    text = case.replace("|", " ")
    assert "|".join(text[start:end] for start, end in sentences(text)) == case
