"""Journal names, read from the sentences that say where a study was published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.model import Document
from newsdraft.reading.core import is_about_itself, is_background, own_documents
from newsdraft.text import fold

_NAME = (
    r"(?P<name>(?:The )?[A-Z][\w'.-]*"
    r"(?:(?:,? (?:and|&) |, (?=[A-Z][\w'-]+,? (?:and|&) )|: | (?:of|the|in|for|on|de|of the|in the) | )"
    r"(?=[A-Z])[A-Z][\w'.-]*)*)"
)
_WHEN = (
    r"(?:(?:online|simultaneously|in an? (?:\w+ ){0,2}(?:letter|report|article|paper|issue)|in(?= (?:Jan|Feb|Mar"
    r"|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?:in|by)\b)|today|yesterday|recently|early|first"
    r"|this (?:week|month|year)|last (?:week|month)"
    r"|[Aa]head[- ]of[- ][Pp]rint|on|in print"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\([A-Z][a-z]+day\)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul"
    r"|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: \d{1,2})?(?:, \d{4})?,?|\d{1,2} [A-Z][a-z]+(?: \d{4})?|\d{1,2}|as an? [a-z ]{3,30}),? )*"
)
_ISSUE = (
    r"(?:the (?:(?:current|latest|online|[A-Z][a-z]+(?: \d{1,2}(?:st|nd|rd|th)?)?(?:, \d{4})?,?|this month's|upcoming)"
    r" (?:online )?(?:issue|edition) of (?:the )?)"
    r"|(?:this month's|this week's) (?:issue|edition) of (?:the )?|the cover of )?"
)
_PLACED = re.compile(
    r"(?P<verb>(?i:\b(?:published|publishes|publishing|appear(?:s|ed|ing)?|reported|report(?:s|ing)?|described"
    r"|released|featured|out|available"
    r"|research|work|publication|presented|detailed|printed|paper|article|study|findings|results"
    r"|commentary|researchers)\b)) "
    + _WHEN
    + r"(?:online )?(?P<by>in|by|on the cover of) "
    + _ISSUE
    + r"(?:(?P<cue>(?:the )?(?:peer-reviewed |medical |scientific |online |open-access )*journal,? "
    r"|(?:the )?(?:[A-Z][\w-]*(?:'s)? (?:of |for )?){1,7}(?<='s )journal,? |(?:the )?(?:[A-Z]\w+ ){1,2}journal,? )"
    r"|(?:the )?(?:(?:prestigious|leading|top|renowned"
    r"|respected) )?)" + _NAME + r"(?P<after>,? (?:the )?(?:official |medical )?(?:journal|publication)\b)?"
)
_KNOWN_NAMES = """
    nature; science; cell; the lancet; lancet; blood; cancer; gut; bmj; the bmj; jama; brain; radiology;
    urology; european urology; menopause; leukemia; neuron; immunity; oncogene; elife; pnas; plos one;
    plos medicine; thorax; chest; circulation; pediatrics; neurology; hepatology; haematologica;
    oncotarget; cureus; iscience; nejm; annals of oncology; cancer cell; cancer discovery; cancer;
    research; lung cancer; oral oncology; neuro-oncology; gastroenterology; theranostics; biomaterials; cmaj;
    diabetes care; obesity; vaccine; pain; stroke; bone; sleep; the laryngoscope; physical therapy in sport;
    epidemiology; ophthalmology; cancers; nutrients; oncologist; the oncologist
"""
_KNOWN = frozenset(name.strip() for name in _KNOWN_NAMES.split(";"))
_JOURNAL_WORD = re.compile(
    r"\b(?:Journals?|Annals|Archives|Proceedings|Transactions|Lancet|JAMA|BMJ|BMC|PLOS|PLoS|Nature|NPJ"
    r"|npj|Frontiers|Letters|Reports|Reviews?"
    r"|Communications|Advances|Advanced|Oncology|Medicine|Research|Cancer|Cancers|Surgery|Pathology"
    r"|Radiology|Immunology|Immunotherapy|Genetics"
    r"|Genomics|Urology|Hematology|Haematology|Epidemiology|Biology|Biochemistry|Biomarkers"
    r"|Therapeutics|Therapy|Sciences?|Discovery|Leukemia"
    r"|Neurology|Dermatology|Gynecologic|Gastroenterology|Pharmacology|Nutrition|Bulletin|eBioMedicine"
    r"|Engineering|Cell|Screening|JACC|Imaging|Psychiatry|Medical)\b"
)
_NOT_A_JOURNAL = re.compile(
    r"\b(?:University|Hospital|Center|Centre|Institute|Institutes|Clinic|School|College|Department"
    r"|Division|Congress|Conference|Meeting|Symposium"
    r"|Magazine|Times|Street|States|Kingdom|Foundation|Society|Association|Administration|Agency"
    r"|Council|Network|Group|Program|Trust|Inc|Ltd"
    r"|News|Press|Newswise|EurekAlert|Twitter|Facebook|Session|Summit|Laboratory|Trial)\b"
)
_LOOSE = frozenset({"research", "work"})
_SOCIETY_JOURNAL = re.compile(r"^(?:The )?(?:\w+ ){0,3}(?:Journal|Annals|Archives|Proceedings|Bulletin)\b")


def find_journal(documents: Sequence[Document]) -> tuple[str, tuple[str, ...]] | None:
    """The journal that the story's study was published in, with its passage, or None.

    Only from sentences such as "published online today in the journal X" and "in the March 3 issue of X",
    and only where X looks like a journal's name. Sentences about earlier studies do not count.
    """
    for document in own_documents(documents):
        for passage in document.passages:
            text = fold(passage.text).replace("\u00ae", "").replace("\u2122", "")
            if is_background(text) or is_about_itself(text):
                continue
            for match in _PLACED.finditer(text):
                if name := _accepted(match):
                    return name, (passage.id,)
    return None


def _accepted(match: re.Match[str]) -> str | None:
    name = re.sub(r"\s+\(?(?:19|20)\d\d\)?$", "", match["name"].rstrip(".,;:'-"))
    name = re.sub(r"\s+(?:journal|on|in|at|this|and|the)$", "", name)
    if _NOT_A_JOURNAL.search(name) and not _SOCIETY_JOURNAL.match(name):
        return None
    if match["verb"].lower() in _LOOSE and not (match["cue"] or match["after"]):
        return None  # "research in Cancer Biology" names a field
    if match["by"] == "by" and not (
        match["cue"] or _SOCIETY_JOURNAL.match(name) or name.lower() in _KNOWN or _JOURNAL_WORD.search(name)
    ):
        return None
    if match["cue"] or match["after"] or name.lower() in _KNOWN:
        return name
    named = len(name.split()) > 1 and _JOURNAL_WORD.search(name)
    return name if named else None
