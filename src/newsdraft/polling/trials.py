"""Records of registered trials: ``studies`` of ClinicalTrials.gov, API version 2.

https://clinicaltrials.gov/data-api/api
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsdraft.model import QueryService
from newsdraft.polling.answers import (
    Answer,
    Record,
    as_count,
    as_dict,
    as_list,
    as_text,
    as_texts,
    dates,
    escaped,
    refused,
)
from newsdraft.polling.entries import Item

NCT = re.compile(r"NCT\d{8}")
_STATES = {
    "NOT_YET_RECRUITING": "not yet recruiting",
    "ACTIVE_NOT_RECRUITING": "under way, no longer recruiting",
    "ENROLLING_BY_INVITATION": "enrolling by invitation",
}


def from_trials(answer: Mapping[str, Any]) -> Answer:
    """The trials of a ``studies`` answer. Raises ExtractError for what is none."""
    studies = answer.get("studies")
    if not isinstance(studies, list):
        raise refused(QueryService.TRIALS, as_text(answer.get("message")))
    records = [record for study in studies if (record := _trial_record(as_dict(study)))]
    return Answer(records, as_count(answer.get("totalCount")))


def _trial_record(study: Mapping[str, Any]) -> Record | None:
    protocol = as_dict(study.get("protocolSection"))
    identity, status = as_dict(protocol.get("identificationModule")), as_dict(protocol.get("statusModule"))
    number = as_text(identity.get("nctId")).upper()
    if not NCT.fullmatch(number):
        return None
    results = study.get("hasResults") is True
    updated = _day(status, "lastUpdatePostDateStruct")
    news = _day(status, "resultsFirstPostDateStruct") if results else updated
    return Record(
        item=Item(
            # A trial is told anew when its state changes or its results come, not for a new telephone number.
            guid=f"{number} {as_text(status.get('overallStatus'))}{' results' if results else ''}",
            links=(f"https://clinicaltrials.gov/study/{number}",),
            title=escaped(as_text(identity.get("briefTitle")) or as_text(identity.get("officialTitle"))),
            content=escaped("\n".join(_trial_lines(number, protocol, results=results))),
            dates=dates(news, updated, _day(status, "studyFirstPostDateStruct")),
        ),
        arrived=updated,
        publisher=as_text(
            as_dict(as_dict(protocol.get("sponsorCollaboratorsModule")).get("leadSponsor")).get("name")
        ),
    )


def _trial_lines(number: str, protocol: Mapping[str, Any], *, results: bool) -> Iterator[str]:
    """The register's own summary, then its fields as "Name: value." on a line each."""
    status, design = as_dict(protocol.get("statusModule")), as_dict(protocol.get("designModule"))
    enrolment = as_dict(design.get("enrollmentInfo"))
    planned = " (planned)" if as_text(enrolment.get("type")) == "ESTIMATED" else ""
    sponsor = as_dict(as_dict(protocol.get("sponsorCollaboratorsModule")).get("leadSponsor"))
    outcomes = as_dict(protocol.get("outcomesModule")).get("primaryOutcomes")
    state = as_text(status.get("overallStatus"))
    people = as_text(enrolment.get("count"))
    yield as_text(as_dict(protocol.get("descriptionModule")).get("briefSummary"))
    for name, value in (
        ("Registered trial", number),
        ("Official title", as_text(as_dict(protocol.get("identificationModule")).get("officialTitle"))),
        ("Status", _STATES.get(state, state.lower().replace("_", " "))),
        ("Why stopped", as_text(status.get("whyStopped"))),
        (
            "Results in the register",
            f"posted {_day(status, 'resultsFirstPostDateStruct')}" if results else "none",
        ),
        ("Study type", as_text(design.get("studyType")).lower().replace("_", " ")),
        ("Phase", ", ".join(_phase(phase) for phase in as_texts(design.get("phases")))),
        ("Participants", f"{people}{planned}" if people else ""),
        ("Conditions", ", ".join(as_texts(as_dict(protocol.get("conditionsModule")).get("conditions"))[:10])),
        ("Sponsor", as_text(sponsor.get("name"))),
        (
            "Primary outcome",
            "; ".join(as_text(as_dict(each).get("measure")) for each in as_list(outcomes)[:3]),
        ),
    ):
        if value.strip():
            yield f"{name}: {value.strip().rstrip('.')}."


def _phase(code: str) -> str:
    """The register's code in words: ``EARLY_PHASE1``, ``PHASE3``, ``NA``."""
    return {"NA": "not applicable", "EARLY_PHASE1": "early phase 1"}.get(
        code, code.lower().replace("phase", "phase ")
    )


def _day(module: Mapping[str, Any], name: str) -> str:
    return as_text(as_dict(module.get(name)).get("date"))
