"""The study behind a story, as public registries know it: paper, standing, abstract, trial.

Crossref, PubMed, Europe PMC, ClinicalTrials.gov, arXiv and bioRxiv/medRxiv. One small client for each: the
address of a question, and a pure parser of the documented answer. What to ask next and how answers are merged
are pure functions; ``Registries`` only asks. Whatever goes wrong with a service becomes a notice.
"""

from newsdraft.registries.asking import Registries
from newsdraft.registries.ids import (
    arxiv_number,
    normal_doi,
    normal_nct,
    normal_pmid,
    preprint_server,
)
from newsdraft.registries.merging import merge
from newsdraft.registries.planning import next_question
from newsdraft.registries.values import (
    Abstract,
    Answer,
    Ask,
    Lookup,
    Question,
    Record,
    Registry,
    Services,
    Trial,
)

__all__ = [
    "Abstract",
    "Answer",
    "Ask",
    "Lookup",
    "Question",
    "Record",
    "Registries",
    "Registry",
    "Services",
    "Trial",
    "arxiv_number",
    "merge",
    "next_question",
    "normal_doi",
    "normal_nct",
    "normal_pmid",
    "preprint_server",
]
