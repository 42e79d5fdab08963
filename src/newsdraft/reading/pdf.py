"""PDFs to articles, through pypdf: the text of the first pages, one paragraph a line."""

from __future__ import annotations

import io
import re

from newsdraft.errors import ExtractError
from newsdraft.model import Article
from newsdraft.reading.page import TOO_LONG, shortened

MAX_PAGES = 40
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_MID_SENTENCE = re.compile(r"(?<![.!?:\"”’)])\n(?=\S)|\n(?=[a-z])")


def extract_pdf(body: bytes, url: str) -> Article:
    """The article of a PDF. Raises ExtractError when it is damaged, locked, or holds pictures of text only.

    Lines are joined where a sentence goes on; words that were parted at a line's end are joined again.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only PDFs need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExtractError(
            "This PDF cannot be read: it is damaged or locked.",
            where=url,
            hint="Save its text as a .txt file and give that.",
        ) from error
    text = _MID_SENTENCE.sub(" ", _HYPHEN.sub("", "\n".join(pages)))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        raise ExtractError(
            "This PDF holds no text, only pictures of pages.",
            where=url,
            hint="Give the address of the page that shows the article.",
        )
    lines, long = shortened(lines)
    return Article(
        url=url,
        title=title or lines[0][:200],
        text="\n".join(lines),
        warnings=(TOO_LONG,) if long else (),
    )
