"""What a sentence brings up beside an effect: money, the press, who uses it, what it was like. A passage must, too.

A sentence that a writer adds out of nothing mostly says something that health news often says, of a matter that
the cited passage never touches. Each topic is a family of words of our own; a passage that has one of them carries it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOPICS = {
    "money": r"pric\w*|cost\w*|cheap\w*|expensive|insur\w+|afford\w*|sell\w*|sold|bought|buy\w*|market\w*"
    r"|licen[sc]\w+|pay\w*"
    r"|paid|fund\w*|grant\w*|bill\w*|charge\w*|free|money|financ\w+|support\w*|sponsor\w*",
    "ties": r"conflicts?|ties|interests?|shares|fees|employ\w*|found(?:ed|er)\w*|work(?:s|ed)? for|stock",
    "press": r"editorial\w*|comment\w*|praised?|milestone|criticis\w+|criticiz\w+|welcomed|headlines?|accepted the",
    "use": r"hospitals? (?:has|have) (?:since )?(?:bought|ordered|begun|adopted)|clinics|ordered"
    r"|already (?:begun|use\w*)|rolled out"
    r"|first choice|routine\w*|standard|practice|adopt\w+|available|cleared|clearance|approv\w+",
    "wishes": r"called for|asked for|demand\w*|petition\w*|patient groups|campaign\w*|advoca\w+",
    "others": r"another team|other teams|has since|have since|repeated|replicat\w+|earlier study"
    r"|previous\w*",
    "next": r"is being developed|version|next (?:year|spring|step)|soon|plan\w*|expect\w*|future|will",
    "duration": r"wore off|wears off|went away|passed (?:within|in)|usually pass\w*|within (?:days|weeks)"
    r"|lasted|lasts?|for (?:more than|at least) (?:a|one) year"
    r"|afterwards|rever[st]\w+|resol\w+|recover\w+",
    "work": r"back to work|jobs?|workplace|employ\w*|sick leave|school",
    "home": r"famil(?:y|ies)|relatives|carers?|partners?|home",
    "mood": r"calm\w*|worr\w+|happ(?:y|ier|iness)|stress\w*|mood|anxi\w+|depress\w+|felt|feel\w*|relieved"
    r"|confident|satisf\w+|quality of life",
    "rest": r"slept|sleep\w*|insomnia|tired\w*|fatigue\w*|energy",
    "meals": r"breakfast|meals?|food|diet\w*|eat\w*|ate|taste\w*|appetite|drink\w*|stomach",
    "care": r"cooling|nurses?|training plan|pedometer|app|coach\w*|counsell?ing|physiotherap\w+|offered|received a",
    "skin": r"hair|skin|rash|colou?r\w*|race|ethnic\w*|white|black",
    "organs": r"heart|cardi\w+|kidneys?|renal|liver|hepatic|dialysis|lungs?|brain|thyroid|hormone tablets"
    r"|surg\w+|operat\w+|biops\w+",
    "queues": r"waiting lists?|queues?|appointments?|wait\w*|workload|burnout",
    "places": r"countr(?:y|ies)|abroad|nationwide|world(?:wide)?|international\w*",
    "fame": r"is known for|famous|renowned|leading|expert\w*|reputation|pioneer\w*",
    "switching": r"switched|another drug|changed to|moved to|other treatments?|every other|full dose"
    r"|steroid\w*|crossover|discontinu\w+|stopp\w+",
    "life of animals": r"swam|swim\w*|maze|behav\w+|weight|moved|bred|offspring",
    "age": r"older (?:people|patients|adults|women|men)|elderly|younger|children|aged?",
    "sort": r"most common|bothered|mild\w*|severe\w*|grade|serious\w*|worst",
    "ease": r"easier|easy|simple|quick\w*|faster|convenien\w+",
    "answers": r"willing\w*|agreed|refused|confirmed what|self-report\w*|questionnaire\w*|report\w*|survey\w*",
    "mix": r"most(?:ly)? (?:people|patients|of them|participants|women|men)|many of them|majority|several"
    r"|both opponents",
}  # fmt: skip
_WORDS = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _TOPICS.items()}


@lru_cache(maxsize=2048)
def topics(text: str) -> dict[str, str]:
    """The topics that ``text`` brings up, each with its first word for it."""
    return {name: found[0] for name, words in _WORDS.items() if (found := words.search(text))}
