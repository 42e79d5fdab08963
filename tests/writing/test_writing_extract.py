"""The extract: verbatim quotations where an editor needs them, silences named, nothing of its own."""

from __future__ import annotations

import re

import pytest
from writing_peers import TRIAL, document, trial_dossier

from newsdraft.model import Basis, Dossier, Evidence, EvidenceLevel, Post, Section, SectionKind, Study
from newsdraft.text import fold
from newsdraft.writing import ExtractWriter, Task
from newsdraft.writing.extract import title
from newsdraft.writing.gleaning import Gleaner, Use, glean, reasons

QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")


def extract(dossier: Dossier) -> Post:
    return ExtractWriter().write(Task(dossier=dossier)).post


def section(post: Post, kind: SectionKind) -> Section:
    return next(section for section in post.sections if section.kind is kind)


def cited(section: Section) -> set[str]:
    return {name for block in section.blocks for claim in block.claims for name in claim.passages}


def words(section: Section) -> str:
    return " ".join(claim.text for block in section.blocks for claim in block.claims)


def story(text: str, level: EvidenceLevel = EvidenceLevel.OBSERVATIONAL, **study: object) -> Dossier:
    release = document("S1", text)
    return Dossier(
        story_id="s",
        title="A sober headline about lung cancer",
        documents=(release,),
        study=Study(**study),  # type: ignore[arg-type]
        evidence=Evidence(level=level, passages=("S1.1",)),
    )


def test_every_quotation_is_verbatim_and_every_claim_rests_on_something() -> None:
    dossier = trial_dossier()
    known = dossier.passages()
    post = extract(dossier)
    for _, claim in post.claims():
        assert claim.passages or claim.basis is not Basis.PASSAGES
        source = fold(" ".join(known[name].text for name in claim.passages))
        for match in QUOTED.finditer(claim.text):
            assert fold(match.group(1) or match.group(2)) in source
        if claim.passages and claim.basis is Basis.PASSAGES:
            assert set(re.findall(r"\d+", claim.text)) <= set(re.findall(r"\d+", source))


def test_no_passage_serves_twice() -> None:
    post = extract(trial_dossier())
    quoted = [claim.passages for _, claim in post.claims() if "“" in claim.text]
    assert len(quoted) == len(set(quoted))
    assert len(quoted) >= 7


def test_sections_hold_what_an_editor_looks_for() -> None:
    post = extract(trial_dossier())
    happened = section(post, SectionKind.WHAT_HAPPENED)
    assert {"S1.2", "S1.4"} <= cited(happened)
    assert {"S1.8", "S1.9", "S1.10", "R1.1"} <= cited(section(post, SectionKind.PATIENTS))
    assert {"S1.6", "S1.7"} == cited(section(post, SectionKind.BACKGROUND))
    assert "Participants: 412 patients." in words(happened)
    assert "names the journal Millbrook Journal of Oncology" in words(happened)
    everything = " ".join(claim.text for _, claim in post.claims())
    for left_out in ("breakthrough", "ranked", "12,000", "MILLBROOK, Ohio"):
        assert left_out not in everything


def test_it_says_that_it_is_an_extract_and_what_stage_the_evidence_has() -> None:
    post = extract(trial_dossier())
    assert post.description.startswith("Extract to be rewritten before publishing")
    assert post.title == "Randomized trial: “Velarix with radiotherapy in bladder cancer”"
    assert post.lead[0].claims[0].text.startswith("This was a randomized trial")
    assert "S1.3" in post.lead[1].claims[0].passages or "S1.1" in post.lead[1].claims[0].passages
    assert [claim.id for _, claim in post.claims()][:3] == ["c1", "c2", "c3"]


def test_silence_is_said_and_only_where_it_is_silence() -> None:
    dossier = story("People who ate nuts had lung cancer less often, a study of 900 adults found.")
    patients = section(extract(dossier), SectionKind.PATIENTS)
    assert words(patients) == (
        "The source does not mention side effects or harms. The source names no limits of its result. "
        "The source does not say what it would cost."
    )
    assert all(claim.basis is Basis.ABSENCE for block in patients.blocks for claim in block.claims)
    spoken = section(extract(trial_dossier()), SectionKind.PATIENTS)
    assert "side effects or harms" not in words(spoken)
    assert "names no limits" not in words(spoken)


def test_how_ai_fits_answers_first() -> None:
    without = section(extract(trial_dossier()), SectionKind.HOW_AI_FITS)
    first = without.blocks[0].claims[0]
    assert first.text.startswith("The source does not mention AI")
    assert first.basis is Basis.ABSENCE
    text = (
        "A machine-learning program read 5,000 lung scans and found 92 percent of the cancers.\n"
        "Doctors who read the scans without the program found 84 percent."
    )
    dossier = story(text, used_ai=True, facts={"used_ai": ("S1.1",)})
    fits = section(extract(dossier), SectionKind.HOW_AI_FITS)
    assert fits.blocks[0].claims[0].text == "AI was part of this work, as the source tells it."
    assert fits.blocks[0].claims[0].passages == ("S1.1",)
    unsure = section(extract(story(text)), SectionKind.HOW_AI_FITS)
    assert "check whether this study used it" in unsure.blocks[0].claims[0].text


@pytest.mark.parametrize(
    ("headline", "level", "wanted"),
    [
        ("Drug shrinks tumors", EvidenceLevel.ANIMAL, "Study in mice: “Drug shrinks tumors”"),
        (
            "Miracle drug melts tumors!",
            EvidenceLevel.ANIMAL,
            "Lung cancer: a study in mice, reported by Millbrook Hospital",
        ),
        (
            "“Wow”, says doctor",
            EvidenceLevel.LAB,
            "Lung cancer: a laboratory study, reported by Millbrook Hospital",
        ),
    ],
)
def test_titles_are_sober_with_the_stage_in_sight(headline: str, level: EvidenceLevel, wanted: str) -> None:
    dossier = story("Mice with lung cancer were given the drug.", level)
    assert title(dossier.model_copy(update={"title": headline})) == wanted


def test_one_patient_is_in_the_title() -> None:
    dossier = story(
        "One patient with lung cancer was treated.", EvidenceLevel.EARLY_TRIAL, participants="1 patient"
    )
    assert title(dossier).startswith("Report on one patient: ")


def test_a_voice_is_never_taken_for_the_source() -> None:
    text = (
        "Researchers studied 40 people with lung cancer.\n"
        '"We must be careful with this result. Further studies are needed before it can be used. '
        'It is early," said Dr. Amara Voss.'
    )
    sentences = glean(story(text))
    assert [item.voice for item in sentences] == ["source", "speech", "speech", "mixed"][: len(sentences)]
    patients = words(section(extract(story(text)), SectionKind.PATIENTS))
    assert "quotes somebody: “Further studies are needed before it can be used.”" in patients


def test_a_sentence_that_leans_brings_its_neighbour() -> None:
    text = (
        "The trial tested the drug in 80 women with lung cancer.\n"
        "Women in the first group were treated for six months with the drug alone. "
        "They lived 4.1 months longer than women in the second group."
    )
    taken = Gleaner(glean(story(text))).take([Use.RESULT], most=3, max_words=80, least=1.5)
    assert [item.passage.id for item in taken] == ["S1.1", "S1.2", "S1.3"]


def test_a_fact_of_two_sentences_becomes_two_quotations() -> None:
    text = "The study counted 90 people.\nThe Elm Fund paid for it. The Oak Trust paid for the scans."
    dossier = story(
        text,
        funding="The Elm Fund paid for it. The Oak Trust paid for the scans.",
        facts={"funding": ("S1.2", "S1.3")},
    )
    block = section(extract(dossier), SectionKind.WHAT_HAPPENED).blocks[0]
    assert [claim.text for claim in block.claims] == [
        "Funding: “The Elm Fund paid for it.”",
        "“The Oak Trust paid for the scans.”",
    ]


def test_scores_explain_themselves() -> None:
    by_id = {item.passage.id: item for item in glean(trial_dossier())}
    names = dict(reasons(by_id["S1.3"], Use.RESULT))
    assert {"a number", "a statistic", "speaks of a result"} <= set(names)
    assert reasons(by_id["S1.3"], Use.HARM) == []
    assert "S1.13" not in by_id  # where the hospital talks about itself


def test_a_thin_source_still_makes_four_sections() -> None:
    post = extract(story("A drug was announced today by a company."))
    assert [section.kind for section in post.sections] == list(SectionKind)
    assert "does not say what was known before" in words(section(post, SectionKind.BACKGROUND))
    assert "gives no figures" in words(section(post, SectionKind.WHAT_HAPPENED))


def test_sections_stay_within_bounds() -> None:
    long = "\n".join([TRIAL.split("###")[0]] * 1 + [
        f"In group {n}, {n * 3} percent of {n * 40} patients lived longer than {n} months, the trial found."
        for n in range(2, 40)
    ])  # fmt: skip
    for item in extract(trial_dossier(text=long)).sections:
        assert len(words(item).split()) <= 190


def test_a_note_is_not_followed_and_that_is_said() -> None:
    written = ExtractWriter().write(Task(dossier=trial_dossier(), note="shorter"))
    assert "cannot follow a note" in written.notices[0]
    assert written.calls == ()
