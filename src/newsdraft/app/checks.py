"""The use-case behind ``newsdraft check``: the checks on any markdown post, ours or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from newsdraft.app.opening import web_policy
from newsdraft.app.policies import load_policy
from newsdraft.checking import check_post, cites
from newsdraft.config import load_settings
from newsdraft.errors import ConfigError
from newsdraft.markdown import parse_body
from newsdraft.model import Article, Document, Finding, Severity, Value
from newsdraft.reading import as_document, read_file, read_page
from newsdraft.web import Web


class Checked(Value):
    """The findings on a post, and how many there are of each severity. ``note`` says how it was compared."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    note: str = ""


def check_file(folder: Path, file: Path, sources: Sequence[str]) -> Checked:
    """Check a markdown file against the pages or files of ``sources``, which become S1, S2, … in this order.

    A post with footnotes is compared sentence by sentence with the passages it cites. A post without a single
    citation is compared with the sources as a whole, which catches less: a number from elsewhere in the text
    passes. ``folder`` is where settings and ``rules.toml`` are looked for. Raises FetchError, ExtractError.
    """
    try:
        markdown = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the file cannot be read: {error}", where=str(file), hint="give a UTF-8 text file"
        ) from error
    documents = _documents(folder, sources)
    findings = check_post(markdown, documents, load_policy(folder))
    counts = Counter(finding.severity.value for finding in findings)
    return Checked(
        findings=tuple(findings),
        counts={severity.value: counts[severity.value] for severity in Severity},
        note=_note(markdown, documents),
    )


def _note(markdown: str, documents: Sequence[Document]) -> str:
    if cites(parse_body(markdown)):
        return ""
    if documents:
        return "The post cites no passages, so each sentence was compared with the sources as a whole."
    return "No source was named, so only the wording and the shape of the post were looked at."


def _documents(folder: Path, sources: Sequence[str]) -> list[Document]:
    if not sources:
        return []
    from datetime import UTC, datetime  # noqa: PLC0415

    with Web(web_policy(load_settings(folder))) as web:

        def article(source: str) -> Article:
            if urlsplit(source).scheme in ("http", "https"):
                return read_page(source, web, datetime.now(UTC))
            return read_file(source)

        return [as_document(article(source), f"S{number}") for number, source in enumerate(sources, start=1)]
