"""Each registry's documented answers, and answers that are not."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import registry_answers as made
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsdraft.errors import ExtractError
from newsdraft.model import Retraction
from newsdraft.registries import Registry, crossref, europepmc, preprints, pubmed, trials
from newsdraft.registries.shape import plain

DAY = datetime(2026, 4, 17, tzinfo=UTC)


def test_crossref_gives_the_paper():
    (record,) = crossref.parse(made.crossref())
    assert record.registry is Registry.CROSSREF
    assert record.doi == made.DOI
    assert record.title == made.TITLE
    assert record.journal == "Journal of Made-Up Oncology"
    assert record.authors == ("Ada Quill", "The ZELUT-1 Investigators")
    assert record.published == DAY
    assert record.funders == ("Institute for Made-Up Cancer Research", "Zelu Pharma")
    assert record.trial_ids == (made.NCT,)
    assert record.is_preprint is False
    assert (record.retraction, record.standing, record.remarks) == (Retraction.NONE_FOUND, "", ())


def test_crossref_abstract_is_text_with_its_headings_and_signs():
    (record,) = crossref.parse(made.crossref())
    background, methods = record.abstract.split("\n")
    assert background == f"Background: {made.ABSTRACT}"
    assert methods == "Methods: We counted 10^5 cells."


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        ("retraction", Retraction.RETRACTED),
        ("Retraction", Retraction.RETRACTED),
        ("withdrawal", Retraction.RETRACTED),
        ("removal", Retraction.RETRACTED),
        ("expression_of_concern", Retraction.CONCERN),
        ("expression-of-concern", Retraction.CONCERN),
        ("Expression of concern", Retraction.CONCERN),
        ("partial_retraction", Retraction.CONCERN),
        ("correction", Retraction.NONE_FOUND),
        ("erratum", Retraction.NONE_FOUND),
        ("new_version", Retraction.NONE_FOUND),
        ("addendum", Retraction.NONE_FOUND),
    ],
)
def test_crossref_updated_by(kind, standing):
    (record,) = crossref.parse(
        made.crossref(**{"updated-by": [made.update("new_edition"), made.update(kind)]})
    )
    assert record.retraction is standing
    if standing is Retraction.NONE_FOUND:
        assert not record.standing
    else:
        assert "2 September 2026" in record.standing
        assert "Retraction Watch" in record.standing
        assert "10.5555/jmo.2026.9999" in record.standing


def test_crossref_lists_the_same_retraction_of_two_sources_and_a_correction():
    updates = [
        made.update("correction"),
        made.update("retraction"),
        made.update("retraction", source="publisher"),
    ]
    (record,) = crossref.parse(made.crossref(**{"updated-by": updates}))
    assert record.retraction is Retraction.RETRACTED
    assert "the publisher" in record.standing
    assert len(record.remarks) == 1
    assert record.remarks[0].startswith("a correction was published")


def test_crossref_reinstatement_does_not_lift_a_retraction_but_is_said():
    updates = [made.update("retraction"), made.update("reinstatement")]
    (record,) = crossref.parse(made.crossref(**{"updated-by": updates}))
    assert record.retraction is Retraction.RETRACTED
    assert any("reinstated" in remark for remark in record.remarks)


def test_crossref_notice_itself():
    notice = made.crossref(
        title=["Retraction notice to: something"], **{"update-to": [made.update("retraction")]}
    )
    (record,) = crossref.parse(notice)
    assert record.retraction is Retraction.RETRACTED
    assert "itself a notice" in record.standing
    (corrects,) = crossref.parse(made.crossref(**{"update-to": [made.update("correction")]}))
    assert corrects.retraction is Retraction.NONE_FOUND


def test_crossref_withdrawn_in_press_has_the_notice_under_its_own_doi():
    (record,) = crossref.parse(made.crossref(**{"update-to": [made.update("withdrawal", doi=made.DOI)]}))
    assert record.retraction is Retraction.RETRACTED
    assert "itself" not in record.standing


def test_crossref_retraction_by_relation_or_title_alone():
    relation = {"is-retracted-by": [{"id-type": "doi", "id": "10.5555/n", "asserted-by": "subject"}]}
    (by_relation,) = crossref.parse(made.crossref(relation=relation))
    assert by_relation.retraction is Retraction.RETRACTED
    (by_title,) = crossref.parse(made.crossref(title=[f"RETRACTED ARTICLE: {made.TITLE}"]))
    assert by_title.retraction is Retraction.RETRACTED
    assert by_title.title == made.TITLE
    assert "title" in by_title.standing
    (no_mark,) = crossref.parse(made.crossref(title=["Retraction forces in collagen gels"]))
    assert no_mark.retraction is Retraction.NONE_FOUND


def test_crossref_preprint_with_its_published_version():
    relation = {"is-preprint-of": [{"id-type": "doi", "id": made.DOI, "asserted-by": "subject"}]}
    (record,) = crossref.parse(made.preprint_work(relation=relation))
    assert record.is_preprint is True
    assert record.journal == "medRxiv"
    assert record.remarks == (f"this preprint was published in a journal (doi {made.DOI})",)


def test_crossref_date_without_a_day_is_not_made_up():
    (record,) = crossref.parse(
        made.crossref(published={"date-parts": [[2026, 4]]}, **{"published-online": {"date-parts": [[None]]}})
    )
    assert record.published is None


def test_pubmed_gives_the_paper():
    (record,) = pubmed.parse(made.pubmed())
    assert (record.doi, record.pmid, record.title) == (made.DOI, made.PMID, made.TITLE)
    assert record.published == DAY
    assert record.authors == ("Ada Quill", "ZELUT-1 Investigators")
    assert record.funders == ("NCI NIH HHS",)
    assert record.conflicts == "Ada Quill has advised Zelu Pharma."
    assert record.trial_ids == (made.NCT,)
    assert "Randomized Controlled Trial" in record.types
    assert record.is_preprint is False
    assert record.abstract == (
        "Background: Advanced thymic carcinoma has few treatments.\n"
        "Results: Of 412 adults, most lived longer (hazard ratio 0.61; P<0.001; 10^6 cells); side effects were "
        "frequent in both of the groups."
    )
    assert record.retraction is Retraction.NONE_FOUND


@pytest.mark.parametrize(
    ("reftype", "standing", "remarked"),
    [
        ("RetractionIn", Retraction.RETRACTED, False),
        ("RetractedandRepublishedIn", Retraction.RETRACTED, False),
        ("ExpressionOfConcernIn", Retraction.CONCERN, False),
        ("ErratumIn", Retraction.NONE_FOUND, True),
        ("CorrectedandRepublishedIn", Retraction.NONE_FOUND, True),
        ("CommentIn", Retraction.NONE_FOUND, False),
        ("ErratumFor", Retraction.NONE_FOUND, False),
        ("RetractionOf", Retraction.RETRACTED, False),
        ("ExpressionOfConcernFor", Retraction.CONCERN, False),
    ],
)
def test_pubmed_comments_and_corrections(reftype, standing, remarked):
    (record,) = pubmed.parse(made.pubmed(made.pubmed_article(links=made.link(reftype))))
    assert record.retraction is standing
    assert bool(record.remarks) is remarked
    grave = standing is not Retraction.NONE_FOUND
    assert bool(record.standing) is grave
    assert ("itself" in record.standing) is (grave and reftype.endswith(("Of", "For")))


def test_pubmed_takes_no_doi_of_a_reference():
    bare = made.pubmed_article().replace(f'<ArticleId IdType="doi">{made.DOI}</ArticleId>', "")
    bare = bare.replace(f'<ELocationID EIdType="doi" ValidYN="Y">{made.DOI}</ELocationID>', "")
    (record,) = pubmed.parse(made.pubmed(bare))
    assert "10.5555/another" in bare
    assert record.doi is None


def test_pubmed_retracted_by_type_alone_and_both():
    (by_type,) = pubmed.parse(
        made.pubmed(made.pubmed_article(types=("Journal Article", "Retracted Publication")))
    )
    assert by_type.retraction is Retraction.RETRACTED
    assert "Retracted Publication" in by_type.standing
    links = made.link("ExpressionOfConcernIn") + made.link("RetractionIn", "49990010")
    (both,) = pubmed.parse(made.pubmed(made.pubmed_article(links=links)))
    assert both.retraction is Retraction.RETRACTED
    assert "49990010" in both.standing
    assert any("expression of concern" in remark for remark in both.remarks)


def test_pubmed_search():
    assert pubmed.parse_search(made.search("49990001")) == ("49990001",)
    assert pubmed.parse_search(made.search()) == ()
    with pytest.raises(ExtractError, match="rate limit"):
        pubmed.parse_search(made.dumped({"error": "API rate limit exceeded", "count": "4"}))
    with pytest.raises(ExtractError, match="Search Backend"):
        pubmed.parse_search(made.dumped({"esearchresult": {"ERROR": "Search Backend failed"}}))


def test_pubmed_without_articles_and_with_an_error():
    assert pubmed.parse(b"<?xml version='1.0'?><PubmedArticleSet></PubmedArticleSet>") == ()
    with pytest.raises(ExtractError, match="cannot get it"):
        pubmed.parse(b"<eFetchResult><ERROR>cannot get it</ERROR></eFetchResult>")
    (bare,) = pubmed.parse(b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>")
    assert bare.pmid is None
    assert bare.title is None


def test_europe_pmc_gives_the_paper():
    (record,) = europepmc.parse(made.europe_pmc(made.europe_pmc_result()))
    assert (record.doi, record.pmid, record.title) == (made.DOI, made.PMID, made.TITLE)
    assert record.journal == "Journal of made-up oncology"
    assert record.published == DAY
    assert record.abstract == f"Background: {made.ABSTRACT}\nConclusions: It helped."
    assert record.url == f"https://europepmc.org/article/MED/{made.PMID}"
    assert record.is_preprint is False
    assert record.retraction is Retraction.NONE_FOUND


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        ("Retraction in", Retraction.RETRACTED),
        ("Expression of concern in", Retraction.CONCERN),
        ("Erratum in", Retraction.NONE_FOUND),
        ("Comment in", Retraction.NONE_FOUND),
        ("Retraction of", Retraction.NONE_FOUND),
    ],
)
def test_europe_pmc_corrections_as_list_or_lone(kind, standing):
    one = {"id": "49990009", "source": "MED", "type": kind, "reference": "J Made Up Oncol. 2026"}
    for links in (one, [one]):
        result = made.europe_pmc_result(commentCorrectionList={"commentCorrection": links})
        (record,) = europepmc.parse(made.europe_pmc(result))
        assert record.retraction is standing


def test_europe_pmc_preprint_stands_behind_the_journal_version():
    preprint = made.europe_pmc_result(
        id="PPR1", source="PPR", pmid=None, pubTypeList={"pubType": "Preprint"}, journalInfo=None,
        bookOrReportDetails={"publisher": "medRxiv", "yearOfPublication": 2026},
    )  # fmt: skip
    first, second = europepmc.parse(made.europe_pmc(preprint, made.europe_pmc_result()))
    assert (first.is_preprint, second.is_preprint) == (False, True)
    assert second.journal == "medRxiv"
    assert europepmc.parse(made.europe_pmc()) == ()


def test_trial():
    found = trials.parse(made.trial())
    assert found.id == made.NCT
    assert found.phases == ("PHASE3",)
    assert (found.allocation, found.masking, found.enrolled, found.planned) == (
        "RANDOMIZED",
        "NONE",
        412,
        False,
    )
    assert found.sponsor == "Zelu Pharma"
    assert found.primary_outcomes == ("Progression-free survival",)
    planned = trials.parse(made.trial(designModule={"enrollmentInfo": {"count": "60", "type": "ESTIMATED"}}))
    assert (planned.enrolled, planned.planned, planned.phases) == (60, True, ())


def test_arxiv():
    (record,) = preprints.parse_arxiv(made.arxiv())
    assert record.doi == "10.48550/arxiv.2604.01234"
    assert record.title == "A network that reads made-up mammograms"
    assert record.abstract.startswith("We trained a network on 10,000 made-up mammograms and compared")
    assert record.published == DAY
    assert record.is_preprint
    assert record.retraction is Retraction.NONE_FOUND
    assert preprints.parse_arxiv(made.arxiv("")) == ()
    error = "<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title></entry>"
    assert preprints.parse_arxiv(made.arxiv(error)) == ()


def test_arxiv_withdrawn():
    gone = (
        "<entry><id>http://arxiv.org/abs/2604.01234v3</id><title>Gone</title>"
        "<summary>This paper has been withdrawn by the author due to an error in table 2.</summary></entry>"
    )
    (record,) = preprints.parse_arxiv(made.arxiv(gone))
    assert record.retraction is Retraction.RETRACTED
    assert not record.abstract
    assert "error in table 2" in record.standing


def test_arxiv_about_withdrawal_is_not_withdrawn():
    text = "Patients who had withdrawn consent were excluded; the drug was withdrawn in 2019."
    (record,) = preprints.parse_arxiv(
        made.arxiv(
            f"<entry><id>http://arxiv.org/abs/2604.01234v1</id><title>T</title><summary>{text}</summary></entry>"
        )
    )
    assert record.retraction is Retraction.NONE_FOUND


def test_openrxiv():
    answer = made.openrxiv(
        {}, {"version": "2", "date": "2026-05-01", "title": "A newer title", "published": made.DOI}
    )
    (record,) = preprints.parse_openrxiv(answer)
    assert record.doi == made.PREPRINT
    assert record.title == "A newer title"
    assert record.published == datetime(2026, 3, 1, tzinfo=UTC)
    assert record.institution == "Quill University"
    assert record.journal == "medRxiv"
    assert made.DOI in record.remarks[0]
    assert preprints.parse_openrxiv(made.openrxiv()) == ()
    (gone,) = preprints.parse_openrxiv(made.openrxiv({}, {"type": "WITHDRAWN"}))
    assert gone.retraction is Retraction.RETRACTED


# --- what is no answer -----------------------------------------------------------------------------------

PARSERS = {
    "crossref": crossref.parse,
    "pubmed search": pubmed.parse_search,
    "pubmed": pubmed.parse,
    "europe pmc": europepmc.parse,
    "trials": trials.parse,
    "arxiv": preprints.parse_arxiv,
    "openrxiv": preprints.parse_openrxiv,
}
HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Are you human?</body></html>"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>&b;</PMID></MedlineCitation></PubmedArticle>"
    b"</PubmedArticleSet>"
)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        HTML,
        b"Rate exceeded.",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"{" + b'"a":{' * 50_000,
        b"\xff\xfe<\x00",
    ],
    ids=["empty", "html", "words", "null", "list", "object", "deep list", "deep object", "utf-16"],
)
def test_what_is_no_answer_is_an_error_in_plain_words(parse, body):
    with pytest.raises(ExtractError) as caught:
        parse(body)
    assert "Traceback" not in caught.value.message
    if body is HTML:
        assert "web page" in caught.value.message


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
def test_a_huge_answer_is_refused(parse):
    with pytest.raises(ExtractError, match="larger"):
        parse(b" " * 6_000_001)


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x +AFsAPA-',
        b'<!DOCTYPE x SYSTEM ">" [<!ENTITY % p SYSTEM "http://127.0.0.2/x">%p;]><PubmedArticleSet/>',
        b'<!DOCTYPE PubmedArticleSet [<!ENTITY f SYSTEM "file:///etc/passwd">]><PubmedArticleSet>&f;</PubmedArticleSet>',
    ],
    ids=["bomb", "bomb in utf-16", "utf-7", "parameter entity", "file"],
)
@pytest.mark.parametrize("parse", [pubmed.parse, preprints.parse_arxiv])
def test_nothing_that_is_declared_expands(parse, body):
    with pytest.raises(ExtractError):
        parse(body)


def test_pubmeds_own_document_type_is_read():
    assert b"<!DOCTYPE" in made.pubmed()
    assert pubmed.parse(made.pubmed())


SHAPES = {
    crossref.parse: json.loads(made.crossref(**{"updated-by": [made.update("retraction")]})),
    pubmed.parse_search: json.loads(made.search("1")),
    europepmc.parse: json.loads(
        made.europe_pmc(
            made.europe_pmc_result(commentCorrectionList={"commentCorrection": [{"type": "Erratum in"}]})
        )
    ),
    trials.parse: json.loads(made.trial()),
    preprints.parse_openrxiv: json.loads(made.openrxiv({})),
}
ODD = (
    None,
    True,
    -1,
    10**300,
    1.5,
    "",
    "x",
    "\ud800\x00<p",
    [],
    [[]],
    [None, 1, {}],
    {},
    {"x": []},
    {"name": {}},
)


def spoiled(value, odd):
    """Every copy of a value in which one part, at any depth, is something odd instead."""
    yield odd
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(pairs):
        for changed in spoiled(part, odd):
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[key] = changed
            yield copy


@pytest.mark.parametrize("parse", SHAPES, ids=lambda p: p.__module__.rpartition(".")[2] + "." + p.__name__)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_wrong_types_anywhere_are_absent_or_an_extract_error(parse, odd):
    for answer in spoiled(SHAPES[parse], odd):
        with suppress(ExtractError):
            parse(json.dumps(answer).encode())


@pytest.mark.parametrize(
    ("parse", "body"),
    [
        (pubmed.parse, made.pubmed(made.pubmed_article(links=made.link("RetractionIn")))),
        (preprints.parse_arxiv, made.arxiv()),
    ],
    ids=["pubmed", "arxiv"],
)
def test_missing_or_empty_elements_are_absent(parse, body):
    for number in range(1, len(list(etree.fromstring(body).iter()))):
        for spoil in (lambda e: e.getparent().remove(e), lambda e: e.clear()):
            tree = etree.fromstring(body)
            spoil(list(tree.iter())[number])
            assert len(parse(etree.tostring(tree))) <= 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>&/ ap10sub;ltgj:'\"=\n.", max_size=80))
def test_plain_text_never_fails_and_is_settled(text):
    once = plain(text)
    assert "\x00" not in once
    assert all(line == " ".join(line.split()) for line in once.splitlines())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("P<0.05 and n>12", "P<0.05 and n>12"),
        ("P &amp;lt; 0.05", "P < 0.05"),
        ("a &lt;i&gt;BRCA1&lt;/i&gt; carrier", "a BRCA1 carrier"),
        ("p53<sup>-/-</sup> mice", "p53-/- mice"),
        ("10<sup>-6</sup> M", "10^-6 M"),
        ("H<sub>2</sub>O", "H2O"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One.\nTwo."),
        ('<mml:math xmlns:mml="x"><mml:mi>x</mml:mi></mml:math>', "x"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("hidden\u202e\u200b text\x07", "hidden text"),
    ],
)
def test_markup_becomes_text(markup, text):
    assert plain(markup) == text


def test_long_fields_are_cut_and_hostile_markup_is_quick():
    assert len(plain("word " * 100_000)) <= 20_000
    plain("<p " * 60_000)
    plain("<jats:title>" * 20_000)
