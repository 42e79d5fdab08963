import pytest
from reading_samples import RELEASE

from newsdraft.model import Article, EvidenceLevel, Retraction, SourceKind, Study
from newsdraft.reading import as_document, find_study, read_evidence

FILLER = "The hospital has worked on this question for several years with its partners in the region. " * 12


def article(*lines: str, title: str = "News on a cancer drug", **fields: object) -> Article:
    return Article.model_validate(
        {"url": "https://a.invalid/1", "title": title, "text": "\n".join(lines), **fields}
    )


def study(*lines: str, **fields: object) -> Study:
    one = article(*lines, **fields)
    return find_study([one], [as_document(one, "S1")])


def level(*lines: str, title: str = "News on a cancer drug") -> EvidenceLevel:
    return read_evidence([as_document(article(*lines, title=title), "S1")]).level


def test_a_whole_release() -> None:
    found = study(*RELEASE)
    assert found.doi == "10.5555/invented.0042"
    assert found.journal == "Journal of Invented Oncology"
    assert found.title == "Copper depletion slows the growth of pancreatic tumors in mice"
    assert found.institution == "Marlow University"
    assert found.design == "animal study"
    assert found.funding == "The work was funded by the Marlow Research Council."
    assert found.conflicts == "Dr. Pereira-Lund holds a patent on the drug."
    assert found.facts["funding"] == ("S1.9",)
    assert found.retraction is Retraction.NOT_LOOKED_UP
    assert not found.is_preprint


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("The paper is at https://doi.org/10.5555/abc.12).", "10.5555/abc.12"),
        ("DOI: 10.5555/A-B(12)3.", "10.5555/a-b(12)3"),
        ("It is available at: https:/ / doi. org/ 10. 5555/ jnl/ abc123", "10.5555/jnl/abc123"),
        ("arXiv:2601.01234 has the preprint.", "10.48550/arxiv.2601.01234"),
        ("Two papers: doi 10.5555/one and doi 10.5555/two.", None),
        ("Version 10.5 of the tool was used.", None),
    ],
)
def test_doi(text: str, doi: str | None) -> None:
    assert study(text).doi == doi


def test_doi_of_the_page_comes_first() -> None:
    assert study("See doi 10.5555/text.", doi="10.5555/meta").doi == "10.5555/meta"


def test_trial_ids_and_pmid() -> None:
    found = study(
        "The trial (NCT01234567, ISRCTN12345678) is done. NCT01234567 was first.", "PMID: 12345678."
    )
    assert found.trial_ids == ("NCT01234567", "ISRCTN12345678")
    assert found.facts["trial_ids"] == ("S1.1", "S1.2")
    assert found.pmid == "12345678"


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        (
            "The study was published online today in the New England Journal of Medicine.",
            "New England Journal of Medicine",
        ),
        (
            "Published in the March 3 issue of the Journal of Clinical Oncology, it shows this.",
            "Journal of Clinical Oncology",
        ),
        ("The findings appear in The Lancet Oncology.", "The Lancet Oncology"),
        ("The results were published online March 21, 2016 in the journal Nature.", "Nature"),
        (
            "It was reported in the journal Cancer Epidemiology, Biomarkers & Prevention.",
            "Cancer Epidemiology, Biomarkers & Prevention",
        ),
        (
            "The study was released Tuesday by the Journal of the American Medical Association (JAMA).",
            "Journal of the American Medical Association",
        ),
        ("The findings were published in April in Switzerland.", None),
        ("It was published in Good Times Magazine.", None),
        ("An earlier study, published in Nature Medicine, found the reverse.", None),
        ("The results were presented in Chicago at the American Society of Clinical Oncology.", None),
        ("The team published in 2019 and reported in Boston.", None),
    ],
)
def test_journal(text: str, journal: str | None) -> None:
    assert study(text).journal == journal


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("The trial enrolled 361 patients at 20 hospitals.", "361 patients"),
        ("The study included 61,240 women.", "61,240 women"),
        ("The team followed over 66,000 men and women for years.", "over 66,000 men and women"),
        ("More than 10,000 people die of it each year.", None),
        ("A previous study enrolled 50 patients.", None),
        ("A trial will enroll 300 patients next year.", None),
        ("After 12 months, 36 percent of patients were alive.", None),
        ("The hospital treats 9,000 patients a year.", None),
        ("The team then turned to 36 mice with lung tumors.", "36 mice"),
        ("They looked at 2,750 people who had left the clinic.", "2,750 people"),
        ("In the phase 2 trial all 51 participants received the tablet.", "51 participants"),
        ("Doctors in the county saw 51 people that week.", None),
    ],
)
def test_participants(text: str, participants: str | None) -> None:
    assert study(text).participants == participants


@pytest.mark.parametrize(
    ("text", "preprint"),
    [
        ("The work was posted on medRxiv and has not been peer reviewed.", True),
        ("The preprint reports 12 cases.", True),
        ("It was first posted as a preprint and is now published.", False),
        ("The paper went through peer review.", False),
    ],
)
def test_preprint(text: str, preprint: bool) -> None:
    assert study(text).is_preprint is preprint


def test_preprint_by_source() -> None:
    assert study("Results follow.", kind=SourceKind.PREPRINT).is_preprint


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("A deep learning model read the scans.", True),
        ("An AI tool called SCAN.AI chose the dose.", True),
        ("An algorithm trained on 9,000 scans flagged 40 of 50 tumors.", True),
        ("Computer software with an algorithm of its own marked the slides.", True),
        ("The algorithm flagged 40 of 50 tumors.", None),
        ("A statistical algorithm matched the two groups of men by age.", False),
        ("The team did not use artificial intelligence.", False),
        ("Doctors followed the usual treatment algorithm.", False),
        ("In future, artificial intelligence could help to read the scans.", None),
        ("Women took an aromatase inhibitor; AI treatment lasted five years.", False),
        ("Surgeons removed the tumor.", False),
    ],
)
def test_use_of_ai(text: str, used: bool | None) -> None:
    found = study(FILLER, text)
    assert found.used_ai is used
    assert bool(found.facts.get("used_ai")) is (used is not False)


def test_silence_of_a_short_text_says_nothing_about_ai() -> None:
    assert study("Surgeons removed the tumor.").used_ai is None


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("This article has been retracted at the request of the editors.", Retraction.RETRACTED),
        ("The journal issued an expression of concern.", Retraction.CONCERN),
        ("The surgeon retracted the tissue.", Retraction.NOT_LOOKED_UP),
    ],
)
def test_retraction(text: str, standing: Retraction) -> None:
    assert study(text).retraction is standing


def test_retracted_title() -> None:
    assert study("Text.", title="RETRACTED: A drug for cancer").retraction is Retraction.RETRACTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cancer cell lines grown in vitro died when the compound was added.", EvidenceLevel.LAB),
        ("Tumors shrank in mice given the drug.", EvidenceLevel.ANIMAL),
        ("The mice were randomly assigned to four groups.", EvidenceLevel.ANIMAL),
        ("In a phase 1 dose-escalation trial 20 patients took the drug.", EvidenceLevel.EARLY_TRIAL),
        ("The single-arm phase II study had 40 patients.", EvidenceLevel.EARLY_TRIAL),
        (
            "The phase III trial randomly assigned 842 patients to the drug or placebo.",
            EvidenceLevel.RANDOMISED,
        ),
        ("The cohort study followed 4,000 women for ten years.", EvidenceLevel.OBSERVATIONAL),
        ("Using cancer registry data, they found a lower risk among walkers.", EvidenceLevel.OBSERVATIONAL),
        ("A systematic review of 30 studies pooled the results.", EvidenceLevel.REVIEW),
        ("In a commentary the authors look at the randomized trials so far.", EvidenceLevel.REVIEW),
        ("The FDA approved the drug for adults on Monday.", EvidenceLevel.ANNOUNCEMENT),
        ("The center has opened its new building.", EvidenceLevel.ANNOUNCEMENT),
    ],
)
def test_level(text: str, expected: EvidenceLevel) -> None:
    assert level(text) is expected


@pytest.mark.parametrize(
    "line",
    [
        "The study was not randomized and looked at one hospital only.",
        "This was a non-randomized comparison without a placebo group.",
        "A randomized trial with 40,000 women is due to begin next spring.",
        "A confirmatory randomized trial is planned.",
        "The company will start a phase 3 trial in the autumn.",
        "A previous randomized trial had used another device.",
        "The result was clear; a randomized trial is planned for next year.",
    ],
)
def test_designs_that_are_denied_planned_or_of_other_studies_do_not_count(line: str) -> None:
    told = "Two doctors and the program read the same 9,000 scans, and readers detected more tumors with the scans."
    text = (told, "The women were followed for two years.", "Nobody was harmed.", "More work follows.", line)
    assert level(*text) is EvidenceLevel.OBSERVATIONAL
    design = study(*text).design
    assert design is None or "random" not in design
    assert design is None or "phase" not in design


def test_a_review_of_early_trials_is_a_review() -> None:
    lines = (
        "The authors went through 95 relevant publications on the tablet.",
        "In a phase 2 trial among 21 patients two tumors shrank.",
    )
    assert level(*lines, title="What is known of a tablet") is EvidenceLevel.REVIEW


def test_a_trial_that_was_drawn_by_lot_says_so_in_its_design() -> None:
    lines = (
        "The phase 3 trial compared the tablet with placebo.",
        "Participants were assigned at random to the tablet or to placebo.",
    )
    assert study(*lines).design == "phase 3 trial, randomized trial"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("The trial (NCT01234567) enrolled 90 people.", ("NCT01234567",)),
        ("A confirmatory trial, LARCH-2 (NCT07654321), compares the tablet with chemotherapy.", ()),
        ("A randomized trial (NCT07654321) is due to begin next year.", ()),
        ("A previous trial (NCT07654321) had tested the dose.", ()),
        ("The trial (NCT01234567) met its goal; a larger trial (NCT07654321) is planned.", ("NCT01234567",)),
    ],
)
def test_registrations_of_other_trials_are_left_out(text: str, ids: tuple[str, ...]) -> None:
    assert study(text).trial_ids == ids


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Both studies are funded by Fernhill Pharma.", "funding"),
        ("Dr. Oduya has received research grants and travel costs from Fernhill.", "conflicts"),
        ("The hospital receives royalties on sales of the tablet.", "conflicts"),
        ("Dr. Oduya was paid by Fernhill for a lecture.", "conflicts"),
        ("Fernhill provided the software free of charge.", "conflicts"),
        ("Prof. Marsh serves, unpaid, on the board of a patient group.", "conflicts"),
    ],
)
def test_funding_and_conflicts(text: str, field: str) -> None:
    found = study(text)
    assert getattr(found, field) == text
    other = "funding" if field == "conflicts" else "conflicts"
    assert getattr(found, other) is None


def test_who_paid_is_no_conflict() -> None:
    found = study("The study was paid for by the Elder Fund.")
    assert found.conflicts is None


def test_mixed_evidence_takes_the_weaker() -> None:
    lines = (
        "The drug killed tumor cells in mice, the team reports.",
        "In mice given the drug, tumors shrank.",
        "In samples from 22 patients those with more copper had a higher risk.",
        "A larger randomized phase 3 trial in patients is planned.",
    )
    assert level(*lines) is EvidenceLevel.ANIMAL


def test_earlier_work_in_mice_does_not_make_a_trial_a_mouse_study() -> None:
    lines = (
        "A phase 3 trial randomly assigned 800 patients to the drug or placebo.",
        "Patients lived longer with the drug.",
        "Previous studies in mice had shown that it blocks the enzyme.",
    )
    assert level(*lines) is EvidenceLevel.RANDOMISED


def test_approval_with_a_study_is_that_study() -> None:
    lines = (
        "The FDA has approved the drug for adults with advanced cancer.",
        "The approval rests on a single-arm phase 2 trial of 96 patients.",
        "In the phase 2 trial tumors shrank in 40 patients; there was no comparison group.",
    )
    evidence = read_evidence([as_document(article(*lines, title="FDA approves drug"), "S1")])
    assert evidence.level is EvidenceLevel.EARLY_TRIAL
    assert "regulator" in evidence.note


def test_one_patient() -> None:
    lines = (
        "Doctors used a program to treat a patient with advanced prostate cancer.",
        "His tumors stopped growing while doses were changed.",
        "Clinical trials are planned.",
    )
    evidence = read_evidence([as_document(article(*lines), "S1")])
    assert evidence.level is EvidenceLevel.EARLY_TRIAL
    assert evidence.note == "one patient, no comparison group"
    assert evidence.passages == ("S1.1",)


def test_the_passages_show_the_level() -> None:
    document = as_document(article("Nothing here.", "The phase 3 trial ran for two years."), "S1")
    assert read_evidence([document]).passages == ("S1.2",)


def test_what_a_hospital_says_of_itself_is_no_evidence() -> None:
    lines = (
        "The cohort study followed 4,000 women.",
        "They walked more.",
        "They lived longer.",
        "It may be chance.",
        "About Marlow Cancer Center",
        "It runs 200 phase 1 and phase 2 clinical trials and phase 3 trials.",
    )
    assert level(*lines) is EvidenceLevel.OBSERVATIONAL
