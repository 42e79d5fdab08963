"""The support score and the finding that rests on it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsdraft.checking import check_claim, support_score
from newsdraft.checking.numerals import word_set
from newsdraft.checking.support import unsupported_words
from newsdraft.checking.support_features import claim_of, features
from newsdraft.checking.support_reading import Ground, Hold, read, stem, tokens
from newsdraft.checking.support_weights import WEIGHTS

PASSAGES = (
    "The Lighthouse trial gave 212 women with advanced ovarian cancer a new tablet or a placebo.",
    "After two years, tumours had grown in 41 percent of the women who took the tablet.",
    "Nausea and tiredness were the most frequent side effects, and six women stopped treatment.",
)
UNRELATED = "The city council voted on Tuesday to repair the old bridge before winter."

VOCABULARY = word_set(
    "women tablet cancer tumours years treatment nausea doctors placebo risk blood scan clinic results dose"
)
STRANGE = word_set("zebra quartz violin harbour glacier lantern pepper anvil comet velvet saddle")
SENTENCES = st.lists(st.sampled_from(sorted(VOCABULARY)), min_size=4, max_size=20).map(
    lambda found: " ".join(found).capitalize() + "."
)
FOREIGN = st.lists(st.sampled_from(sorted(STRANGE)), min_size=2, max_size=15).map(
    lambda found: "The " + " ".join(found) + "."
)


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=4))
def test_any_text_gets_a_share_and_the_same_one_again(text, passages):
    first = support_score(text, passages)
    assert 0 <= first <= 1
    assert support_score(text, passages) == first


@given(SENTENCES, st.lists(SENTENCES, max_size=3))
def test_a_sentence_among_its_passages_is_supported(sentence, passages):
    assert support_score(sentence, [*passages, sentence]) >= 0.9


@given(FOREIGN, st.lists(SENTENCES, min_size=1, max_size=4))
def test_a_sentence_of_foreign_words_is_not(sentence, passages):
    assert support_score(sentence, passages) <= 0.3


@given(SENTENCES, st.lists(SENTENCES, min_size=1, max_size=3))
def test_a_passage_about_something_else_changes_little(sentence, passages):
    assume(sentence not in passages)
    before = support_score(sentence, passages)
    assert abs(support_score(sentence, [*passages, UNRELATED]) - before) < 0.1


@pytest.mark.parametrize("passages", [[], [""], ["..."]])
def test_nothing_supports_without_passages(passages):
    assert support_score("Tumours had grown.", passages) == 0


@pytest.mark.parametrize("text", ["", " ", "…", "—"])
def test_what_holds_no_word_is_not_supported(text):
    assert support_score(text, PASSAGES) == 0


@pytest.mark.parametrize(
    "text", ["a " * 20000, "1 " * 20000, "A" * 50000, "passage 1 and 2, " * 4000, "in the given " * 4000]
)
def test_a_long_text_is_cut(text):
    assert 0 <= support_score(text, [text, *PASSAGES]) <= 1


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Tumours had grown in 41 percent of the women.", "Tumours had grown in 73 percent of the women."),
        ("Tumours had grown in some women.", "Tumours had shrunk, and relatives of the women celebrated."),
        ("Six women stopped treatment.", "Six women sued the hospital."),
        ("Nausea was a frequent side effect.", "Nausea was a rare side effect."),
        ("The women took the tablet for two years.", "Two tiredness the grew advanced women tablet."),
    ],
    ids=["number", "invented ending", "invented verb", "opposite", "glued words"],
)
def test_the_worse_sentence_scores_less(better, worse):
    assert support_score(better, PASSAGES) > support_score(worse, PASSAGES)


def test_every_feature_has_its_weight():
    assert set(features("Six women stopped.", Ground(PASSAGES))) == set(WEIGHTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("treated", "treatments"),
        ("tumour's", "tumours"),
        ("grew", "growth"),
        ("deaths", "died"),
        ("1,200", "1200"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_numbers_in_words_and_glued_units_are_read_alike():
    assert tokens("Three of the 3rd group at 2am") == ["3", "of", "the", "3", "group", "at", "2", "am"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("2. Six women stopped.", "Six women stopped."),
        ("Based on the given passages, six women stopped.", "six women stopped."),
        ("According to the article, six women stopped.", "six women stopped."),
        ("In six women it stopped.", "In six women it stopped."),
    ],
)
def test_what_opens_a_sentence_is_no_claim(text, claim):
    assert claim_of(text) == claim


def test_how_the_passages_hold_a_word():
    reading = read("Women who took the tablet had nausea and placebos in Norway 99 times.", Ground(PASSAGES))
    held = {reading.tokens[at]: hold for at, hold in zip(reading.places, reading.holds, strict=True)}
    assert held["tablet"] is Hold.COPIED
    assert held["norway"] is Hold.NAME
    assert held["99"] is Hold.NUMBER
    assert held["times"] is Hold.GONE


# --- the finding -----------------------------------------------------------------------------------------

INVENTED = "Cyclists celebrated the wonderful victory at a crowded village festival in spring."


def weak(text, passages=PASSAGES):
    return [found for found in check_claim(text, passages) if found.rule == "weak-support"]


def test_a_sentence_that_stands_nowhere_is_flagged_with_its_words():
    (found,) = weak(INVENTED)
    assert found.severity == "minor"
    assert "“Cyclists”, “celebrated”, “wonderful”" in found.message
    assert "and 3 more" in found.message
    assert unsupported_words(INVENTED, PASSAGES)[0] == "cyclists"


@pytest.mark.parametrize(
    "text",
    [
        "In the Lighthouse trial, 212 women took a new tablet or a placebo.",
        "Two years later, the cancer had grown in 41 of every 100 women on the tablet.",
        "Six women stopped because of side effects such as nausea.",
        "Did relatives celebrate the wonderful recovery at a crowded village festival?",
        "Ask your doctor.",
    ],
)
def test_paraphrases_questions_and_short_sentences_are_left_alone(text):
    assert weak(text) == []


def test_a_sentence_without_passages_is_another_rules_matter():
    assert weak(INVENTED, ()) == []
