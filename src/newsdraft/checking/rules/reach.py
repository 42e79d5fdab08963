"""The rules of how far a sentence reaches, and whom it names."""

from __future__ import annotations

from newsdraft.checking.rules.rule import ACCURACY, Rule
from newsdraft.model import Severity

_PEOPLE = (
    "Say in whom it was shown: animal and laboratory results are no results in patients "
    "(HealthNewsReview.org, criterion on evidence; usual rule of medical news)."
)
_QUALITY = (
    "Say what kind of study it is, and claim no stronger one "
    "(HealthNewsReview.org, “Does the story grasp the quality of the evidence?”)."
)
_AVAILABLE = (
    "Say truly whether a treatment is approved and can be had (HealthNewsReview.org, on availability)."
)
_ABSOLUTE = "Give benefit in absolute terms, not in relative ones alone (HealthNewsReview.org, criterion on benefits)."
_ADVICE = "A post gives no advice that no source gives (docs/design.md, who it is for)."
_SPEAKER = "A quotation is the words of the person to whom it is given (usual rule of news desks)."

REACH = (
    Rule(
        id="species-shift",
        severity=Severity.BLOCK,
        explanation="A result in animals or cells is told of people, or of another animal, or the other way round.",
        standard=_PEOPLE,
        also="major for a hope or plan, for tissue samples, and where the sentence names the animals too",
    ),
    Rule(
        id="population-shift",
        severity=Severity.BLOCK,
        explanation="The sentence names a group of people by sex, age or health; its passages do not.",
        standard=_PEOPLE,
        also="major when the passages name no such group at all",
    ),
    Rule(
        id="population-widened",
        severity=Severity.MAJOR,
        explanation="The sentence speaks of all, of cancer at large or of all with a cancer; its passages of some.",
        standard=_PEOPLE,
        also="block for “all cancers” where the passages name one",
    ),
    Rule(
        id="cancer-differs",
        severity=Severity.BLOCK,
        explanation="The sentence names a kind of cancer that its passages do not name.",
        standard=ACCURACY,
        also="major when the passages name none, or a wider kind",
    ),
    Rule(
        id="study-type-upgraded",
        severity=Severity.BLOCK,
        explanation="The sentence makes the study a stronger kind of study, or further on, than its passages say.",
        standard=_QUALITY,
        also="major when the passages do not say what kind of study it is",
    ),
    Rule(
        id="approval-differs",
        severity=Severity.BLOCK,
        explanation="The sentence gives a drug or test a standing with a regulator that its passages do not give it.",
        standard=_AVAILABLE,
        also="major when another passage of a cited document gives it, or “accelerated” is dropped",
    ),
    Rule(
        id="advice-not-in-passages",
        severity=Severity.MAJOR,
        explanation="The sentence gives advice that no cited passage gives.",
        standard=_ADVICE,
        also="block for starting, stopping or changing a treatment or test; minor for a next step or a caution",
    ),
    Rule(
        id="relative-without-absolute",
        severity=Severity.MAJOR,
        explanation="A benefit or risk is given in relative terms, and no sentence beside it says of how many.",
        standard=_ABSOLUTE,
    ),
    Rule(
        id="drug-part-dropped",
        severity=Severity.MAJOR,
        explanation="The sentence names an antibody alone that its passages name only as part of another drug.",
        standard=ACCURACY,
    ),
    Rule(
        id="person-named-otherwise",
        severity=Severity.MAJOR,
        explanation="A person is named with another title or bound to another institution than in the passage.",
        standard=ACCURACY,
    ),
    Rule(
        id="journal-differs",
        severity=Severity.BLOCK,
        explanation="The sentence names a journal, and its passages name another.",
        standard=ACCURACY,
    ),
    Rule(
        id="quotation-other-speaker",
        severity=Severity.BLOCK,
        explanation="Quoted words are given to another person than the one to whom the passage gives them.",
        standard=_SPEAKER,
    ),
    Rule(
        id="quotation-unattributed",
        severity=Severity.MINOR,
        explanation="The sentence quotes, and nobody is named who said it.",
        standard=_SPEAKER,
    ),
    Rule(
        id="stage-in-sight",
        severity=Severity.MAJOR,
        explanation="Neither the title nor the first 60 words say that it is laboratory, animal or early work.",
        standard=_QUALITY,
    ),
    Rule(
        id="beyond-evidence-level",
        severity=Severity.BLOCK,
        explanation="Title, description, lead or conclusion claims a benefit or a cause that such a study cannot show.",
        standard=_QUALITY,
    ),
)
