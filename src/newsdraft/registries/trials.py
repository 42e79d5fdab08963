"""ClinicalTrials.gov, API version 2: ``/studies/{nctId}``.

https://clinicaltrials.gov/data-api/api. Only ``protocolSection`` is asked for: results can be megabytes.
"""

from __future__ import annotations

from urllib.parse import urlencode

from newsdraft.errors import ExtractError
from newsdraft.registries.ids import normal_nct
from newsdraft.registries.shape import count, dig, items, json_of, text, texts
from newsdraft.registries.values import Trial


def address(base: str, nct: str) -> str:
    """The address of a trial's registration."""
    return f"{base}/studies/{nct}?{urlencode({'format': 'json', 'fields': 'ProtocolSection'})}"


def parse(body: bytes) -> Trial:
    """The trial of an answer. Raises ExtractError where it is none."""
    protocol = json_of(body).get("protocolSection")
    identity = dig(protocol, "identificationModule")
    number = normal_nct(text(dig(identity, "nctId")))
    if number is None:
        raise ExtractError("the answer has another form than documented")
    status, design = dig(protocol, "statusModule"), dig(protocol, "designModule")
    enrolment = dig(design, "enrollmentInfo")
    return Trial(
        id=number,
        other_ids=tuple(filter(None, (normal_nct(alias) for alias in texts(dig(identity, "nctIdAliases"))))),
        title=text(dig(identity, "officialTitle")) or text(dig(identity, "briefTitle")),
        status=text(dig(status, "overallStatus")),
        why_stopped=text(dig(status, "whyStopped")),
        study_type=text(dig(design, "studyType")),
        phases=texts(dig(design, "phases")),
        allocation=text(dig(design, "designInfo", "allocation")),
        masking=text(dig(design, "designInfo", "maskingInfo", "masking")),
        enrolled=count(dig(enrolment, "count")),
        planned=text(dig(enrolment, "type")) == "ESTIMATED",
        sponsor=text(dig(protocol, "sponsorCollaboratorsModule", "leadSponsor", "name")),
        conditions=texts(dig(protocol, "conditionsModule", "conditions")),
        primary_outcomes=_outcomes(dig(protocol, "outcomesModule", "primaryOutcomes")),
        url=f"https://clinicaltrials.gov/study/{number}",
    )


def _outcomes(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text(dig(outcome, "measure")) for outcome in items(value)))))
