"""What stands beside a study in a release (comments on it, approvals, other work) does not change what the study is."""

import pytest
from test_reading_study import level, study

from newsdraft.model import EvidenceLevel

TRIAL = "The trial assigned 240 adults at random to the tablet or to a placebo."
COHORT = "The team followed 900 women for ten years; the tablet was linked to a lower risk of relapse."


@pytest.mark.parametrize(
    "aside",
    [
        "In an accompanying editorial, Jon Nib wrote that the gap was small.",
        "The invited commentary by Ada Moss is free to read.",
        "Ada Moss, who wrote a related commentary, urged caution.",
        "See the paper and editorial online.",
        "Editorial: What the tablet can and cannot do",
        "The tablet is already approved by the FDA for another disease.",
        "The journal appears in partnership with a publisher.",
        "Studies in mice have shown the same.",
        "Using mice, the team earlier showed that the tablet is safe.",
        "A trial in 300 children has already begun.",
        "Another trial with 4,000 people is underway in Chile.",
    ],
)
def test_asides_leave_the_level(aside: str) -> None:
    assert level(TRIAL, TRIAL.replace("240", "180"), "It ran for a year.", aside) is EvidenceLevel.RANDOMISED
    assert (
        level(COHORT, COHORT.replace("ten", "six"), "It ended last May.", aside)
        is EvidenceLevel.OBSERVATIONAL
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The evidence review included 14 trials of the tablet.", EvidenceLevel.REVIEW),
        ("Results of the phase 2 and 3 trials were alike.", EvidenceLevel.RANDOMISED),
        ("The study did not include a control arm.", EvidenceLevel.EARLY_TRIAL),
        ("The clinical trial compared the tablet with a placebo in 90 people.", EvidenceLevel.RANDOMISED),
        ("Doctors reviewed nearly 2,000 cases of the disease.", EvidenceLevel.OBSERVATIONAL),
        ("Takers of the tablet were more likely to relapse than others.", EvidenceLevel.OBSERVATIONAL),
    ],
)
def test_designs_in_other_words(text: str, expected: EvidenceLevel) -> None:
    assert level(text) is expected


def test_chemistry_without_any_design_is_laboratory_work() -> None:
    lines = (
        "Chemists synthesized two simpler forms of the molecule.",
        "Both compounds killed resistant bacteria.",
        "The amino acids at one place were exchanged.",
        "The new molecules bind the same receptor.",
    )
    assert level(*lines) is EvidenceLevel.LAB
    assert level(*lines[:2]) is EvidenceLevel.ANNOUNCEMENT


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Seventy-four adults were randomly assigned to one of two diets.", "Seventy-four adults"),
        ("The team reviewed records from 2,021 patients.", "2,021 patients"),
        ("A total of 133 participants were randomly assigned to treat or to wait.", "133 participants"),
        ("More than 1,400 U.S. women were included in the study.", "More than 1,400 U.S. women"),
        ("In this new study, 30 volunteers kept to the diet.", "30 volunteers"),
        ("Earlier studies of fewer than 100 patients said the same.", None),
        ("The small study of fewer than 90 patients was stopped.", None),
        ("Mice with tumors from over 20 patients were treated.", None),
        ("A large study of 39,000 women is underway.", None),
    ],
)
def test_people_counted(text: str, participants: str | None) -> None:
    assert study(text).participants == participants


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("It was published in July in the Journal of Invented Oncology.", "Journal of Invented Oncology"),
        ("It was published simultaneously online in Thoracic Imaging Reports.", "Thoracic Imaging Reports"),
        ("This is new research in the Marlow Heart Society's journal Heart Letters.", "Heart Letters"),
        ("It appears in the August 10, 2026, online issue of Neurology®, the medical journal.", "Neurology"),
        ("It was published today in a research letter in JAMA.", "JAMA"),
        ("He has done research in Cancer Biology for years.", None),
    ],
)
def test_journals_in_other_words(text: str, journal: str | None) -> None:
    assert study(text).journal == journal


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("2 Finer B, Low C. On tablets. Med Let 2016. doi:10.5555/other", None),
        ("[1] Quill R. A. doi:10.5555/x. [4] Low C. B. doi:10.5555/other", "10.5555/x"),
        ("1. Quill R. On tablets. J Inv Oncol. doi:10.5555/own", "10.5555/own"),
    ],
)
def test_later_references_are_other_papers(text: str, doi: str | None) -> None:
    assert study("The tablet helped.", text).doi == doi


def test_a_skill_that_patients_learn_is_no_machine_learning() -> None:
    filler = "The clinic has asked the same question for many years and it goes on doing so. " * 12
    said = "The algorithm recommends new tasks each week, for learning skills."
    assert study(filler, said).used_ai is None


def test_registration_named_with_more_about_the_trial_is_kept() -> None:
    assert study("To learn more about the trial, see NCT01234567.").trial_ids == ("NCT01234567",)


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        (
            "“It is safe,” said lead author Ana Lund, M.D., of North Bay University in Larkmoor.",
            "North Bay University",
        ),
        ("Lead author Ana Lund, director of the Center for Tablets, urged caution.", None),
    ],
)
def test_institution_of_the_author(text: str, institution: str | None) -> None:
    assert study(text).institution == institution
