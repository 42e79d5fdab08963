"""References: loading, choosing, citing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newsdraft.errors import ConfigError
from newsdraft.model import DocumentKind
from newsdraft.references import Reference, ReferenceSource, as_document, load_references, pick, rank

REPO = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)

GOOD = """\
topic: patient-action
facts:
  - id: helpline
    tags: [support, helpline]
    cleared: true
    review_by: 2027-01-31
    fact: >-
      The harbour helpline answers questions about cancer. It is open on weekdays.
    source:
      title: The helpline
      publisher: Harbour Society
      url: https://help.example.org/
      published: 2024-05-06
    caution: Only for the harbour region.
"""


def reference(
    name: str, fact: str, *tags: str, cleared: bool = True, review_by: date = date(2027, 6, 1)
) -> Reference:
    source = ReferenceSource(title=name, publisher="P", url="https://p.example.org/")
    return Reference(
        id=name, topic="t", tags=tags, fact=fact, source=source, cleared=cleared, review_by=review_by
    )


POOL = [
    reference("helpline", "Call this number with any question about cancer.", "support", "helpline"),
    reference(
        "trials", "Ask an oncologist whether there is a trial that fits.", "clinical-trials", "questions"
    ),
    reference("mouse", "Most results in mice do not carry over to people.", "mouse", "preclinical"),
    reference("lung", "A low dose scan each year is advised for heavy smokers.", "lung-cancer", "screening"),
    reference(
        "breast", "Mammograms are advised every second year.", "breast-cancer", "screening", "mammography"
    ),
    reference("preprint", "A preprint has not been reviewed by other scientists.", "preprint"),
    reference("rumour", "Nobody has checked this about mice.", "mouse", cleared=False),
    reference("stale", "An old fact about mice.", "mouse", review_by=date(2026, 11, 22)),
]


def ids(text: str, *tags: str, limit: int = 6) -> list[str]:
    return [each.reference.id for each in pick(POOL, text, tags, limit=limit, today=TODAY)]


def test_loading(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (fact,) = load_references(tmp_path)
    assert fact.topic == "patient-action"
    assert fact.source.published == date(2024, 5, 6)
    assert fact.is_next_step
    assert fact.may_be_cited(date(2027, 1, 31))
    assert not fact.may_be_cited(date(2027, 2, 1))


def test_the_facts_that_ship_are_good() -> None:
    facts = load_references(REPO / "references")
    assert len(facts) >= 50
    assert any(fact.is_next_step and fact.may_be_cited(TODAY) for fact in facts)


def test_every_mistake_in_every_file_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    second = GOOD.replace("review_by: 2027-01-31", "review_by: soon").replace(
        "cleared: true", "cleared: maybe"
    )
    (tmp_path / "b.yaml").write_text(
        second.replace("publisher:", "publihser:").replace("fact: >-", "fcat: >-")
    )
    (tmp_path / "c.yaml").write_text("topic: [\n")
    with pytest.raises(ConfigError) as caught:
        load_references(tmp_path)
    folder = tmp_path.name
    assert [problem.removeprefix(folder + "/") for problem in caught.value.problems[:-1]] == [
        "b.yaml:3: facts[1]: fact is missing",
        f"b.yaml:3: facts[1].id: the id 'helpline' stands already at {folder}/a.yaml:3",
        "b.yaml:5: facts[1].cleared: must be true or false, not text (maybe)",
        "b.yaml:6: facts[1].review_by: must be a day as YYYY-MM-DD, not text (soon)",
        "b.yaml:7: facts[1].fcat: unknown key; did you mean 'fact'?",
        "b.yaml:10: facts[1].source: publisher is missing",
        "b.yaml:11: facts[1].source.publihser: unknown key; did you mean 'publisher'?",
    ]
    assert caught.value.problems[-1].startswith(f"{folder}/c.yaml:2: ")


def test_no_folder_is_an_error_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert load_references(tmp_path) == []
    with pytest.raises(ConfigError):
        load_references(tmp_path / "none")


def test_facts_are_chosen_by_what_the_text_is_about() -> None:
    assert ids("A compound shrank tumors in mice, researchers report.", limit=2) == ["mouse", "helpline"]
    assert ids("Low-dose CT for lung cancer screening in smokers")[0] == "lung"
    assert "breast" not in ids("Low-dose CT for lung cancer screening in smokers")


def test_what_is_not_cleared_or_past_its_review_date_is_never_chosen() -> None:
    chosen = ids("Mice, mice and mice: an old fact that nobody has checked about mice.", "mouse")
    assert "rumour" not in chosen
    assert "stale" not in chosen


def test_tags_that_are_asked_for_count_although_the_text_is_silent() -> None:
    assert "preprint" not in ids("Tumors shrank.")
    assert ids("Tumors shrank.", "preprint")[0] == "preprint"


def test_a_next_step_is_always_among_them() -> None:
    assert ids("Nothing in this text suits any fact.") == ["helpline"]
    assert ids("Lung cancer screening, breast cancer screening, mouse and preprint", limit=1) == ["helpline"]
    assert ids("A clinical trial", limit=1) == ["trials"]
    assert ids("anything", limit=0) == []


def test_a_mention_far_down_is_no_subject() -> None:
    filler = "The committee met again and agreed on the plan. " * 30
    assert "mouse" not in ids(f"A screening programme began. {filler} An earlier paper was on mice.")


def test_the_choice_explains_itself_and_does_not_change() -> None:
    text = "Mammograms every second year: screening for breast cancer"
    (first, *_) = rank(POOL, text, today=TODAY)
    assert first.reference.id == "breast"
    assert "tag breast-cancer" in first.reasons
    assert rank(POOL, text, today=TODAY) == rank(list(reversed(POOL)), text, today=TODAY)


def test_a_fact_becomes_a_document_with_exact_passages(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (fact,) = load_references(tmp_path)
    document = as_document(fact, "R2")
    assert (document.id, document.kind) == ("R2", DocumentKind.REFERENCE)
    assert [passage.id for passage in document.passages] == ["R2.1", "R2.2"]
    assert [document.text[passage.start : passage.end] for passage in document.passages] == [
        "The harbour helpline answers questions about cancer.",
        "It is open on weekdays.",
    ]
    assert all(document.text[p.start : p.end] == p.text for p in document.passages)
    assert document.published is not None
    assert document.published.isoformat() == "2024-05-06T00:00:00+00:00"
    assert "harbour region" not in document.text
