"""The patterns that ``quantities`` reads with: typography, words of comparison, dates, ranks, ratios."""

from __future__ import annotations

import re

from newsdraft.checking.numerals import DIGITS, PARTS, WORDS, word_set
from newsdraft.checking.units import TIME, UNITS

_I = re.IGNORECASE
_VALUE = rf"(?:{DIGITS}|{WORDS})"
_TIME_WORD = "|".join(
    sorted((s for s, u in UNITS.items() if u.dimension == TIME and len(s) > 3), key=len, reverse=True)
)

# --- typography ------------------------------------------------------------------------------------------

NARROW_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
SUPERSCRIPTS = re.compile(r"(?<=[0-9m])[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
ENCLOSED = re.compile(r"(?<=\d)[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]+")
MIDDLE_DOT = re.compile(r"(?<=\d)[\u00b7\u2219\u22c5](?=\d)")
# Vulgar fractions; and μ as it looks after UTF-8 was read once or twice as Latin-1 or Mac Roman.
SIGNS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⅕": " 1/5", "⅛": " 1/8",
         "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "≈í¬∫": "μ", "¬¨¬µ": "μ", "Œº": "μ", "Î¼": "μ",
         "Âµ": "μ", "¬µ": "μ"}  # fmt: skip

MONEY_SCALE = re.compile(r"(?P<sum>[$£€]\s?\d[\d.,]{0,14})\s?(?P<scale>mn|m|bn|b|k|tn)\b", _I)
MONEY_SCALES = {
    "m": "million",
    "mn": "million",
    "bn": "billion",
    "b": "billion",
    "k": "thousand",
    "tn": "trillion",
}
# "1 204" with a plain space may be one number or two: a passage lends both readings.
SPACED_THOUSANDS = re.compile(r"[1-9]\d{0,2} \d{3}")

# --- what holds digits and is no quantity ----------------------------------------------------------------

NOT_QUANTITIES = (
    re.compile(
        r"https?://\S+|www\.\S+|\bdoi:?\s*10\.\S+|\b10\.\d{4,9}/\S+|[^\s@]{1,64}@[^\s@]{1,100}\.\w+", _I
    ),
    re.compile(r"\b(?:NCT|ISRCTN|ACTRN|UMIN|ChiCTR|PMID|PMC|EudraCT|CTRI|DRKS)[-:\s]*[\d/-]+", _I),
    re.compile(r"\b1-8\d\d-[\dA-Z]+(?:-[\dA-Z]+)*|\+?\(?\d{2,4}\)?[-. ]\d{3}[-. ]\d{4}\b"),
    re.compile(r"\[\^?[A-Za-z]?\d+(?:\.\d+)?(?:,\s?\d+)*\]"),
    re.compile(r"\b24/7\b|\b(?:figs?\.?|figures?|tables?|appendix|chapter|section)\s?S?\d+[a-z]?\b", _I),
    re.compile(r"^\s*\d{1,2}[.)]\s"),
    re.compile(
        r"\b(?:no one|one another|(?<!-)one of|one day|one or more|one by one|each one|any one|someone)\b", _I
    ),
    re.compile(r"\bdouble[- ](?:blind\w*|strand\w*|edged)|\btriple[- ]negative|\bhalf[- ]li(?:fe|ves)", _I),
    re.compile(
        r"\b(?:first|second|other) half\b|\bsecond hand\b|\b(?:first|second|third|fourth) quarter\b", _I
    ),
)

# --- words of comparison ---------------------------------------------------------------------------------

OPERATORS: dict[str, str] = {
    **dict.fromkeys(
        ["more than", "over", "above", "greater than", "exceeding", "exceeds", "exceeded", "upwards of",
         "just over", "longer than", "older than", "higher than", "in excess of", "beyond", "larger than",
         ">", "better than", "well over", "over the age of", "above the age of", "slightly more than",
         "a little over"], ">",
    ),
    **dict.fromkeys(
        ["at least", "no less than", "no fewer than", "not less than", "minimum of",
         "no younger than", "no smaller than", "no shorter than", "no lower than",
         "greater than or equal to", "equal to or greater than", ">=", "≥"], ">=",
    ),
    **dict.fromkeys(
        ["less than", "fewer than", "under", "below", "younger than", "lower than", "shorter than",
         "smaller than",
         "<", "under the age of", "below the age of"], "<",
    ),
    **dict.fromkeys(
        ["at most", "up to", "no more than", "not more than", "as many as", "as much as", "maximum of",
         "no longer than", "no larger than", "no bigger than", "no older than", "no higher than", "no greater than",
         "less than or equal to", "<=", "≤", "not exceeding"], "<=",
    ),
    **dict.fromkeys(
        ["about", "approximately", "approx", "approx.", "around", "roughly", "some", "circa", "ca.", "~", "≈",
         "an estimated", "estimated", "close to", "or so", "in the region of"], "~",
    ),
    **dict.fromkeys(
        ["nearly", "almost", "just under", "just below", "not quite", "approaching",
         "slightly less than"], "~<",
    ),
}  # fmt: skip
_OPS = "|".join(re.escape(op).replace(r"\ ", r"\s+") for op in sorted(OPERATORS, key=len, reverse=True))
OPERATOR = re.compile(
    rf"(?:^|(?<=[\s(=,;:p]))(?P<op>{_OPS})\s*(?:the\s+|a\s+|an\s+|one\s+|in\s+|by\s+)?[$£€]?\s?$"
)
OR_MORE_PER = re.compile(
    r"\b(?P<amount>\d[\d.,]* [a-z]+) or (?P<way>more|fewer|less) "
    r"(?P<per>(?:per|an?|each|every) (?:hour|day|week|month|year))\b",
    _I,
)
OPERATOR_AFTER = re.compile(
    r"\s?(?:(?:years?|months?|weeks?|days?)\s)?(?:old\s)?(?:or|and)\s"
    r"(?:(?P<more>more|older|over|above|higher|longer|greater)"
    r"|(?:less|fewer|younger|under|below|lower|shorter))\b",
    _I,
)
DIRECTION = re.compile(
    r"\s?(?:as\s)?(?:(?P<up>longer|higher|more|greater|larger|increase|rise|better)|"
    r"(?:shorter|lower|less|fewer|smaller|"
    r"decrease|reduction|drop|decline|worse))\b",
    _I,
)

# --- dates -----------------------------------------------------------------------------------------------

MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY, _YEAR = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?", r"(?P<y>(?:19|20)\d\d)"
ISO_DATE = re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b")
SLASH_DATE = re.compile(r"\b(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.](?P<y>(?:19|20)\d\d)\b")
DAY_MONTH = re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]+(?P<m>{_MONTH})\b(?:[,\s-]+{_YEAR}\b)?")
MONTH_DAY = re.compile(
    rf"\b(?P<m>{_MONTH})\s+(?:the\s+)?{_DAY}\b(?:\s?(?:-|to|and|through)\s?(?P<d2>[0-3]?\d)\b)?"
    rf"(?!\s?%|\.\d|,\d{{3}})(?:,?\s+{_YEAR}\b)?"
)
MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})(?:\s+of)?,?\s+{_YEAR}\b")

# --- phase, stage, grade, line ---------------------------------------------------------------------------

RANK_VALUE = re.compile(
    r"(?P<body>\d{1,2}|iv|i{1,3}|vi|v|zero|one|two|three|four|five)(?P<suffix>[abc]\d?)?(?![^\W\d_])", _I
)
_RANK_ITEM = (
    r"(?:\d{1,2}|(?:iv|i{1,3}|vi|v|zero|one|two|three|four|five)(?=[abc]?\d?(?![^\W_])))"
    r"(?:[abc]\d?(?![^\W_]))?"
)
RANK = re.compile(
    rf"\b(?P<kind>phase|stage|grade|type)s?[\s-]+(?:[<>≤≥=]{{1,2}}\s?)?(?P<values>{_RANK_ITEM}"
    rf"(?:\s?(?:/|-|,|to|and|or|through)\s?(?:(?P=kind)\s)?{_RANK_ITEM}(?!\s?%|\.\d))*)",
    _I,
)
ORDINALS = {"first": 1.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "1st": 1.0, "2nd": 2.0, "3rd": 3.0,
            "4th": 4.0,            "frontline": 1.0, "front": 1.0}  # fmt: skip
LINE = re.compile(r"\b(?P<rank>first|second|third|fourth|1st|2nd|3rd|4th|front)[- ]?line\b", _I)

# --- schedules -------------------------------------------------------------------------------------------

EVERY_OTHER = re.compile(rf"\bevery\s+(?:other|second)\s+(?P<unit>{_TIME_WORD})\b", _I)
ADVERBS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
PER_UNITS = {"day": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month",
             "monthly": "month", "year": "year", "yearly": "year", "annually": "year", "annual": "year"}  # fmt: skip
TIMES_PER = re.compile(
    rf"\b(?:(?P<adverb>once|twice|thrice)|(?P<count>{_VALUE})[- ]times?)[- ](?:(?:a|per|each|every)[- ])?"
    r"(?P<per>day|daily|week|weekly|month|monthly|year|yearly|annually)\b",
    _I,
)
# Prescribers' shorthand: small letters only with full stops or behind a dose, since "bid" is a word.
LATIN = re.compile(
    r"\b(?:BID|TID|QID|QD|(?<=[mk]g )(?:bid|tid|qid|qd)|[bt]\.\s?i\.\s?d\b|q\.\s?i\.\s?d\b|q\.\s?d\b)(?![\w-])"
)
LATIN_COUNTS = {"qd": 1.0, "bid": 2.0, "tid": 3.0, "qid": 4.0}
Q_EVERY = re.compile(r"\bq\s?(?P<count>[1-9]\d?)\s?(?P<unit>hrs?|h|days?|d|weeks?|wks?|w|months?|mo|m)\b", _I)
Q_UNITS = {"h": "hours", "d": "days", "w": "weeks", "m": "months"}
ADVERB_OF_TIME = re.compile(r"\b(?:daily|weekly|monthly|yearly|annually|annual)\b", _I)

# --- ratios ----------------------------------------------------------------------------------------------

_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
PROPORTION = re.compile(
    rf"\b(?:ratio of|randomi[sz]ed|allocated|assigned)(?: in an?| at)? (?P<a>{_COUNT})(?: ?: ?| to |-to-)"
    rf"(?P<b>{_COUNT})\b"
    rf"|\b(?P<c>{_COUNT})(?: ?: ?|-to-| to )(?P<d>{_COUNT})(?=[- ](?:ratio|random|alloc|basis))",
    _I,
)
IN_EVERY = re.compile(
    rf"(?<![\w.])(?P<a>{_VALUE})[ -](?:(?:person|people|child|woman|man) )?(?P<link>in|out of)[ -](?:every[ -])?"
    rf"(?P<b>{_VALUE})(?: (?P<scale>thousand|million|billion)\b)?"
    rf"(?![\w.]*\d|\s?(?:%|percent|{_TIME_WORD}|mg|g\b))",
    _I,
)
OUT_OF = re.compile(
    rf"(?<![\w.])(?P<a>{_VALUE})(?:\s(?:patients?|people|women|men|participants?|mice|children|cases|adults))?"
    rf"(?:\s?\([^()]*\))?\s(?P<link>(?:out )?of)\s(?:the |all |every |a total of )?(?P<b>{_VALUE})"
    r"(?![\w.]*\d|\s?%|\spercent)",
    _I,
)
FRACTION = re.compile(
    r"(?<![\w./])(?P<a>\d[\d,]{0,14})\s?(?P<link>/)\s?(?P<b>\d[\d,]{0,14})(?![\w./]{0,40}\d)"
)
_PART = "|".join(p for p in PARTS if p not in ("half", "halves", "quarter", "third", "fourth"))
PART_WORDS = re.compile(
    r"\b(?:(?P<top>one|two|three|four|five|six|seven|eight|nine|a)[- ])?(?P<part>"
    r"half(?! an? (?:million|billion|dozen|hundred|thousand))|halves"
    r"|(?<=[aA] )quarter|(?<=ne[- ])quarter|(?<=ee[- ])quarters|(?<=[- ])thirds?"
    r"(?=\s(?:of|fewer|less|more|lower|higher|the|were|had|are|did)\b|[,.;)]|$|s)"
    rf"|(?<=(?:one|two|our|ive|six|ven|ght|ine|ree)[- ])(?:{_PART}|fourth)s?)s?\b(?!-)",
    _I,
)
A_UNIT = re.compile(rf"\s?(?:of\s)?(?:an?\s)?(?P<unit>{_TIME_WORD})\b", _I)
MULTIPLES = {"twofold": 2.0, "twice": 2.0, "doubl": 2.0, "two-fold": 2.0, "threefold": 3.0, "three-fold": 3.0,
             "tripl": 3.0,
             "treb": 3.0, "thrice": 3.0, "fourfold": 4.0, "quadrupl": 4.0, "fivefold": 5.0, "sixfold": 6.0,
             "sevenfold": 7.0,
             "eightfold": 8.0, "tenfold": 10.0, "hundredfold": 100.0, "halv": 0.5}  # fmt: skip
MULTIPLE_WORDS = re.compile(
    r"\b(?P<word>twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:es|ed|ing)|triple(?=\s(?:the|that|what))|trebl(?:e|es|ed|ing)"
    r"|quadrupl(?:es|ed|ing)|halv(?:e|es|ed|ing)|(?:two|three|four|five|six|seven|eight|ten|hundred)fold)\b(?!-)",
    _I,
)

# --- numbers and their neighbours ------------------------------------------------------------------------

P_VALUE = re.compile(
    r"\bp(?:[- ]values?)?\s?(?:for \w+\s?)?(?P<sign><=|>=|[<>=≤≥]|of\s|was\s)\s?"
    r"(?P<value>\d*\.?\d+(?:\s?[x×]\s?10\^-?\d+|e-?\d+)?)",
    _I,
)
CURRENCIES = {"$": "dollar", "£": "sterling", "€": "euro"}
CURRENCY = re.compile(r"(?P<sign>[$£€])\s?$")
BEFORE_UNIT = re.compile(
    r"(?:\s?(?:more|additional|full|further|extra|consecutive|whole|long|straight)\s|-|\s)?(?:percent\s\((?=%))?",
    _I,
)
AT_TIME = re.compile(r"\b(?P<unit>week|day|month|year)\s$", _I)
CI_AFTER = re.compile(r"\s?\(?(?:CI\b|confidence|CrI\b|credible)", _I)
NAME_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)[-/]$")
PLAIN_PREFIXES = word_set(
    "mid pre post under over early late non age aged to nearly almost day week month year"
)
# "3D", "5-FU", "5-fluorouracil"; but not "21-gene", "40-person".
NAME_AFTER = re.compile(
    r"[A-Za-z]|-[A-Z][A-Z0-9]|-(?!year|month|patient|person|hour|minute|member|nation|country)[a-z]{10,}|'"
)
EFFECT = re.compile(
    r"(?P<kind>hazard ratio|odds ratio|relative risk|risk ratio|rate ratio|\bHR|\bOR|\bRR|\baHR|\baOR)s?"
    r"(?:\s?[\[(](?:HR|OR|RR)[\])])?(?:\s?(?:of|was|is|=|,|:|\(|\[|for [\w ]{1,20}))*\s?$"
)
EFFECTS = {"hazardratio": "hr", "hr": "hr", "ahr": "hr", "oddsratio": "or", "or": "or", "aor": "or",
           "relativerisk": "rr",
           "riskratio": "rr", "rateratio": "rr", "rr": "rr"}  # fmt: skip
AGE_BEFORE = re.compile(
    r"\b(?:age of|ages? (?:of |between )?|aged (?:between )?|aged from |at age |under age |over age )"
    rf"(?:(?:{_OPS})\s)?(?:\d+ ?(?:to|-|and) ?)?$",
    _I,
)
AGE_AFTER = re.compile(r"[\s-]years?[\s-](?:old|of age)", _I)
JOINS = re.compile(
    r"\s?(?:-|to|through|±|\+/-|,|and|or|,? and|,? or|vs\.?|versus|compared (?:with|to)|/)\s?", _I
)
UNIT_ALONE = re.compile(
    rf"\b(?:an?|per|each|every|(?:the )?(?:last|past|next|previous|first)|this|one|single)[\s-]"
    rf"(?:few |full |single )?(?P<unit>{_TIME_WORD})\b",
    _I,
)
CLOSED_PERIOD = re.compile(r"(?:the )?(?:last|past|next|previous)|a |one ", _I)
NOTHING = re.compile(r"\b(?:no|none|zero|nobody|never|neither)\b", _I)
SINGLE = re.compile(r"\b(?:single|sole|only one)\b", _I)
CYCLES = re.compile(r"\s?(?:cycles?|courses?|rounds?)\s?(?:of |\(|each lasting |lasting |, each )\s?", _I)
