"""Answers in the shapes that the search services document, about papers and trials that do not exist."""

from __future__ import annotations

import json
from typing import Any

ABSTRACT = (
    "BACKGROUND: Advanced thymic carcinoma has few treatments. METHODS: We assigned 412 adults at random "
    "to zelutinib or to chemotherapy. RESULTS: Median progression-free survival was 9.1 months with "
    "zelutinib and 5.4 months without (P<0.001)."
)


def esearch(*pmids: str, count: int | None = None, **changes: Any) -> bytes:
    result = {
        "count": str(len(pmids) if count is None else count),
        "retmax": "100",
        "retstart": "0",
        "idlist": list(pmids),
        "translationset": [],
        "querytranslation": "thymoma AND 2026/11/16:2026/11/23[Date - Entry]",
        **changes,
    }
    return json.dumps({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}).encode()


def medline(pmid: str = "49990001", *, kind: str = "Randomized Controlled Trial", title: str = "") -> str:
    """One record of PubMed's MEDLINE format; long values go on in lines with six spaces before them."""
    return f"""
PMID- {pmid}
OWN - NLM
STAT- Publisher
LR  - 20261120
IS  - 0000-0000 (Electronic)
DP  - 2026 Dec
TI  - {
        title
        or '''Zelutinib versus chemotherapy for advanced thymic carcinoma: a
      randomized phase 3 trial.'''
    }
LID - S0000-0000(26)00001-1 [pii]
LID - 10.5555/jmo.2026.{pmid} [doi]
AB  - {ABSTRACT[:70]}
      {ABSTRACT[70:]}
CI  - Copyright (c) 2026 Made-Up Press.
FAU - Quill, Ada
AU  - Quill A
LA  - eng
SI  - ClinicalTrials.gov/NCT09990001
PT  - Journal Article
PT  - {kind}
DEP - 20261119
PL  - England
TA  - J Made Up Oncol
JT  - Journal of made-up oncology : official journal
EDAT- 2026/11/20 06:00
CRDT- 2026/11/20 03:12
AID - 10.5555/jmo.2026.{pmid} [doi]
PST - aheadofprint
SO  - J Made Up Oncol. 2026 Nov 19. doi: 10.5555/jmo.2026.{pmid}.
"""


def europe_pmc_result(**changes: Any) -> dict[str, Any]:
    return {
        "id": "49990001",
        "source": "MED",
        "pmid": "49990001",
        "doi": "10.5555/jmo.2026.0417",
        "title": "Zelutinib for <i>advanced</i> thymic carcinoma (P<0.05).",
        "authorString": "Quill A.",
        "journalInfo": {"yearOfPublication": 2026, "journal": {"title": "Journal of made-up oncology"}},
        "pubYear": "2026",
        "abstractText": "<h4>Background</h4>Few treatments exist.<h4>Results</h4>It helped (P<0.001).",
        "pubTypeList": {"pubType": ["Journal Article"]},
        "firstIndexDate": "2026-11-20",
        "firstPublicationDate": "2026-11-19",
        **changes,
    }


def preprint_result(**changes: Any) -> dict[str, Any]:
    result = europe_pmc_result(id="PPR900001", source="PPR", doi="10.1101/2026.11.01.26300001")
    del result["pmid"], result["journalInfo"]
    return {**result, "bookOrReportDetails": {"publisher": "medRxiv", "yearOfPublication": 2026}, **changes}


def europe_pmc(*results: dict[str, Any], hits: int | None = None) -> bytes:
    found = len(results) if hits is None else hits
    answer = {"version": "6.9", "hitCount": found, "resultList": {"result": list(results)}}
    return json.dumps(answer).encode()


def arxiv_entry(number: str = "2611.01234v2", published: str = "2026-11-18T10:00:00Z") -> str:
    return f"""<entry><id>http://arxiv.org/abs/{number}</id><updated>2026-11-20T10:00:00Z</updated>
    <published>{published}</published><title>A network that reads
      made-up mammograms</title><summary>  We trained a network on 10,000 made-up mammograms
      (sensitivity 0.91, p &lt; 0.01).
    </summary><author><name>Ada Quill</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages</arxiv:comment>
    <link href="http://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/{number}" rel="related" type="application/pdf"/>
    <category term="eess.IV" scheme="http://arxiv.org/schemas/atom"/></entry>"""


def arxiv(*entries: str) -> bytes:
    total = f'<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{len(entries)}'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        '<link href="http://arxiv.org/api/query?search_query=x" rel="self" type="application/atom+xml"/>'
        '<title type="html">ArXiv Query: search_query=x</title><id>http://arxiv.org/api/abc</id>'
        f"<updated>2026-11-23T00:00:00-05:00</updated>{total}</opensearch:totalResults>"
        f"{''.join(entries)}</feed>"
    ).encode()


ARXIV_ERROR = """<entry><id>http://arxiv.org/api/errors#malformed_query</id><title>Error</title>
    <summary>malformed query near cat:</summary><updated>2026-11-23T00:00:00-05:00</updated>
    <link href="http://arxiv.org/api/errors#malformed_query" rel="alternate" type="text/html"/></entry>"""


def trial(number: str = "NCT09990001", *, results: bool = False, **status: Any) -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": number,
                "briefTitle": "Zelutinib in Thymic Carcinoma",
                "officialTitle": "A Randomized, Open-label, Phase 3 Study of Zelutinib",
            },
            "statusModule": {
                "overallStatus": "ACTIVE_NOT_RECRUITING",
                "studyFirstPostDateStruct": {"date": "2023-02-01", "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": "2026-11-20", "type": "ESTIMATED"},
                **status,
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Zelu Pharma"}},
            "descriptionModule": {"briefSummary": "This study compares zelutinib with chemotherapy (n<500)."},
            "conditionsModule": {"conditions": ["Thymic Carcinoma"]},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE2", "PHASE3"],
                "enrollmentInfo": {"count": 412, "type": "ESTIMATED"},
            },
            "outcomesModule": {"primaryOutcomes": [{"measure": "Progression-free survival"}]},
        },
        "hasResults": results,
    }


def trials(*studies: dict[str, Any], total: int | None = None) -> bytes:
    found = len(studies) if total is None else total
    return json.dumps({"totalCount": found, "studies": list(studies), "nextPageToken": "x"}).encode()
