"""Whether a post says who paid, who has an interest, and whether anybody from outside was heard.

"The source does not say" is an acceptable answer; silence is not (HealthNewsReview.org, criterion 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Whole
from newsdraft.checking.wording import plain


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_FUNDING = _any(
    r"fund(?:ed|ing|s|er|ers)?",
    r"(?:paid|pays?) (?:for|by)",
    r"who paid",
    r"sponsor\w*",
    r"financ\w+",
    r"grants?",
    r"money (?:from|to)|own money|(?:gave|gives|put|spent) [^;]{0,30}(?:euros?|dollars?|pounds|million|money)",
    r"support(?:ed by| from)",
    r"backed by",
    r"bore the costs?",
)
_INTERESTS = _any(
    r"conflicts?(?: of interest)?",
    r"(?:competing )?interests? (?:of|in)",
    r"competing interests?",
    r"ties to",
    r"gains? by|(?:some|any|no)thing to gain|on the payroll",
    r"declared? (?:\w+ ){0,3}(?:interests?|ties|conflicts?)",
    r"co-?founders?|founded the company|licen[sc]ed",
    r"own(?:s|ed)? (?:the |a |part of the )?(?:shares|stock|company|patent)",
    r"(?:taken|got|received|took) (?:\w+ )?fees|fees from|paid by",
    r"works? for (?!\w*\s?(?:people|patients|cancer|women|men))",
    r"employ(?:s|ed|ees?)",
    r"owns? (?:shares|stock|a company|the patent)|shares in|patents?",
    r"(?:advis|consult)\w+ (?:for|to)",
    r"(?:doctor|researcher|author|professor)s? advis(?:es?|ed) (?:the company|(?-i:[A-Z])\w+)",
    r"(?:its|the (?:drug|test|program)'s) maker (?:paid|ran|led|funded|sponsored|did|designed)",
    r"(?:run|led|funded|sponsored|designed|paid for|made) by (?:its maker|the maker|the company)",
    r"the company(?: that|,)? (?:makes|made|sells|developed)",
)
_VOICES = (
    r"(?:voices?|experts?|researchers?|scientists?|doctors?|views?|opinions?|comments?|sources?|groups?)"
)
_OUTSIDE = _any(
    r"(?:was|were)(?:n't| not) (?:involved|part)|not involved|no part",
    r"did not (?:take part in|work on|join) (?:it|the (?:study|trial|work))",
    rf"(?:outside|independent) {_VOICES}",
    r"(?:nobody|no one|no voice|people|anyone|anybody|voices?)(?: to people)?(?: from)? outside",
    r"quotes (?:only|no|nobody)",
    r"(?:only|nobody|no one)[^.]{0,50}(?:is|was|are|were) (?:quoted|asked|heard)",
    r"in (?:an|the same) (?:editorial|comment)",
)
_INSTEAD = "Say it, or say that the source does not."
_ASKED = (
    ("funding-unsaid", _FUNDING, f"The post does not say who paid for the study. {_INSTEAD}"),
    (
        "interests-unsaid",
        _INTERESTS,
        f"The post does not say whether the researchers gain by the result (a patent, fees, the maker). {_INSTEAD}",
    ),
    (
        "outside-voice-absent",
        _OUTSIDE,
        f"Nobody from outside the study is heard, and the post does not say so. {_INSTEAD}",
    ),
)


def names_funding(text: str) -> bool:
    """Whether ``text`` says something on who paid."""
    return bool(_FUNDING.search(text))


def sources_weighed(whole: Whole) -> Iterator[Hit]:
    """Funding, interests and outside voices: told, or said to be missing."""
    text = " ".join(plain(claim.text) for _, claim in whole.post.claims())
    if not text:
        return
    for rule, pattern, message in _ASKED:
        if not pattern.search(text):
            yield Hit(rule, "", message, where="post")
