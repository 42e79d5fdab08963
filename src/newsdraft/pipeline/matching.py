"""Whether a story whose page was read reports the same as another one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsdraft.model import PipelineState, Story, Study, Value
from newsdraft.pipeline.gather import JOIN_WINDOW
from newsdraft.selecting import Likeness, Match, full_text, rarity, same_study
from newsdraft.store import Database

# Stories whose page was read and that are drafted or on their way: only they can cover another one.
_COVERS = (PipelineState.READ, PipelineState.DRAFTED, PipelineState.FILED)
# A story whose draft was written or stands in the queue is an editor's: nothing moves it by itself.
_HANDED_OVER = (PipelineState.DRAFTED, PipelineState.FILED)
_MOST_POSSIBLE = 3


class Twin(Value):
    """Another story that does or may report the same study, and why."""

    story_id: str
    title: str
    match: Match

    @property
    def reason(self) -> str:
        """Why, in words for the receipt and the editor."""
        return "; ".join(self.match.reasons)


class Twins(Value):
    """``same``: the story that covers this one for all but certain. ``possible``: for the editor to say, best first."""

    same: Twin | None = None
    possible: tuple[Twin, ...] = ()


def find_twin(
    database: Database, story: Story, text: str, now: datetime, *, study: Study | None = None
) -> Twins:
    """Which other story, drafted or on its way, reports the same as ``story``, whose pages say ``text``.

    The same paper is the same story whenever it was told; otherwise the stories of the last 60 days whose pages are
    most alike are compared. Stories that an editor keeps apart are passed over, and a story that has a draft is
    never the same as another by itself. Call it after reading and before ``index_story_text``, or after: a story
    is not its own twin.
    """
    doi = study.doi if study else None
    ids = dict.fromkeys(
        [*(database.stories_with_doi(doi) if doi else ()), *database.alike(text, now - JOIN_WINDOW)]
    )
    barred = database.kept_apart(story.id) | {story.id}
    others = [
        other for other in database.stories_of(ids) if other.id not in barred and other.state in _COVERS
    ]
    if not others:
        return Twins()
    found = _compared(database, story, text, study, others)
    same = next((twin for twin in found if twin.match.same is Likeness.SAME), None)
    if same and story.state not in _HANDED_OVER:
        return Twins(same=same)
    return Twins(possible=tuple(found[:_MOST_POSSIBLE]))


def _compared(
    database: Database, story: Story, text: str, study: Study | None, others: Sequence[Story]
) -> list[Twin]:
    """Those of ``others`` that are or may be the same, surest first, then most alike."""
    doi, journal = (study.doi, study.journal) if study else (None, None)
    told = {other.id: database.read_text(other.id) for other in others}
    weight = rarity(*database.term_frequencies([text, *(each for each in told.values() if each)]))
    mine = full_text(story.title, text, doi, journal)
    found = []
    for other in others:
        theirs, its_doi = told[other.id], database.story_doi(other.id)
        if theirs is not None:
            match = same_study(mine, full_text(other.title, theirs, its_doi), weight)
        elif doi and doi.lower() == its_doi:  # a draft of before newsdraft kept the text of pages
            match = Match(same=Likeness.SAME, score=1.0, reasons=(f"reports the same paper (DOI {its_doi})",))
        else:
            continue
        if match.same is not Likeness.DIFFERENT:
            found.append(Twin(story_id=other.id, title=other.title, match=match))
    return sorted(found, key=lambda twin: (twin.match.same is not Likeness.SAME, -twin.match.score))
