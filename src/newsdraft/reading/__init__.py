"""Pages to articles, the studies behind them, passages, the dossier. Heavy parts load when used."""

from newsdraft.reading.dossier import build, decide, read
from newsdraft.reading.evidence import read_evidence
from newsdraft.reading.holds import judge
from newsdraft.reading.page import extract, extract_text
from newsdraft.reading.pages import Pages
from newsdraft.reading.passages import as_document, passages
from newsdraft.reading.sources import Reply, Web, read_file, read_page
from newsdraft.reading.study import find_study

__all__ = [
    "Pages",
    "Reply",
    "Web",
    "as_document",
    "build",
    "decide",
    "extract",
    "extract_text",
    "find_study",
    "judge",
    "passages",
    "read",
    "read_evidence",
    "read_file",
    "read_page",
]
