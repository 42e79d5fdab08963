"""What a model may put into a text, and what is left of it: bounded in length and time, and storable."""

from __future__ import annotations

import json
import time

import pytest
from writing_peers import completion, good_answer

from newsdraft.text import sentences
from newsdraft.writing.answer import read_answer
from newsdraft.writing.clean import LONGEST, Cleaner
from newsdraft.writing.wire import WirePost


@pytest.mark.parametrize(
    "piece",
    ["[", "![", " ", "\n", "![](", "[a](", "[^", "(S1.1", "`", "<", "<a ", "www.", ".", "# ", "<!--", "\t"],
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    started = time.perf_counter()
    Cleaner(frozenset()).text(text, "lead")
    sentences(text)
    assert time.perf_counter() - started < 2, "the aim is a tenth of a second on an idle machine"


@pytest.mark.parametrize("piece", [".", ".A", "?!", '."', "(a. ", ". "])
def test_sentences_take_no_long_time(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    started = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - started < 5, "the aim is half a second on an idle machine"


def test_an_overlong_sentence_is_cut_and_said_to_be() -> None:
    cleaner = Cleaner(frozenset())
    kept = cleaner.text("word " * 1000, "lead")
    assert len(kept) <= LONGEST
    assert kept.endswith("word")
    assert "characters of an overlong text" in cleaner.notices()[0]


def test_links_and_images_go_with_their_addresses() -> None:
    cleaner = Cleaner(frozenset())
    text = "See [the trial](https://x.example/a_(b)) ![a](b.png) here [^1]: now."
    assert cleaner.text(text, "lead") == "See the trial here now."


def test_a_long_list_of_removals_is_shortened() -> None:
    cleaner = Cleaner(frozenset())
    cleaner.ids([f"S9.{n}" for n in range(1, 500)], "lead")
    (notice,) = cleaner.notices()
    assert notice.endswith("and 489 more")


def test_half_a_surrogate_pair_is_taken_out() -> None:
    assert Cleaner(frozenset()).text("a\ud800b \udfff😀", "title") == "ab 😀"


def test_an_answer_with_half_a_surrogate_pair_can_be_stored() -> None:
    wire = good_answer()
    wire["title"] = "A title \ud800"
    answer = read_answer(completion(json.dumps(wire)).body, WirePost)
    assert answer.value is not None
    assert answer.value.title == "A title "
    answer.value.model_dump_json()
    answer.content.encode()


def test_a_body_with_half_a_surrogate_pair_can_be_stored() -> None:
    body = completion("", refusal="no \ud800").body
    assert read_answer(body, WirePost).detail == "no "
