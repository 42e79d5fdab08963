"""What kind of study a sentence makes of it, beside what its passages call it."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking import designs
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.design_traits import DESIGN_TRAITS
from newsdraft.checking.lexicon import folded
from newsdraft.checking.population import Kind, Role, of_kind
from newsdraft.checking.traits import disagreements
from newsdraft.checking.wording import outside_quotes, some
from newsdraft.model import Basis, Severity

_DENIALS = ("not ", "no ", "n't ", "nor ", "without ", "never ", "until ", "need ", "needs ", "whether ")
_LOOKED_BACK = 40  # characters before a design word in which a denial counts


def study_type(sentence: Sentence) -> Iterator[Hit]:
    """A kind of study, or a way of doing it, that the passages speak against, or a strong one that they do not name."""
    if not sentence.cited or sentence.basis is not Basis.PASSAGES:
        return
    told = folded(outside_quotes(sentence.text))
    joined = folded(" \n".join(sentence.passages))
    found = list(_upgrades(sentence, told, joined))
    if not found:
        found = [*_from_one(told, joined), *_from_model(told, joined), *_from_plan(told, joined)]
    yield from found or _done_otherwise(sentence, told)


def _done_otherwise(sentence: Sentence, told: str) -> Iterator[Hit]:
    """By lot where the passages tell of looking on, blind where they tell of open, and so on, in whatever words."""
    for trait in DESIGN_TRAITS:
        for found in disagreements(trait, told, sentence.passages):
            yield _hit(found.claimed, found.said, trait.advice, Severity.MAJOR)
            return


def _upgrades(sentence: Sentence, told: str, joined: str) -> Iterator[Hit]:
    for design in designs.DESIGNS:
        claimed = next((m for m in design.says.finditer(told) if not _denied(told, m.start())), None)
        if claimed is None or _holds(design, joined):
            continue
        against = design.against.search(joined)
        if against is None and not design.strong:
            continue
        if against is not None:
            said = f"the cited passage says “{against[0]}”"
        else:
            said = f"no cited passage ({some(list(sentence.cited))}) says so"
        severity = None if against is not None else Severity.MAJOR
        yield Hit(
            "study-type-upgraded",
            claimed[0].lower(),
            f"The sentence speaks of {design.name} (“{claimed[0]}”); {said}. Use the passage's word for the study.",
            against[0] if against else "",
            severity,
        )


def _denied(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOKED_BACK) : at].lower()
    clause = before.rsplit(",", 1)[-1]
    return any(denial in clause for denial in _DENIALS)


def _holds(design: designs.Design, joined: str) -> bool:
    """Whether a passage says it, or, where nothing speaks against it, lets one say it."""
    if any(not _denied(joined, match.start()) for match in design.says.finditer(joined)):
        return True
    return design.against.search(joined) is None and design.also.search(joined) is not None


def _from_one(told: str, joined: str) -> Iterator[Hit]:
    """ "Patients improved" where the passage tells of one."""
    one = designs.ONE_PATIENT.search(joined)
    if (
        one is None
        or designs.PLURAL.search(joined)
        or any(word in joined.lower() for word in ("each", "every"))
    ):
        return
    many = [s for s in of_kind(told, Kind.PEOPLE) if s.role is Role.SUBJECT and _is_plural(s.mention.text)]
    if many and not designs.ONE_PATIENT.search(told):
        yield _hit(many[0].mention.text, one[0], "Say that it was one person.")


def _is_plural(word: str) -> bool:
    return word.lower() in {
        "patients",
        "people",
        "women",
        "men",
        "children",
        "adults",
        "participants",
        "persons",
    }


def _from_model(told: str, joined: str) -> Iterator[Hit]:
    """People in a sentence on what a computer was made to imitate."""
    model = designs.MODELLED.search(joined)
    if model is None or designs.MODELLED.search(told) or designs.ANY_TRIAL.search(joined):
        return
    people = [s for s in of_kind(told, Kind.PEOPLE) if s.role is Role.SUBJECT]
    if people and not of_kind(joined, Kind.PEOPLE):
        yield _hit(people[0].mention.text, model[0], "Say that it was a simulation.")


def _from_plan(told: str, joined: str) -> Iterator[Hit]:
    """A trial that is planned or running, told as done."""
    planned = designs.PLANNED.search(joined)
    trial = designs.TRIAL.says.search(told)
    if planned is None or trial is None or designs.REPORTED.search(joined):
        return
    done = designs.REPORTED.search(told)
    if done and not designs.PLANNED.search(told) and not _denied(told, done.start()):
        yield _hit(f"{trial[0]} … {done[0]}", planned[0], "Say that it has not reported yet.")


def _hit(claimed: str, said: str, advice: str, severity: Severity | None = None) -> Hit:
    return Hit(
        "study-type-upgraded",
        claimed.lower(),
        f"The sentence says “{claimed}”; the cited passage says “{said}”. {advice}",
        said,
        severity,
    )
