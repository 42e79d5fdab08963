"""The desk's wording: hype, leaks, empty phrases, experts without a name, plain language."""

from datetime import date

import pytest

from newsdraft.checking import RULES, Earlier, Policy, check_draft, check_front, check_post
from newsdraft.checking.context import Sentence, Sources
from newsdraft.checking.editorial import WORDING_CHECKS
from newsdraft.checking.editorial.answers import desk_answers
from newsdraft.checking.editorial.plainness import terms_in
from newsdraft.checking.editorial.terms import TERMS
from newsdraft.markdown import parse_body
from newsdraft.model import Document, DocumentKind, Dossier, Passage, Severity

FIRES = [(rule.id, text) for rule in RULES.values() for text in rule.fires]
SILENT = [(rule.id, text) for rule in RULES.values() for text in rule.silent]


def document(*texts, kind=DocumentKind.ARTICLE):
    passages = tuple(
        Passage(id=f"S1.{number}", text=text, start=0, end=len(text)) for number, text in enumerate(texts, 1)
    )
    return Document(
        id="S1",
        kind=kind,
        title="A release",
        url="https://example.org/a",
        text=" ".join(texts),
        passages=passages,
    )


def hits(text, *passages):
    sources = Sources([document(*passages)] if passages else [])
    sentence = Sentence(text=text, cited=dict(sources.texts), sources=sources)
    return {hit.rule: hit for check in WORDING_CHECKS for hit in check(sentence)}


def found(markdown, *passages):
    return {each.rule: each for each in check_post(markdown, [document(*passages)] if passages else [])}


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_a_rule_finds_its_own_examples(rule, text):
    assert rule in hits(text)


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_a_rule_leaves_its_own_counterexamples_alone(rule, text):
    assert rule not in hits(text)


# --- hype ------------------------------------------------------------------------------------------------


def test_somebody_elses_hype_warns_only():
    hit = hits("The head of the trial said, “This is a breakthrough for our patients.”")["hype"]
    assert hit.severity is Severity.MINOR


def test_the_message_offers_sober_words():
    assert "give the figure" in hits("The drug dramatically slowed the tumor.")["hype-warning"].message


@pytest.mark.parametrize(
    "text",
    [
        "It is not a cure.",
        "Nobody was cured in this study.",
        "This is far from a breakthrough.",
        "There is still no miracle drug for it.",
    ],
)
def test_a_word_that_is_denied_promises_nothing(text):
    assert "hype" not in hits(text)


def test_a_name_is_a_name():
    assert "hype-warning" not in hits("The Hope Institute in Leeds ran the trial.")
    assert "hype" not in hits("The trial was paid for by Breakthrough Therapeutics.")


def test_hype_in_title_case_is_hype():
    assert "hype" in hits("Groundbreaking Vaccine Shrinks Tumors in Mice")


def test_the_regulators_word_needs_a_source_and_a_meaning():
    said = "The FDA granted the drug breakthrough therapy designation in May."
    assert "hype" in hits(said)
    assert "hype" not in hits(said, "In May the agency granted a breakthrough therapy designation.")
    post = f"## What happened\n\n{said}\n"
    source = "In May the agency granted a breakthrough therapy designation."
    assert "designation-unexplained" in found(post, source)
    explained = said + " That means a faster review on early data; it is not an approval."
    assert "designation-unexplained" not in found(f"## What happened\n\n{explained}\n", source)


def test_warnings_are_a_block_where_they_are_dense():
    one = "The drug is promising, and the novel results give hope to cancer victims."
    post = f"## What happened\n\n{one} The dramatic data are exciting.\n"
    assert found(post)["hype-dense"].severity is Severity.BLOCK
    calm = " ".join(f"In group {n}, twelve people took the tablet for a month." for n in "abcdefgh")
    assert "hype-dense" not in found(f"## What happened\n\nThe drug is promising. {calm}\n")


# --- leaks, phrases --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The trial (S1.2) had 40 people.",
        "Certainly! Here is the revised text.",
        "Dr. XXX of the clinic agreed.",
        "{{ title }} is new.",
        "It was said on &nbsp;Monday.",
    ],
)
def test_marks_that_no_text_may_carry(text):
    assert hits(text)["leak"].rule == "leak"


@pytest.mark.parametrize(
    "text",
    [
        "Women with two X chromosomes took part.",
        "The study used an AI model as a second reader.",
        "In stage S1 disease, 12 people were treated.",
        "The café in Nîmes paid for it.",
    ],
)
def test_what_only_looks_like_a_leak(text):
    assert "leak" not in hits(text)


def test_a_stock_phrase_of_the_source_is_still_one():
    said = "This is an important step forward."
    assert "boilerplate" in hits(said, said)


def test_experts_of_a_passage_are_the_passages():
    said = "Experts say the drug needs a larger trial."
    assert "expert-unnamed" in hits(said)
    assert "expert-unnamed" not in hits(said, "Experts say that a larger trial is needed.")


# --- plain language --------------------------------------------------------------------------------------


def test_a_long_sentence_is_long_where_the_desk_says():
    text = " ".join(["word"] * 25) + "."
    assert "sentence-long" not in hits(text)
    sentence = Sentence(text=text, cited={}, policy=Policy(limits={"sentence_words": 20}))
    assert [hit.rule for check in WORDING_CHECKS for hit in check(sentence)] == ["sentence-long"]


def test_a_chain_of_passives():
    chain = "Blood was taken. Samples were frozen. The genes were read."
    assert "passive-chain" in found(f"## What happened\n\n{chain}\n")
    broken = "Blood was taken. Nurses froze the samples. The genes were read."
    assert "passive-chain" not in found(f"## What happened\n\n{broken}\n")


def test_a_term_is_explained_or_found():
    bare = "The main endpoint was overall survival in people with metastatic disease."
    terms = [each for each in check_post(f"## What happened\n\n{bare}\n") if each.rule == "jargon"]
    assert {each.message.split("”")[0].strip("“") for each in terms} == {
        "endpoint",
        "overall survival",
        "metastatic",
    }
    told = (
        "The trial measured overall survival, or how long people lived. Their cancer was metastatic: it had spread to "
        "other parts of the body."
    )
    assert "jargon" not in found(f"## What happened\n\n{told}\n")


def test_a_term_in_a_name_is_a_name():
    assert not terms_in("It stands in the Journal of Translational Research.")
    assert [term for term, _, _ in terms_in("It is translational research.")] == ["translational"]


def test_terms_are_known_in_their_forms():
    assert [term for term, _, _ in terms_in("Checkpoint-inhibitors and antibody drug conjugates; xenografts.")] == [
        "checkpoint inhibitor", "antibody-drug conjugate", "xenograft",
    ]  # fmt: skip
    assert all(told and told != term for term, told in TERMS.items())


def test_what_happened_says_how_many():
    assert "numbers-absent" in found("## What happened\n\nOn 3 May 2026 a drug was tried in people.\n")
    assert "numbers-absent" not in found("## What happened\n\nA drug was tried in 41 people.\n")


# --- the study and its sources ---------------------------------------------------------------------------

STUDY = {
    "journal": "Harwick Journal of Oncology",
    "institution": "Lakeside Hospital",
    "participants": "48 people",
}


def of_study(text, **study):
    passages = [document("A trial was done.")]
    dossier = Dossier.model_validate(
        {
            "story_id": "x",
            "title": "t",
            "documents": [each.model_dump() for each in passages],
            "study": study,
            "evidence": {"level": "early human trial"},
        }
    )
    return [
        each
        for each in check_draft(parse_body(f"## What happened\n\n{text}\n"), dossier)
        if each.rule in NAMED
    ]


NAMED = ("study-not-named", "standing-unsaid")


def test_what_is_known_of_the_study_is_told():
    missing = of_study("A trial was done.", **STUDY)
    assert [each.rule for each in missing] == ["study-not-named"] * 3
    assert "Harwick Journal of Oncology" in missing[0].message
    told = "At the Lakeside hospital, 48 people took part; it appeared in the Harwick Journal of Oncology."
    assert of_study(told, **STUDY) == []


def test_a_preprint_is_called_one():
    said = of_study("A trial was done.", is_preprint=True)
    assert [each.rule for each in said] == ["standing-unsaid"]
    assert of_study("The preprint tells of a trial.", is_preprint=True) == []
    assert (
        of_study("Other researchers have not reviewed it: it is not peer reviewed.", is_preprint=True) == []
    )


def test_where_there_is_only_a_release_the_post_says_so():
    assert [each.rule for each in of_study("A trial was done.")] == ["standing-unsaid"]
    assert of_study("A trial was done. The news release names no journal.") == []
    assert of_study("A trial was shown at the spring meeting of the society.") == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("funding-unsaid", "The Ardmore Fund paid for the trial."),
        ("funding-unsaid", "The release does not say who paid for it."),
        ("interests-unsaid", "Two authors hold patents on the test."),
        ("interests-unsaid", "The release says nothing on competing interests."),
        ("outside-voice-absent", "Lena Brandt, who was not involved, called it small."),
        ("outside-voice-absent", "The release quotes only people who did the study."),
    ],
)
def test_silence_on_sources_is_found_and_an_answer_is_enough(rule, told):
    base = "A drug was tried in 41 people at one hospital."
    assert rule in found(f"## What happened\n\n{base}\n")
    assert rule not in found(f"## What happened\n\n{base} {told}\n")


@pytest.mark.parametrize(("today", "late"), [(date(2026, 5, 1), False), (date(2026, 5, 2), True)])
def test_a_note_past_its_day_of_review_is_found(today, late):
    note = document("Chance decides who gets which treatment.", kind=DocumentKind.REFERENCE)
    passage = note.passages[0].model_copy(update={"id": "R1.1"})
    note = note.model_copy(
        update={"id": "R1", "passages": (passage,), "reference": "trials", "review_by": date(2026, 5, 1)}
    )
    dossier = Dossier.model_validate(
        {
            "story_id": "x",
            "title": "t",
            "documents": [document("A trial.").model_dump(), note.model_dump()],
            "study": {},
            "evidence": {"level": "early human trial"},
        }
    )
    post = parse_body("## Background\n\nChance decides.[^R1.1]\n")
    rules = {each.rule for each in check_draft(post, dossier, today=today)}
    assert ("reference-overdue" in rules) is late
    assert "reference-overdue" not in {
        each.rule for each in check_draft(parse_body("Text."), dossier, today=today)
    }


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("harms-unsaid", "Nausea and rashes were the side effects; 4 of 41 people had to stop the drug."),
        ("harms-unsaid", "The release names no side effects."),
        ("costs-unsaid", "A month of it costs $900."),
        ("costs-unsaid", "The company has not said what the price will be."),
        (
            "benefits-unquantified",
            "It shrank in 45% and in 12% without it. At a year 8% were ill, and 9% of the others.",
        ),
    ],
)
def test_what_a_desk_asks_of_every_study(rule, told):
    base = "A drug was tried at one hospital."
    assert rule in found(f"## What happened\n\n{base}\n")
    assert rule not in found(f"## What happened\n\n{base} {told}\n")


def test_harms_weigh_more_where_people_were_treated():
    def severity(level):
        dossier = Dossier.model_validate(
            {
                "story_id": "x",
                "title": "t",
                "documents": [document("A trial.").model_dump()],
                "study": {},
                "evidence": {"level": level},
            }
        )
        found = {each.rule: each for each in check_draft(parse_body("Text."), dossier)}
        return found["harms-unsaid"].severity, "costs-unsaid" in found

    assert severity("early human trial") == (Severity.MAJOR, True)
    assert severity("observational") == (Severity.MINOR, True)
    assert severity("animals") == (Severity.MINOR, False)


TOLD = Earlier(
    "A tablet shrank lung tumors in 20 of 51 people", "Doctors at Lakeside tried a tablet for lung cancer."
)


@pytest.mark.parametrize(
    ("title", "lead", "again"),
    [
        ("Lung tumors shrank in 20 of 51 people with a tablet", "Something else.", True),
        (
            "Another title altogether for this one",
            "At Lakeside, doctors tried a tablet for lung cancer.",
            True,
        ),
        ("A tablet for kidney cancer did not help", "Doctors at Marlow tried another drug in mice.", False),
        ("A tablet", "Doctors.", False),
    ],
)
def test_a_story_that_was_told_before_is_found(title, lead, again):
    dossier = Dossier.model_validate(
        {
            "story_id": "x",
            "title": "t",
            "documents": [document("A trial.").model_dump()],
            "study": {},
            "evidence": {"level": "early human trial"},
        }
    )
    post = parse_body(f"# {title}\n\n{lead}\n\n## What happened\n\nText.\n")
    post = post.model_copy(update={"title": title})
    found = {each.rule: each for each in check_draft(post, dossier, earlier=[TOLD])}
    assert ("told-before" in found) is again
    if again:
        assert TOLD.title in found["told-before"].message
    assert "told-before" not in {each.rule for each in check_draft(post, dossier)}


# --- front matter ----------------------------------------------------------------------------------------


def front(yaml):
    return {each.rule for each in check_front(f"---\ntitle: A\n{yaml}\n---\n\nText.\n")}


def test_a_picture_needs_words_and_a_credit():
    assert "picture-unlabelled" in front("image: {src: a.jpg, alt: null, credit: Ana Ruiz}")
    assert "picture-unlabelled" in front("image: {src: a.jpg, alt: A microscope}")
    assert "picture-unlabelled" in front("image: a.jpg")
    assert front("image: {src: a.jpg, alt: A microscope, credit: Ana Ruiz}") == set()
    assert front("image: {src: null, alt: null, credit: null}") == set()


def test_a_machine_is_no_author():
    assert "machine-byline" in front("author: ChatGPT")
    assert "machine-byline" in front("reviewed_by: our AI model")
    assert front("author: Aino Claudel") == set()


def test_an_extract_is_not_judged_by_its_sources_words():
    post = parse_body("## What happened\n\nThe drug is a breakthrough.\n")
    dossier = Dossier.model_validate(
        {
            "story_id": "x",
            "title": "t",
            "documents": [document("The drug is a breakthrough.").model_dump()],
            "study": {},
            "evidence": {"level": "announcement", "note": ""},
        }
    )
    assert "hype" in {each.rule for each in check_draft(post, dossier, "model")}
    assert "hype" not in {each.rule for each in check_draft(post, dossier, "extract")}


@pytest.mark.parametrize(
    ("journal", "told", "named"),
    [
        ("Nature", "The work appeared in Nature in May.", True),
        ("Nature", "It is in the nature of such studies to be small.", False),
        ("Blood", "Blood was drawn from 40 people.", False),
        ("Digital Tissue", "Tissue was looked at with a digital camera in a journal.", False),
        ("Leeds University Hospital", "The University Hospital of Leeds did the work.", True),
        ("Larkmoor Institute for Cancer Biology", "Scientists at the Larkmoor Institute did the work.", True),
        ("University of Eastholm", "A university in Denmark did the work.", False),
    ],
)
def test_a_name_is_told_by_its_own_words_with_their_capitals(journal, told, named):
    assert (not of_study(told, journal=journal)) is named


def test_a_sentence_on_all_that_is_missing_answers_every_question_of_money_harms_and_voices():
    asked = {"funding-unsaid", "interests-unsaid", "outside-voice-absent", "harms-unsaid", "costs-unsaid"}
    base = "A drug was tried in 41 people at one hospital."
    said = (
        "The documents do not say who paid, and they name no competing interests, no side effects, no costs and no "
        "voice from outside the study."
    )
    assert asked <= set(found(f"## What happened\n\n{base}\n"))
    assert not asked & set(found(f"## What happened\n\n{base} {said}\n"))


@pytest.mark.parametrize(
    ("told", "satisfactory"),
    [
        ("The side effects of current treatments are severe, and many people have pain.", False),
        (
            "Traditional drugs attack healthy cells as well, which leads to side effects. It was well tolerated.",
            False,
        ),
        ("The new method has fewer side effects than existing therapies.", False),
        ("The drug prevents complications such as heart attacks.", False),
        ("Of those with the drug, 14 percent had a headache.", True),
        (
            "Serious side effects were seen in 13 percent with the drug and 35 percent with chemotherapy.",
            True,
        ),
        ("The release does not say whether anybody was injured.", True),
        ("Training was not linked with the risk of death.", False),
    ],
)
def test_harms_are_those_of_what_the_study_tried(told, satisfactory):
    assert desk_answers(told)["harms"].satisfactory is satisfactory


def test_loaded_words_count_once_and_those_of_a_title_twice():
    often = "It is the best and the best, with unique and unique results."
    assert desk_answers(often)["sober"].satisfactory
    assert not desk_answers(often, "The best drug yet, and a powerful one")["sober"].satisfactory
    assert desk_answers(f"{often} However, this does not prove much.", "The best drug yet")[
        "sober"
    ].satisfactory


def test_a_dose_and_the_figures_of_harms_are_no_benefit():
    dose = "People got between 0.1 mg and 24 mg of it every three weeks."
    harm = "Side effects were seen in 14 of 38 people and in 3 of 40."
    assert not desk_answers(" ".join([dose, harm, dose, harm]))["benefits"].rests_on
