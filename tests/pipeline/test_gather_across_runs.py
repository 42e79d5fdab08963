"""Reports that come in different runs: which join, which stay apart, and what a new report wakes. All is made up."""

from datetime import UTC, datetime, timedelta

import pytest

from newsdraft.app.opening import opened
from newsdraft.model import Entry, PipelineState, Source, SourceKind, Story
from newsdraft.pipeline.decided import decided_by_source
from newsdraft.pipeline.gather import JOIN_WINDOW, gather
from newsdraft.project import init_project, open_project
from newsdraft.selecting import Decided

NOW = datetime.now(UTC).replace(microsecond=0)
LEAD = (
    "Adding the antibody ostavelimab to standard chemotherapy kept advanced stomach cancer in check for longer than "
    "chemotherapy alone, the Harbor Lake Institute reports. The trial enrolled 842 adults at 118 hospitals. Half of "
    "the patients who were given the antibody lived 8.9 months without growth of their cancer, compared with 6.4 "
    "months. Severe side effects were reported in 246 of 417 people with the antibody and in 197 of 418 without it. "
    "The company that makes the antibody paid for the work and took part in the analysis of the results."
)
TITLE = "Antibody holds back advanced stomach cancer in large trial"


@pytest.fixture
def context(tmp_path, database_url):
    init_project(tmp_path)
    with opened(open_project(tmp_path), {"database_url": database_url}) as context:
        yield context


def entry(key, title=TITLE, text=LEAD, *, source="wire", doi=None, url=None):
    address = url or f"https://{source}.example.org/{key}"
    return Entry(source=source, key=key, url=address, title=title, summary=text, doi=doi, published=NOW)


def run(context, *found):
    """What sorting a run's new entries brought."""
    names = {each.source for each in found}
    for name in names:
        mine = [each for each in found if each.source == name]
        context.database.record_polls({name: "{}"}, mine, NOW)
    sources = [Source(name=name, feed="https://example.org/feed", kind=SourceKind.NEWS) for name in names]
    return gather(context, sources, [])


def known(context, *, state, made=NOW, doi=None):
    """A story of an earlier run, first told by the institute."""
    first = entry("first", source="institute", doi=doi)
    story = Story(id="01FIRST", title=TITLE, entries=(first,), state=state, created_at=made)
    context.database.add_story(story, doi)
    return story.id


@pytest.mark.parametrize("state", [PipelineState.HELD, PipelineState.SKIPPED, PipelineState.FAILED])
def test_a_new_report_gives_a_story_without_a_draft_another_chance(context, state):
    story_id = known(context, state=state)
    context.database.count_error(story_id, NOW, "embargo: not before Friday")
    assert len(run(context, entry("copy")).merged) == 1
    story = context.database.story(story_id)
    assert (story.state, story.reason) == (PipelineState.NEW, "")
    assert [each.source for each in story.entries] == ["institute", "wire"]
    assert context.database.count_error(story_id, NOW, "again") == 1


@pytest.mark.parametrize("state", [PipelineState.READ, PipelineState.DRAFTED, PipelineState.FILED])
def test_a_new_report_leaves_a_story_on_its_way_where_it_is(context, state):
    story_id = known(context, state=state)
    run(context, entry("copy"))
    assert context.database.story(story_id).state is state
    assert len(context.database.story(story_id).entries) == 2


def test_the_release_after_its_embargo_is_the_same_story(context):
    first = run(context, entry("early", text=f"EMBARGOED until Friday 10 am. {LEAD}", source="institute"))
    (story,) = first.stories
    context.database.set_story(story.id, NOW, state=PipelineState.HELD, reason="embargo")
    later = run(context, entry("release", text=LEAD, source="institute"))
    assert later.stories == []
    assert context.database.story(story.id).state is PipelineState.NEW


@pytest.mark.parametrize(("days", "joins"), [(-1, 1), (1, 0)])
def test_a_copy_joins_within_the_window_only(context, days, joins):
    story_id = known(context, state=PipelineState.FILED, made=NOW - JOIN_WINDOW - timedelta(days=days))
    assert len(run(context, entry("copy")).merged) == joins
    assert len(context.database.story(story_id).entries) == 1 + joins


def test_every_run_forgets_what_has_become_too_old_to_be_joined(context):
    known(context, state=PipelineState.SKIPPED, made=NOW - JOIN_WINDOW - timedelta(days=2))
    long_ago = NOW - timedelta(days=400)
    assert context.database.alike(LEAD, long_ago) == ["01FIRST"]
    run(context, entry("other", title="Copper drug shrinks pancreatic tumors in mice", text="Sixty mice."))
    assert "01FIRST" not in context.database.alike(LEAD, long_ago)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Five cancer studies to know this week", "Mice with cancer, scans, walking, and a new antibody."),
        (f"Retraction: {TITLE}", "The journal has retracted the paper on ostavelimab in stomach cancer."),
        ("A brass band plays for cancer research", "The band played marches until the rain began."),
    ],
)
def test_a_page_that_names_the_paper_of_a_story_does_not_vanish_in_it(context, title, text):
    story_id = known(context, state=PipelineState.FILED, doi="10.5555/jos.1")
    found = run(context, entry("page", title, text, doi="10.5555/jos.1"))
    assert found.merged == []
    assert [maybe.into_story for maybe in found.possible] == [story_id]
    assert len(context.database.story(story_id).entries) == 1


def test_another_trial_of_the_drug_stays_a_story_of_its_own(context):
    story_id = known(context, state=PipelineState.FILED)
    other = LEAD.replace("842", "391").replace("118", "54").replace("8.9", "11.2").replace("6.4", "7.7")
    other = other.replace("246 of 417", "90 of 195").replace("197 of 418", "71 of 196")
    found = run(context, entry("sister", text=other))
    assert found.merged == []
    assert len(found.stories) == 1
    assert len(context.database.story(story_id).entries) == 1


def test_a_report_that_an_editor_split_off_is_not_sorted_again(context):
    both = run(context, entry("a", source="institute"), entry("b"))
    (story,) = both.stories
    split = Story(id="01SPLIT", title=TITLE, entries=(entry("b"),), created_at=NOW)
    context.database.split_story(split.entries, split, context.database.story(story.id), NOW)
    again = run(context, entry("a", source="institute"), entry("b"))
    assert (again.merged, again.stories, again.possible) == ([], [], [])
    assert [each.key for each in context.database.story("01SPLIT").entries] == ["b"]


def test_what_editors_decided_is_counted_by_the_source_that_was_first(newsdraft, samples, project):
    drafts = project("run", "--json").json["drafts"]
    assert project("reject", drafts[0]["id"], "--by", "Ada", "--note", "thin").code == 0
    with opened(open_project(newsdraft.folder), {}) as context:
        first = context.database.story(drafts[0]["id"]).entries[0].source
        assert decided_by_source(context) == {first: Decided(approved=0, rejected=1)}
