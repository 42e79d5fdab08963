"""The words by which an item is known to be about cancer, about AI, or about no finding at all.

Patterns are matched against folded text in lower case unless a comment says otherwise.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Term(NamedTuple):
    """A pattern. ``weight`` is 1 for a word that means cancer, less for one that only hints at it."""

    name: str
    pattern: re.Pattern[str]
    weight: float


def _term(name: str, pattern: str, weight: float = 1.0) -> Term:
    return Term(name, re.compile(rf"\b(?:{pattern})"), weight)


CANCER_TERMS = (
    _term("cancer", r"(?:pre|anti)?-?cancer(?:s|ous)?\b"),
    _term("carcinoma", r"(?:adeno|hepato|chorio)?-?carcino(?:ma|mas|gen\w*|sarcoma\w*)\b"),
    _term("tumor", r"tumou?r(?:s|al)?\b"),
    _term("malignancy", r"malignan(?:t|cy|cies)\b"),
    _term("leukemia", r"leuk(?:a?e)mi(?:a|as|c)\b"),
    _term("lymphoma", r"lymphomas?\b"),
    _term("melanoma", r"melanomas?\b"),
    _term("myeloma", r"myelomas?\b"),
    _term("sarcoma", r"(?:osteo|lipo|leiomyo|rhabdomyo|angio|chondro)?sarcomas?\b"),
    _term(
        "glioma",
        r"(?:glio|glioblasto|neuroblasto|medulloblasto|hepatoblasto|retinoblasto|astrocyto|mesothelio|thymo)mas?\b",
    ),
    _term("oncology", r"(?:neuro|radio|cardio|immuno|psycho)?-?oncolog\w+"),
    _term("metastasis", r"(?:micro)?metasta(?:sis|ses|tic|si[sz]\w*)\b"),
    _term("neoplasm", r"neoplas(?:m|ms|ia|tic)\b"),
    _term("chemotherapy", r"chemo(?:therap\w+|radi\w+)?\b"),
    _term("myelodysplastic", r"myelodysplas\w+|myeloprolif\w+"),
    _term("DCIS", r"dcis\b|ductal in situ\b"),
    # Words that hint at cancer and are used elsewhere too.
    _term(
        "radiotherapy",
        r"radiotherap\w+|radiation (?:therapy|treatment|oncolog\w+)"
        r"|proton (?:beam|therapy)",
        0.6,
    ),
    _term("CAR-T", r"car[- ]?t[- ](?:cell|therap)\w*|chimeric antigen receptor", 0.8),
    _term("immunotherapy", r"immunotherap\w+|checkpoint inhibitors?|pd-?l?-?1\b", 0.6),
    _term("mammography", r"mammogra\w+|breast (?:screening|density|mri)\b|dense breasts?\b", 0.8),
    _term("PSA test", r"psa (?:test|screening|level)\w*|prostate[- ]specific antigen|prostatectom\w+", 0.8),
    _term("HPV", r"hpv\b|human papilloma ?virus\w*", 0.5),
    _term("cervical screening", r"pap (?:test|smear)s?\b|cervical screening|colposcop\w+", 0.7),
    _term(
        "colonoscopy",
        r"colonoscop\w+"
        r"|colorectal screening|(?:colon|bowel|colorectal) polyps?\b|adenomas?\b",
        0.6,
    ),
    _term("mastectomy", r"mastectom\w+|lumpectom\w+", 0.8),
    _term("lung screening", r"low-dose ct\b|ldct\b|lung screening|lung nodules?\b", 0.6),
    _term("biopsy", r"(?:liquid )?biops(?:y|ies)\b", 0.4),
    _term("circulating tumor DNA", r"ctdna\b|multi-?cancer", 0.8),
    _term(
        "cancer gene",
        r"brca[12]?\b|kras\b|braf\b|egfr\b|her2\b|alk-positive"
        r"|ntrk\b|tp53\b|lynch syndrome",
        0.6,
    ),
    _term("cancer drug", r"\w{4,}(?:ciclib|parib|rafenib|lutamide|platin|taxel)\b|tamoxifen\b", 0.6),
    _term("kinase inhibitor or antibody", r"\w{4,}(?:tinib|lizumab|limab|tuzumab)\b", 0.5),
    _term("bone marrow transplant", r"(?:bone marrow|stem cell) transplant\w*", 0.5),
    _term("palliative care", r"palliative|hospice", 0.35),
    _term("carcinogen", r"asbestos\b|tobacco\b|smok(?:ing|ers?)\b", 0.15),
)

# Case matters: "Duke Cancer Institute" names an institution, whatever the item is about.
INSTITUTION = re.compile(
    r"\b(?:Cancer|Oncology|Tumou?r) (?:Cent(?:er|re)s?|Institutes?|Society"
    r"|Research (?:UK|Cent(?:er|re)|Institute|Fund)"
    r"|Council|Network|Hospital|Foundation|Alliance|Consortium|Campus|Trust|Agency)\b"
    # A department, or a journal of that name.
    r"|\b(?:Radiation|Medical|Clinical|Surgical|Radio-?)[ -]?Oncology\b"
)

# Case matters: "AI" is artificial intelligence, "ai" is a syllable.
ABOUT_AI = re.compile(
    r"\bA\.?I\.?(?=[\s,.;:)'’-]|$)(?! inhibitor)"
    r"|\b[Aa]rtificial(?:ly)? [Ii]ntelligen\w+|\b[Mm]achine[- ][Ll]earning"
    r"|\b[Dd]eep[- ][Ll]earning|\b[Nn]eural [Nn]etworks?"
    r"|\b[Ll]arge [Ll]anguage [Mm]odels?|\bLLMs?\b|\b[Cc]hatbots?"
    r"|\bChatGPT|\bGPT-\d|\b[Rr]adiomics?\b|\b[Cc]omputer-[Aa]ided (?:[Dd]etection|[Dd]iagnosis)"
    r"|\b[Dd]igital [Pp]athology|\b[Ff]oundation [Mm]odels?|\b[Cc]omputer [Vv]ision"
)
# In oncology "AI" is also short for this class of drugs.
AROMATASE = re.compile(r"aromatase inhibitor", re.IGNORECASE)


class Cue(NamedTuple):
    """What speaks against drafting, by the title. Without ``sure``: only where no finding is told."""

    reason: str
    pattern: re.Pattern[str]
    sure: bool


def _cue(reason: str, pattern: str, *, sure: bool) -> Cue:
    return Cue(reason, re.compile(rf"\b(?:{pattern})"), sure)


NOT_NEWS = (
    _cue(
        "a job advertisement",
        r"vacanc(?:y|ies)\b|job (?:opening|advert)\w*|now hiring"
        r"|we(?:'| a)re hiring|join our team"
        r"|career(?:s)? fair|postdoc(?:toral)? (?:position|fellow wanted)",
        sure=True,
    ),
    _cue(
        "a podcast, video or quiz",
        r"podcast|vodcast|watch live\b"
        r"|video:|crossword|quiz\b",
        sure=True,
    ),
    _cue("a webinar or course", r"webinars?\b|masterclass|cme course|on-demand course", sure=True),
    _cue(
        "a fundraiser",
        r"galas?\b|fundrais\w+|(?:charity|benefit) "
        r"(?:run|walk|ride|auction|concert|dinner|golf)\w*"
        r"|5k\b|walkathon|donat(?:e|es|ed|ion|ions)\b",
        sure=True,
    ),
    _cue(
        "an invitation",
        r"save the date|register (?:now|today)"
        r"|registration (?:is )?open\w*|join us\b|open house"
        r"|call for (?:papers|abstracts|nominations|applications)|upcoming events?\b|events? calendar",
        sure=True,
    ),
    _cue("an obituary", r"obituar(?:y|ies)|in memoriam|remembering\b", sure=True),
    _cue(
        "a correction of another item",
        r"(?:publisher |author )?correction(?: to|:)"
        r"|erratum|corrigendum",
        sure=True,
    ),
    _cue("an issue's contents", r"issue information|table of contents|masthead|editorial board", sure=True),
    _cue("a horoscope", r"horoscope|zodiac", sure=True),
    _cue("an advertisement", r"sponsored\b|advertorial|paid content", sure=True),
    _cue(
        "an appointment",
        r"appoint(?:s|ed)?\b|(?:named|elected|joins) (?:\w+ ){0,4}"
        r"(?:as|to|director|chief|president"
        r"|chair\w*|dean|head|fellow)\b|new (?:director|chief|president|chair|ceo)\b",
        sure=False,
    ),
    _cue(
        "an award or grant",
        r"awards?\b|awarded|prizes?\b|honou?r(?:s|ed|ing)?\b"
        r"|wins? \$|\$[\d.,]+ ?\w* (?:grant|gift)"
        r"|receives? (?:\w+ ){0,4}(?:grant|funding|gift|accreditation|recognition)|ranked (?:among|no)",
        sure=False,
    ),
    _cue(
        "an event",
        r"(?<!adverse )(?<!cardiovascular )(?<!cardiac )"
        r"(?<!related )(?<!clinical )(?<!side )events?\b"
        r"|symposium|conference preview|awareness (?:month|week|day)",
        sure=False,
    ),
    _cue(
        "company business",
        r"(?:first|second|third|fourth)[- ]quarter"
        r"|financial results|earnings|investor"
        r"|acquires?\b|acquisition|partnership|ipo\b|shares? (?:rise|fall|jump|drop)",
        sure=False,
    ),
)

# A finding is told: then an award or a meeting in the title is its occasion.
FINDING = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|patients (?:who|with|treated|given)|participants|results|findings|found that"
    r"|risk of"
    r"|survival|approv(?:es|ed|al)|phase (?:\d|i+)|mice|hazard ratio)\b"
)
