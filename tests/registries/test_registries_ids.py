"""Identifiers in their normal form."""

from __future__ import annotations

import pytest

from newsdraft.registries import arxiv_number, normal_doi, normal_nct, normal_pmid, preprint_server


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/ABC.12", "10.1000/abc.12"),
        ("doi:10.1000/abc.12.", "10.1000/abc.12"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
        ("https://dx.doi.org/10.1000/abc?utm_source=x", "10.1000/abc"),
        ("(10.1016/S0140-6736(26)00123-4)", "10.1016/s0140-6736(26)00123-4"),
        ("10.1101/2026.01.31.425021v1", "10.1101/2026.01.31.425021"),
        (
            "https://www.medrxiv.org/content/10.1101/2026.03.01.26301234v2.full.pdf",
            "10.1101/2026.03.01.26301234",
        ),
        ("10.64898/2026.07.06.736854v3", "10.64898/2026.07.06.736854"),
        ("10.1101/123456v1", "10.1101/123456"),
        ("10.1101/gr.278.v1", "10.1101/gr.278.v1"),
        ("10.21203/rs.3.rs-12345/v1", "10.21203/rs.3.rs-12345/v1"),
        ("https://onlinelibrary.example/doi/10.1002/cncr.1/full", "10.1002/cncr.1"),
        ("10.3389/fonc.2026.1/pdf", "10.3389/fonc.2026.1"),
        ("arXiv 10.48550/arXiv.2401.01234", "10.48550/arxiv.2401.01234"),
        ("10.48550/arXiv.2401.01234v2", "10.48550/arxiv.2401.01234"),
        ("10.1000/", None),
        ("no doi here", None),
        ("", None),
    ],
)
def test_doi(text, doi):
    assert normal_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("49990001", "49990001"),
        ("PMID: 49990001", "49990001"),
        ("https://pubmed.ncbi.nlm.nih.gov/49990001/", "49990001"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/123", "123"),
        ("007", "7"),
        ("PMC123", None),
        ("0", None),
        ("1 OR 2", None),
    ],
)
def test_pmid(text, pmid):
    assert normal_pmid(text) == pmid


@pytest.mark.parametrize(
    ("text", "nct"),
    [
        ("nct09990001", "NCT09990001"),
        ("NCT 09990001,", "NCT09990001"),
        ("NCT099900011", None),
        ("ISRCTN09990001", None),
    ],
)
def test_nct(text, nct):
    assert normal_nct(text) == nct


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("arXiv:2401.01234v2", "2401.01234"),
        ("https://arxiv.org/abs/2401.01234", "2401.01234"),
        ("https://arxiv.org/pdf/2401.01234v1", "2401.01234"),
        ("10.48550/arxiv.2401.01234", "2401.01234"),
        ("2401.01234v3", "2401.01234"),
        ("arXiv:q-bio/0401001v1", "q-bio/0401001"),
        ("10.1000/2401.01234", None),
        ("version 2401.01234 of", None),
    ],
)
def test_arxiv(text, number):
    assert arxiv_number(text) == number


def test_preprint_server():
    assert preprint_server("10.1101/2026.01.31.425021") == "biorxiv"
    assert preprint_server("10.1101/2026.03.01.26301234") == "medrxiv"
    assert preprint_server("10.1101/gr.278") is None
