"""Journals that news of cancer research names, with their short forms.

To add one: a line ``name: other form``. Names that are also common words ("Nature", "Cell", "Cancer") count only with
a capital and after a word that speaks of publishing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsdraft.checking.lexicon import Mention, folded, table

_JOURNALS = table(
    """
    New England Journal of Medicine: NEJM, N Engl J Med
    JAMA Oncology:
    JAMA Internal Medicine:
    JAMA Network Open:
    JAMA: Journal of the American Medical Association
    Journal of Clinical Oncology: JCO, J Clin Oncol
    Journal of the National Cancer Institute: JNCI
    Lancet Oncology: The Lancet Oncology
    Lancet Digital Health:
    Lancet Haematology:
    Lancet: The Lancet
    Nature Medicine:
    Nature Communications:
    Nature Genetics:
    Nature Cancer:
    Nature Biotechnology:
    Nature Biomedical Engineering:
    Nature Methods:
    Nature Immunology:
    Nature Cell Biology:
    Nature Nanotechnology:
    Nature:
    Science Translational Medicine:
    Science Advances:
    Science Immunology:
    Science:
    Cell Reports:
    Cell Reports Medicine:
    Cell Metabolism:
    Cell Stem Cell:
    Cancer Cell:
    Cell:
    Cancer Discovery:
    Cancer Research:
    Cancer Immunology Research:
    Clinical Cancer Research:
    Molecular Cancer:
    Cancer Epidemiology, Biomarkers & Prevention:
    Cancer:
    British Journal of Cancer:
    International Journal of Cancer:
    European Journal of Cancer:
    European Urology:
    Annals of Oncology:
    Annals of Internal Medicine:
    Annals of Surgery:
    Blood Advances:
    Blood:
    Leukemia:
    BMJ: The BMJ, British Medical Journal
    BMJ Open:
    PLOS ONE: PLoS One
    PLOS Medicine:
    PNAS: Proceedings of the National Academy of Sciences
    eLife:
    Radiology:
    Gastroenterology:
    Gut:
    Hepatology:
    Circulation:
    Neuro-Oncology:
    Immunity:
    Oncogene:
    Oncotarget:
    Breast Cancer Research:
    Journal of Clinical Investigation: JCI
    Journal of Experimental Medicine:
    Advanced Materials:
    Advanced Therapeutics:
    Scientific Reports:
    npj Precision Oncology:
    npj Digital Medicine:
    Frontiers in Oncology:
    ACS Nano:
    Nano Letters:
    """
)
_KEY = {form.lower(): key for key, forms in _JOURNALS.items() for form in forms}
_NAME = re.compile(
    r"\b(?:"
    + ""
    r"|".join(
        re.escape(form)
        for form in sorted((f for fs in _JOURNALS.values() for f in fs), key=len, reverse=True)
    )
    + r")\b(?! [A-Z])"
)
_PUBLISHED = re.compile(
    r"\b(?:journals?|publish\w*|appear(?:s|ed|ing)?|report(?:s|ed|ing)?|issue|paper|study|article|writ\w+"
    r"|edition|described|printed|online)\b[^;]{0,120}?"
    r"\b(?:in|of|by|journal) (?:the )?(?:(?:online )?(?:edition"
    r"|issue) of )?(?:the )?(?:(?:peer-reviewed )?journals?,? )?[\"'*_]{0,2}(?:The )?$",
    re.I,
)
_BEFORE = 220  # characters before a name in which publishing is told


@lru_cache(maxsize=1024)
def journals(text: str) -> tuple[Mention, ...]:
    """The journals in which ``text`` says that something was published."""
    flat = folded(text)
    return tuple(
        Mention(_KEY[match[0].lower()], match[0], *match.span())
        for match in _NAME.finditer(flat)
        if _PUBLISHED.search(flat[max(0, match.start() - _BEFORE) : match.start()])
    )


def holds_journal(name: str, text: str) -> bool:
    """Whether ``text`` has any form of the journal's name, wherever it stands."""
    flat = folded(text)
    return any(match for match in _NAME.finditer(flat) if _KEY[match[0].lower()] == name)
