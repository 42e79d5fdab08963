"""The words that say what became of an outcome: which way it went, whether for better or worse, or not at all.

The lists are our own, by class of word; ``docs/quality.md`` says how well they do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsdraft.checking.numerals import word_set

AMOUNT, QUALITY, EFFECT, LEVEL, EXTREME = "amount", "quality", "effect", "level", "extreme"

_Table = tuple[tuple[str, int, str], ...]  # axis, sign, words
_STEMS: _Table = (
    (
        AMOUNT,
        1,
        "increas elevat prolong lengthen extend augment doubl tripl strengthen accelerat stimulat",
    ),
    (
        AMOUNT,
        -1,
        (
            "decreas reduc declin diminish shorten curb halv lessen minimis minimiz delay postpon "
            "inhibit suppress slow prevent weaken"
        ),
    ),
    (
        QUALITY,
        1,
        "improv benefi superior favourab favorab enhanc effectiv efficac advantag succeed success reliev eas",
    ),
    (
        QUALITY,
        -1,
        "worse worsen deteriorat inferior harm detriment unfavourab unfavorab ineffectiv impair unsuccess",
    ),
    (
        EFFECT,
        1,
        "differ associat correlat affect influenc impact relat chang significan effect alter link",
    ),
    (EFFECT, 0, "similar comparab equivalen unchang noninferior unaffect unrelat unalter"),
)
_WORDS: _Table = (
    (
        AMOUNT,
        1,
        (
            "higher greater more longer larger bigger commoner rise rises rose risen rising raised "
            "raises raise grew climbed grown boost boosted boosts heavier wider taller"
        ),
    ),
    (
        AMOUNT,
        -1,
        (
            "lower fewer less shorter smaller fall falls fell falling drop drops dropped dropping cut "
            "cuts lowered lowers lowering shrank shrunk shrink shrinks shrinking rarer scarcer "
            "lighter narrower dip dipped halve"
        ),
    ),
    (QUALITY, 1, "better helped helps works worked safer ease eases eased"),
    (QUALITY, -1, "worse poorer hurt hurts"),
    (EFFECT, 1, "effect effects"),
    (EFFECT, 0, "same equal identical equally alike equivalent"),
    (EXTREME, 1, "highest greatest largest longest most maximum"),
    (EXTREME, -1, "lowest smallest shortest least fewest minimum"),
    ("time", 1, "later"),
    ("time", -1, "earlier sooner"),
    ("speed", 1, "faster quicker stronger"),
    ("speed", -1, "slower weaker"),
    ("sense", 1, "positive positively safe"),
    ("sense", -1, "negative negatively unsafe"),
    (LEVEL, 1, "high majority"),
    (LEVEL, -1, "low minority"),
)
_NOT_THESE = word_set(
    "easily easter eastern cutting relative relatively relation relatives effectively successive successively "
    "benefitting harmony harmonised differential differentiated differentiation linkage similarity changing changeable "
    "reducible similarity similarities delays extension extensive extensively extent preventive preventative "
    "inhibitor inhibitors suppressor suppressors stimulant stimulants stimulator accelerator accelerators "
    "prevention promotion slowly impaction successor easy"
)
_LISTED = {word: (axis, sign) for axis, sign, text in _WORDS for word in text.split()}
_STEMMED = {start: (axis, sign) for axis, sign, text in _STEMS for start in text.split()}
_STEM = re.compile("|".join(sorted(_STEMMED, key=len, reverse=True)))


@lru_cache(maxsize=8192)
def meaning(word: str) -> tuple[str, int] | None:
    """The axis of ``word`` (lower case) and its sign; 0 says that nothing differs. None for any other word."""
    if word in _LISTED:
        return _LISTED[word]
    if word in _NOT_THESE:
        return None
    found = _STEM.match(word)
    return _STEMMED[found[0]] if found and len(word) - found.end() <= 5 else None


# --- outcomes: is more of it good? -----------------------------------------------------------------------

_TOPICS: dict[str, tuple[int, str]] = {
    "survival": (1, "survival survive survived survives surviving survivors lived live lives living alive lifespan"),
    "survival ": (-1, "mortality death deaths die died dies dying dead fatal fatalities lethal"),
    "recurrence": (-1, "recurrence recurrences recur recurred relapse relapses relapsed relapsing"),
    "progression": (-1, "progression progress progressed progressing spread spreads spreading metastasis metastases"),
    "response": (1, "response responses respond responded responders remission remissions"),
    "adverse": (-1, "adverse toxicity toxicities toxic complication complications harms"),
    "qol": (1, "qol wellbeing"),
    "size": (-1, "tumour tumours tumor tumors lesion lesions"),
    "risk": (-1, "risk risks hazard odds"),
    "pain": (-1, "pain painful nausea vomiting fatigue symptom symptoms anxiety depression bleeding infection"),
    "admission": (-1, "hospitalisation hospitalization admission admissions readmission readmissions"),
    "function": (1, "function functioning mobility satisfaction adherence cure cured"),
}  # fmt: skip
TOPIC = {word: name.strip() for name, (_, text) in _TOPICS.items() for word in text.split()}
POLARITY = {word: sign for sign, text in _TOPICS.values() for word in text.split()}

# --- what stands between words -----------------------------------------------------------------------------

NEGATIONS = word_set("not no never none cannot nor neither without non hardly nobody nothing")
BREAKS = word_set("but however while whereas although though despite ; : because since yet except until")
UNASSERTED = word_set(
    "whether if examined examine examines assess assessed assesses evaluate evaluated investigate investigated "
    "investigates aimed aims aim goal objective purpose hypothesised hypothesized hypothesis looked studied tested "
    "hoped expected designed planned wanted question unless"
)
HEDGES = word_set("may might could maybe possibly perhaps potential potentially can")
NULLING = word_set("trend trended tended numerically numerical p_null ci_null")
_STOP = word_set(
    """
    a an and are as at be been being but by can could did do does for from had has have he her his how i if in into
    is it its may might of on or our she should so some such than that the their them then there these they this
    those to under was we were what when where which while who will with would you your also about after all said
    says say one two other new both between among compared showed shown show shows found finds find group groups
    study trial patients people researchers results statistically clinically clear clearly any each however not no
    significantly significant their respectively ratio ci p_sig p_null ci_sig ci_null p value confidence interval
    usually often always necessarily really actually currently fully ever only just even well
    did does didn't not never very much over during until only still was's cent per
    """
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A crude stem that a verb's forms share; "" for a word that carries no content, and for a number's sign."""
    if word in _STOP or not word[0].isalnum():
        return ""
    if word in TOPIC:
        return TOPIC[word]
    if word[0].isdigit():
        return word.rstrip(".,")
    for ending in ("'s", "s", "ed", "ing", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:7]
