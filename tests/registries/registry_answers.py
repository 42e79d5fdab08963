"""Answers in the shape that each registry documents, about papers that do not exist."""

from __future__ import annotations

import json
from typing import Any

DOI = "10.5555/jmo.2026.0417"
PMID = "49990001"
NCT = "NCT09990001"
TITLE = "Zelutinib versus chemotherapy for advanced thymic carcinoma: a randomized phase 3 trial"
ABSTRACT = (
    "Advanced thymic carcinoma has few treatments. We assigned 412 adults at random to zelutinib or to "
    "chemotherapy. Median progression-free survival was 9.1 months with zelutinib and 5.4 months without "
    "(hazard ratio 0.61, P<0.001). Serious side effects occurred in 31% and 28%."
)


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def crossref_work(**changes: Any) -> dict[str, Any]:
    return {
        "DOI": DOI.upper(),
        "type": "journal-article",
        "publisher": "Made-Up Press",
        "title": [TITLE],
        "container-title": ["Journal of Made-Up Oncology"],
        "short-container-title": ["J. Made-Up Oncol."],
        "author": [
            {
                "given": "Ada",
                "family": "Quill",
                "sequence": "first",
                "affiliation": [{"name": "Quill University"}],
            },
            {"name": "The ZELUT-1 Investigators", "sequence": "additional", "affiliation": []},
        ],
        "published": {"date-parts": [[2026, 4, 17]]},
        "published-online": {"date-parts": [[2026, 4, 17]]},
        "issued": {"date-parts": [[2026]]},
        "abstract": (
            "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title>"
            f"<jats:p>{ABSTRACT.replace('<', '&lt;')}</jats:p></jats:sec>"
            "<jats:sec><jats:title>Methods</jats:title><jats:p>We counted 10<jats:sup>5</jats:sup> "
            "<jats:italic>cells</jats:italic>.</jats:p></jats:sec>"
        ),
        "funder": [
            {
                "DOI": "10.13039/100000054",
                "name": "Institute for Made-Up Cancer Research",
                "award": ["R01 1"],
            },
            {"name": "Zelu Pharma"},
        ],
        "clinical-trial-number": [
            {"clinical-trial-number": "nct09990001", "registry": "10.18810/clinical-trials-gov"}
        ],
        "relation": {},
        "URL": f"https://doi.org/{DOI}",
        **changes,
    }


def crossref(**changes: Any) -> bytes:
    work = crossref_work(**changes)
    return dumped({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work})


def update(
    kind: str, doi: str = "10.5555/jmo.2026.9999", source: str = "retraction-watch", **changes: Any
) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": source,
        "updated": {
            "date-parts": [[2026, 9, 2]],
            "date-time": "2026-09-02T00:00:00Z",
            "timestamp": 1788307200000,
        },
        "record-id": "70001",
        **changes,
    }


def search(*pmids: str) -> bytes:
    result = {
        "count": str(len(pmids)),
        "retmax": "3",
        "retstart": "0",
        "idlist": list(pmids),
        "querytranslation": "x",
    }
    return dumped({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})


DOCTYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">'
)


def pubmed_article(
    *,
    pmid: str = PMID,
    doi: str = DOI,
    title: str = TITLE,
    types: tuple[str, ...] = ("Journal Article", "Randomized Controlled Trial", "Clinical Trial, Phase III"),
    links: str = "",
    abstract: str | None = None,
) -> str:
    kinds = "".join(f'<PublicationType UI="D0">{kind}</PublicationType>' for kind in types)
    parts = (
        abstract
        if abstract is not None
        else (
            '<AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Advanced thymic carcinoma has few treatments.'
            '</AbstractText><AbstractText Label="RESULTS" >Of 412 adults, <i>most</i> lived longer '
            "(hazard ratio 0.61; P&lt;0.001; 10<sup>6</sup> cells); side effects were frequent in both of the groups."
            "</AbstractText><CopyrightInformation>© Made-Up Press</CopyrightInformation>"
        )
    )
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>
    <Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">0000-0000</ISSN><JournalIssue
    CitedMedium="Internet"><Volume>4</Volume><PubDate><Year>2026</Year><Month>May</Month></PubDate></JournalIssue>
    <Title>Journal of made-up oncology : official journal</Title><ISOAbbreviation>J Made Up Oncol</ISOAbbreviation>
    </Journal><ArticleTitle>{title}.</ArticleTitle><ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>
    <Abstract>{parts}</Abstract><AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Quill</LastName><ForeName>Ada
    </ForeName></Author><Author><CollectiveName>ZELUT-1 Investigators</CollectiveName></Author></AuthorList>
    <DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
    <AccessionNumber>{NCT}</AccessionNumber></AccessionNumberList></DataBank></DataBankList><GrantList><Grant>
    <GrantID>R01</GrantID><Agency>NCI NIH HHS</Agency><Country>United States</Country></Grant></GrantList>
    <PublicationTypeList>{kinds}</PublicationTypeList><ArticleDate DateType="Electronic"><Year>2026</Year><Month>04
    </Month><Day>17</Day></ArticleDate></Article>{f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList>"}
    <CoiStatement>Ada Quill has advised Zelu Pharma.</CoiStatement></MedlineCitation><PubmedData><ArticleIdList>
    <ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>
    <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/another</ArticleId></ArticleIdList>
    </Reference></ReferenceList></PubmedData></PubmedArticle>"""


def link(reftype: str, pmid: str = "49990009") -> str:
    return (
        f'<CommentsCorrections RefType="{reftype}"><RefSource>J Made Up Oncol. 2026;4:9</RefSource>'
        f'<PMID Version="1">{pmid}</PMID></CommentsCorrections>'
    )


def pubmed(*articles: str) -> bytes:
    inside = "".join(articles) if articles else pubmed_article()
    return f'<?xml version="1.0" ?>\n{DOCTYPE}\n<PubmedArticleSet>{inside}</PubmedArticleSet>'.encode()


def europe_pmc_result(**changes: Any) -> dict[str, Any]:
    return {
        "id": PMID,
        "source": "MED",
        "pmid": PMID,
        "doi": DOI,
        "title": f"{TITLE}.",
        "authorString": "Quill A, ZELUT-1 Investigators.",
        "authorList": {"author": [{"fullName": "Quill A", "firstName": "Ada", "lastName": "Quill"}]},
        "journalInfo": {"yearOfPublication": 2026, "journal": {"title": "Journal of made-up oncology"}},
        "pubYear": "2026",
        "abstractText": f"<h4>Background</h4>{ABSTRACT}<h4>Conclusions</h4>It helped.",
        "pubTypeList": {"pubType": ["Journal Article", "Randomized Controlled Trial"]},
        "grantsList": {"grant": [{"grantId": "R01", "agency": "NCI NIH HHS", "orderIn": 0}]},
        "firstPublicationDate": "2026-04-17",
        **changes,
    }


def europe_pmc(*results: dict[str, Any]) -> bytes:
    return dumped({"version": "6.9", "hitCount": len(results), "resultList": {"result": list(results)}})


def trial(**modules: Any) -> bytes:
    protocol = {
        "identificationModule": {
            "nctId": NCT,
            "orgStudyIdInfo": {"id": "ZELUT-1"},
            "organization": {"fullName": "Zelu Pharma", "class": "INDUSTRY"},
            "briefTitle": "Zelutinib in Thymic Carcinoma",
            "officialTitle": "A Randomized, Open-label, Phase 3 Study of Zelutinib",
        },
        "statusModule": {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2023-01"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Zelu Pharma", "class": "INDUSTRY"}},
        "conditionsModule": {"conditions": ["Thymic Carcinoma"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "NONE"},
            },
            "enrollmentInfo": {"count": 412, "type": "ACTUAL"},
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Progression-free survival", "timeFrame": "24 months"}]
        },
        **modules,
    }
    return dumped({"protocolSection": protocol})


def arxiv(entry: str | None = None) -> bytes:
    default = """<entry><id>http://arxiv.org/abs/2604.01234v2</id><updated>2026-04-20T10:00:00Z</updated>
    <published>2026-04-17T10:00:00Z</published><title>A network that reads
      made-up mammograms</title><summary>  We trained a network on 10,000 made-up mammograms and compared it with
      five readers; it found as many cancers and recalled fewer women, with a sensitivity of 0.91 (95% CI
      0.88-0.94).
    </summary><author><name>Ada Quill</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages</arxiv:comment></entry>"""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        '<link href="http://arxiv.org/api/query" rel="self"/><title type="html">ArXiv Query</title>'
        "<id>http://arxiv.org/api/abc</id>"
        f"{default if entry is None else entry}</feed>"
    ).encode()


PREPRINT = "10.1101/2026.03.01.26301234"


def openrxiv(*versions: dict[str, Any]) -> bytes:
    base = {
        "doi": PREPRINT,
        "title": TITLE,
        "authors": "Quill, A.; Nib, B.",
        "author_corresponding": "Ada Quill",
        "author_corresponding_institution": "Quill University",
        "date": "2026-03-01",
        "version": "1",
        "type": "PUBLISHAHEADOFPRINT",
        "license": "cc_by",
        "category": "oncology",
        "abstract": ABSTRACT,
        "published": "NA",
        "server": "medRxiv",
    }
    status = "ok" if versions else "no posts found"
    return dumped(
        {"messages": [{"status": status}], "collection": [{**base, **version} for version in versions]}
    )


def preprint_work(**changes: Any) -> bytes:
    return crossref(
        **{
            "DOI": PREPRINT,
            "type": "posted-content",
            "subtype": "preprint",
            "container-title": [],
            "institution": [{"name": "medRxiv"}],
            "group-title": "Oncology",
            "posted": {"date-parts": [[2026, 3, 1]]},
            "abstract": "",
            **changes,
        }
    )
