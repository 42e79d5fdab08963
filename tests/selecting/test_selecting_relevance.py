"""Relevance: what is about cancer, what breaks a source's rules, what is no news."""

from __future__ import annotations

import pytest

from newsdraft.model import Entry, Source
from newsdraft.selecting import Verdict, judge


def entry(title: str, summary: str = "", content: str = "", source: str = "General news") -> Entry:
    return Entry(
        source=source, key=title, url="https://n.example.org/a", title=title, summary=summary, content=content
    )


@pytest.mark.parametrize(
    "title",
    [
        "Antibody slows stomach cancer in a large trial",
        "Tumours shrink in mice given a copper drug",
        "Agency approves pill for chronic lymphocytic leukaemia",
        "New option for children with neuroblastoma",
        "Radiotherapy in five days instead of three weeks for breast carcinoma",
        "Cancer deaths fell for the thirtieth year",
        "Geriatric oncology visits change treatment plans",
        "Glioblastoma vaccine fails in phase 3",
    ],
)
def test_a_word_for_cancer_in_the_title_is_enough(title: str) -> None:
    relevance = judge(entry(title))
    assert relevance.verdict is Verdict.DRAFT
    assert relevance.reasons[0].startswith("title: ")


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Footbridge reopens with a wider path", "Engineers said that the span cost 4 million."),
        ("Can a tablet help you read?", "Adults with loss of vision read faster with it."),
        ("Old drug eases Parkinson's disease", "People spent less time in the off state."),
        ("Yoghurt in the Mediterranean diet", "Blood pressure fell in people at risk of heart disease."),
        (
            "Kidney failure study",
            "The work was done at the Northmere Cancer Institute and paid for by the Society.",
        ),
        ("AI reads electrocardiograms", "A neural network found heart failure."),
        ("", ""),
    ],
)
def test_off_topic_is_skipped(title: str, summary: str) -> None:
    assert judge(entry(title, summary)).verdict is Verdict.SKIP


def test_the_uncertain_middle() -> None:
    smoking = (
        "Smoking raises the risk of lung cancer and of heart attacks. "
        + "The pill helps people to quit. " * 30
    )
    assert judge(entry("Helping smokers quit", smoking)).verdict is Verdict.UNCERTAIN
    assert (
        judge(entry("HPV vaccine protects over a wide age range", "Women over 26.")).verdict
        is Verdict.UNCERTAIN
    )


def test_a_text_that_speaks_of_cancer_throughout_needs_no_title() -> None:
    text = (
        "Patients whose tumors had spread were treated. The cancer came back later. Chemotherapy was spared. "
        * 4
    )
    assert judge(entry("A surprising result from Northmere", text)).verdict is Verdict.DRAFT


def test_a_passing_mention_in_a_long_text_is_not_enough() -> None:
    text = (
        "Walking keeps joints supple and lifts the mood of older people. " * 40
        + "It may also prevent cancer."
    )
    assert judge(entry("Walk more", text)).verdict is Verdict.SKIP


def test_an_oncology_source_gives_its_jargon_a_hearing() -> None:
    jargon = entry("KRAS G12C inhibition with divarasib in pretreated patients")
    assert judge(jargon).verdict is Verdict.UNCERTAIN
    assert (
        judge(jargon, Source(name="Annals of Oncology", feed="https://a.example.org/")).verdict
        is Verdict.DRAFT
    )


@pytest.mark.parametrize(
    "title",
    [
        "Vacancies: oncology nurse",
        "Podcast: living with breast cancer",
        "Webinar on lung cancer screening",
        "Gala raises two million for cancer research",
        "Save the date: cancer survivors' walk",
        "Correction to: Survival in melanoma",
        "In memoriam: a pioneer of leukemia research",
        "Your horoscope: Cancer, Leo and Virgo",
    ],
)
def test_no_news_is_skipped(title: str) -> None:
    relevance = judge(entry(title, "A study of patients found results."))
    assert relevance.verdict is Verdict.SKIP
    assert "cancer" not in relevance.reasons[0] or "title" in relevance.reasons[0]


def test_an_award_or_appointment_is_skipped_unless_a_finding_is_told() -> None:
    for title in ("Dr. Brandt appointed head of breast cancer surgery", "Tumor biologist wins award"):
        assert judge(entry(title, "The ceremony is in May.")).verdict is Verdict.SKIP
    told = entry("Tumor biologist wins award", "Her trial showed that patients with lymphoma lived longer.")
    assert judge(told).verdict is Verdict.UNCERTAIN


@pytest.mark.parametrize(
    "title",
    [
        "Fewer adverse events with a lower dose in breast cancer",
        "Missed appointments delay cancer diagnosis",
        "Galactose uptake marks liver tumors",
        "Job loss after cancer is common",
    ],
)
def test_words_that_only_look_like_a_cue_do_no_harm(title: str) -> None:
    assert judge(entry(title)).verdict is Verdict.DRAFT


def test_the_rules_of_the_source() -> None:
    item = entry("Cancer trial in mice", "An early result; Phase 3 is planned.")

    def verdict(**rules: tuple[str, ...]) -> tuple[Verdict, str]:
        relevance = judge(item, Source(name="S", feed="https://s.example.org/", **rules))  # type: ignore[arg-type]
        return relevance.verdict, relevance.reasons[0]

    assert verdict(must=("cancer", "phase 3"))[0] is Verdict.DRAFT
    assert verdict(must=("cancer", "humans")) == (Verdict.SKIP, "the source wants only items with “humans”")
    assert verdict(any_of=("rats", "MICE"))[0] is Verdict.DRAFT
    assert verdict(any_of=("rats", "cats"))[0] is Verdict.SKIP
    assert verdict(none_of=("mice",)) == (Verdict.SKIP, "the source leaves out items with “mice”")
    assert verdict(none_of=("mic", "rial"))[0] is Verdict.DRAFT  # whole words only
    assert verdict(none_of=("canc*",))[0] is Verdict.SKIP


def test_about_ai() -> None:
    assert judge(entry("AI finds breast cancer in mammograms")).about_ai
    assert judge(entry("Breast cancer", "A deep-learning model read the slides.")).about_ai
    assert judge(entry("AI-supported reading of scans for cancer")).about_ai
    assert not judge(entry("Cancer in Haiti", "Aid was paid again; the main aim was said plainly.")).about_ai
    aromatase = entry(
        "Breast cancer", "Women on an aromatase inhibitor (AI) had pain; AI users stopped early."
    )
    assert not judge(aromatase).about_ai


def test_markup_in_the_text_is_not_read() -> None:
    hidden = '<p data-topic="cancer tumor cancer">Bridges and roads.</p><a href="/cancer">More</a>'
    assert judge(entry("Roads", hidden)).verdict is Verdict.SKIP


def test_scores_stay_within_bounds_and_repeat() -> None:
    item = entry("AI cancer tumor carcinoma", "cancer " * 500, "tumor " * 5000, source="Cancer Discovery")
    assert judge(item).score <= 1.0
    assert judge(item) == judge(item)
