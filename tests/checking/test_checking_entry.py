"""The checks as other parts call them: ids, scores, speed, import cost."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdraft.checking import check_claim, check_draft, support_score
from newsdraft.checking.names import absent_names, drugs, proper_names, symbols
from newsdraft.model import (
    Block,
    Claim,
    Document,
    Dossier,
    Evidence,
    Passage,
    Post,
    Section,
    SectionKind,
    Study,
)

PASSAGE = "In the Harbour study, 210 of 400 men with stage II disease took 40 mg of lunatinib for six months."


def test_ids_survive_a_re_check_and_differ_by_detail():
    first = check_claim("It helped 99 and not 98 men.", [PASSAGE])
    again = check_claim("It helped 99 and not 98 men.", ["Another passage.", PASSAGE])
    assert [f.id for f in first] == [f.id for f in again]
    assert len({f.id for f in first}) == 2
    assert all(re.fullmatch(r"number-not-in-passages-[0-9a-f]{6}", f.id) for f in first)


def test_a_claim_without_passages_is_uncited():
    assert [f.rule for f in check_claim("It helped 99 women.", [])] == ["claim-uncited"]


def test_the_same_sentence_twice_gets_two_ids():
    dossier, post = _long_post(1)
    doubled = post.model_copy(update={"lead": (Block(claims=(Claim(id="a", text="It cured 77 men."),)),) * 2})
    ids = [f.id for f in check_draft(doubled, dossier)]
    assert len(ids) == len(set(ids))


def test_support_score_orders_as_it_should():
    close = support_score("Men with stage II disease took 40 mg of lunatinib.", [PASSAGE])
    number = support_score("Men with stage II disease took 80 mg of lunatinib.", [PASSAGE])
    foreign = support_score("Dogs in Peru were given a vaccine against rabies.", [PASSAGE])
    assert 1 >= close > number > foreign >= 0
    assert support_score("Anything at all.", []) == 0


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=3))
def test_the_score_is_a_share_and_nothing_fails(text, passages):
    assert 0 <= support_score(text, passages) <= 1
    check_claim(text, passages)


@given(
    st.sampled_from(
        [PASSAGE, "“Fine,” said Dr Ann Lo of St Mary's Hospital; HRs were 0.5 in IU's AEs.", "Up 5% vs 4%."]
    )
)
def test_a_sentence_stands_in_itself(sentence):
    assert check_claim(sentence, [sentence]) == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The EGFR gene was changed.", "a change in the epidermal growth factor receptor gene"),
        ("PD-L1 was high.", "PDL1 levels were high"),
        ("The National Cancer Institute paid.", "funded by NCI grants"),
        ("British scientists did it.", "done in Britain"),
        ("It was AI.", "a computer program"),
        ("Harvard University did it.", "at Harvard's medical school"),
        ("Researchers found it. Doctors agreed.", "it was found"),
    ],
)
def test_aliases_are_no_false_alarms(text, passage):
    assert absent_names(text, [passage]) == []


def test_what_counts_as_a_name():
    assert drugs("Pembrolizumab, olaparib and a statin; testosterone, tubulin, thermostat") == [
        "pembrolizumab",
        "olaparib",
    ]
    assert symbols("HER2, PD-L1, p53 and BRCA1 but not AI, FDA or DNA") == ["HER2", "PD-L1", "p53", "BRCA1"]
    assert proper_names("Yesterday Dr Jane Poe of Lakeside Hospital met them in Oslo in May.") == [
        "Dr Jane Poe of Lakeside Hospital",
        "Oslo",
    ]


def _long_post(sentences: int = 60) -> tuple[Dossier, Post]:
    """A post of about 15 words a sentence, each citing two passages of a source of 120 sentences."""
    texts = [
        f"In group {n}, {n + 10} of {n + 60} patients at Lakeside Hospital took {n} mg of lunatinib "
        f"for {n + 2} weeks (p = 0.0{n % 9 + 1})."
        for n in range(1, 121)
    ]
    passages = tuple(Passage(id=f"S1.{n}", text=t, start=0, end=0) for n, t in enumerate(texts, 1))
    document = Document(id="S1", kind="article", title="T", url="u", text="\n".join(texts), passages=passages)
    dossier = Dossier(
        story_id="s",
        title="T",
        documents=(document,),
        study=Study(),
        evidence=Evidence(level="observational"),
    )
    claims = tuple(
        Claim(
            id=f"c{n}",
            text=f"About {n + 11} of {n + 61} people were given {n + 1} mg of it, and {n + 300} were not, they said.",
            passages=(f"S1.{n + 1}", f"S1.{n + 2}"),
        )
        for n in range(sentences)
    )
    section = Section(kind=SectionKind.WHAT_HAPPENED, heading="What Happened", blocks=(Block(claims=claims),))
    return dossier, Post(title="T", description="", lead=(), sections=(section,), conclusion=())


def test_a_post_of_900_words_is_checked_whole():
    dossier, post = _long_post()
    assert sum(len(c.text.split()) for _, c in post.claims()) > 900
    assert len(check_draft(post, dossier)) >= 60


def test_importing_the_checks_imports_nothing_heavy():
    code = (
        "import sys, newsdraft.checking as c; c.check_claim('It cost 5 dollars.', ['It cost 6 dollars.']);"
        "heavy = ('markdown_it', 'openai', 'lxml', 'trafilatura', 'dateparser', 'ruamel');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_unit_said_once_holds_for_the_number_after_it():
    passage = "People lived a median of 9.1 months with the antibody and 4.4 months with chemotherapy."
    assert check_claim("The median was 9.1 months with the antibody, 4.4 with chemotherapy.", [passage]) == []
    bare = check_claim("There were 4.4 people in each bed.", [passage])
    assert [found.rule for found in bare] == ["number-not-in-passages"]
