"""The model judge asked the desk's questions on a release, as it is asked them on a post: same prompts, same client.

A release is laid before it as a post of its own sentences, with itself as the only document. The endpoint is the one
that settings name (OPENAI_BASE_URL, OPENAI_API_KEY, NEWSDRAFT_MODEL, or NEWSDRAFT_JUDGE_MODEL).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsdraft.app.opening import model_settings
from newsdraft.config import load_settings
from newsdraft.model import (
    Block,
    Claim,
    Document,
    DocumentKind,
    Dossier,
    Evidence,
    EvidenceLevel,
    Met,
    Passage,
    Post,
    Section,
    SectionKind,
    Study,
)
from newsdraft.text import sentences
from newsdraft.writing import MemoryLedger, ModelClient, ModelJudge, load_prompts

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"

# The desk's questions by the criteria of the data. The last one asks for unjustifiable language: ours is certainty.
QUESTIONS = {
    "costs": "costs",
    "benefits": "benefits",
    "harms": "harms",
    "evidence": "evidence",
    "mongering": "disease-mongering",
    "funding_coi": "independent-sources",
    "alternatives": "alternatives",
    "availability": "availability",
    "novelty": "novelty",
    "sensational": "certainty",
}


@contextmanager
def opened_judge() -> Iterator[ModelJudge]:
    """The judge of the environment's settings. KeyRefused where they name neither key nor endpoint."""
    settings = load_settings(Path.cwd())
    endpoint = model_settings(settings).model_copy(update={"model": settings.judge_model or settings.model})
    with ModelClient(endpoint, MemoryLedger()) as client:
        yield ModelJudge(client, load_prompts(PROMPTS))


def judged_answers(judge: ModelJudge, row: Mapping[str, Any]) -> dict[str, Met]:
    """The answer to each criterion on the release of ``row``, from one call; "unscored" where it gave none."""
    document = _document(str(row["release_title"]), str(row["source_url"]), str(row["text"]))
    dossier = Dossier(
        story_id=str(row["id"]),
        title=document.title,
        documents=(document,),
        study=Study(),
        evidence=Evidence(level=EvidenceLevel.ANNOUNCEMENT, note="a release, as it was sent out"),
    )
    reading = judge.judge(_post(document), dossier, (), appraise=True).reading
    given = {appraisal.question: appraisal.met for appraisal in reading.appraisals}
    return {criterion: given.get(name, Met.UNSCORED) for criterion, name in QUESTIONS.items()}


def _document(title: str, url: str, text: str) -> Document:
    spans = list(enumerate(sentences(text), 1))
    return Document(
        id="S1",
        kind=DocumentKind.ARTICLE,
        title=title,
        publisher="the institution",
        url=url,
        text=text,
        passages=tuple(
            Passage(id=f"S1.{number}", text=text[start:end], start=start, end=end)
            for number, (start, end) in spans
        ),
    )


def _post(document: Document) -> Post:
    claims = [
        Claim(id=f"c{number}", text=passage.text, passages=(passage.id,))
        for number, passage in enumerate(document.passages, 1)
    ]
    section = Section(
        kind=SectionKind.WHAT_HAPPENED, heading="What Happened", blocks=_blocks(claims[1:] or claims)
    )
    return Post(
        title=document.title,
        description=document.title,
        lead=_blocks(claims[:1]),
        sections=(section,),
        conclusion=(),
    )


def _blocks(claims: Sequence[Claim]) -> tuple[Block, ...]:
    return (Block(claims=tuple(claims)),)
