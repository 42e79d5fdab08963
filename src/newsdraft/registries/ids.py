"""Identifiers of studies in their one normal form. Every function takes any text and gives None for others."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>{}|\\^`\[\]\u201c\u201d\u2018\u2019]+", re.IGNORECASE)
# What publishers' page addresses append to a DOI.
_VIEW = re.compile(
    r"(?:/|\.)(?:full|full-?text|abstract|abs|e?pdf|meta|summary|html)(?:\.(?:pdf|html))?$", re.IGNORECASE
)
# Openly versioned addresses of bioRxiv and medRxiv; the DOI itself has no version.
_OPENRXIV = re.compile(
    r"(10\.(?:1101|64898)/(?:\d{4}\.\d{2}\.\d{2}\.)?(\d{6}|\d{8}))(?!\d)(?:v\d+)?(?:$|[./?#])"
)
_PMID = re.compile(
    r"(?:PMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/)?(\d{1,8})/?",
    re.IGNORECASE,
)
_NCT = re.compile(r"(?<![A-Z0-9])NCT\s?(\d{8})(?!\d)", re.IGNORECASE)
_ARXIV_CUE = r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[.:]\s*))"
_ARXIV = re.compile(
    rf"(?:10\.48550/)?{_ARXIV_CUE}(\d{{4}}\.\d{{4,5}}|[a-z-]+(?:\.[A-Z]{{2}})?/\d{{7}})(?!\d)(?:v\d+)?",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(r"(10\.48550/arxiv\.(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7}))(?:v\d+)?(?:$|[./?#])")
_BARE_ARXIV = re.compile(r"(\d{4}\.\d{4,5})(?:v\d+)?")


def normal_doi(text: str) -> str | None:
    """The DOI in ``text`` (bare, after "doi:", or in an address), in lower case.

    The punctuation around it, what a page's address appends ("/full", ".pdf"), and the version of a bioRxiv,
    medRxiv or arXiv address ("…425021v1") do not belong to it. DOIs are compared without regard to case (DOI
    handbook, 2.4).
    """
    match = _DOI.search(unquote(text))
    if not match:
        return None
    doi = match.group().partition("?")[0].partition("#")[0].rstrip(".,;:!*_/").lower()
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    versioned = _OPENRXIV.match(doi) or _ARXIV_DOI.match(doi)
    doi = versioned[1] if versioned else _VIEW.sub("", doi)
    return doi if _DOI.fullmatch(doi) else None


def normal_pmid(text: str) -> str | None:
    """The digits of a PubMed number, without leading zeros."""
    match = _PMID.fullmatch(text.strip().removeprefix("https://").removeprefix("www."))
    return match[1].lstrip("0") or None if match else None


def normal_nct(text: str) -> str | None:
    """A number of ClinicalTrials.gov as "NCT" and eight digits."""
    match = _NCT.search(text)
    return f"NCT{match[1]}" if match else None


def arxiv_number(text: str) -> str | None:
    """The arXiv number, without its version, of an arXiv number, address or DOI (10.48550/arXiv.NUMBER)."""
    match = _ARXIV.search(text) or _BARE_ARXIV.fullmatch(text.strip())
    return match[1] if match else None


def preprint_server(doi: str) -> Literal["biorxiv", "medrxiv"] | None:
    """Which of the two servers issued a DOI: bioRxiv's end in six digits, medRxiv's in eight."""
    match = _OPENRXIV.fullmatch(doi)
    if not match:
        return None
    return "medrxiv" if len(match[2]) == 8 else "biorxiv"
