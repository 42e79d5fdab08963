"""The quota: how many, which, and what is said about the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdraft.model import Entry, Story
from newsdraft.selecting import Candidate, Decided, LeftKind, Limits, Verdict, cancers_of, choose

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def candidate(
    name: str, score: float, source: str = "A", *, days: float | None = 0, verdict: Verdict = Verdict.DRAFT
) -> Candidate:
    published = None if days is None else NOW - timedelta(days=days)
    entry = Entry(
        source=source, key=name, url=f"https://x.example.org/{name}", title=name, published=published
    )
    story = Story(id=name, title=name, entries=(entry,), created_at=NOW)
    return Candidate(
        story=story, score=score, verdict=verdict, reasons=("no word for cancer in title or text",)
    )


def limits(per_run: int = 10, per_day: int = 10, made_today: int = 0, recency_days: int = 14) -> Limits:
    return Limits(per_run=per_run, per_day=per_day, made_today=made_today, recency_days=recency_days)


def chosen(candidates: list[Candidate], **given: int) -> list[str]:
    return [each.story.id for each in choose(candidates, limits(**given), NOW).chosen]


def test_sources_take_turns_by_score() -> None:
    busy = [candidate(f"a{n}", 0.9 - n / 100) for n in range(4)]
    other = [candidate("b0", 0.6, "B"), candidate("c0", 0.95, "C")]
    assert chosen(busy + other, per_run=4) == ["c0", "a0", "b0", "a1"]


def test_kinds_of_cancer_take_turns_too() -> None:
    breast = [
        candidate(f"breast{n}", 0.9 - n / 100, f"S{n}").model_copy(update={"topics": ("breast",)})
        for n in range(3)
    ]
    lung = candidate("lung", 0.6, "L").model_copy(update={"topics": ("lung",)})
    untold = candidate("untold", 0.5, "U")
    assert chosen([*breast, lung, untold], per_run=4) == ["breast0", "lung", "untold", "breast1"]


def test_the_kind_of_cancer_is_read_off_the_title_or_the_opening() -> None:
    def named(title: str, summary: str = "") -> tuple[str, ...]:
        return cancers_of(Entry(source="s", key="k", url="", title=title, summary=summary))

    assert named("Bowel and lung cancers found earlier", "Also breast cancer.") == ("colorectal", "lung")
    assert named("A scan finds more", "<b>Gastric</b> tumors were seen.") == ("stomach",)
    assert named("An oral drug under the skin", "It reached the brain.") == ()


def test_a_source_that_editors_approve_comes_first_and_the_reason_says_so() -> None:
    said = {"A": Decided(approved=1, rejected=4), "B": Decided(approved=4, rejected=1)}
    candidates = [candidate("a", 0.8, "A"), candidate("b", 0.75, "B"), candidate("c", 0.78, "C")]
    limit = limits().model_copy(update={"decided": said})
    choice = choose(candidates, limit, NOW)
    assert [each.story.id for each in choice.chosen] == ["b", "c", "a"]
    assert choice.chosen[0].reasons[-1] == "editors approved 4 of 5 drafts from this source"
    assert [each.score for each in choice.chosen] == [0.793, 0.78, 0.757]


def test_no_approval_admits_what_is_off_topic_or_outweighs_the_subject() -> None:
    limit = limits().model_copy(update={"decided": {"A": Decided(approved=1000)}})
    candidates = [
        candidate("a", 0.5, "A"),
        candidate("b", 0.7, "B"),
        candidate("off", 0.2, "A", verdict=Verdict.SKIP),
    ]
    assert [each.story.id for each in choose(candidates, limit, NOW).chosen] == ["b", "a"]


def test_the_rest_waits_with_the_reason() -> None:
    choice = choose([candidate("one", 0.9), candidate("two", 0.8)], limits(per_run=1), NOW)
    (left,) = choice.left
    assert (left.candidate.story.id, left.kind) == ("two", LeftKind.WAITS)
    assert left.reason == "this run's quota of 1 draft is used up (max_drafts); it waits for the next run"


def test_the_quota_of_the_day() -> None:
    choice = choose([candidate(str(n), 0.9) for n in range(5)], limits(per_day=6, made_today=4), NOW)
    assert len(choice.chosen) == 2
    assert {left.reason for left in choice.left} == {
        "today's quota of 6 drafts is used up (max_drafts_per_day); it waits for tomorrow"
    }
    assert choose([candidate("one", 1)], limits(per_day=3, made_today=9), NOW).chosen == ()
    assert choose([candidate("one", 1)], limits(per_run=0), NOW).chosen == ()


def test_old_stories_are_left_and_undated_or_future_ones_count_as_new() -> None:
    candidates = [
        candidate("old", 1, days=14.5),
        candidate("none", 0.5, days=None),
        candidate("ahead", 0.6, days=-900),
    ]
    choice = choose(candidates, limits(), NOW)
    assert [each.story.id for each in choice.chosen] == ["ahead", "none"]
    (left,) = choice.left
    assert (left.kind, left.reason) == (LeftKind.TOO_OLD, "last reported 14 days ago; recency_days is 14")
    assert chosen([candidate("edge", 1, days=14)]) == ["edge"]


def test_a_new_report_keeps_an_old_story_alive() -> None:
    old = candidate("story", 1, days=100)
    fresh = candidate("fresh", 1, days=1).story.entries
    story = old.story.model_copy(update={"entries": old.story.entries + fresh})
    assert chosen([old.model_copy(update={"story": story})]) == ["story"]


def test_off_topic_is_left_with_its_reasons() -> None:
    (left,) = choose([candidate("x", 0.1, verdict=Verdict.SKIP)], limits(), NOW).left
    assert (left.kind, left.reason) == (LeftKind.OFF_TOPIC, "no word for cancer in title or text")


def test_uncertain_stories_come_last_whatever_their_source() -> None:
    unsure = candidate("unsure", 0.49, "B", verdict=Verdict.UNCERTAIN)
    assert chosen([unsure, candidate("one", 0.9), candidate("two", 0.8)]) == ["one", "two", "unsure"]


def test_everybody_is_either_chosen_or_left_and_the_order_of_input_does_not_matter() -> None:
    candidates = [candidate(f"s{n}", (n * 37 % 10) / 10, "ABC"[n % 3], days=n) for n in range(30)]
    choice, again = (choose(given, limits(per_run=7), NOW) for given in (candidates, candidates[::-1]))
    assert choice.chosen == again.chosen
    assert len(choice.chosen) + len(choice.left) == 30


def test_nothing_gives_nothing() -> None:
    assert choose([], limits(), NOW).chosen == ()
