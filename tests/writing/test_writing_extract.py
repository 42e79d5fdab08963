"""The extract: verbatim quotations where an editor needs them, silences named, nothing of its own."""

from __future__ import annotations

import re

import pytest
from writing_peers import TRIAL, document, trial_dossier

from newsdraft.model import (
    Basis,
    DocumentKind,
    Dossier,
    Evidence,
    EvidenceLevel,
    Post,
    Section,
    SectionKind,
    Study,
)
from newsdraft.text import fold
from newsdraft.writing import ExtractWriter, Task
from newsdraft.writing.cues import DATELINE
from newsdraft.writing.gleaning import Gleaner
from newsdraft.writing.notes import notes_for
from newsdraft.writing.scoring import Use, reasons
from newsdraft.writing.sentence import glean
from newsdraft.writing.titles import title
from newsdraft.writing.voices import voices

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
        "No sentence about side effects or harms was found in the source. "
        "No sentence about limits of the result was found in the source. "
        "No sentence about cost was found in the source."
    )
    assert all(claim.basis is Basis.ABSENCE for block in patients.blocks for claim in block.claims)
    spoken = section(extract(trial_dossier()), SectionKind.PATIENTS)
    assert "side effects or harms" not in words(spoken)
    assert "limits of the result" not in words(spoken)


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


@pytest.mark.parametrize(
    ("headline", "level", "study", "wanted"),
    [
        (
            "Sample: Amazing pill wipes out lung tumors",
            EvidenceLevel.ANIMAL,
            {"participants": "36 mice"},
            "Sample: Lung cancer: a study in 36 mice",
        ),
        (
            "Sample: Tablet and radiotherapy in lung cancer",
            EvidenceLevel.RANDOMISED,
            {},
            "Sample: Late-phase trial: “Tablet and radiotherapy in lung cancer”",
        ),
        (
            "Morning Swims Cut Deaths from Lung Cancer",
            EvidenceLevel.OBSERVATIONAL,
            {"participants": "2,750 people", "is_preprint": True},
            "Lung cancer: morning swims in an observational study of 2,750 people, not peer reviewed",
        ),
    ],
)
def test_a_loud_headline_gives_way_to_the_facts(
    headline: str, level: EvidenceLevel, study: dict[str, object], wanted: str
) -> None:
    dossier = story("Mice with lung cancer, and people who took morning swims.", level, **study)
    found = title(dossier.model_copy(update={"title": headline}))
    assert found == wanted
    assert len(found) < 110


def test_a_long_title_is_cut_to_its_facts() -> None:
    dossier = story("Lung cancer was studied.", EvidenceLevel.RANDOMISED, participants="90 older adults")
    found = title(dossier.model_copy(update={"title": "A tablet for lung cancer " * 9}))
    assert found == "Lung cancer: tablet in a late-phase trial of 90 older adults"


def test_an_approval_says_so_and_brings_its_terms() -> None:
    text = (
        "The agency today approved the tablet orvetinib for adults with lung cancer. "
        "The approval is conditional. It covers adults whose tumor has grown after one treatment.\n"
        "The agency based its decision on a phase 2 trial in which all 51 participants took orvetinib. "
        "There was no comparison group.\n"
        "Tumors shrank in 17 of 51 patients (33%; 95% CI 21-48). "
        "Orvetinib responses lasted a median of 6.1 months."
    )
    dossier = story(text, EvidenceLevel.EARLY_TRIAL, participants="51 participants").model_copy(
        update={
            "title": "Agency approves orvetinib",
            "evidence": Evidence(
                level=EvidenceLevel.EARLY_TRIAL,
                passages=("S1.4",),
                note="; the news is a regulator's decision",
            ),
        }
    )
    post = extract(dossier)
    assert post.title == (
        "Lung cancer: a regulator's decision on orvetinib, based on an early trial of 51 participants"
    )
    assert (
        post.lead[0].claims[0].text
        == "This is a regulator's decision, which rests on an early trial in people."
    )
    assert "“The approval is conditional.”" in words(section(post, SectionKind.WHAT_HAPPENED))
    assert "no comparison group" in words(section(post, SectionKind.PATIENTS))


RESULTS = (
    "Lung cancer is one of the most common cancers worldwide. "
    "Many smokers with lung cancer are never offered a scan.\n"
    "The study compared 400 people who had scans with 400 who had X-rays. "
    "The women and men were then followed for five years.\n"
    "Deaths from lung cancer were seen in 6.1% of people with scans vs. 8.4% with X-rays. "
    "This corresponds to a hazard ratio of 0.72 (95% CI 0.55-0.94; p = 0.02).\n"
    "Two years after the start, an estimated 88% vs. 81% of people were alive.\n"
    "Deaths from other causes did not differ (hazard ratio 0.97; p = 0.71).\n"
    "Side effects were rare. The most common were bruises of the arm (4% vs. 2%), and a rash (3% vs. 1%). "
    "Nine people (2%) had a collapsed lung after a biopsy.\n"
    "The study was not blinded, used scanners of one manufacturer only, and cannot tell whether scans of "
    "younger people help."
)


def test_results_stand_where_they_belong() -> None:
    post = extract(story(RESULTS))
    lead = " ".join(claim.text for block in post.lead for claim in block.claims)
    assert "6.1% of people with scans vs. 8.4% with X-rays" in lead
    assert "hazard ratio of 0.72" in lead  # it says more of the same figures
    happened = words(section(post, SectionKind.WHAT_HAPPENED))
    assert happened.index("88% vs. 81%") < happened.index("did not differ") < happened.index("400 people")
    background = words(section(post, SectionKind.BACKGROUND))
    assert "most common cancers worldwide" in background
    assert "%" not in background
    patients = words(section(post, SectionKind.PATIENTS))
    assert "collapsed lung" in patients
    assert "bruises" in patients or "bruises" in happened
    assert "one manufacturer only" in patients
    assert "limits of the result" not in patients


def test_the_figures_of_two_groups_stay_together() -> None:
    text = (
        "In that time 90 lung cancers came to light. The doctors with scans had found 61 of them, or 7.1 per "
        "1,000 people. The other doctors had found 52, or 6.0 per 1,000.\n"
        "The study followed the people for two years."
    )
    happened = section(extract(story(text)), SectionKind.WHAT_HAPPENED)
    block = next(block for block in happened.blocks if "7.1 per" in " ".join(c.text for c in block.claims))
    assert [claim.passages for claim in block.claims] == [("S1.1",), ("S1.2",), ("S1.3",)]


@pytest.mark.parametrize(
    "limit",
    [
        "The study was not randomized.",
        "It cannot tell whether people live longer.",
        "Machines of one manufacturer only were used.",
        "The trial was too small to say more.",
        "Few participants were older than 80.",
        "The habit was reported by the patients and measured only once.",
        "However, the answer may be another.",
    ],
)
def test_no_absence_of_limits_where_one_is_named(limit: str) -> None:
    text = f"People who ate nuts had lung cancer less often, a study of 900 adults found.\n{limit}"
    assert "limits of the result" not in words(section(extract(story(text)), SectionKind.PATIENTS))


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        (
            '"Scans help some people," said Dr. Ana Velde, who led it. "More trials are needed."',
            ["Dr. Ana Velde"] * 2,
        ),
        (
            'Professor Bo Lindt said: "Scans help some people. More trials are needed."',
            ["Professor Bo Lindt"] * 2,
        ),
        ('"Scans help some people," says Ilse van der Meer, PhD, a nurse.', ["Ilse van der Meer"]),
        ('"Scans help some people," he said. "More trials are needed."', ["", ""]),
        ('"Scans help some people. More trials are needed."', ["", ""]),
        ('The team tested a so-called "quiet" scanner at the clinic.', [""]),
    ],
)
def test_speakers(paragraph: str, speakers: list[str]) -> None:
    passages = document("S1", paragraph).passages
    assert [voice.speaker for voice in voices(passages)] == speakers


def test_somebody_without_a_name_is_not_quoted() -> None:
    text = (
        "Researchers studied 40 people with lung cancer.\n"
        '"We must be careful with this. Further studies are needed before it can be used."\n'
        '"Further trials and more research are needed," she said.'
    )
    everything = " ".join(claim.text for _, claim in extract(story(text)).claims())
    assert "needed" not in everything
    assert "quotes" not in everything


NOTES = {
    "breast": "'Cuts the risk in half' can mean a small change. In a breast cancer story it was 19 to 10 cases.",
    "screening": "A task force recommends yearly scans for people at high risk of lung cancer.",
    "ai-lung": "An AI model estimates the risk of lung cancer from one scan.",
    "ai-breast": "An AI program reads mammograms for breast cancer.",
    "ai-any": "A tool called MatchGPT finds trials for patients.",
    "term": "'Orphan drug' is the name of a status and says nothing about benefit.",
    "help": "Ask your doctor about it.",
}


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Lung cancer scans were tested. Each scan took a minute.", {"screening", "ai-lung", "help"}),
        ("The lung cancer tablet has been named an orphan drug.", {"ai-lung", "term", "help"}),
    ],
)
def test_notes_that_have_nothing_to_do_with_the_story_are_left_out(text: str, cited: set[str]) -> None:
    notes = [
        document(f"R{at}", note, DocumentKind.REFERENCE, None, "Example Institute")
        for at, note in enumerate(NOTES.values(), 1)
    ]
    dossier = story(text).model_copy(
        update={"title": "Lung cancer scans" if "scans" in text else "Lung tablet"}
    )
    dossier = dossier.model_copy(update={"documents": (*dossier.documents, *notes)})
    found = {name for kind in SectionKind for name in (note.id for note in notes_for(dossier, kind))}
    names = {f"R{at}": name for at, name in enumerate(NOTES, 1)}
    assert {names[one] for one in found} == cited


def test_an_algorithm_is_not_called_ai() -> None:
    text = "The device turns the smell into an algorithm for lung cancer, a study of 90 adults found."
    fits = section(extract(story(text, facts={"used_ai": ("S1.1",)})), SectionKind.HOW_AI_FITS)
    assert words(fits) == "The source speaks of an algorithm and does not call it AI."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Newswise — Walking helps.", "Walking helps."),
        ("(New York, NY - January 18, 2017) Walking helps.", "Walking helps."),
        ("SAN MARCO, July 14, 2015 /PRNewswire/ -- Walking helps.", "Walking helps."),
        ("OAKHAM – Walking helps.", "Walking helps."),
        ("Walking helps (it does).", "Walking helps (it does)."),
    ],
)
def test_place_lines_are_left_out(line: str, said: str) -> None:
    assert DATELINE.sub("", line) == said


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
    assert (
        "The release quotes Dr. Amara Voss: “Further studies are needed before it can be used.”" in patients
    )


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
    assert "No figures for the result were found" in words(section(post, SectionKind.WHAT_HAPPENED))


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
