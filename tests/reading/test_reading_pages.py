"""Pages read in a process of their own, and PDFs."""

import time

import pytest

from newsdraft.errors import ExtractError
from newsdraft.reading import Pages
from newsdraft.reading.sources import article_of

URL = "https://example.org/news"
PARAGRAPHS = [
    "Researchers gave a new tablet to 48 people with kidney cancer at two hospitals in Larkmoor.",
    "Tumors shrank in 17 of the 48 people, and four people stopped the tablet because of side effects.",
]
PAGE = (
    "<html lang=en><title>A tablet</title><article><h1>A tablet</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article></html>"
).encode()


def pdf(*lines: str) -> bytes:
    """A one-page PDF with these lines of text."""
    text = "BT /F1 12 Tf 50 750 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return body.encode("latin-1")


def test_the_process_reads_as_we_do():
    with Pages(most=1) as pages:
        assert pages.article(PAGE, URL, "text/html") == article_of(PAGE, URL, "text/html")
        assert pages.article(PAGE, URL, "text/html").text.splitlines()[-2:] == PARAGRAPHS
        with pytest.raises(ExtractError, match="no page of text"):
            pages.article(b"\x89PNG", URL, "image/png")
        assert pages.started == 1


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read():
    slow = b"<html><body>" + b"<p>A paragraph about cancer and nothing else.</p>" * 40_000 + b"</body></html>"
    with Pages(seconds=0.8, most=1) as pages:
        started = time.monotonic()
        with pytest.raises(ExtractError, match=r"took longer than 0\.8 s"):
            pages.article(slow, URL, "text/html")
        assert time.monotonic() - started < 5


def test_a_pdf_is_read_with_sentences_joined_over_lines():
    found = article_of(
        pdf("Researchers gave a new tab-", "let to 48 people with kidney", "cancer.", "It helped 17."),
        URL,
        "",
    )
    assert found.text == "Researchers gave a new tablet to 48 people with kidney cancer.\nIt helped 17."


@pytest.mark.parametrize("body", [b"%PDF-1.4\nnothing of a PDF", pdf()])
def test_a_pdf_without_text_is_told_plainly(body):
    with pytest.raises(ExtractError, match="PDF"):
        article_of(body, URL, "application/pdf")


ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 5)


@pytest.mark.parametrize(
    "monster",
    [
        "<nav>a</nav>x" * 60_000,
        "x<br><br>" * 60_000,
        "x<sup>1</sup>" * 60_000,
        "<h2>Links</h2>" * 60_000,
        "<div><h3><a href='/x'>t</a></h3>y</div>" * 40_000,
        "<div>" * 100_000,
        "<table><tr><td>" * 60_000,
        "<style>" + "x@" * 100_000 + "</style>",
        "<" * 1_000_000,
    ],
)
def test_no_page_takes_long_however_it_is_built(monster):
    """Each of these took more than a minute or was quadratic; each now takes a second or three."""
    page = f"<html lang=en><title>A tablet</title><article>{ARTICLE}{monster}</article></html>".encode()
    with Pages(seconds=90, most=1) as pages:
        assert PARAGRAPHS[0] in pages.article(page, URL, "text/html").text


def test_pages_of_very_many_elements_and_very_long_texts_are_cut_and_say_so():
    many = article_of(f"<article>{ARTICLE}{'<i>x</i>' * 20_000}</article>".encode(), URL, "text/html")
    assert any("15,000 elements" in warning for warning in many.warnings)
    for body, kind in (
        (f"<article>{ARTICLE * 300}</article>", "text/html"),
        ("A tablet.\n\n" * 30_000, "text/plain"),
    ):
        long = article_of(body.encode(), URL, kind)
        assert len(long.text) <= 100_000
        assert any("100,000 characters" in warning for warning in long.warnings)
