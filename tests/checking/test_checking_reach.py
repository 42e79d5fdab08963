"""How far a sentence reaches, and whom it names: each rule on what it fires on, and on what it leaves alone."""

from __future__ import annotations

import pytest

from newsdraft.checking import RULES, check_claim, check_draft
from newsdraft.checking.cancers import cancers
from newsdraft.checking.lexicon import folded
from newsdraft.checking.names import absent_names, drugs
from newsdraft.checking.nearmiss import edits, near_miss
from newsdraft.checking.rules.reach import REACH
from newsdraft.checking.stages import in_sight
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
    Severity,
    Study,
)

BLOCK, MAJOR, MINOR = Severity.BLOCK, Severity.MAJOR, Severity.MINOR


def found(text: str, *passages: str) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in check_claim(text, passages)]


FIRES = [
    ("species-shift", BLOCK, "Patients given the drug lived longer.", "Mice given the drug lived longer."),
    (
        "species-shift",
        BLOCK,
        "The drug shrank tumours in people.",
        "The drug shrank tumours in rats, and the team hopes to test it in people.",
    ),
    (
        "species-shift",
        BLOCK,
        "Women who took it had smaller tumours.",
        "It shrank cells taken from women in a petri dish.",
    ),
    ("species-shift", BLOCK, "It worked in rats.", "It worked in mice."),
    ("species-shift", BLOCK, "It worked in mice.", "It worked in 40 patients."),
    ("species-shift", MAJOR, "It could help people.", "It helped mice."),
    ("species-shift", MAJOR, "Men lost fewer cells.", "Fewer cells were lost."),
    ("population-shift", BLOCK, "Men slept better.", "Women slept better."),
    ("population-shift", BLOCK, "Patients slept better.", "Healthy volunteers slept better."),
    ("population-shift", BLOCK, "Children slept better.", "Adults slept better."),
    ("population-shift", MAJOR, "Older people slept better.", "The patients slept better."),
    ("population-widened", BLOCK, "It works in all cancers.", "It works in lung cancer."),
    ("population-widened", MAJOR, "All patients slept.", "Most patients slept."),
    ("population-widened", MAJOR, "Cancer patients slept.", "Patients with lung cancer slept."),
    (
        "population-widened",
        MAJOR,
        "Patients with lung cancer slept.",
        "Patients with ALK-positive lung cancer slept.",
    ),
    ("cancer-differs", BLOCK, "It shrank ovarian cancer.", "It shrank breast cancer."),
    ("cancer-differs", BLOCK, "Those with lymphoma slept.", "Those with myeloma slept."),
    ("cancer-differs", MAJOR, "It shrank small cell lung cancer.", "It shrank lung cancer."),
    ("cancer-differs", MAJOR, "It shrank lung cancer.", "It shrank the tumour."),
    ("study-type-upgraded", BLOCK, "A randomised trial linked them.", "An observational study linked them."),
    ("study-type-upgraded", BLOCK, "A trial linked them.", "Medical records linked them."),
    ("study-type-upgraded", BLOCK, "It was published in a journal.", "It was posted as a preprint."),
    ("study-type-upgraded", BLOCK, "Patients recovered.", "A 40-year-old man recovered."),
    ("study-type-upgraded", BLOCK, "The trial showed it.", "A trial is planned."),
    ("study-type-upgraded", BLOCK, "Patients lived longer.", "A computer simulation points to longer lives."),
    ("study-type-upgraded", MAJOR, "A randomised study asked this.", "A study asked this."),
    ("approval-differs", BLOCK, "The FDA approved the drug.", "The FDA gave the drug priority review."),
    ("approval-differs", BLOCK, "The drug is on fast track.", "The drug has orphan drug status."),
    (
        "approval-differs",
        BLOCK,
        "The FDA approved the drug.",
        "The company plans to ask the FDA to approve the drug.",
    ),
    ("approval-differs", BLOCK, "The EMA approved the drug.", "The FDA approved the drug."),
    ("approval-differs", MAJOR, "The drug is approved.", "The drug has accelerated approval."),
    (
        "approval-differs",
        MAJOR,
        "The drug is approved.",
        "An ethics board approved the protocol of the drug study.",
    ),
    ("advice-not-in-passages", BLOCK, "Stop taking the drug.", "The drug failed."),
    ("advice-not-in-passages", BLOCK, "Ask your doctor for the new drug.", "The new drug worked."),
    ("advice-not-in-passages", BLOCK, "You should stop the drug.", "Patients should not stop the drug."),
    ("advice-not-in-passages", MAJOR, "People should sleep more.", "Sleep was measured."),
    ("advice-not-in-passages", MINOR, "Ask your doctor whether a trial is open.", "The drug worked."),
    ("advice-not-in-passages", MINOR, "Do not stop a drug on your own.", "The drug worked."),
    ("drug-part-dropped", MAJOR, "They took trastuzumab.", "They took trastuzumab deruxtecan."),
    ("drug-not-in-passages", BLOCK, "They took Opdivo.", "They took pembrolizumab."),
    ("drug-not-in-passages", BLOCK, "They took ivermectin.", "They took propranolol."),
    ("drug-not-in-passages", BLOCK, "They took pembrolizumap.", "They took pembrolizumab."),
    ("name-not-in-passages", BLOCK, "A change of BRCA2 was found.", "A change of BRCA1 was found."),
    ("name-not-in-passages", MAJOR, "It was done in Austria.", "It was done in Australia."),
    ("name-not-in-passages", MAJOR, "We met Dr Marie Ellis.", "Dr Maria Ellis met them."),
    (
        "name-not-in-passages",
        MAJOR,
        "It was paid by the FDA.",
        "It was paid by the European Medicines Agency.",
    ),
    (
        "name-not-in-passages",
        MAJOR,
        "It was paid by the American Cancer Society.",
        "It was paid by the American Heart Association.",
    ),
    ("person-named-otherwise", MAJOR, "They asked Professor Ellis.", "They asked Dr Maria Ellis."),
    (
        "person-named-otherwise",
        MAJOR,
        "Maria Ellis of Harbour University led it.",
        "Maria Ellis of Lakeside Hospital led it with Harbour University.",
    ),
    ("journal-differs", BLOCK, "It was published in Nature.", "It was published in Nature Medicine."),
    (
        "quotation-other-speaker",
        BLOCK,
        "“We need a larger trial,” said Ivo Brandt.",
        "“We need a larger trial,” said Maria Ellis.",
    ),
    ("quotation-not-verbatim", BLOCK, "He saw “all tumours … gone”.", "“All tumours shrank,” he said."),
    ("quotation-not-verbatim", MAJOR, "They showed “The Long Walk Home”.", "They showed a film."),
]


@pytest.mark.parametrize(("rule", "severity", "text", "passage"), FIRES)
def test_fires(rule, severity, text, passage):
    assert (rule, severity) in found(text, passage)


QUIET = [
    (
        "The team hopes to test it in patients.",
        "It shrank tumours in mice, and they hope to test it in patients.",
    ),
    ("It was not tested in people.", "It was tested in mice."),
    ("The disease affects one in eight women.", "It affects one in eight women. In mice it spreads."),
    ("Rodents slept.", "Mice slept."),
    ("Animals slept.", "Dogs slept."),
    ("Women with breast cancer slept.", "Patients with breast cancer slept."),
    ("Babies slept.", "Infants slept."),
    ("Boys and girls slept.", "Children slept."),
    ("Not all patients slept.", "Most patients slept."),
    ("All patients slept.", "Every patient slept."),
    ("People with bowel cancer slept.", "Those with colorectal cancer slept."),
    ("People with colon cancer slept.", "Those with colorectal cancer slept."),
    ("People with blood cancer slept.", "Those with leukaemia slept."),
    ("It shrank breast and ovarian cancers.", "Breast cancer and ovarian cancer shrank."),
    ("The study was not randomised.", "A single-arm study asked this."),
    ("A trial asked this.", "A study asked this in people who were given one of two drugs."),
    ("The results were published on Monday.", "The paper came out on Monday."),
    ("The trial is planned.", "A trial is planned."),
    ("The FDA cleared the test.", "The Food and Drug Administration approved the test."),
    ("The drug is not approved.", "The drug is being tested."),
    ("The drug was approved in May.", "In May the drug got a licence."),
    ("Larger studies should follow.", "Larger studies must follow."),
    ("Adults over 50 should be screened.", "The panel recommends that adults over 50 be screened."),
    ("Do not stop the drug on your own.", "Do not stop the drug without asking a doctor."),
    ("They took Keytruda.", "They took pembrolizumab."),
    ("They took Enhertu.", "They took trastuzumab deruxtecan."),
    ("ERBB2 mattered.", "HER2 mattered."),
    ("The National Cancer Institute paid.", "The NCI paid."),
    ("It appeared in the NEJM.", "It was published in the New England Journal of Medicine."),
    ("Spanish doctors did it.", "It was done in Spain."),
    ("It is from Dr Ellis.", "It is from Maria Ellis, MD."),
    ("“We need a larger trial,” said Ellis.", "“We need a larger trial,” said Dr Maria Ellis."),
    ("“We need a larger trial,” she said.", "“We need a larger trial,” said Maria Ellis."),
    ("F-16s flew.", "An F-16 flew."),
]


@pytest.mark.parametrize(("text", "passage"), QUIET)
def test_leaves_alone(text, passage):
    assert found(text, passage) == []


def test_the_readers_see_what_they_should():
    kinds = [
        m.key for m in cancers("Breast, ovarian and non-small cell lung cancer; cancer of the kidney; a lung")
    ]
    assert kinds == ["breast", "ovarian", "nsclc", "kidney"]
    assert drugs("Herceptin, trastuzumab emtansine, a statin, aspirin") == [
        "herceptin",
        "trastuzumab emtansine",
        "aspirin",
    ]
    assert (edits("kitten", "sitting", 3), edits("abc", "abcdef", 2)) == (3, 3)
    assert near_miss("KRAS2", ["KRAS1 was changed"]) == "KRAS1"
    assert absent_names("The WHO agreed with Erna Holt.", ["Those who agreed: Erna Holt."]) == []


def test_no_text_stops_the_checks():
    passage = "Mice got pembrolizumab and the FDA approved it, said Dr Bo Ek of Lakeside Hospital."
    for piece in (
        "a ",
        "patients ",
        "Ab Cd ",
        "A",
        "FDA approved ",
        "you should ",
        '"',
        "said Ann Lo ",
        "all the ",
    ):
        long = piece * (20000 // len(piece))
        assert "too-long-to-compare" in {f.rule for f in check_claim(long, [passage])}
        assert isinstance(check_claim(passage, [long]), list)
    assert folded("a\u00a0b") == "a b"


# --- in a post -------------------------------------------------------------------------------------------

TEXTS = [
    "Mice with lung tumours lived twice as long on the tablet, the team reports.",
    "Coffee drinkers had a 30 percent lower risk of liver cancer.",
    "Of 1,000 coffee drinkers 7 had liver cancer, and of 1,000 others 10.",
]
NOTE = "People who think of stopping a treatment are told to ask their care team first."


def document(id_: str, kind: DocumentKind, texts: list[str]) -> Document:
    passages = tuple(Passage(id=f"{id_}.{n}", text=t, start=0, end=len(t)) for n, t in enumerate(texts, 1))
    return Document(
        id=id_,
        kind=kind,
        title="A report",
        url="https://example.org/a",
        text=" ".join(texts),
        passages=passages,
    )


def checked(
    title: str, *texts: str, level: EvidenceLevel, lead: str = "", note: str = "", cite: str = "S1.1"
):
    claims = tuple(Claim(id=f"c{n}", text=text, passages=(cite,)) for n, text in enumerate(texts))
    section = Section(kind=SectionKind.BACKGROUND, heading="Background", blocks=(Block(claims=claims),))
    opening = (Block(claims=(Claim(id="l", text=lead, passages=("S1.1",)),)),) if lead else ()
    post = Post(title=title, description="", lead=opening, sections=(section,), conclusion=())
    dossier = Dossier(
        story_id="s",
        title=title,
        documents=(
            document("S1", DocumentKind.ARTICLE, TEXTS),
            document("R1", DocumentKind.REFERENCE, [NOTE]),
        ),
        study=Study(),
        evidence=Evidence(level=level, note=note),
    )
    return [f.rule for f in check_draft(post, dossier, "model") if f.rule in RULES]


@pytest.mark.parametrize(
    ("level", "title", "seen"),
    [
        (EvidenceLevel.ANIMAL, "A tablet against lung tumours", False),
        (EvidenceLevel.ANIMAL, "A tablet against lung tumours in mice", True),
        (EvidenceLevel.LAB, "A compound stops tumours", False),
        (EvidenceLevel.LAB, "A compound stops tumour cells in a dish", True),
        (EvidenceLevel.EARLY_TRIAL, "A new tablet", False),
        (EvidenceLevel.EARLY_TRIAL, "A first trial in 30 people tries a new tablet", True),
        (EvidenceLevel.RANDOMISED, "A new tablet", True),
    ],
)
def test_the_stage_is_in_sight(level, title, seen):
    assert ("stage-in-sight" not in checked(title, "It was tried.", level=level)) is seen


def test_the_first_sixty_words_may_show_the_stage():
    late = ["word " * 59 + "end.", "It was tried in mice."]
    assert "stage-in-sight" not in checked("A tablet", "It was tried in mice.", level=EvidenceLevel.ANIMAL)
    assert "stage-in-sight" in checked("A tablet", *late, level=EvidenceLevel.ANIMAL)
    one = Evidence(level=EvidenceLevel.EARLY_TRIAL, note="one patient, no comparison group")
    assert in_sight(one, "A program set the doses of one man")
    assert not in_sight(one, "A program sets doses")


def test_nothing_is_promised_beyond_the_evidence():
    rule, mice = "beyond-evidence-level", EvidenceLevel.ANIMAL
    assert rule in checked("A tablet helps patients with lung cancer", "It was in mice.", level=mice)
    assert rule in checked(
        "In mice", "It was tried.", lead="Patients lived longer on the tablet.", level=mice
    )
    assert rule not in checked("Mice lived longer; whether it helps patients is unknown", "So.", level=mice)
    assert rule not in checked("A tablet helps patients", "It was tried.", level=EvidenceLevel.RANDOMISED)
    seen = EvidenceLevel.OBSERVATIONAL
    assert rule in checked("Coffee prevents liver cancer", "It was asked.", level=seen)
    assert rule not in checked("Coffee is linked with less liver cancer", "It was asked.", level=seen)


def test_a_relative_figure_has_an_absolute_one_beside_it():
    rule, level = "relative-without-absolute", EvidenceLevel.OBSERVATIONAL
    said, counted = (
        "The risk was 30 percent lower, a lower risk by a third.",
        "It was 7 of 1,000 and 10 of 1,000.",
    )
    assert rule in checked("T", said, "They drank coffee.", level=level)
    assert rule not in checked("T", said, counted, level=level)
    for text in (
        "It cut the risk of death by 20%.",
        "They were twice as likely to relapse.",
        "The hazard ratio was 0.7.",
    ):
        assert rule in checked("T", text, level=level)
    for text in (
        "The risk fell from 4% to 3%.",
        "In 30% of patients the tumour shrank.",
        "They lived 3 months longer.",
    ):
        assert rule not in checked("T", text, level=level)


def test_a_reference_note_carries_a_next_step_and_no_change_of_treatment():
    rule, level = "advice-not-in-passages", EvidenceLevel.RANDOMISED
    assert rule not in checked("T", "Talk to your doctor about it.", level=level, cite="R1.1")
    assert rule in checked("T", "Talk to your doctor about it.", level=level)
    assert rule in checked("T", "Stop taking the drug.", level=level, cite="R1.1")


def test_a_quotation_names_its_speaker():
    rule, level = "quotation-unattributed", EvidenceLevel.RANDOMISED
    assert rule in checked("T", "A tablet: “lived twice as long on the tablet”.", level=level)
    assert rule not in checked("T", "The team says: “lived twice as long on the tablet”.", level=level)


def test_a_reading_is_not_held_to_a_species():
    section = Section(
        kind=SectionKind.BACKGROUND,
        heading="Background",
        blocks=(
            Block(
                claims=(Claim(id="a", text="It cannot show that patients live longer.", basis=Basis.DESIGN),)
            ),
        ),
    )
    post = Post(title="Mice", description="", lead=(), sections=(section,), conclusion=())
    evidence = Evidence(level=EvidenceLevel.ANIMAL)
    dossier = Dossier(
        story_id="s",
        title="T",
        documents=(document("S1", DocumentKind.ARTICLE, TEXTS),),
        study=Study(),
        evidence=evidence,
    )
    assert "species-shift" not in {f.rule for f in check_draft(post, dossier, "model")}


def test_every_rule_of_reach_is_tested():
    in_posts = {
        "stage-in-sight",
        "beyond-evidence-level",
        "relative-without-absolute",
        "quotation-unattributed",
    }
    assert {rule for rule, *_ in FIRES} | in_posts >= {rule.id for rule in REACH}


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("One woman died of a side effect.", False),
        ("The cancer affects one person in five million.", False),
        ("The drug was tried in one person.", True),
        ("Nobody was treated for comparison.", False),
    ],
)
def test_one_death_does_not_show_that_a_trial_is_early(told, seen):
    evidence = Evidence(level=EvidenceLevel.EARLY_TRIAL, note="A phase 2 trial.")
    assert in_sight(evidence, told) is seen


def test_what_a_trial_allowed_is_no_advice_and_steering_a_talk_is():
    passage = "The drug was given once a day."
    assert not found("People in the trial could stop the drug at any time.", passage)
    assert ("advice-not-in-passages", MAJOR) in found(
        "Talk to your doctor about lowering your dose.", passage
    )
    assert ("advice-not-in-passages", BLOCK) in found("Patients may want to delay surgery.", passage)
