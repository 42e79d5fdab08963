"""Whether passages are of health or of research.

The readers of plain words (certainty, cause and effect of a clause told anew) are made for findings. In everyday news
and in recipes they hear a "may", a "because" or a "no longer" in every other sentence, and take it for a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORDS = r"""
    stud(?:y|ies|ied) trials? research\w* scientists? experiments? laborator\w+ preprints? findings placebo
    patients? volunteers? participants? clinic\w* diagnos\w+ symptoms? screening surg\w+ transplant\w* drugs?
    medicines? medications? treatments? therap\w+ chemo\w* radio\w+ antibod\w+ doses? tablets? pills?
    injections? vaccin\w+ hormon\w+ steroid\w* aspirin vitamin\w* supplements? cancers? carcinoma\w* tumou?rs?
    leuka?emi\w+ lymphom\w+ melanom\w+ myelom\w+ metasta\w+ relaps\w+ remission mortality survival diseases?
    disorders? syndromes? illness\w* infect\w+ virus\w* bacteria\w* diabet\w+ obes\w+ asthma arthritis strokes?
    dementia depress\w+ migrain\w* epilep\w+ cholesterol glucose inflamm\w+ fractures? pregnan\w+ births? cells?
    mice mouse rats? genes? genetic\w* genom\w* proteins? mutat\w+ biomarkers? markers? enzymes? organoids?
    approv\w+ regulat\w+ guidelines? fda ema agenc(?:y|ies) incidence prevalence cohorts? random\w+ hazard
    mammogra\w+ biops\w+ sensors? scans? algorithms? implants? infusions? hepatitis adverse neutropen\w+
    diarrh\w+ nausea anxiety blood pain brain recurrence progression dosing enroll?ment recruitment recruited
    samples? median registry analysis survey database questionnaires? authoris\w+ sensitivity side_effects?
    quality_of_life weight_loss associated_with linked_(?:to|with) marketing_application
    kidneys? liver lungs? bowel
"""  # one "_" for a space
_OF_HEALTH = re.compile(rf"\b(?:{'|'.join(_WORDS.split()).replace('_', ' ')})\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _of_health(text: str) -> bool:
    return _OF_HEALTH.search(text) is not None


def of_health(passages: Iterable[str]) -> bool:
    """Whether any of ``passages`` has a word of health or of research."""
    return any(map(_of_health, passages))
