"""Each rule: one post or sentence that it fires on, and one that it leaves alone."""

from __future__ import annotations

import time

import pytest

from newsdraft.checking import (
    RULES,
    check_claim,
    check_draft,
    check_markup,
    check_post,
    footnote_finding,
)
from newsdraft.checking.basis import has_shape
from newsdraft.checking.rules.editorial import EDITORIAL
from newsdraft.checking.rules.judge import JUDGE
from newsdraft.checking.rules.reach import REACH
from newsdraft.checking.rules.sections import SECTIONS
from newsdraft.checking.rules.sense import SENSE
from newsdraft.checking.rules.support import SUPPORT
from newsdraft.model import (
    EXTRACT_NOTICE,
    Basis,
    Block,
    BlockKind,
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
from newsdraft.writing import stage

STORY = [
    "Researchers at Lakeside Hospital tested olorimab in 48 people with stage III melanoma.",
    "The tumours of 12 people shrank by at least half within nine months.",
    "“We saw fewer side effects than we feared,” said Dr Mina Okafor, who led the trial.",
    "The trial is registered as NCT07654321 and ran from May 2023 to June 2024.",
    "A further 30 people will join next year.",
    "The drug blocks the protein TIGIT on immune cells, and it was given through a drip every three weeks.",
    "Fatigue struck 17% of the olorimab group and 39% of the placebo group.",
    "At six months 44% were free of pain, and at nine months 21%.",
    "Rashes were more common with olorimab than with placebo.",
    "The trial did not use artificial intelligence.",
    "Doctors saw seven signs of it.",
    "The Ardmore Fund paid for the trial, and the authors report no competing interests.",
    "Lena Brandt, an outside expert, called the trial too small.",
    "The news release gives no costs and names no side effects.",
]
NOTE = ["A phase 2 trial asks whether a drug shows signs of working."]


def document(id_: str, kind: DocumentKind, sentences: list[str]) -> Document:
    text, passages = "", []
    for number, sentence in enumerate(sentences, 1):
        start = len(text)
        text += sentence + " "
        passages.append(Passage(id=f"{id_}.{number}", text=sentence, start=start, end=start + len(sentence)))
    return Document(
        id=id_, kind=kind, title="A trial", url="https://example.org/x", text=text, passages=tuple(passages)
    )


DOCUMENTS = (document("S1", DocumentKind.ARTICLE, STORY), document("R1", DocumentKind.REFERENCE, NOTE))
DOSSIER = Dossier(
    story_id="s",
    title="A trial",
    documents=DOCUMENTS,
    study=Study(),
    evidence=Evidence(level=EvidenceLevel.EARLY_TRIAL),
)


def claim(text: str, *passages: str, basis: Basis = Basis.PASSAGES, id_: str = "c1") -> Claim:
    return Claim(id=id_, text=text, passages=passages, basis=basis)


def section(
    kind: SectionKind | None, *claims: Claim, heading: str = "", block: BlockKind = BlockKind.PARAGRAPH
) -> Section:
    name = heading or (f"{kind.value}: in short" if kind else "More")
    return Section(kind=kind, heading=name, blocks=(Block(kind=block, claims=claims),) if claims else ())


CLEAN = {
    kind: claim("The drug was tested in a trial.", "S1.1", id_=f"k{n}") for n, kind in enumerate(SectionKind)
}
CLEAN[SectionKind.HOW_AI_FITS] = claim("The trial did not use artificial intelligence.", "S1.10", id_="k2")
COUNT = (
    claim("It was tested in 48 people.", "S1.1", id_="k9"),
    claim("The Ardmore Fund paid, and the authors report no competing interests.", "S1.12", id_="k10"),
    claim("An outside expert called the trial too small.", "S1.13", id_="k11"),
    claim("The news release does not say where it appeared.", "S1.13", id_="k12"),
    claim("It gives no costs and names no side effects.", "S1.14", id_="k13"),
    claim("Pain eased in 44% of 48 people, and in 21% at nine months.", "S1.8", "S1.1", id_="k14"),
    claim("Of 48 people, 12 had tumours that shrank.", "S1.1", "S1.2", id_="k15"),
    claim("Fatigue struck 17% with olorimab and 39% with placebo.", "S1.7", id_="k16"),
)


def post(what_happened: Claim | None = None, **changes) -> Post:
    sections = [
        section(kind, what_happened or c, *COUNT) if n == 0 else section(kind, c)
        for n, (kind, c) in enumerate(CLEAN.items())
    ]
    values = {
        "title": "An early trial tested a drug",
        "description": "",
        "lead": (),
        "sections": tuple(sections),
        "conclusion": (),
    }
    return Post(**{**values, **changes})


def findings(what_happened: Claim | None = None, writer: str = "model", **changes):
    return check_draft(post(what_happened, **changes), DOSSIER, writer)


def rules(what_happened: Claim | None = None, **changes) -> list[str]:
    return [found.rule for found in findings(what_happened, **changes)]


def test_a_clean_post_has_no_finding():
    assert findings() == []


def test_rules_are_listed_under_their_ids_with_a_standard():
    for id_, rule in RULES.items():
        assert rule.id == id_
        assert rule.standard.endswith(".") or rule.standard.endswith(").")
        assert "\n" not in rule.standard + rule.explanation


FIRES = [
    ("cited-passage-missing", claim("It was tested.", "S1.1", "S9.9")),
    ("claim-uncited", claim("The drug was tested in a small trial.")),
    ("number-not-in-passages", claim("It was tested in 84 people.", "S1.1")),
    ("number-bound-differs", claim("The tumours of twelve people shrank by at most half.", "S1.2")),
    ("date-differs", claim("The trial began in fall 2023.", "S1.4")),
    ("trial-id-not-in-passages", claim("It is registered as NCT07654322.", "S1.4")),
    ("drug-not-in-passages", claim("They tested belorafenib in people with melanoma.", "S1.1")),
    ("name-not-in-passages", claim("The team works in Rotterdam on melanoma.", "S1.1")),
    ("quotation-not-verbatim", claim("The lead said: “We saw no side effects at all.”", "S1.3")),
    ("weak-support", claim("Relatives celebrated his wonderful recovery at a crowded festival.", "S1.1")),
    ("basis-holds-fact", claim("A trial of 48 people cannot show that.", basis=Basis.DESIGN)),
    ("basis-holds-fact", claim("Dr Ola Berg cannot say whether it helps.", basis=Basis.DESIGN)),
    (
        "basis-unsupported",
        claim("This treatment is safe and cures most patients with stomach cancer.", basis=Basis.DESIGN),
    ),
    ("design-to-confirm", claim("The trial cannot show why.", basis=Basis.DESIGN)),
    ("absence-to-confirm", claim("The source gives no costs.", basis=Basis.ABSENCE)),
    ("too-long-to-compare", claim("The drug was tested. " * 200, "S1.1")),
    ("inference-to-confirm", claim("This does not change treatment today.", basis=Basis.INFERENCE)),
    ("reference-in-what-happened", claim("It asks whether a drug shows signs of working.", "R1.1")),
    (
        "copied-text",
        claim("The drug blocks the protein TIGIT on immune cells, and it was given through a drip.", "S1.6"),
    ),
    ("body-markup", claim("It was tested <b>well</b>.", "S1.1")),
    (
        "numbers-exchanged",
        claim("Fatigue struck 39% of the olorimab group and 17% of the placebo group.", "S1.7"),
    ),
    ("number-of-other-arm", claim("On placebo, 17% of people felt tired.", "S1.7")),
    ("number-of-other-time", claim("After six months, 21% had no pain.", "S1.8")),
    ("comparison-reversed", claim("A rash was less common with olorimab than with a placebo.", "S1.9")),
    ("comparison-reversed", claim("Placebo led to rashes more often than olorimab.", "S1.9")),
]
QUIET = [
    ("cited-passage-missing", claim("It was tested.", "S1.1")),
    ("claim-uncited", claim("What does that mean for you?")),
    ("claim-uncited", claim("The trial cannot show why.", basis=Basis.DESIGN)),
    ("number-not-in-passages", claim("It was tested in forty-eight people with stage 3 melanoma.", "S1.1")),
    ("number-bound-differs", claim("The tumours of 12 people shrank by half or more.", "S1.2")),
    ("date-differs", claim("The trial began in spring 2023.", "S1.4")),
    ("trial-id-not-in-passages", claim("It is registered as NCT07654321.", "S1.4")),
    ("drug-not-in-passages", claim("Olorimab was tested.", "S1.1")),
    ("name-not-in-passages", claim("A team of Lakeside tested it.", "S1.1")),
    ("quotation-not-verbatim", claim('Dr Okafor said they saw "fewer side effects … we feared".', "S1.3")),
    ("quotation-not-verbatim", claim("A so-called “smart drug” was tested.", "S1.1")),
    ("basis-holds-fact", claim("One trial without a comparison cannot show that.", basis=Basis.DESIGN)),
    ("basis-holds-fact", claim("A trial of 48 people cannot show that.", "S1.1", basis=Basis.DESIGN)),
    ("basis-holds-fact", claim("The trial cannot show whether TIGIT matters.", "S1.6", basis=Basis.DESIGN)),
    ("basis-unsupported", claim("The trial cannot show whether it is safe.", basis=Basis.DESIGN)),
    ("design-to-confirm", claim("The source gives no costs.", basis=Basis.ABSENCE)),
    ("absence-to-confirm", claim("The trial cannot show why.", basis=Basis.DESIGN)),
    ("too-long-to-compare", claim("The drug was tested. " * 20, "S1.1")),
    ("inference-to-confirm", claim("The source gives no costs.", basis=Basis.ABSENCE)),
    ("reference-in-what-happened", claim("It was tested.", "S1.1")),
    (
        "copied-text",
        claim("The drug blocks a protein, TIGIT, and was given by drip every three weeks.", "S1.6"),
    ),
    ("body-markup", claim("It was *tested* at p <0.05, n>b, a_b.", "S1.1")),
    (
        "numbers-exchanged",
        claim("Fatigue struck 39% of the placebo group and 17% of the olorimab group.", "S1.7"),
    ),
    ("number-of-other-arm", claim("On placebo, 39% of people felt tired.", "S1.7")),
    ("number-of-other-time", claim("After nine months, 21% had no pain.", "S1.8")),
    ("comparison-reversed", claim("A rash was less common with placebo than with olorimab.", "S1.9")),
]


@pytest.mark.parametrize(("rule", "sentence"), FIRES, ids=[rule for rule, _ in FIRES])
def test_fires(rule, sentence):
    found = [f for f in findings(sentence) if f.rule == rule]
    assert found
    assert found[0].claim == "c1"
    assert found[0].where == "What Happened"
    assert found[0].severity is RULES[rule].severity or RULES[rule].also
    assert found[0].standard == RULES[rule].standard


@pytest.mark.parametrize(("rule", "sentence"), QUIET)
def test_stays_quiet(rule, sentence):
    assert rule not in rules(sentence)


POSTS = [
    ("is-extract", {"writer": "extract"}, {"writer": "model"}),
    ("extract-description", {"description": EXTRACT_NOTICE + ": sentences."}, {}),
    (
        "section-missing",
        {"sections": tuple(section(kind, c) for kind, c in list(CLEAN.items())[:3])},
        {},
    ),
    (
        "section-order",
        {"sections": tuple(section(kind, c) for kind, c in reversed(CLEAN.items()))},
        {},
    ),
    (
        "section-heading",
        {"sections": (*post().sections, section(None, CLEAN[SectionKind.PATIENTS], heading="Hope at last"))},
        {"sections": tuple(section(kind, c, heading=kind.value.upper()) for kind, c in CLEAN.items())},
    ),
    (
        "headline-number-not-in-sources",
        {"title": "Drug helps 90 percent"},
        {"title": "Drug tested in 48 people"},
    ),
    ("headline-number-not-in-sources", {"tags": ("90 percent",)}, {"tags": ("stage 3",)}),
    ("headline-trial-id-not-in-sources", {"tags": ("NCT07654322",)}, {"tags": ("NCT07654321",)}),
    ("headline-drug-not-in-sources", {"title": "Belorafenib was tested"}, {"title": "Olorimab was tested"}),
    (
        "headline-name-not-in-sources",
        {"description": "A drug was tested in Rotterdam."},
        {"title": "A Drug Was Tested in Humans With Hope", "description": "A drug was tested at Lakeside."},
    ),
    ("body-markup", {"description": "See [the site](https://example.org)"}, {"description": "See the site"}),
]


@pytest.mark.parametrize(("rule", "bad", "good"), POSTS, ids=[rule for rule, _, _ in POSTS])
def test_whole_post(rule, bad, good):
    assert rule in [f.rule for f in findings(**bad)]
    assert rule not in [f.rule for f in findings(**good)]


def test_an_empty_section_is_missing():
    sections = (section(SectionKind.WHAT_HAPPENED), *post().sections[1:])
    assert "section-missing" in rules(sections=sections)


# Tested in test_checking_{reach,sections,sense,support}.py, cli/test_second_reading.py.
ELSEWHERE = {rule.id for rule in (*EDITORIAL, *REACH, *SECTIONS, *SENSE, *SUPPORT, *JUDGE)}


def test_every_rule_is_tested():
    assert {rule for rule, *_ in [*FIRES, *POSTS]} | {footnote_finding("S1.2").rule} | ELSEWHERE == set(RULES)


def test_a_number_that_stands_elsewhere_names_the_passage():
    (found,) = findings(claim("It was tested in 30 people.", "S1.1"))
    assert "S1.5" in found.message
    assert found.evidence == STORY[4]


def test_severities_follow_what_is_at_stake():
    def severity(sentence: Claim) -> Severity:
        return findings(sentence)[0].severity

    assert severity(claim("The drug was tested in a small trial.")) is Severity.MAJOR
    assert severity(claim("The drug was tested in 48 people.")) is Severity.BLOCK
    assert severity(claim("The drug was tested in Rotterdam.")) is Severity.BLOCK
    assert severity(claim("They joined it next year at Lakeside.", "S1.5")) is Severity.MINOR
    assert severity(claim("Olorimab will be tested next year.", "S1.5")) is Severity.MAJOR
    assert severity(claim("The three signs of it were seen.", "S1.5")) is Severity.MAJOR
    assert severity(claim("The two signs of it were seen.", "S1.5")) is Severity.MINOR
    assert severity(claim("The two signs of it were seen.", "S1.11")) is Severity.MAJOR


def test_a_block_quotation_is_verbatim_without_marks():
    quoted = section(
        SectionKind.WHAT_HAPPENED, claim("We saw few side effects.", "S1.3"), block=BlockKind.QUOTE
    )
    true = section(
        SectionKind.WHAT_HAPPENED,
        claim("We saw fewer side effects than we feared", "S1.3"),
        block=BlockKind.QUOTE,
    )
    assert "quotation-not-verbatim" in rules(sections=(quoted, *post().sections[1:]))
    assert "quotation-not-verbatim" not in rules(sections=(true, *post().sections[1:]))


def test_a_quotation_may_span_two_cited_passages_and_two_sentences():
    passages = ["“The mice did well.", "They lived for months,” she said."]
    assert check_claim("She said: “The mice did well. They lived for months.”", passages) == []
    assert check_claim("They lived for months,” she said.", passages) == []
    assert [f.rule for f in check_claim("“The mice lived for months,” she said.", passages)] == [
        "quotation-not-verbatim"
    ]


def test_markup_of_a_post_is_found_where_reading_it_would_drop_it():
    text = (
        "---\ntitle: A\n---\n\nSee [this](https://a.example) and <script>x</script>.[^S1.1]\n\n"
        "![x](y.png)\n\n```\ncode\n```\n\n[^S1.1]: A passage. [link](https://b.example)\n\n## Sources\n\n- <https://c.example>\n"
    )
    found = [f.message for f in check_markup(text)]
    assert len(found) == 4
    assert not any("b.example" in message or "c.example" in message for message in found)
    assert check_markup("A plain *post* with p < 0.05.[^S1.1]\n\n[^S1.1]: Text.\n") == []


def test_any_markdown_post_can_be_checked():
    text = (
        "# A drug was tested\n\nIt was tested in 48 people.[^S1.1] It helped 40 of them.[^S1.2]\n\n"
        "## What Happened\n\nIt was tested in 48 people.[^S1.1]\n\n## Background\n\nIt was tested.[^S1.1]\n\n"
        "## How AI Fits\n\nThe trial did not use AI.[^S1.10]\n\n## What Patients Should Know\n\nIt was tested.[^S1.1]\n"
    )
    unsaid = {"funding-unsaid", "interests-unsaid", "outside-voice-absent"}
    unsaid |= {"benefits-unquantified", "harms-unsaid", "costs-unsaid"}
    found = [f.rule for f in check_post(text, DOCUMENTS)]
    assert [rule for rule in found if rule not in unsaid] == ["number-not-in-passages"]
    assert unsaid <= set(found)


def test_a_changed_footnote_blocks_and_names_its_label():
    found = footnote_finding("S1.2")
    assert (found.severity, found.rule) == (Severity.BLOCK, "footnote-changed")
    assert found.message.startswith("A footnote no longer shows the stored passage")
    assert "S1.2" in found.message
    assert found.id != footnote_finding("S1.3").id == footnote_finding("S1.3").id


FACTS = [
    "This treatment is safe and cures most patients with stomach cancer.",
    "The drug works in most people.",
    "It may prevent cancer in anyone who takes it.",
    "Only this drug cures the disease.",
    "This study is a breakthrough for patients.",
    "Most patients recovered within weeks.",
]


@pytest.mark.parametrize("text", FACTS)
@pytest.mark.parametrize("basis", [Basis.DESIGN, Basis.ABSENCE, Basis.INFERENCE])
def test_a_fact_does_not_pass_as_a_reading(text, basis):
    found = [f.rule for f in findings(claim(text, basis=basis)) if f.severity is Severity.BLOCK]
    assert "basis-unsupported" in found


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("A trial that compares treatments can show which group did better, but not what each person will feel.",
         Basis.DESIGN),
        ("Because nobody was compared, the study cannot show that the drug made the difference.", Basis.DESIGN),
        ("It has no comment from anyone outside the institutions involved.", Basis.ABSENCE),
        ("None of the sources says what was known before.", Basis.ABSENCE),
        ("No sentence about side effects was found in the source.", Basis.ABSENCE),
        ("Whether it is available elsewhere is not said.", Basis.ABSENCE),
        ("Larger studies have to show whether this helps other patients.", Basis.INFERENCE),
        ("So this changes nothing about treatment today.", Basis.INFERENCE),
        *((text, Basis.DESIGN) for text in [*stage.STANDS.values(), *stage.MEANS.values()]),
        *((text, Basis.DESIGN) for _, text in stage.REVIEWS.values()),
        *((f"This is a regulator's decision, which rests on {kind}.", Basis.DESIGN) for kind in stage.KINDS.values()),
        *((text, Basis.DESIGN) for text in (stage.TEST_STANDS, stage.TEST_MEANS, stage.ONE_PERSON_STANDS)),
        (stage.ONE_PERSON_MEANS, Basis.DESIGN),
    ],
)  # fmt: skip
def test_a_reading_passes_and_is_confirmed(text, basis):
    assert has_shape(text, basis)
    assert {f.rule for f in findings(claim(text, basis=basis))} == {f"{basis.value}-to-confirm"}


def test_names_of_a_reading():
    def severities(text: str, *passages: str) -> list[Severity]:
        sentence = claim(text, *passages, basis=Basis.ABSENCE)
        return [f.severity for f in findings(sentence) if f.rule == "basis-holds-fact"]

    assert severities("The source does not say whether Mina Okafor agrees.") == [Severity.BLOCK]
    assert severities("The source does not say whether Dr Okafor agrees.", "S1.3") == []
    assert severities("The source does not say whether it is sold in Rotterdam.") == [Severity.MAJOR]
    assert severities("The source gives no PSA figures.") == [Severity.MAJOR]
    assert severities("The source does not mention AI or the FDA.") == []


def test_an_abbreviation_that_the_section_cites_may_stand_in_a_reading():
    absence = claim("The source does not say how TIGIT was measured.", basis=Basis.ABSENCE)
    cited = claim("The drug blocks TIGIT.", "S1.6", id_="c2")
    alone = section(SectionKind.WHAT_HAPPENED, absence)
    beside = section(SectionKind.WHAT_HAPPENED, absence, cited)
    assert "basis-holds-fact" in rules(sections=(alone, *post().sections[1:]))
    assert "basis-holds-fact" not in rules(sections=(beside, *post().sections[1:]))


def test_a_headline_rests_on_the_story_and_not_on_a_reference_note():
    def of_heading(heading: str) -> list[Severity]:
        headed = section(SectionKind.BACKGROUND, CLEAN[SectionKind.BACKGROUND], heading=heading)
        sections = (post().sections[0], headed, *post().sections[2:])
        return [f.severity for f in findings(sections=sections) if f.rule.startswith("headline-")]

    assert of_heading("Background: a phase 2 trial") == [Severity.BLOCK]  # only R1.1 says so
    assert of_heading("Background: stage 3 melanoma") == []
    assert of_heading("Background: three ways") == [Severity.MAJOR]
    assert of_heading("Background: work from Rotterdam") == [Severity.MAJOR]


@pytest.mark.parametrize(
    "piece", ["[", "![", "![](", "[a](", "{{", "<a@", "[^\n", "|", "`", "]", "*", " ", "1,"]
)
def test_no_text_takes_long(piece):
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    check_markup(text)
    check_claim(text, [text])
    assert time.perf_counter() - started < 60  # no measure: a text in square time would take hours
