"""The stories of ``evals/posts``: they are well formed, the approved posts pass the checks, the edits fit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

EVALS = Path(__file__).resolve().parents[2] / "evals"
sys.path.insert(0, str(EVALS))

from newsdraft.checking import check_draft  # noqa: E402
from newsdraft.checking.wording import quotations  # noqa: E402
from newsdraft.model import Basis, BlockKind, DocumentKind, SectionKind, Severity  # noqa: E402
from newsdraft.text import words  # noqa: E402
from post_checks import check_clean, check_uncited, new_findings, try_edits, without_citation_edits  # noqa: E402
from posts.loading import PLANTED, Edit, EditKind, load, plant  # noqa: E402

STORIES = load()
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)

# Blocks on sentences that are right: mistakes of the checks, each with the reason. Take a line out when its check
# is mended; add none for a sentence that can be written better.
MISTAKEN_BLOCKS: dict[tuple[str, str, str], str] = {}


def test_there_are_twelve_stories_over_all_evidence_levels():
    assert len(STORIES) == 12
    assert len({story.dossier.evidence.level for story in STORIES}) == 7


@each_story
def test_documents_are_numbered_without_a_gap_and_offsets_are_exact(story):
    for document in story.dossier.documents:
        ids = [passage.id for passage in document.passages]
        assert ids == [f"{document.id}.{number}" for number in range(1, len(ids) + 1)]
        assert all(document.text[p.start : p.end] == p.text for p in document.passages)
        assert document.url.startswith("https://example.org/")
    assert len(story.dossier.documents[0].passages) >= 18
    assert sum(d.kind is DocumentKind.REFERENCE for d in story.dossier.documents) >= 2
    assert set(story.dossier.evidence.passages) <= set(story.dossier.passages())


@each_story
def test_every_sentence_cites_passages_that_exist_or_has_another_basis(story):
    claims = [claim for _, claim in story.post.claims()]
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert set(claim.passages) <= set(story.dossier.passages()), claim.id
        assert bool(claim.passages) is (claim.basis is Basis.PASSAGES), claim.id
        assert len(claim.passages) <= 4


@each_story
def test_posts_have_the_shape_of_a_post(story):
    post = story.post
    assert [section.kind for section in post.sections] == list(SectionKind)
    assert sum(len(words(claim.text)) for _, claim in post.claims()) in range(350, 551)
    assert max(len(words(claim.text)) for _, claim in post.claims()) <= 40
    assert len(post.title) <= 110
    assert len(post.description) <= 200
    assert 2 <= len(post.tags) <= 5
    unsupported = sum(claim.basis is not Basis.PASSAGES for _, claim in post.claims())
    assert 1 <= unsupported <= len(post.claims()) / 5
    assert any(block.kind is BlockKind.ITEM for block in post.sections[3].blocks)
    assert sum(len(quotations(claim.text)) for _, claim in post.claims()) == 1


@each_story
def test_an_approved_post_has_no_block(story):
    found = {
        (story.name, finding.claim or finding.where, finding.rule): finding.message
        for finding in check_draft(story.post, story.dossier)
        if finding.severity is Severity.BLOCK
    }
    expected = {key for key in MISTAKEN_BLOCKS if key[0] == story.name}
    assert not {key: message for key, message in found.items() if key not in expected}
    assert expected <= set(found), "this check is mended: take its line out of MISTAKEN_BLOCKS"


@each_story
def test_no_approved_sentence_is_copied(story):
    rules = [finding.rule for finding in check_draft(story.post, story.dossier)]
    assert "copied-text" not in rules


# --- edits -----------------------------------------------------------------------------------------------


def test_every_kind_of_edit_has_at_least_twelve():
    counts = Counter(edit.kind for story in STORIES for edit in story.edits)
    assert {kind.value: counts[kind] for kind in EditKind if counts[kind] < 12} == {}


@each_story
def test_every_edit_changes_one_place_and_nothing_else(story):
    before = _places(story.post)
    for edit in story.edits:
        after = _places(plant(story.post, edit))
        changed = {place for place in after if after[place] != before.get(place)}
        assert changed == {edit.place}, edit
        assert set(edit.passages) <= set(story.dossier.passages())


def _places(post):
    claims = {claim.id: (claim.text, claim.passages) for _, claim in post.claims()}
    return {"title": post.title, "description": post.description, **claims}


@each_story
def test_no_edit_stands_twice(story):
    texts = [str(_places(plant(story.post, edit))[edit.place]) for edit in story.edits]
    assert len(texts) == len(set(texts))


@each_story
def test_foreign_numbers_stand_in_the_story_and_changed_digits_are_another_number(story):
    told = {number for document in story.dossier.documents for number in _numbers(document.text)}
    for edit in story.edits:
        added = _numbers(edit.instead) - _numbers(edit.words)
        if edit.kind is EditKind.DIGIT:
            assert added, edit
        elif edit.kind is EditKind.FOREIGN_NUMBER and added:
            assert added <= told, edit


def _numbers(text):
    return set(re.findall(r"\d[\d.,]*\d|\d", text))


def test_a_misfitting_edit_is_refused():
    story = STORIES[0]
    for edit in (
        Edit(kind="digit", at="c1", words="no such words", instead="x"),
        Edit(kind="digit", at="c999", words="the", instead="x"),
    ):
        with pytest.raises(ValueError, match=edit.at):
            plant(story.post, edit)


def test_a_planted_digit_is_caught_and_what_was_there_before_is_not_counted():
    story = next(story for story in STORIES if story.name == "mouse-pancreas")
    clean = check_clean(story)
    tried = {each.edit.kind: each for each in try_edits(story, clean) if each.edit.kind is EditKind.DIGIT}
    assert tried[EditKind.DIGIT].blocked
    assert new_findings(clean.findings, clean.findings) == []
    assert new_findings(clean.findings, clean.findings[1:]) != []


def test_an_added_sentence_is_looked_for_by_its_own_name():
    edit = next(edit for story in STORIES for edit in story.edits if edit.added)
    assert edit.place == PLANTED


def test_the_script_measures_one_story_and_ignores_data():
    script = [sys.executable, str(EVALS / "post_checks.py"), "--data", "nowhere", "--json"]
    done = subprocess.run([*script, "--story", "guideline-fatigue"], capture_output=True, check=True)
    figures = json.loads(done.stdout)
    assert figures["clean"]["block"]["n"] == 1
    assert figures["caught"]["digit"]["n"] == 2
    assert 0 <= figures["blocked"]["all edits"]["share"] <= figures["caught"]["all edits"]["share"] <= 1
    missing = subprocess.run([*script, "--story", "none"], capture_output=True, check=False)
    assert missing.returncode == 2
    assert b"no story 'none'" in missing.stderr


def test_a_post_without_citations_is_compared_with_all_its_sources():
    story = next(story for story in STORIES if story.name == "guideline-fatigue")
    bare = without_citation_edits(story)
    assert EditKind.CITATION not in {edit.kind for edit in bare.edits}
    tried = try_edits(bare, check_clean(bare, check_uncited), check_uncited)
    assert all(each.blocked for each in tried if each.edit.kind is EditKind.DIGIT)
    # The number stands elsewhere in the sources: without a citation nothing tells that it is foreign here.
    assert not any(each.found for each in tried if each.edit.kind is EditKind.FOREIGN_NUMBER)
