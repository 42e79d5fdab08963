"""What each section is for, and how plain a post reads."""

from __future__ import annotations

import pytest

from newsdraft.checking import check_draft, reading_grade
from newsdraft.checking.readability import syllables
from newsdraft.model import (
    Basis,
    Block,
    Claim,
    Document,
    DocumentKind,
    Dossier,
    Evidence,
    EvidenceLevel,
    Passage,
    Post,
    Section,
    SectionKind,
    Study,
)

STORY = "A program read 300 scans before two doctors did. Nine tumors were found by the program alone."
NOTE = "Tools that read scans are tested in trials before clinics use them."


def document(id_: str, kind: DocumentKind, text: str) -> Document:
    passages, at = [], 0
    for number, sentence in enumerate(text.replace(". ", ".|").split("|"), 1):
        passages.append(Passage(id=f"{id_}.{number}", text=sentence, start=at, end=at + len(sentence)))
        at += len(sentence) + 1
    return Document(
        id=id_, kind=kind, title="Scans", url="https://example.org/x", text=text, passages=tuple(passages)
    )


DOSSIER = Dossier(
    story_id="s",
    title="Scans",
    documents=(document("S1", DocumentKind.ARTICLE, STORY), document("R1", DocumentKind.REFERENCE, NOTE)),
    study=Study(),
    evidence=Evidence(level=EvidenceLevel.OBSERVATIONAL),
)


def found(*claims: tuple[str, str], place: SectionKind | str = SectionKind.HOW_AI_FITS) -> set[str]:
    blocks = (
        Block(
            claims=tuple(
                Claim(id=f"c{n}", text=text, passages=(passage,) if passage else (),
                      basis=Basis.PASSAGES if passage else Basis.ABSENCE)
                for n, (text, passage) in enumerate(claims)
            )
        ),
    )  # fmt: skip
    sections = (
        (Section(kind=place, heading=place.value, blocks=blocks),) if isinstance(place, SectionKind) else ()
    )
    lead = blocks if place == "lead" else ()
    conclusion = blocks if place == "conclusion" else ()
    post = Post(title="Scans", description="Scans.", lead=lead, sections=sections, conclusion=conclusion)
    return {finding.rule for finding in check_draft(post, DOSSIER)}


@pytest.mark.parametrize(
    "first",
    [
        "AI was part of this study: a program read 300 scans.",
        "A program read 300 scans, not doctors alone.",
        "The study did not use artificial intelligence.",
        "The documents mention no AI.",
        "None of the documents mentions a role for AI.",
    ],
)
def test_an_answer_is_an_answer(first):
    assert "ai-not-answered" not in found((first, "S1.1"))


@pytest.mark.parametrize("first", ["Doctors read 300 scans.", "This may change how scans are read."])
def test_no_answer_is_said(first):
    assert "ai-not-answered" in found((first, "S1.1"))


@pytest.mark.parametrize(
    "first",
    [
        "The study did not use AI.", "No AI was used in this study.", "AI was not part of this work.",
        "The documents don't mention machine learning.", "None of the documents mentions AI.",
    ],
)  # fmt: skip
def test_without_ai_only_references_follow(first):
    assert "ai-section-drifts" in found((first, ""), ("Nine tumors were found.", "S1.2"))
    assert "ai-section-drifts" not in found((first, ""), ("Such tools are tested in trials.", "R1.1"))


def test_with_ai_the_study_may_be_cited():
    claims = [("A program read 300 scans, and not only doctors.", "S1.1"), ("It found nine tumors.", "S1.2")]
    assert "ai-section-drifts" not in found(*claims)


@pytest.mark.parametrize("place", ["lead", "conclusion", SectionKind.WHAT_HAPPENED])
def test_a_reference_tells_nothing_of_what_happened(place):
    assert "reference-in-what-happened" in found(("Such tools are tested in trials.", "R1.1"), place=place)


def test_a_reference_may_tell_the_background():
    assert "reference-in-what-happened" not in found(
        ("Such tools are tested in trials.", "R1.1"), place=SectionKind.BACKGROUND
    )


# Spoken syllables by dictionary.
SYLLABLES = {
    1: "cells lung lived placed dose breast year eye three cause real blood said whole types gene",
    2: "cancer patient people disease treated ended doses studies science trial safely every special tissue diet",
    3: "medicine decision usual serious surgery benefit influence area hospital possible actual",
    4: "radiation oncology leukemia evaluate society available pancreatic anxiety especially",
    5: "chemotherapy individual university associated evaluated",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, some in SYLLABLES.items() for word in some.split()]
)
def test_syllables(count, word):
    assert syllables(word) == count


def test_the_grade_follows_the_formula():
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    # 8 words, 2 sentences, 13 syllables: 0.39 * 4 + 11.8 * 1.625 - 15.59
    assert reading_grade(["Cancer patients lived longer.", "Doctors treated them well."]) == pytest.approx(
        5.145
    )
    assert reading_grade([]) == reading_grade(["…"]) == 0.0


def test_a_hard_post_is_named():
    hard = (
        "Pharmacokinetic characterization demonstrated proportional exposure and manageable hepatotoxicity."
    )
    assert "reading-grade" in found((hard, "S1.1"))
    assert "reading-grade" not in found(("A program read 300 scans before doctors did.", "S1.1"))
