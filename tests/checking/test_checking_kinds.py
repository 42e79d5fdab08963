"""Kinds of right sentences that were held for wrong, each beside an error of the same kind that must be seen."""

import pytest

from newsdraft.checking import check_claim
from newsdraft.checking.opposites import in_the_others_place
from newsdraft.checking.subject import of_health
from newsdraft.checking.topics import topics
from newsdraft.model import Severity


def serious(text, *passages):
    return {finding.rule for finding in check_claim(text, passages) if finding.severity is not Severity.MINOR}


@pytest.mark.parametrize(
    "text",
    [
        "Similar drugs had harmed the liver in people.",
        "The tumors all had the same change in the BRAF gene.",
        "A similar link had been seen before.",
    ],
)
def test_a_thing_that_is_like_another_is_no_null_result(text):
    passage = (
        "Earlier drugs of the class harmed the liver in people. The tumors had a change in the BRAF gene. "
        "A link with survival was reported in earlier studies."
    )
    assert "negation-added" not in serious(text, passage)


def test_a_null_result_with_the_same_words_is_still_one():
    passage = "Relapse was less frequent with the tablets than with placebo."
    assert serious("Relapse was about the same in both groups.", passage)


def test_a_share_beside_the_count_that_the_passage_puts_first_is_in_its_place():
    passage = "Rash was noted in 212 people on brenulimab (41%) and 98 people on placebo (19%)."
    assert (
        serious("Rash was noted in 41 percent of people on brenulimab and 19 percent on placebo.", passage)
        == set()
    )
    assert serious("Rash was noted in 19 percent of people on brenulimab and 41 percent on placebo.", passage)


def test_one_in_so_many_million_is_the_same_in_digits_and_words():
    passage = "The tumor is found in about one person in three million each year."
    assert serious("The tumor strikes some 1 in 3 million people a year.", passage) == set()
    assert "number-not-in-passages" in serious(
        "The tumor strikes some 1 in 4 million people a year.", passage
    )


def test_or_more_after_a_number_is_no_direction():
    passage = (
        "Swimming for 90 minutes or more per week, compared with none, was associated with lower mortality."
    )
    assert (
        serious(
            "People who swam at least 90 minutes a week died less often than people who did not.", passage
        )
        == set()
    )


def test_a_denial_that_stands_first_is_not_dropped():
    passage = "The association with stroke was weaker and did not reach significance."
    assert serious("The link with stroke was not significant, and it was weaker.", passage) == set()
    assert serious("The link with stroke was weaker and significant.", passage)


@pytest.mark.parametrize(
    ("right", "wrong", "passage"),
    [
        (
            "The tumor shrank in 9 of 20 women and 4 of 22 men.",
            "The tumor shrank in 4 of 22 women and 9 of 20 men.",
            "Responses were seen in 9 of 20 among women, compared with 4 of 22 in men.",
        ),
        (
            "Falls were as frequent with the mat (3.1%) as without it (2.9%).",
            "Falls were as frequent with the mat (2.9%) as without it (3.1%).",
            "The share who fell was 3.1% with the mat and 2.9% without it.",
        ),
        (
            "There were 51 deaths in the placebo group and 48 in the limocept group.",
            "There were 48 deaths in the placebo group and 51 in the limocept group.",
            "Survival was alike, with 48 deaths (20%) in the limocept group and 51 (21%) in the placebo group.",
        ),
    ],
)
def test_numbers_of_two_opposite_groups_that_changed_places_are_seen(right, wrong, passage):
    assert in_the_others_place(right, [passage]) is None
    assert in_the_others_place(wrong, [passage]) is not None
    assert "number-of-other-arm" in serious(wrong, passage) or "numbers-exchanged" in serious(wrong, passage)


def test_a_number_that_a_passage_leaves_open_is_not_placed():
    passage = "Of 80 people, 50 were men and 30 women; in all, 30 relapsed."
    assert in_the_others_place("Thirty relapsed, among them more women.", [passage]) is None


def test_everyday_news_is_no_business_of_the_readers_of_findings():
    passage = "{} plan to {} this summer, but it is unclear who pays."
    bridge, pill = (
        passage.format("Crews", "paint the old bridge"),
        passage.format("Doctors", "give the new pill"),
    )
    assert not of_health([bridge])
    assert of_health([pill])
    assert serious("Crews paint the old bridge this summer.", bridge) == set()
    assert serious("Doctors give the new pill this summer.", pill) == {"certainty-raised"}


def test_before_brings_up_no_matter_of_its_own():
    assert topics("Three small cohorts had seen this before.") == {}
