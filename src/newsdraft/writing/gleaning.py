"""Handing out the sentences of a dossier: each once, the best for a use first, none that hangs in the air."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.writing import cues
from newsdraft.writing.scoring import Use, score
from newsdraft.writing.sentence import Sentence


class Gleaner:
    """Hands out sentences for uses, each only once and none that says what was said already."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._all = list(sentences)
        self._order = {sentence.passage.id: index for index, sentence in enumerate(self._all)}
        self._taken: list[Sentence] = []

    def mentions(self, pattern: re.Pattern[str]) -> list[Sentence]:
        """All sentences that match, taken or not."""
        return [sentence for sentence in self._all if pattern.search(sentence.text)]

    def take(self, uses: Sequence[Use], *, most: int, max_words: int, least: float = 1.0) -> list[Sentence]:
        """Up to ``most`` of the best unused sentences for ``uses`` within ``max_words``, in source order.

        Only sentences that score ``least`` or more. One that leans on the sentence before it brings that one
        along where it is free, usable and fits; it is passed over where the two cannot stand together.
        """
        rated = [(max(score(item, use) for use in uses), item) for item in self._all]
        taken: list[Sentence] = []
        for value, sentence in sorted(rated, key=lambda pair: (-pair[0], self._order[pair[1].passage.id])):
            if value < least or len(taken) >= most:
                break
            group = self._with_other_half(self._with_antecedent(sentence, taken))
            size = sum(item.length for item in [*taken, *group])
            if group and len(taken) + len(group) <= most and size <= max_words:
                taken += group
                self._taken += group
        return sorted(taken, key=lambda item: self._order[item.passage.id])

    def take_named(self, ids: Sequence[str], *, most: int, max_words: int) -> list[Sentence]:
        """The sentences with these passage ids, as far as they are usable, unused and fit."""
        taken: list[Sentence] = []
        for sentence in self._all:
            size = sum(item.length for item in [*taken, sentence])
            if (
                sentence.passage.id in ids
                and len(taken) < most
                and size <= max_words
                and self._free(sentence)
            ):
                taken.append(sentence)
                self._taken.append(sentence)
        return taken

    def take_after(self, sentence: Sentence, *, max_words: int) -> list[Sentence]:
        """The next sentence where it leans on ``sentence`` and says more of its figures."""
        index = self._order[sentence.passage.id] + 1
        after = self._all[index] if index < len(self._all) else None
        if after is None or not after.follows(sentence) or after.voice != sentence.voice or not after.leans:
            return []
        if after.length > max_words or not cues.EFFECT.search(after.text) or not self._free(after):
            return []
        self._taken.append(after)
        return [after]

    def _with_antecedent(self, sentence: Sentence, taken: Sequence[Sentence]) -> list[Sentence]:
        """The sentence, after the one that it leans on; empty when it cannot be used.

        One that was handed out for another place does not count: the two would be torn apart.
        """
        if not self._free(sentence):
            return []
        if not sentence.leans or sentence.voice == "mixed":
            return [sentence]
        if sentence.before is None:
            return []
        index = self._order[sentence.passage.id]
        before = self._all[index - 1] if index and self._all[index - 1].passage == sentence.before else None
        if before in taken:
            return [sentence]
        usable = (
            before is not None and not before.leans and before.voice == sentence.voice and self._free(before)
        )
        return [before, sentence] if before and usable and not cues.HYPE.search(before.text) else []

    def _with_other_half(self, group: list[Sentence]) -> list[Sentence]:
        """The sentences, with the one that gives the other group's figure; empty when that cannot be had."""
        if not group or not group[-1].half:
            return group
        index = self._order[group[-1].passage.id] + 1
        after = self._all[index] if index < len(self._all) else None
        if after is None or after.passage != group[-1].after or after in self._taken:
            return []
        return [*group, after]

    def _free(self, sentence: Sentence) -> bool:
        return sentence not in self._taken and all(_likeness(sentence, other) < 0.6 for other in self._taken)


def _likeness(one: Sentence, other: Sentence) -> float:
    """Jaccard likeness of the content words: shared over all."""
    union = one.content | other.content
    return len(one.content & other.content) / len(union) if union else 0.0
