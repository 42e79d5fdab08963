"""Sentences that say nothing about the study: stock phrases, praise of the site, a stage made soft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.wording import outside_quotes, shown


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_AI = r"\b(?:ai|artificial intelligence|(?:machine|deep) learning|algorithms?|these (?:tools|technologies|systems))"
_ABLE = r"(?:can|could|may|will|helps?(?: to)?|is able to|has the (?:power|potential|ability) to|is)"
_SIFTS = r"(?:analy[sz]|process|sift|sort|scan|find|identif|spot|uncover|detect)\w*"
_VAST = r"(?:vast|huge|massive|large|enormous|complex|hidden|subtle)"
_BOILERPLATE = _any(
    rf"{_AI}(?:[- ]\w+){{0,2}} {_ABLE}(?: \w+){{0,4}} {_SIFTS}(?: through)? {_VAST}[\w ]{{0,20}}\b"
    r"(?:data|data ?sets?|patterns|information)\b",
    rf"{_AI} (?:is|are|has been|have been) (?:\w+ly |already )?(?:transforming|reshaping|changing|redefining)",
    rf"{_AI} (?:is|are|has been|have been) (?:\w+ly |already )?revolutioni[sz]ing",
    rf"{_AI} (?:is|are) (?:\w+ly |already )?playing an? (?:\w+ ){{0,2}}role",
    rf"{_AI} (?:holds?|has|have|offers?|shows?) (?:\w+ )?(?:promise|potential)\b",
    r"\bthe (?:future|power|potential|role) of (?:ai|artificial intelligence|machine learning) (?:in|for)\b",
    r"\b(?:the|this|today's) (?:ever|rapidly|constantly)[- ](?:evolving|changing)\b",
    r"\bit(?: is|'s) (?:important|worth|crucial|essential) (?:to (?:note|remember|understand)|noting) that\b",
    r"\bonly time will tell\b",
    r"\bit(?: is|'s) (?:important|essential|crucial|vital|advisable|best) to (?:consult|speak|talk|discuss|remember)\b",
    r"\b(?:more|further|additional) (?:research|studies|study|work) (?:is|are|will be) (?:needed|required|necessary)\b",
    r"\b(?:under|high)(?:scores?|lights?) the (?:importance|need|value|potential|power)\b",
    r"\bpatterns (?:that )?(?:humans|doctors|people) (?:\w+ )?(?:miss|not see|overlook)\b",
    r"\bthe future (?:of [\w ]{1,30} )?(?:looks|is|seems) (?:bright|promising|here)\b",
    r"\bhelps? doctors (?:to )?make (?:more accurate|better|faster|more informed) (?:diagnos|decision)\w+",
    r"\b(?:every|each) (?:patient|person|cancer)(?:'s (?:journey|cancer|story))? is (?:unique|different)\b",
    r"\bknowledge is power\b",
    r"\bpav(?:e|es|ed|ing) the way\b",
    r"\bjourney\b(?=[^.]{0,30}\bcancer\b)|\bcancer journey\b",
    r"\bin (?:the )?(?:realm|world|landscape) of\b",
    r"\bthe fight against cancer\b",
    r"\b(?:a|another|one more|an) (?:\w+ ){0,2}steps? (?:forward|closer)\b",
    r"\bholds? (?:great|significant|much|real) promise\b",
    r"\bthe (?:implications|possibilities) (?:are|of this) (?:vast|endless|enormous|profound|far-reaching)\b",
    r"\bas (?:technology|research|science|ai) (?:continues|advances|evolves)\b",
    r"\bstay (?:informed|hopeful|tuned|positive)\b",
    r"\byou are not alone\b",
)
_PROMOTION = _any(
    r"\b(?:our|this) (?:[\w-]+ )?(?:blog|newsletter|mission|site|website|platform|community|podcast)\b",
    r"\bour other (?:posts?|articles?|stories)\b",
    r"\b(?:subscribe|sign up|donate|(?:follow|join|contact|support|visit) us|read more (?:on|at) our)\b",
    r"\bshare this (?:post|article)\b",
    r"\b(?:support|help) our (?:work|mission|site|team)\b",
    r"\byour (?:support|donations?|gift) (?:helps?|allows?|makes?)\b",
    r"\b(?:a|your|make a) donation\b|\bleave a comment\b|\btell us your story\b|\bin the comments\b",
    r"\bour (?:[\w-]+ )?(?:app|tool|service|team|experts|readers)\b",
    r"\bat \w+(?: \w+)?, we (?:believe|are|help|work)\b",
    r"\bwe(?:'re| are) (?:proud|excited|pleased|thrilled|committed)\b",
    r"\bclick (?:here|the link|below)\b",
)
_SOFTLY = (
    r"(?:primarily|mainly|mostly|largely|predominantly|chiefly|for the most part|in large part|essentially"
    r"|(?:most|much|the bulk|a large part) of (?:the|this|its) (?:work|evidence|research|data|findings|results)"
    r"[\w ]{0,16})"
)
_EARLY = (
    r"(?:pre-?clinical|(?:lab|laboratory|animal)(?:[- ]based| (?:work|findings|studies|results|data))"
    r"|(?:in|from) (?:mice|rats|animals|cells|the lab(?:oratory)?|(?:animal|lab|laboratory|pre-?clinical) \w+))"
)
_SOFTENED = _any(rf"\b{_SOFTLY}\b[\w ]{{0,20}}?\b{_EARLY}\b")


def boilerplate(sentence: Sentence) -> Iterator[Hit]:
    """A stock phrase that would stand in any post."""
    for match in _BOILERPLATE.finditer(outside_quotes(sentence.text)):
        message = (
            f"“{shown(match[0])}” would stand in any post. Say what was done in this study, or strike it."
        )
        yield Hit("boilerplate", match[0].lower(), message, match[0])


def promotion(sentence: Sentence) -> Iterator[Hit]:
    """The site speaking of itself, or asking for something."""
    match = _PROMOTION.search(outside_quotes(sentence.text))
    if match:
        message = (
            f"“{match[0]}” speaks of the site. Its links stand in the template, outside the post: strike it."
        )
        yield Hit("self-promotion", match[0].lower(), message, match[0])


def softened_stage(sentence: Sentence) -> Iterator[Hit]:
    """Preclinical work called "primarily preclinical", as if some of it had been in people."""
    match = _SOFTENED.search(outside_quotes(sentence.text))
    if match and not any(_SOFTENED.search(passage) for passage in sentence.passages):
        message = (
            f"“{match[0]}” suggests that a part was done in people. Say in whom or what all of it was done."
        )
        yield Hit("stage-softened", match[0].lower(), message, match[0])
