"""Reports of one story: copies merge, sisters do not. All texts are made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newsdraft.model import Entry, Story
from newsdraft.selecting import Likeness, Match, group, same_story

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

LEAD = (
    "Adding the antibody ostavelimab to standard chemotherapy kept advanced stomach cancer in check for"
    " longer than"
    " chemotherapy alone, according to results of a large trial led by the Harbor Lake Institute. Half of the"
    " patients who were given the antibody lived 8.9 months without growth of their cancer, compared"
    " with 6.4 months."
)
REST = (
    " The trial enrolled 842 adults at 118 hospitals in 14 countries between 2020 and 2023, and neither"
    " patients nor"
    " doctors knew who was given which treatment. Severe side effects were reported in 246 of 417 people"
    " with the"
    " antibody and in 197 of 418 without it. The difference in overall survival was not significant. The"
    " company that"
    " makes the antibody paid for the work and took part in the analysis of the results."
)
TITLE = "Antibody holds back advanced stomach cancer in large trial"


def item(
    title: str = TITLE,
    summary: str = LEAD,
    content: str = "",
    *,
    source: str = "Hospital",
    key: str = "",
    **more: str,
) -> Entry:
    key = key or f"{title}{summary}"[:60]
    url = more.pop("url", f"https://{source.lower()}.example.org/{abs(hash(key))}")
    return Entry(
        source=source, key=key, url=url, title=title, summary=summary, content=content, doi=more.get("doi")
    )


def both_ways(a: Entry, b: Entry) -> Match:
    one, other = same_story(a, b), same_story(b, a)
    assert one.same is other.same
    assert one == other
    return one


# --- the same story --------------------------------------------------------------------------------------


def test_an_edited_copy_is_the_same_story() -> None:
    original = item(summary=(LEAD + REST)[:400])
    wire = item("Study: " + TITLE.lower(), "", f"(Wire) -- {LEAD}{REST[:150]}", source="Wire")
    match = both_ways(original, wire)
    assert match.same is Likeness.SAME
    assert any("the same headline" in reason for reason in match.reasons)


def test_a_copy_under_a_rewritten_headline_is_the_same_story_when_the_text_is_long() -> None:
    wire = item("Hope for patients as drug trial reports", "", LEAD + REST, source="Wire")
    assert both_ways(item(content=LEAD + REST), wire).same is Likeness.SAME


def test_curly_quotes_dashes_and_markup_do_not_hide_a_copy() -> None:
    styled = "<p>" + (LEAD + REST).replace("-", "–").replace(" the ", "\u00a0the ") + "</p>"
    assert (
        both_ways(item(content=LEAD + REST), item(summary="", content=styled, source="Wire")).same
        is Likeness.SAME
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://www.hospital.example.org/news/1/",
        "https://hospital.example.org/news/1?utm_source=rss&utm_medium=feed#top",
        "https://HOSPITAL.example.org:443/news/1",
    ],
)
def test_the_same_address_is_the_same_story(url: str) -> None:
    one = item(url="https://hospital.example.org/news/1")
    assert (
        both_ways(one, item("Something else", "Other words.", source="Wire", url=url)).same is Likeness.SAME
    )


def test_different_pages_of_one_site_are_not_one_address() -> None:
    one = item("Lymphoma pill", "Short.", url="https://h.example.org/n?id=1")
    for url in ("https://h.example.org/n?id=2", "https://h.example.org/m?id=1"):
        assert (
            both_ways(one, item("Sarcoma scan", "Brief.", url=url, source="Wire")).same is Likeness.DIFFERENT
        )


def test_a_feed_that_gives_every_item_one_address_merges_nothing() -> None:
    one = item("Lymphoma pill approved", "Short.", url="https://h.example.org/news")
    two = item("Sarcoma scan improved", "Brief.", url="https://h.example.org/news")
    assert both_ways(one, two).same is not Likeness.SAME
    home = [
        item(t, "Brief.", url="https://h.example.org/")
        for t in ("Lymphoma pill approved", "Sarcoma scan improved")
    ]
    assert both_ways(*home).same is Likeness.DIFFERENT


def test_the_same_paper_is_the_same_story() -> None:
    one = item("Scan finds cancers", "Short.", doi="10.5555/AB.1")
    assert (
        both_ways(one, item("A scan in other words", "Brief.", source="Wire", doi="10.5555/ab.1")).same
        is Likeness.SAME
    )


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("A pie contest", "nothing else in common"),
        ("Retraction of the paper on a scan that finds cancers", "retraction or correction"),
        ("Scan and three more studies: the weekly digest", "several studies"),
    ],
)
def test_the_same_paper_is_left_to_the_editor_where_the_item_speaks_against_it(title, reason) -> None:
    one = item("Scan finds cancers", "Short.", doi="10.5555/AB.1")
    match = both_ways(one, item(title, "Brief.", source="Wire", doi="10.5555/ab.1"))
    assert match.same is Likeness.POSSIBLE
    assert reason in " ".join(match.reasons)


def test_a_second_long_term_in_a_headline_is_a_later_report() -> None:
    told = LEAD + REST
    one = item("Long-term use of ostavelimab in stomach cancer", told)
    later = item("Long-term results: Long-term use of ostavelimab in stomach cancer", told, source="Wire")
    assert both_ways(one, later).same is Likeness.POSSIBLE


# --- sisters ---------------------------------------------------------------------------------------------


def test_a_follow_up_of_the_same_trial_is_possible_and_not_merged() -> None:
    first = item(content=LEAD + REST + " The trial is registered as NCT99000001.")
    later = item(
        "Five-year results: antibody does not prolong life in stomach cancer",
        "After five years the patients of the trial (NCT99000001) had lived equally long with and"
        " without ostavelimab,"
        " the investigators reported at a meeting. 31 of 421 were alive with it and 29 of 421 without it.",
        source="Wire",
    )
    match = both_ways(first, later)
    assert match.same is Likeness.POSSIBLE
    assert "the same trial, NCT99000001" in match.reasons


def test_two_trials_of_one_drug_are_not_merged() -> None:
    other = (LEAD + REST).replace("stomach", "bile duct").replace("842", "391").replace("8.9", "11.2")
    other = other.replace("6.4", "7.7").replace("118", "54").replace("246 of 417", "90 of 195")
    sister = item("Antibody holds back advanced bile duct cancer in large trial", "", other, source="Wire")
    assert both_ways(item(content=LEAD + REST), sister).same is not Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (" (NCT99000001)", " (NCT99000002)"),
        (" in KEYNOTE-189", " in KEYNOTE-407"),
        (" in phase 2", " in phase 3"),
    ],
)
def test_trials_that_name_themselves_differently_are_not_merged(one: str, other: str) -> None:
    a = item(summary="", content=LEAD + REST + f" This was shown{one}.")
    b = item(summary="", content=LEAD + REST + f" This was shown{other}.", source="Wire")
    assert both_ways(a, b).same is not Likeness.SAME


def test_approvals_in_set_phrases_are_not_merged() -> None:
    text = (
        "The agency today approved tezarotinib for adults with {}. The approval follows a priority review."
        " Full prescribing information will be posted on the agency's site. Health professionals should"
        " report"
        " all serious adverse events suspected to be associated with the use of any medicine to the"
        " agency's program."
    )
    one = item("Agency approves tezarotinib", text.format("advanced bile duct cancer"), source="Agency")
    two = item("Agency approves tezarotinib", text.format("relapsed thyroid cancer"), source="Wire")
    other_drug = item("Agency approves velanetinib", text.format("advanced bile duct cancer"), source="Wire")
    other_drug = other_drug.model_copy(
        update={"summary": other_drug.summary.replace("tezarotinib", "velanetinib")}
    )
    assert both_ways(one, two).same is not Likeness.SAME
    assert both_ways(one, other_drug).same is not Likeness.SAME


def test_the_same_words_with_other_numbers_are_not_merged() -> None:
    update = (LEAD + REST).replace("8.9", "9.4").replace("842", "861")
    match = both_ways(item(content=LEAD + REST), item(summary="", content=update, source="Wire"))
    assert match.same is Likeness.POSSIBLE
    assert "numbers that only one text has: 8.9, 842" in " ".join(match.reasons)


def test_a_single_slip_in_a_number_does_not_keep_a_copy_apart() -> None:
    slip = (LEAD + REST).replace("118 hospitals", "119 hospitals")
    assert (
        both_ways(item(content=LEAD + REST), item(summary="", content=slip, source="Wire")).same
        is Likeness.SAME
    )


def test_headlines_that_count_different_years_are_not_merged() -> None:
    one = item("Three-year results of antibody in advanced stomach cancer", LEAD + REST)
    two = item("Five-year results of antibody in advanced stomach cancer", LEAD + REST, source="Wire")
    assert both_ways(one, two).same is Likeness.POSSIBLE


def test_headlines_may_pick_different_numbers_of_one_text() -> None:
    one = item("Antibody gives 8.9 months in stomach cancer", LEAD + REST)
    two = item("Antibody tested in 842 adults with stomach cancer", LEAD + REST, source="Wire")
    assert both_ways(one, two).same is Likeness.SAME


def test_one_headline_over_two_studies_is_at_most_possible() -> None:
    other = (
        "Scientists in Larkmoor fed mice a copper compound and saw pancreatic growths shrink by a third"
        " within weeks."
        " The animals lived eleven days longer than untreated ones, and no harm to the liver was seen in"
        " the study."
    )
    assert both_ways(item(content=LEAD + REST), item(summary=other, source="Wire")).same is not Likeness.SAME


def test_items_of_one_feed_with_the_same_blurb_are_not_merged() -> None:
    blurb = (
        "Researchers of the institute will present this work at the annual meeting in Northmere. For the"
        " full programme"
        " and for interviews please write to the press office, which is open on weekdays. The institute"
        " treats nine"
        " thousand patients a year and is home to forty research groups that work on prevention,"
        " diagnosis and care."
        " Its mission is to bring the care of tomorrow to the patients of today and to train the next"
        " generation."
    )
    one, two = item("Shorter infusions spare hearts", blurb), item("New scan sees more", blurb)
    assert both_ways(one, two).same is not Likeness.SAME


def test_unrelated_items_are_different() -> None:
    match = both_ways(
        item(), item("Walking after colon cancer", "People who walked lived longer.", source="Wire")
    )
    assert match.same is Likeness.DIFFERENT
    assert match.reasons


# --- grouping --------------------------------------------------------------------------------------------


def counter() -> Callable[[datetime], str]:
    numbers = iter(range(1, 1000))
    return lambda now: f"story-{next(numbers)}"


def test_copies_in_one_batch_become_one_story() -> None:
    original, copy = item(), item("Study: " + TITLE, "", LEAD + REST, source="Wire")
    stranger = item("Walking after colon cancer", "People who walked lived longer.", source="Wire")
    grouping = group([original, stranger, copy], [], NOW, counter())
    assert [(story.id, story.title, story.entries) for story in grouping.new] == [
        ("story-1", original.title, (original, copy)),
        ("story-2", stranger.title, (stranger,)),
    ]
    assert all(story.created_at == NOW for story in grouping.new)
    assert (grouping.joins, grouping.possible) == ((), ())


def test_a_later_copy_joins_the_known_story() -> None:
    known = Story(id="known", title=TITLE, entries=(item(),), created_at=NOW)
    copy = item("Study: " + TITLE, "", LEAD + REST, source="Wire")
    second = item(TITLE, LEAD + REST, source="Journal")
    grouping = group([copy, second], [known], NOW, counter())
    assert [(join.story_id, join.entry) for join in grouping.joins] == [("known", copy), ("known", second)]
    assert grouping.new == ()
    assert grouping.joins[0].match.reasons


def test_what_is_possible_begins_a_story_and_is_reported() -> None:
    known = Story(id="known", title=TITLE, entries=(item(summary=LEAD + " (NCT99000001)"),), created_at=NOW)
    later = item(
        "Five-year results disappoint", "The patients of NCT99000001 lived no longer.", source="Wire"
    )
    grouping = group([later], [known], NOW, counter())
    assert [story.id for story in grouping.new] == ["story-1"]
    (possible,) = grouping.possible
    assert (possible.story_id, possible.own_story_id, possible.entry) == ("known", "story-1", later)


def test_nothing_new_costs_nothing_and_gives_nothing() -> None:
    known = Story(id="known", title=TITLE, entries=(item(),), created_at=NOW)
    grouping = group([], [known], NOW)
    assert (grouping.new, grouping.joins, grouping.possible) == ((), (), ())


def test_an_item_that_is_known_already_joins_its_own_story() -> None:
    entry = item()
    grouping = group([entry], [Story(id="known", title=TITLE, entries=(entry,), created_at=NOW)], NOW)
    assert [join.story_id for join in grouping.joins] == ["known"]


def test_ids_are_ulids_by_default() -> None:
    grouping = group([item(), item("Walking after colon cancer", "Brief.", source="Wire")], [], NOW)
    ids = [story.id for story in grouping.new]
    assert len(set(ids)) == 2
    assert all(len(each) == 26 and each.isalnum() for each in ids)


def test_a_story_is_found_among_many() -> None:
    crowd = [
        item(
            f"Cancer report {n} on topic{n} and matter{n}",
            f"Sentence {n} about subject{n} and nothing more.",
            key=str(n),
        )
        for n in range(300)
    ]
    copy = item("Study: " + TITLE, "", LEAD + REST, source="Wire")
    grouping = group([*crowd, item(), copy], [], NOW, counter())
    assert len(grouping.new) == 301
    assert grouping.new[-1].entries[1] == copy
