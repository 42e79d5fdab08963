"""A study looked up in registries on loopback: what is asked, what is made of it, what goes wrong."""

from __future__ import annotations

import socket
import time

import pytest
import registry_answers as made
from registry_server import registries, serving

from newsdraft.model import EvidenceLevel, Retraction, Study
from newsdraft.registries import Answer, Ask, Question, Registry, Services, merge, next_question
from newsdraft.registries.matching import same_journal

PAPER = Study(doi=made.DOI, title=made.TITLE)


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def full(server):
    """A server on which every registry knows the paper."""
    server.answers = {
        "crossref": made.crossref(),
        "search": made.search(made.PMID),
        "pubmed": made.pubmed(),
        "europe_pmc": made.europe_pmc(made.europe_pmc_result()),
        "trials": made.trial(),
    }
    return server


def look_up(server, study, services=None, **changes):
    with registries(server, services, **changes) as them:
        return them.look_up(study)


def test_everything_known_is_filled_in_and_nothing_more_is_asked(full):
    found = look_up(full, PAPER, contact="editor@example.org")
    assert full.services() == ["crossref", "trials", "search", "pubmed"]
    assert found.study.pmid == made.PMID
    assert found.study.journal == "Journal of Made-Up Oncology"
    assert found.study.trial_ids == (made.NCT,)
    assert found.study.design == "randomized trial, phase 3 trial"
    assert found.study.participants == "412 enrolled (by ClinicalTrials.gov)"
    assert found.study.funding == "Institute for Made-Up Cancer Research; Zelu Pharma"
    assert found.study.conflicts == "Ada Quill has advised Zelu Pharma."
    assert found.study.retraction is found.retraction is Retraction.NONE_FOUND
    assert found.filled["journal"] == "Crossref"
    assert found.filled["conflicts"] == "PubMed"
    assert found.level is EvidenceLevel.RANDOMISED
    assert found.notices == ()
    assert found.abstract.text.startswith("Background: Advanced thymic")
    assert found.abstract.url == f"https://doi.org/{made.DOI}"
    assert found.abstract.publisher == "Journal of Made-Up Oncology"
    assert found.abstract.registry is Registry.PUBMED
    assert found.trials[0].phases == ("PHASE3",)
    assert found.asked[0] == f"Crossref (DOI {made.DOI})"
    paths = [path for _, path in full.asked]
    assert "mailto=editor@example.org" in paths[0]
    assert "tool=newsdraft&email=editor@example.org" in paths[2]


def test_what_the_text_says_stays(full):
    said = PAPER.model_copy(
        update={"design": "phase 3 trial", "participants": "400 adults", "funding": "Funded by a lottery.",
                "facts": {"design": ("S1.2",)}}
    )  # fmt: skip
    found = look_up(full, said)
    assert (found.study.design, found.study.participants, found.study.funding) == (
        "phase 3 trial",
        "400 adults",
        "Funded by a lottery.",
    )
    assert found.study.facts == {"design": ("S1.2",)}
    assert not {"design", "participants", "funding"} & set(found.filled)
    assert found.notices == ()


def test_disagreements_are_told(full):
    said = Study(
        doi=made.DOI, pmid="1234", journal="The Lancet Oncology", is_preprint=True, trial_ids=("NCT09990001",),
        design="randomized phase 2 trial", participants="1,400 people",
    )  # fmt: skip
    found = look_up(full, said)
    assert found.study.journal == "The Lancet Oncology"
    text = "\n".join(found.notices)
    assert "names the journal The Lancet Oncology; Crossref has Journal of Made-Up Oncology" in text
    assert "speaks of a preprint; by Crossref it was published" in text
    assert "phase 2; ClinicalTrials.gov lists NCT09990001 as phase 3" in text
    assert "counts 1,400 participants; ClinicalTrials.gov lists 412" in text


def test_pmid_of_another_paper_is_told_and_not_used(full):
    full.answers["pubmed"] = made.pubmed(
        made.pubmed_article(pmid="1234", doi="10.5555/other", title="Another thing")
    )
    found = look_up(full, PAPER.model_copy(update={"pmid": "1234"}))
    assert any("PMID is of another paper (DOI 10.5555/other)" in notice for notice in found.notices)
    assert found.abstract.registry is Registry.CROSSREF
    assert found.study.conflicts is None


def test_an_answer_about_another_doi_is_told_and_not_used(full):
    full.answers["crossref"] = made.crossref(DOI="10.5555/other")
    found = look_up(full, Study(doi=made.DOI))
    assert f"Crossref answered with another paper than {made.DOI}; that was not used." in found.notices
    assert found.filled["journal"] == "PubMed"


def test_a_doi_with_odd_signs_stays_one_part_of_the_address(server):
    with registries(server) as them:
        them.look_up(Study(doi="10.5555/../../members?x=1"))
        them.look_up(Study(doi="10.5555/(sici)12:3;4-#"))
    asked = [path for path in server.raw if path.startswith("/crossref")]
    assert asked == [
        "/crossref/works/10.5555%2F..%2F..%2Fmembers",
        "/crossref/works/10.5555%2F%28sici%2912%3A3%3B4-",
    ]


def test_trial_that_was_stopped_or_is_not_randomized_is_told(full):
    full.answers["trials"] = made.trial(
        statusModule={"overallStatus": "TERMINATED", "whyStopped": "Slow accrual."},
        designModule={"phases": ["PHASE3"], "designInfo": {"allocation": "NA"}},
    )
    found = look_up(full, PAPER.model_copy(update={"design": "randomized trial"}))
    text = "\n".join(found.notices)
    assert "terminated early. Reason given: Slow accrual." in text
    assert "not randomized" in text


@pytest.mark.parametrize("place", ["crossref", "pubmed"])
def test_one_registry_that_shows_a_retraction_is_enough(full, place):
    if place == "crossref":
        full.answers["crossref"] = made.crossref(**{"updated-by": [made.update("retraction")]})
    else:
        full.answers["pubmed"] = made.pubmed(made.pubmed_article(links=made.link("RetractionIn")))
    found = look_up(full, PAPER)
    assert found.retraction is found.study.retraction is Retraction.RETRACTED
    assert "retracted" in found.standing
    assert found.notices[0].startswith("The paper was retracted. ")


def test_a_concern_is_told(full):
    full.answers["crossref"] = made.crossref(**{"updated-by": [made.update("expression_of_concern")]})
    found = look_up(full, PAPER)
    assert found.retraction is Retraction.CONCERN
    assert "an expression of concern was published on 2 September 2026" in found.notices[0]


def test_a_retraction_that_only_the_text_tells_of_stays(full):
    found = look_up(full, PAPER.model_copy(update={"retraction": Retraction.RETRACTED}))
    assert found.retraction is Retraction.RETRACTED
    assert any("no registry that was asked shows one" in notice for notice in found.notices)


def test_another_paper_under_the_doi_gives_nothing_but_a_notice(full):
    full.answers["crossref"] = made.crossref(
        title=["Sleep in urban owls"], **{"updated-by": [made.update("retraction")]}
    )
    found = look_up(full, PAPER)
    assert full.services() == ["crossref"]
    assert found.abstract is None
    assert found.study.journal is None
    assert found.retraction is Retraction.NOT_LOOKED_UP
    assert "“Sleep in urban owls”, but the text calls the paper" in found.notices[0]
    assert "it was retracted" in found.notices[0]


def test_search_by_title_takes_only_that_title(full):
    found = look_up(full, Study(title=made.TITLE.replace(":", " -")))
    assert full.services() == ["search", "pubmed", "crossref", "trials"]
    assert found.study.doi == made.DOI
    assert found.filled["pmid"] == "PubMed"
    full.answers["pubmed"] = made.pubmed(made.pubmed_article(title="Zelutinib in mice with thymic carcinoma"))
    other = look_up(full, Study(title=made.TITLE))
    assert other.study.doi is None
    assert other.abstract is None
    assert any("whether it was retracted is not known" in notice for notice in other.notices)


def test_search_that_gives_other_papers_finds_the_one_with_the_doi(full):
    full.answers["search"] = made.search("1", made.PMID)
    full.answers["pubmed"] = made.pubmed(
        made.pubmed_article(pmid="1", doi="10.5555/x"), made.pubmed_article()
    )
    assert look_up(full, PAPER).study.pmid == made.PMID


def test_preprint(server):
    server.answers = {
        "crossref": made.preprint_work(),
        "openrxiv": made.openrxiv({}),
    }
    found = look_up(server, Study(doi=f"{made.PREPRINT}v1"))
    assert server.services() == ["crossref", "trials", "openrxiv"]
    assert "/rxiv/details/medrxiv/10.1101/2026.03.01.26301234/na/json" in server.asked[2][1]
    assert found.study.doi == made.PREPRINT
    assert found.study.is_preprint
    assert found.study.journal is None
    assert found.abstract.registry is Registry.OPENRXIV
    assert found.abstract.publisher == "medRxiv"
    assert any("this is a preprint (medRxiv); the text does not say so" in notice for notice in found.notices)


def test_arxiv(server):
    server.answers = {"arxiv": made.arxiv()}
    found = look_up(server, Study(doi="10.48550/arXiv.2604.01234v1", is_preprint=True))
    assert server.services() == ["arxiv"]
    assert "id_list=2604.01234" in server.asked[0][1]
    assert found.retraction is Retraction.NONE_FOUND
    assert found.abstract.title == "A network that reads made-up mammograms"


def test_europe_pmc_stands_in_for_what_pubmed_does_not_have(full):
    full.answers |= {"search": made.search(), "crossref": made.crossref(abstract=None)}
    found = look_up(full, PAPER)
    assert full.services() == ["crossref", "trials", "search", "europe_pmc"]
    assert found.abstract.registry is Registry.EUROPE_PMC
    assert found.notices == ("PubMed does not list this paper (yet).",)


def test_europe_pmc_stands_in_for_pubmed_when_it_is_down(full):
    full.answers["search"] = (503, b"", {}, 0.0)
    full.answers["europe_pmc"] = made.europe_pmc(
        made.europe_pmc_result(
            commentCorrectionList={"commentCorrection": [{"type": "Retraction in", "id": "4"}]}
        )
    )
    found = look_up(full, PAPER)
    assert full.services() == ["crossref", "trials", "search", "europe_pmc"]
    assert found.retraction is Retraction.RETRACTED
    assert "Europe PMC: it was retracted" in found.standing


def test_study_known_by_pubmed_number_only(full):
    full.answers["search"] = (500, b"", {}, 0.0)
    found = look_up(full, Study(pmid=f"PMID: {made.PMID}"))
    assert full.services() == ["pubmed", "crossref", "trials"]
    assert found.study.doi == made.DOI
    full.answers["pubmed"] = (400, b"ID list is empty", {}, 0.0)
    unknown = look_up(full, Study(pmid=made.PMID))
    assert unknown.study.doi == made.DOI  # Europe PMC knew it
    assert full.services()[3:5] == ["pubmed", "europe_pmc"]


@pytest.mark.parametrize(
    ("design", "level"),
    [
        ({"studyType": "OBSERVATIONAL"}, EvidenceLevel.OBSERVATIONAL),
        (
            {"phases": ["PHASE1", "PHASE2"], "designInfo": {"allocation": "NON_RANDOMIZED"}},
            EvidenceLevel.EARLY_TRIAL,
        ),
        ({"phases": ["PHASE2"], "designInfo": {"allocation": "RANDOMIZED"}}, EvidenceLevel.RANDOMISED),
        ({"phases": ["NA"], "designInfo": {"allocation": "NA"}}, None),
    ],
)
def test_trial_alone(server, design, level):
    server.answers = {"trials": made.trial(designModule=design)}
    found = look_up(server, Study(trial_ids=("nct09990001",)))
    assert server.services() == ["trials"]
    assert found.level is level
    assert found.study.trial_ids == ("nct09990001",)
    assert found.retraction is Retraction.NOT_LOOKED_UP
    assert found.notices == ()


def test_publications_that_are_no_report_and_other_trials_are_told(full):
    full.answers["pubmed"] = made.pubmed(made.pubmed_article(types=("Editorial", "Comment")))
    found = look_up(full, PAPER.model_copy(update={"trial_ids": ("NCT00000009",)}))
    text = "\n".join(found.notices)
    assert "PubMed lists this publication as: Editorial, Comment." in text
    assert "The text names NCT00000009; Crossref names NCT09990001." in text
    assert "ClinicalTrials.gov answered with NCT09990001, not with NCT00000009" in text
    assert found.trials == ()


def test_endless_words_of_a_registry_stay_short(full):
    full.answers["trials"] = made.trial(
        statusModule={"overallStatus": "TERMINATED", "whyStopped": "why\n" * 5_000}, designModule={}
    )
    full.answers["crossref"] = made.crossref(
        title=["Zelutinib thymic carcinoma randomized " * 500],
        funder=[{"name": f"Fund {n}"} for n in range(999)],
    )
    found = look_up(full, PAPER)
    assert all(len(notice) <= 1_000 and "\n" not in notice for notice in found.notices)
    assert found.study.funding.endswith("; and 991 more")


def test_doi_that_nobody_knows(server):
    server.answers = {"search": made.search(), "europe_pmc": made.europe_pmc()}
    found = look_up(server, Study(doi=made.DOI))
    assert found.retraction is Retraction.NOT_LOOKED_UP
    assert found.notices[0] == (
        f"Crossref does not know DOI {made.DOI}; whether the paper was retracted is not known."
    )
    assert found.abstract is None


def test_numbers_that_are_none_are_told(server):
    found = look_up(server, Study(doi="10.1/x", pmid="PMC77"))
    assert server.asked == []
    assert found.study.doi == "10.1/x"
    assert found.notices == (
        "“10.1/x” is no valid DOI, so nobody was asked for it.",
        "“PMC77” is no valid PMID, so nobody was asked for it.",
    )


def test_study_without_anything_to_ask_for(server):
    found = look_up(server, Study(trial_ids=("ISRCTN12345678",)))
    assert server.asked == []
    assert found.asked == ()
    assert found.notices == ("These trials stand in registers that are not asked: ISRCTN12345678.",)
    nothing = look_up(server, Study())
    assert "no registry could be asked" in nothing.notices[0]
    assert nothing.study == Study()


# --- what goes wrong -------------------------------------------------------------------------------------

HTML = b"<!DOCTYPE html><html><body>Checking your browser</body></html>"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((500, b"oops", {}, 0.0), "the server failed"),
        ((429, b"slow down", {"Retry-After": "30"}, 0.0), "asked too often"),
        ((403, HTML, {}, 0.0), "refuses"),
        ((200, HTML, {}, 0.0), "a web page came instead of data"),
        ((200, b"", {}, 0.0), "the answer is empty"),
        ((200, b'{"message": 3}', {}, 0.0), "another form than documented"),
        ((200, b'{"a":' * 200_000, {}, 0.0), "cannot be read"),
        ((200, b" " * 9_000_000, {}, 0.0), "larger"),
        ((200, b"{}", {}, 1.2), "0.7 s"),
        ((302, b"", {"Location": "http://127.0.0.2:9/"}, 0.0), "this machine itself"),
    ],
    ids=["500", "429", "403", "html", "empty", "wrong form", "deep", "huge", "late", "redirect inside"],
)
def test_a_crossref_that_fails_is_a_notice_and_the_others_are_asked(full, given, words):
    full.answers["crossref"] = given
    found = look_up(full, PAPER)
    assert found.study.pmid == made.PMID
    assert found.retraction is Retraction.NONE_FOUND
    notice = next(notice for notice in found.notices if notice.startswith("Crossref "))
    assert words in notice
    assert notice.endswith("; no retraction is shown by PubMed.")
    assert "\n" not in notice


def test_all_services_down_is_said_and_quick(server):
    server.answers = dict.fromkeys(
        ("crossref", "search", "pubmed", "europe_pmc", "trials"), (503, b"", {}, 0.0)
    )
    found = look_up(server, Study(doi=made.DOI, trial_ids=(made.NCT,)))
    assert found.retraction is Retraction.NOT_LOOKED_UP
    assert found.abstract is None
    crossref = found.notices[0]
    assert crossref.startswith("Crossref was not reached: ")
    assert crossref.endswith("; whether the paper was retracted is not known.")
    assert any("ClinicalTrials.gov was not reached" in n and made.NCT in n for n in found.notices)
    assert found.study == Study(doi=made.DOI, trial_ids=(made.NCT,))


def test_nothing_listens(server):
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{spare.getsockname()[1]}"
        found = look_up(
            server, PAPER, Services(crossref=nowhere, pubmed=nowhere, europe_pmc=nowhere, trials=nowhere)
        )
    assert len([notice for notice in found.notices if "was not reached" in notice]) == 3


def test_a_private_address_that_was_not_allowed_is_a_notice(server):
    services = Services(crossref="http://127.0.0.2:9", pubmed="", europe_pmc="", trials="")
    found = look_up(server, PAPER, services)
    assert "Crossref was not reached" in found.notices[0]


def test_a_service_that_is_down_is_left_alone_for_a_while(full):
    full.answers |= {"crossref": (500, b"", {}, 0.0)}
    now = [0.0]
    with registries(full, clock=lambda: now[0]) as them:
        for number in range(4):
            them.look_up(Study(doi=f"10.5555/x{number}"))
        assert full.services().count("crossref") == 2
        last = them.look_up(Study(doi=made.DOI))
        assert "was not asked again for now, since it was not reached: the server failed" in "\n".join(
            last.notices
        )
        now[0] = 700.0
        full.answers["crossref"] = made.crossref()
        assert them.look_up(PAPER).study.journal == "Journal of Made-Up Oncology"


def test_retry_after_is_honoured_at_once(full):
    full.answers["crossref"] = (429, b"", {"Retry-After": "20"}, 0.0)
    now = [0.0]
    with registries(full, clock=lambda: now[0]) as them:
        them.look_up(PAPER)
        now[0] = 19.0
        them.look_up(PAPER)
        assert full.services().count("crossref") == 1
        now[0] = 21.0
        them.look_up(PAPER)
        assert full.services().count("crossref") == 2


def test_requests_of_a_story_are_bounded(full):
    many = PAPER.model_copy(update={"trial_ids": ("NCT09990001", "NCT09990002", "NCT09990003")})
    full.answers["search"] = (500, b"", {}, 0.0)
    found = look_up(full, many, max_requests=3)
    assert len(full.asked) == 3
    assert any("was not asked: a story may cost 3 requests" in notice for notice in found.notices)
    assert any("NCT09990003" in notice and "first 2" in notice for notice in found.notices)


def test_time_of_a_story_is_bounded(full):
    full.answers |= dict.fromkeys(("crossref", "search", "europe_pmc", "trials"), (200, b"", {}, 0.5))
    started = time.monotonic()
    found = look_up(full, PAPER.model_copy(update={"trial_ids": (made.NCT,)}), max_seconds=0.6)
    assert time.monotonic() - started < 2.0
    assert len(full.asked) == 2
    assert any("the 0.6 s for one story were over" in notice for notice in found.notices)


def test_services_can_be_left_out(full):
    found = look_up(full, PAPER, full.settings(crossref="", trials=""))
    assert full.services() == ["search", "pubmed"]
    assert found.retraction is Retraction.NONE_FOUND
    none = look_up(full, PAPER, Services(crossref="", pubmed="", europe_pmc="", trials=""))
    assert none.notices == ("No registry told of the paper, so whether it was retracted is not known.",)


# --- pure ------------------------------------------------------------------------------------------------


def test_planning_ends_whatever_is_answered():
    study = Study(doi=made.DOI, pmid="1", title=made.TITLE, trial_ids=(made.NCT, "NCT00000001"))
    answers: list[Answer] = []
    while question := next_question(study, answers, Services()):
        assert question not in {answer.question for answer in answers}
        answers.append(Answer(question=question, problem="was not reached: x"))
    assert len(answers) <= 6


def test_merging_nothing_changes_nothing():
    study = Study(doi="10.5555/a", title="T")
    assert merge(study, []).study == study
    question = Question(registry=Registry.CROSSREF, by=Ask.DOI, value="10.5555/a")
    assert merge(study, [Answer(question=question)]).study == study


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("New England Journal of Medicine", "N Engl J Med", True),
        ("The New England journal of medicine", "NEJM", True),
        ("The Lancet. Oncology", "Lancet Oncol", True),
        ("Science (New York, N.Y.)", "Science", True),
        ("JAMA: the Journal of the American Medical Association", "JAMA", True),
        ("CA: A Cancer Journal for Clinicians", "CA Cancer J Clin", True),
        ("Proceedings of the National Academy of Sciences of the United States of America", "PNAS", True),
        ("Nature", "Nature Medicine", False),
        ("Cancer", "Cancer Research", False),
        ("Blood", "Blood Advances", False),
    ],
)
def test_journal_names(one, other, same):
    assert same_journal(one, other) is same
    assert same_journal(other, one) is same
