"""What is asked of registries, and what they say."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model import EvidenceLevel, Retraction, Study, Value


class Registry(StrEnum):
    """The services, by the names that an editor knows."""

    CROSSREF = "Crossref"
    PUBMED = "PubMed"
    EUROPE_PMC = "Europe PMC"
    TRIALS = "ClinicalTrials.gov"
    ARXIV = "arXiv"
    OPENRXIV = "bioRxiv/medRxiv"


class Services(Value):
    """The base address of each service, without a slash at its end; "" leaves the service out."""

    crossref: str = "https://api.crossref.org"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    europe_pmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    trials: str = "https://clinicaltrials.gov/api/v2"
    arxiv: str = "https://export.arxiv.org/api"
    openrxiv: str = "https://api.biorxiv.org"

    def base(self, registry: Registry) -> str:
        """The base address of a service, or ""."""
        address: str = getattr(self, registry.name.lower())
        return address.rstrip("/")


class Ask(StrEnum):
    """What a question names the study by."""

    DOI = "DOI"
    PMID = "PMID"
    TITLE = "title"
    TRIAL = "trial"


class Question(Value):
    """One request. ``value`` is in its normal form; several PMIDs have commas between them."""

    registry: Registry
    by: Ask
    value: str

    def __str__(self) -> str:
        return f"{self.registry} ({self.value if self.by is Ask.TRIAL else f'{self.by} {self.value}'})"


class Record(Value):
    """A paper or preprint as one registry has it; what it does not say is None or empty.

    ``retraction`` is NONE_FOUND where the registry shows retractions and shows none here, NOT_LOOKED_UP
    where it shows none at all. ``standing`` says in words what the retraction or concern rests on, ``remarks``
    what else an editor should know (corrections, a published version). ``types`` are publication types and
    ``funders`` names, as the registry words them. ``published`` is None unless the day is known.
    """

    registry: Registry
    doi: str | None = None
    pmid: str | None = None
    title: str | None = None
    journal: str | None = None
    authors: tuple[str, ...] = ()
    institution: str | None = None
    published: AwareDatetime | None = None
    abstract: str = ""
    url: str = ""
    types: tuple[str, ...] = ()
    is_preprint: bool | None = None
    funders: tuple[str, ...] = ()
    conflicts: str | None = None
    trial_ids: tuple[str, ...] = ()
    retraction: Retraction = Retraction.NOT_LOOKED_UP
    standing: str = ""
    remarks: tuple[str, ...] = ()


class Trial(Value):
    """A registered trial. Words are the register's own codes ("PHASE3", "RANDOMIZED"), "" where not given.

    ``enrolled`` counts people; ``planned`` is set where that number is an estimate.
    """

    id: str
    other_ids: tuple[str, ...] = ()
    title: str = ""
    status: str = ""
    why_stopped: str = ""
    study_type: str = ""
    phases: tuple[str, ...] = ()
    allocation: str = ""
    masking: str = ""
    enrolled: int | None = None
    planned: bool = False
    sponsor: str = ""
    conditions: tuple[str, ...] = ()
    primary_outcomes: tuple[str, ...] = ()
    url: str = ""


class Answer(Value):
    """What came of a question: records or a trial, PubMed numbers of a search, or the problem in words.

    Nothing of these means that the registry does not know what it was asked for.
    """

    question: Question
    records: tuple[Record, ...] = ()
    trial: Trial | None = None
    pmids: tuple[str, ...] = ()
    problem: str = ""

    @property
    def unknown(self) -> bool:
        """Whether the registry answered that it has no such thing."""
        return not (self.records or self.trial or self.pmids or self.problem)


class Abstract(Value):
    """A paper's abstract, to become a document of kind ABSTRACT. Paragraphs have newlines between them."""

    title: str
    text: str
    url: str
    publisher: str = ""
    published: AwareDatetime | None = None
    doi: str | None = None
    registry: Registry


class Lookup(Value):
    """What the registries know of a study.

    ``study`` holds what the text said, with what it did not say filled in; ``filled`` names the registry of
    each field that was. ``retraction`` is the study's (the gravest that the text or a registry shows) and
    ``standing`` the words that show it. ``notices`` are for the editor: what could not be looked up and why,
    what disagrees, what was corrected. ``asked`` lists the questions in order. ``level`` is the evidence level by
    publication types or the one trial, None where they do not tell.
    """

    study: Study
    abstract: Abstract | None = None
    retraction: Retraction = Retraction.NOT_LOOKED_UP
    standing: str = ""
    level: EvidenceLevel | None = None
    trials: tuple[Trial, ...] = ()
    filled: dict[str, str] = Field(default_factory=dict)
    notices: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
