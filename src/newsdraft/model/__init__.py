"""The vocabulary of newsdraft, as frozen values that every stage takes and returns.

Times are aware datetimes in UTC. Text is plain Unicode unless a field says markdown or HTML. Offsets count
characters (not bytes) of the text that they point into.
"""

from newsdraft.model.base import Value
from newsdraft.model.material import (
    Article,
    Document,
    DocumentKind,
    Dossier,
    Evidence,
    EvidenceLevel,
    Passage,
    Retraction,
    Study,
)
from newsdraft.model.news import (
    BY_HAND,
    Entry,
    Held,
    HoldReason,
    PipelineState,
    Query,
    QueryService,
    Source,
    SourceKind,
    Story,
)
from newsdraft.model.post import EXTRACT_NOTICE, Basis, Block, BlockKind, Claim, Post, Section, SectionKind
from newsdraft.model.review import (
    AnswerOutcome,
    Decision,
    DecisionKind,
    Draft,
    Finding,
    Judgement,
    ModelCall,
    ReviewStatus,
    SecondReading,
    Severity,
    Verdict,
)

__all__ = [
    "BY_HAND",
    "EXTRACT_NOTICE",
    "AnswerOutcome",
    "Article",
    "Basis",
    "Block",
    "BlockKind",
    "Claim",
    "Decision",
    "DecisionKind",
    "Document",
    "DocumentKind",
    "Dossier",
    "Draft",
    "Entry",
    "Evidence",
    "EvidenceLevel",
    "Finding",
    "Held",
    "HoldReason",
    "Judgement",
    "ModelCall",
    "Passage",
    "PipelineState",
    "Post",
    "Query",
    "QueryService",
    "Retraction",
    "ReviewStatus",
    "SecondReading",
    "Section",
    "SectionKind",
    "Severity",
    "Source",
    "SourceKind",
    "Story",
    "Study",
    "Value",
    "Verdict",
]
