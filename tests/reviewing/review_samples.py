"""A small draft with everything in it, for the tests of reviewing and publishing."""

from datetime import UTC, datetime

from newsdraft.model import (
    Basis,
    Block,
    BlockKind,
    Claim,
    Document,
    DocumentKind,
    Dossier,
    Draft,
    Evidence,
    EvidenceLevel,
    Finding,
    Passage,
    Post,
    Section,
    SectionKind,
    Severity,
    SourceKind,
    Study,
)

NOW = datetime(2026, 6, 26, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 27, 9, 30, tzinfo=UTC)
DRAFT_ID = "01JZZZZZZZZZZZZZZZZZZZZZZZ"


def document(**changes):
    texts = [
        "A copper-binding drug slowed tumors in 24 mice.",
        "The drug was given with an antibody.",
        "No AI was used.",
    ]
    values = {
        "id": "S1",
        "kind": DocumentKind.ARTICLE,
        "title": "Copper drug: a mouse study",
        "url": "https://example.org/news/copper",
        "publisher": "Harbor Lake",
        "source_kind": SourceKind.PRESS_RELEASE,
        "published": NOW,
        "text": "\n".join(texts),
        "passages": tuple(
            Passage(id=f"S1.{n}", text=t, start=0, end=len(t)) for n, t in enumerate(texts, start=1)
        ),
    }
    return Document(**{**values, **changes})


def post(**changes):
    def block(*claims, kind=BlockKind.PARAGRAPH):
        return Block(kind=kind, claims=claims)

    values = {
        "title": "A copper drug slowed tumors in mice: what it means",
        "description": "A study in 24 mice; nobody knows yet whether it helps people.",
        "tags": ("mice", "copper"),
        "lead": (block(Claim(id="c1", text="A drug slowed tumors in 24 mice.", passages=("S1.1",))),),
        "sections": (
            Section(kind=SectionKind.WHAT_HAPPENED, heading="What Happened: a mouse study", blocks=(
                block(
                    Claim(id="c2", text="The mice got it with an antibody.", passages=("S1.2",)),
                    Claim(id="c3", text="A study in mice cannot show a benefit for people.", basis=Basis.DESIGN),
                ),
            )),
            Section(kind=SectionKind.HOW_AI_FITS, heading="How AI Fits: it was not used", blocks=(
                block(Claim(id="c4", text="The study did not use AI.", passages=("S1.3",))),
            )),
            Section(kind=SectionKind.PATIENTS, heading="What Patients Should Know", blocks=(
                block(Claim(id="c5", text="It does not change treatment.", basis=Basis.INFERENCE), kind=BlockKind.ITEM),
                block(Claim(id="c6", text="Ask your care team."), kind=BlockKind.ITEM),
            )),
        ),
        "conclusion": (block(Claim(id="c7", text="It is an early result.", passages=("S1.1",))),),
    }  # fmt: skip
    return Post(**{**values, **changes})


def finding(number="f1", severity=Severity.BLOCK, **changes):
    values = {
        "rule": "uncited",
        "where": "What Patients Should Know",
        "claim": "c6",
        "message": "No passage is cited.",
    }
    return Finding(id=number, severity=severity, **{**values, **changes})


def draft(**changes):
    values = {
        "id": DRAFT_ID,
        "story_id": DRAFT_ID,
        "version": 1,
        "writer": "model",
        "date": "2026-06-26",
        "slug": "copper-drug-mice",
        "post": post(),
        "dossier": Dossier(
            story_id=DRAFT_ID, title="Copper", documents=(document(),), study=Study(design="mice", doi="10.1000/x"),
            evidence=Evidence(level=EvidenceLevel.ANIMAL, passages=("S1.1",), note="Only mice."),
            notices=("The release was the only source.",),
        ),
        "findings": (),
        "created_at": NOW,
    }  # fmt: skip
    return Draft(**{**values, **changes})
