"""The cues of a sentence's causal strength: classes of words, and which of them stand near each other."""

from __future__ import annotations

import re
from functools import lru_cache

from newsdraft.checking.numerals import word_set
from newsdraft.text import words

_CLASSES: dict[str, frozenset[str]] = {
    "may": word_set("may might could"),
    "can": word_set("can"),
    "will": word_set("will would should must"),
    "seem": word_set("appear appears appeared seem seems seemed"),
    "potential": word_set(
        "potential potentially possible possibly perhaps likely unlikely probably promise promising hope "
        "hypothesis hypothesise hypothesize believe believes believed speculate"
    ),
    "suggest": word_set("suggest suggests suggested suggesting indicate indicates indicated implies imply"),
    "linked": word_set(
        "associated association associations associate link links linked linking tied ties connected connection "
        "connections related relation relationship relationships correlated correlates correlate correlation "
        "correlations corresponds correspond relate relates"
    ),
    "predict": word_set(
        "predict predicts predicted predicting predictor predictors predictive prediction marker markers indicator "
        "indicators biomarker signs clue profile score"
    ),
    "factor": word_set("factor factors determinant determinants"),
    "odds": word_set(
        "likelihood odds chance chances probability prone rate rates prevalence incidence times fold"
    ),
    "risk": word_set("risk risks"),
    "more": word_set("more less fewer most least often"),
    "higher": word_set(
        "higher lower greater smaller shorter longer worse better poorer highest lowest greatest increased elevated "
        "heightened raised decreased diminished lowered earlier later"
    ),
    "than": word_set("than compared versus compares comparison"),
    "common": word_set(
        "common rare frequent frequently rise rising risen fallen declined increasing trend trends"
    ),
    "causes": word_set(
        "reduces increases improves causes leads results prevents protects boosts raises lowers decreases enhances "
        "worsens triggers produces affects influences drives contributes slows stops kills saves extends prolongs "
        "shortens doubles triples halves eases relieves makes benefits accelerates delays promotes inhibits "
        "suppresses induces curbs harms hurts damages alters changes alleviates mitigates cures offers provides "
        "plays impacts poses allows enables predisposes keeps gives shows works boosted cuts heightens puts "
        "speeds minimises minimizes eliminates destroys limits strengthens weakens aids treats reverses"
    ),
    "cause": word_set(
        "reduce increase improve lead prevent protect boost raise lower decrease enhance worsen trigger produce "
        "affect influence drive contribute slow stop kill save extend prolong shorten double triple halve ease "
        "relieve make accelerate delay promote inhibit suppress induce curb harm hurt damage alter change alleviate "
        "mitigate cure offer provide play impact pose allow enable predispose keep give work cut heighten put "
        "speed minimise minimize eliminate destroy limit strengthen weaken aid treat reverse avoid help result control"
    ),
    "helps": word_set("helps help helping helped"),
    "causing": word_set(
        "reducing increasing improving causing leading resulting preventing protecting boosting raising lowering "
        "decreasing enhancing worsening triggering producing affecting influencing driving contributing slowing "
        "stopping killing saving extending prolonging shortening doubling easing relieving making accelerating "
        "delaying promoting inhibiting suppressing inducing curbing harming damaging altering changing alleviating "
        "cutting putting treating controlling"
    ),
    "caused": word_set(
        "reduced improved caused led resulted prevented protected triggered produced affected influenced driven "
        "contributed slowed stopped killed saved extended prolonged shortened doubled tripled eased relieved "
        "accelerated delayed promoted inhibited suppressed induced curbed harmed damaged altered alleviated enhanced "
        "worsened impacted impaired eliminated"
    ),
    "effect": word_set("effect effects impact impacts consequence consequences influence role"),
    "good": word_set(
        "effective ineffective effectively effectiveness efficacy beneficial benefit benefits harmful harmless safe "
        "safely successful successfully success outcomes detrimental protective futile useful"
    ),
    "blame": word_set(
        "cause culprit blame responsible due because thanks owing source root key reason reasons"
    ),
    "not": word_set(
        "no not don't doesn't isn't cannot without never neither nor little fail fails failed didn't"
    ),
    "study": word_set(
        "study studies research researchers scientists findings trial analysis paper results survey"
    ),
    "found": word_set(
        "found finds find shows showed shown show reveal reveals revealed discovered demonstrate "
        "demonstrated demonstrates confirm confirms proves concluded"
    ),
    "purpose": word_set(
        "whether investigate investigated examine examined assess assessed aim aims aimed looked evaluate evaluated "
        "explore explored determine tested compared objective purpose conducted analysed analyzed reviewed enrolled "
        "tracked surveyed followed"
    ),
    "asking": word_set("how why what which who"),
    "service": word_set(
        "available online journal article professor author says said say editorial embargoed university institute "
        "published presented release website director society guidelines"
    ),
    "known": word_set("known previous previously past studies earlier although though despite while"),
    "advice": word_set("recommend recommended recommends need needs needed ought require requires call urge"),
    "people": word_set(
        "patients people women men children adults infants babies mothers girls boys survivors"
    ),
    "use": word_set("use used using useful treatment therapy drug drugs surgery exercise vaccine medication"),
    "share": word_set("percent half third quarter majority one million year years annually nearly"),
}
_KIND_OF = {word: name for name, members in _CLASSES.items() for word in members}
_LEADING = ("may", "can", "will", "seem", "not", "potential", "suggest", "linked", "asking", "purpose")
_LED = (
    "cause",
    "causes",
    "causing",
    "caused",
    "linked",
    "helps",
    "effect",
    "good",
    "blame",
    "risk",
    "higher",
    "predict",
)
_REACH = 4  # words between a leading cue and the one that it governs
_PHRASES = re.compile(
    r"(?P<due_to>\bdue to\b|\bbecause of\b|\bthanks to\b|\battributable to\b)"
    r"|(?P<at_risk>\bat (?:\w+ ){0,3}risk\b)"
    r"|(?P<risk_factor>\brisk factors?\b)"
    r"|(?P<more_likely>\b(?:more|less|most|times as) (?:likely|prone|common|often)\b)"
    r"|(?P<raised_risk>\b(?:increased|higher|greater|lower|reduced|elevated|raised|decreased)"
    r" (?:\w+ ){0,2}(?:risk|rates?|odds)\b)"
    r"|(?P<result_in>\bresult(?:s|ed)? in\b|\blead(?:s)? to\b|\bled to\b)"
    r"|(?P<effect_on>\b(?:effects?|impact|influence) (?:of|on)\b)"
    r"|(?P<cause_of>\b(?:causes? of|contributor to|responsible for|to blame)\b)"
    r"|(?P<moves_risk>\b(?:increas|reduc|rais|lower|cut|decreas|doubl|tripl|halv|boost|heighten)(?:e|es|ed|ing|s|ts|ting)?"
    r" (?:(?:the|their|your|his|her|a) )?(?:\w+ ){0,2}(?:risks?|chances?|odds|likelihood|rates?)\b)"
    r"|(?P<risk_of>\brisks? (?:of|for)\b)"
)


@lru_cache(maxsize=2048)
def cues(sentence: str) -> frozenset[str]:
    """The names of the cues that stand in ``sentence``, each once.

    A class of words ("causes"), two classes near each other ("may cause": a modal up to four words before a
    verb), a phrase ("due_to"), and what kind of sentence it is ("always", "short", "question", "number").
    """
    tokens = words(sentence)
    kinds = [_KIND_OF.get(token, "") for token in tokens]
    found = {"always", *kinds} - {""}
    for at, kind in enumerate(kinds):
        if kind in _LEADING:
            found.update(f"{kind} {after}" for after in kinds[at + 1 : at + 1 + _REACH] if after in _LED)
    found.update(str(match.lastgroup) for match in _PHRASES.finditer(sentence.lower()))
    return frozenset(found | _shape(sentence, tokens))


def _shape(sentence: str, tokens: list[str]) -> set[str]:
    found = {"short"} if len(tokens) < 14 else {"long"} if len(tokens) > 30 else set()
    if sentence.rstrip().endswith("?"):
        found.add("question")
    if any(token[0].isdigit() for token in tokens):
        found.add("number")
    if any(word == "times" or word.endswith("fold") for word in tokens[1:]):
        found.add("times")
    if not sentence.rstrip().endswith((".", "!", "?", '"', "”")):
        found.add("headline")
    return found
