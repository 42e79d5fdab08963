"""Kinds of cancer by name, and which kind is part of which.

To add one: a line in ``_SITES`` for what is named by its place in the body ("breast" with "cancer", "tumour" or
"carcinoma" behind it), in ``_NAMED`` for what has a name of its own, and in ``_PART_OF`` what it belongs to. Names
follow the NCI's list "Cancer Types A to Z".
"""

from __future__ import annotations

from functools import lru_cache

from newsdraft.checking.lexicon import Lexicon, Mention, Token, folded, table, tokens
from newsdraft.checking.numerals import word_set

_SITE_TABLE = table(
    """
        breast: mammary
        lung: pulmonary
        prostate: prostatic
        colorectal: bowel
        colon: colonic
        rectal: rectum
        stomach: gastric
        oesophageal: esophageal, oesophagus, esophagus
        liver: hepatic
        pancreatic: pancreas
        bile duct: biliary, biliary tract, gallbladder
        kidney: renal, renal cell
        bladder: urothelial
        ovarian: ovary, ovaries
        endometrial: uterine, womb, uterus, endometrium
        cervical: cervix
        vulvar: vulval, vaginal
        testicular: testis, testes, germ cell
        penile: penis
        thyroid:
        brain: central nervous system, cns
        skin: basal cell, cutaneous, cutaneous squamous cell
        head and neck: oral, mouth, throat, tongue, laryngeal, oropharyngeal, nasopharyngeal, oral cavity
        bone:
        blood: haematological, hematological, haematologic, hematologic
        anal: anus
        eye: ocular
        adrenal: adrenocortical
        neuroendocrine:
        thymic: thymus
    """
)
_SITES, _SITE_KEYS = Lexicon(_SITE_TABLE), frozenset(_SITE_TABLE)
_NAMED = Lexicon(
    table(
        """
        melanoma: melanomas
        glioblastoma: glioblastomas, gbm
        glioma: gliomas, astrocytoma, astrocytomas, oligodendroglioma
        medulloblastoma: medulloblastomas
        neuroblastoma: neuroblastomas
        retinoblastoma:
        mesothelioma: mesotheliomas
        myeloma: multiple myeloma, myelomas
        leukaemia: leukemia, leukaemias, leukemias
        aml: acute myeloid leukemia, acute myeloid leukaemia, acute myelogenous leukemia
        cll: chronic lymphocytic leukemia, chronic lymphocytic leukaemia
        cml: chronic myeloid leukemia, chronic myeloid leukaemia, chronic myelogenous leukemia
        _all: acute lymphoblastic leukemia, acute lymphoblastic leukaemia, acute lymphocytic leukemia
        lymphoma: lymphomas
        hodgkin: hodgkin lymphoma, hodgkin's lymphoma
        non-hodgkin: non-hodgkin lymphoma, non-hodgkin's lymphoma
        dlbcl: diffuse large b-cell lymphoma, large b-cell lymphoma
        follicular lymphoma:
        mantle cell lymphoma:
        sarcoma: sarcomas
        osteosarcoma: osteosarcomas
        ewing sarcoma: ewing's sarcoma
        gist: gastrointestinal stromal tumor, gastrointestinal stromal tumour, gastrointestinal stromal tumors
        nsclc: non-small cell lung cancer, non-small-cell lung carcinoma
        sclc: small cell lung cancer, small-cell lung carcinoma
        triple-negative: triple-negative breast cancer, tnbc
        dcis: ductal carcinoma in situ
        hepatocellular: hepatocellular carcinoma, hcc
        cholangiocarcinoma: cholangiocarcinomas
        crpc: castration-resistant prostate cancer, mcrpc, castration-sensitive prostate cancer
        wilms: wilms tumor, wilms tumour
        lung adenocarcinoma: lung adenocarcinomas
        renal cell carcinoma: rcc
        crc: colorectal cancer, bowel cancer, colorectal carcinoma
        """
    )
)
_PART_OF = {
    "glioblastoma": "glioma",
    "glioma": "brain",
    "medulloblastoma": "brain",
    "melanoma": "skin",
    "aml": "leukaemia",
    "cll": "leukaemia",
    "cml": "leukaemia",
    "_all": "leukaemia",
    "leukaemia": "blood",
    "lymphoma": "blood",
    "myeloma": "blood",
    "hodgkin": "lymphoma",
    "non-hodgkin": "lymphoma",
    "dlbcl": "non-hodgkin",
    "follicular lymphoma": "non-hodgkin",
    "mantle cell lymphoma": "non-hodgkin",
    "osteosarcoma": "sarcoma",
    "ewing sarcoma": "sarcoma",
    "gist": "sarcoma",
    "retinoblastoma": "eye",
    "nsclc": "lung",
    "sclc": "lung",
    "lung adenocarcinoma": "nsclc",
    "triple-negative": "breast",
    "dcis": "breast",
    "hepatocellular": "liver",
    "cholangiocarcinoma": "bile duct",
    "crpc": "prostate",
    "wilms": "kidney",
    "colon": "colorectal",
    "rectal": "colorectal",
}
_SAME = {"crc": "colorectal", "renal cell carcinoma": "kidney"}
# Plain words that doctors and writers use for the whole and for the part.
_LOOSE = frozenset({"colon", "rectal", "hodgkin", "non-hodgkin", "dcis", "lung adenocarcinoma"})
_NOUNS = word_set(
    """
    cancer cancers carcinoma carcinomas tumor tumors tumour tumours malignancy malignancies
    adenocarcinoma adenocarcinomas neoplasm neoplasms sarcoma
    """
)
_BETWEEN = word_set(
    """
    and or squamous cell invasive ductal lobular metastatic advanced epithelial serous small non
    clear papillary ductal high grade
    """
)
_REACH = 8  # words between a place and its "cancer"
_OF = word_set("of the in")


_SPELLED = {
    "_all": "acute lymphoblastic leukaemia",
    "aml": "acute myeloid leukaemia",
    "cll": "chronic lymphocytic leukaemia",
    "cml": "chronic myeloid leukaemia",
    "nsclc": "non-small cell lung cancer",
    "sclc": "small cell lung cancer",
    "dlbcl": "diffuse large B-cell lymphoma",
    "dcis": "ductal carcinoma in situ",
    "gist": "gastrointestinal stromal tumour",
    "crpc": "castration-resistant prostate cancer",
    "triple-negative": "triple-negative breast cancer",
    "hodgkin": "Hodgkin lymphoma",
    "non-hodgkin": "non-Hodgkin lymphoma",
    "hepatocellular": "hepatocellular carcinoma",
    "wilms": "Wilms tumour",
    "ewing sarcoma": "Ewing sarcoma",
}


def plain(key: str) -> str:
    """The kind of cancer as a message names it."""
    return _SPELLED.get(key) or (f"{key} cancer" if key in _SITE_KEYS else key)


def wider(key: str) -> tuple[str, ...]:
    """The kinds that ``key`` is part of, the nearest first."""
    chain: list[str] = []
    while key in _PART_OF:
        key = _PART_OF[key]
        chain.append(key)
    return tuple(chain)


def is_loose(key: str) -> bool:
    """Whether writers use the name of this part for the whole."""
    return key in _LOOSE


@lru_cache(maxsize=2048)
def cancers(text: str) -> tuple[Mention, ...]:
    """The kinds of cancer that ``text`` names, in order; offsets are into the folded text."""
    flat = folded(text)
    named = [
        Mention(_SAME.get(mention.key, mention.key), mention.text, mention.start, mention.end)
        for mention in _NAMED.find(flat)
    ]
    words = tokens(flat)
    by_start = {token.start: at for at, token in enumerate(words)}
    by_end = {token.end: at for at, token in enumerate(words)}
    sites = _SITES.find(flat)
    placed = {at for site in sites for at in range(by_start[site.start], by_end[site.end] + 1)}
    for site in sites:
        if any(other.start <= site.start < other.end for other in named):
            continue
        if _is_cancer(words, by_start[site.start], by_end[site.end], placed):
            named.append(site)
    return tuple(sorted(named, key=lambda mention: mention.start))


def _is_cancer(words: tuple[Token, ...], first: int, last: int, placed: set[int]) -> bool:
    """ "Breast and ovarian cancer" names two; "cancer of the breast" one; "breast feeding" none."""
    for at in range(last + 1, min(last + 1 + _REACH, len(words))):
        if words[at].word in _NOUNS:
            return True
        if words[at].word not in _BETWEEN and at not in placed:
            break
    back = first - 1
    while back >= 0 and words[back].word in _OF and first - back <= 3:
        back -= 1
    return 0 <= back < first - 1 and words[back].word in _NOUNS


@lru_cache(maxsize=2048)
def touched(text: str) -> frozenset[str]:
    """Every kind or place that ``text`` touches, with or without the word "cancer", with what each is part of."""
    flat = folded(text)
    keys = {_SAME.get(key, key) for key in (*_NAMED.keys(flat), *_SITES.keys(flat))}
    return frozenset(keys | {above for key in keys for above in wider(key)})
