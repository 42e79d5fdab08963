"""The study behind a story, as far as its pages say: identifiers, journal, design, funding, use of AI."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsdraft.model import Article, Document, EvidenceLevel, Passage, Retraction, SourceKind, Study
from newsdraft.reading.ai import used_ai
from newsdraft.reading.core import (
    clauses,
    core_passages,
    is_about_itself,
    is_background,
    is_planned,
    own_documents,
)
from newsdraft.reading.evidence import design_of, evidence_of, signs
from newsdraft.reading.journal import find_journal
from newsdraft.reading.metadata import clean_doi
from newsdraft.reading.people import participants
from newsdraft.text import fold

Found = tuple[str, tuple[str, ...]]  # a value and the passages that it was read from

# EurekAlert breaks addresses with spaces: "https:/ / doi. org/ 10. 1093/ jnci/ djx225".
_SPACED_DOI = re.compile(r"doi\. ?org ?/ ?(10\. ?\d{4,9}/(?: ?[\w.-]+/?)+)", re.IGNORECASE)
_TEXT_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`\[\]]+", re.IGNORECASE)
_DOI_CUE = re.compile(
    r"\bdoi\b|doi\.org|published|journal|paper|citation|reference|article|study|preprint", re.IGNORECASE
)
# The second and later entries of a list of references are other papers.
_LATER_REFERENCE = re.compile(r"\s*\[?(?:[2-9]|[1-9]\d)[.)\]]?\s[A-Z]")
_ENTRY = re.compile(r"\[(\d{1,3})\] ?(?=[A-Z])")
_ENTRY_REACH = 400
_MOST_DOIS = 100  # of a text that are looked at; one with more names none as its own
_TRIAL = re.compile(
    r"\b(NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR[\w-]{8,12}|(?<=EudraCT )\d{4}-\d{6}-\d{2})\b"
)
_PMID = re.compile(r"(?:\bPMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{5,9})\b")
_ARXIV = re.compile(r"\barxiv[:.\s/a-z]{0,12}(\d{4}\.\d{4,5})", re.IGNORECASE)
_PREPRINT_DOI = re.compile(r"^10\.(?:1101|64898|48550|21203|20944|2139|31219|22541)/")
_PREPRINT = re.compile(
    r"\b(?:has|have|had|is|was|were|it) not (?:yet )?(?:been )?peer[- ]reviewed|\bnot (?:yet )?(?:been"
    r" )?(?:peer[- ]reviewed|reviewed by (?:other|independent) )"
    r"|\bposted (?:\w+ ){0,3}(?:on|to|at) (?:the )?(?:preprint|medrxiv|biorxiv|arxiv|research square|ssrn)"
    r"|\bpreprint (?:server|posted|published|available|describes?|reports?|titled)|\b(?:a|the|this|our"
    r"|their) preprint\b",
    re.IGNORECASE,
)  # fmt: skip
_FORMER_PREPRINT = re.compile(
    r"\b(?:first|earlier|previously|originally) (?:\w+ ){0,3}(?:as a )?preprint", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?:\b(?:paper|study|article|report|titled|entitled|abstract|citation|manuscript"
    r"|title)\b[^\"]{0,60}?)\"(?P<title>[A-Z][^\"]{25,300}?)[,.]?\"",
    re.IGNORECASE,
)
_FUNDING = re.compile(
    r"\b(?:(?:was|were|is|are|been|partially|partly|primarily|also) (?:\w+ ){0,2}(?:funded|supported"
    r"|sponsored|paid for|financed|backed) (?:in part |partly |primarily )?(?:by|through|from|with))\b"
    r"|^(?:funded|supported|sponsored|financed) (?:in part )?by\b|\bfunding (?:for|came|source|was|is"
    r"|:)|^funding\b|, (?:funded|sponsored) by\b"
    r"|\b(?:financial )?support (?:for (?:the|this)|also came|came|was provided)\b|\bfunders?\b"
    r"|\bsponsor(?:ed)? of the (?:trial|study)|\bgrants? (?:from|number|no\b|[A-Z0-9]{4,})",
    re.IGNORECASE,
)
_CONFLICT = re.compile(
    r"\b(?:conflicts? of interest|competing (?:financial )?interests?|declar(?:e|es|ed|ations?) (?:no"
    r"|of) (?:\w+ )?interests?|disclosures?)\b"
    r"|\b(?:is|are|was|serves? as|has been|have been) (?:an? )?(?:\w+ ){0,2}(?:consultants?"
    r"|advis[eo]rs?|employees?|shareholders?|co-?founders?|speakers?) (?:to|for|of|at)\b"
    r"|\b(?:holds?|owns?|has|have) (?:\w+ ){0,3}(?:stock|shares|equity|patents?|royalties|a financial"
    r" interest|an investment interest)\b"
    r"|\b(?:investment|financial|equity) interests? in\b|\b(?:applied for|filed|pending|holds?) (?:\w+"
    r" ){0,2}patents?\b"
    r"|\b(?:received|receives|reports?) (?:\w+ ){0,3}(?:honoraria|consulting fees|personal fees"
    r"|speaker fees|travel (?:costs|expenses|grants)|royalties|payments?|research (?:funding|support|grants?)"
    r" (?:and [\w ]+ )?from)\b"
    r"|\b(?:was|were|has been|have been|is|are) paid (?!for\b)(?:[\w ]+ )?by\b"
    r"|\bserves?(?:,? unpaid,?)? on the (?:\w+ ){0,2}board of\b"
    r"|\b(?:provided|supplied|donated) (?:[\w-]+ ){1,6}(?:free of charge|at no cost)\b",
    re.IGNORECASE,
)  # fmt: skip
_PLACE = (
    r"[A-Z][\w'&-]*(?:(?:,? (?:of|for|at|and|de|&)(?: the| The)?)? [A-Z][\w'&-]*"
    r"|, (?=(?:Los|San|Santa|Berkeley|Irvine|Davis|Riverside|Austin)\b)[A-Z]\w+)*"
)
_HOUSE = re.compile(
    r"\b(?:University|Institutes?|Hospitals?|Cent(?:er|re)|Clinic|College|School|Infirmary|Consortium"
    r"|Academy)\b"
)
_WHO = r"(?:[Rr]esearchers|[Ss]cientists|[Ii]nvestigators|[Tt]eam|[Dd]octors|[Pp]hysicians|[Ee]xperts)"
_INSTITUTION = (
    re.compile(rf"\b(?:led|conducted|headed|developed) (?:by|at) (?:the |The |an? )?(?P<place>{_PLACE})"),
    re.compile(
        rf"\b(?:led|conducted|headed|developed) (?:by|at)\b[^.;]{{0,80}}?\b(?:at|from|of|by) (?:the "
        rf"|The |an? )?(?P<place>{_PLACE})"),
    re.compile(
        rf"\b{_WHO}\b(?: \w+){{0,2}}? (?:at|from|of|led by) (?:{_WHO} (?:at|from) )?(?:the |The"
        rf" )?(?P<place>{_PLACE})"),
    re.compile(rf"(?P<place>(?>{_PLACE})) (?:researchers?|scientists?|investigators|team|study|professor)\b"),
)  # fmt: skip
_AUTHOR = re.compile(
    r"\b(?:lead|senior|first|corresponding|principal|study)(?: study)? (?:author|investigator"
    r"|researcher)s?\b|\bled by\b"
)
# "Director of the Center for …" names an office, not where the work was done.
_OFFICE = re.compile(
    r"\b(?:director|chief|chair\w*|head|dean|president|member|fellow|founder|editor)s? $", re.IGNORECASE
)
_AUTHOR_REACH = 180  # characters after "lead author" in which an institution is that author's
_AT = re.compile(rf"\b(?:at|of|from|with) (?:the |The )?(?P<place>{_PLACE})")
_TITLED = re.compile(
    r"^(?:(?:Lead |Senior )?(?:Professor|Prof|Dr)\b[\w. '-]*? of (?:[Tt]he )?|(?:The|A|An|In) )"
)
_RETRACTED = re.compile(
    r"\b(?:this|the|their|our) (?:\w+ )?(?:article|paper|study|publication|work|report|manuscript)(?:"
    r" [\w ,]{0,60}?)? (?:has|have|was|is|were) (?:\w+ )?(?:been )?(?:retracted|withdrawn by the"
    r" (?:authors|journal|editors))"
    r"|\bretracted (?:the|this) (?:article|paper|study)\b|\bretraction (?:notice|of the (?:article"
    r"|paper|study))",
    re.IGNORECASE,
)
_RETRACTED_TITLE = re.compile(
    r"^\W*(?:retracted|retraction|withdrawn)\b(?:\s*(?:article|paper|notice))?\s*[:\u2013\u2014\]-]",
    re.IGNORECASE,
)
_CONCERN = re.compile(r"\bexpression of concern\b", re.IGNORECASE)


def find_study(articles: Sequence[Article], documents: Sequence[Document]) -> Study:
    """What the pages say of the study; what they do not say plainly is None.

    ``facts`` names the passages of each field that was read from text; a field that comes from a page's
    metadata has none. ``participants``, ``funding`` and ``conflicts`` are the text's own words.
    ``retraction`` is what the pages say: nobody has been asked.
    """
    own = own_documents(documents)
    facts: dict[str, tuple[str, ...]] = {}

    def keep(name: str, found: Found | None) -> str | None:
        if found is None:
            return None
        if found[1]:
            facts[name] = found[1]
        return found[0]

    doi = keep("doi", _doi(articles, own))
    journal = keep("journal", _journal(articles, own))
    found = signs(own)
    summary = evidence_of(own, found).level is EvidenceLevel.REVIEW  # its numbers are those of other studies
    counted = None if summary else participants(own)
    preprint = _preprint(articles, own, doi, journal)
    ai, ai_passages = used_ai(own)
    if ai_passages:
        facts["used_ai"] = ai_passages
    standing, shown = retraction(articles, own)
    if shown:
        facts["retraction"] = shown
    return Study(
        doi=doi,
        pmid=keep("pmid", _identifier(own, _PMID)),
        trial_ids=_trial_ids(own, facts),
        journal=None if preprint and not journal else journal,
        title=keep("title", _title(articles, own)),
        institution=keep("institution", _institution(own)),
        design=keep("design", design_of(own, found)),
        participants=keep("participants", (counted.text, counted.passages) if counted else None),
        funding=keep("funding", _sentences(own, _FUNDING)),
        conflicts=keep("conflicts", _sentences(own, _CONFLICT)),
        is_preprint=keep("is_preprint", preprint) is not None,
        used_ai=ai,
        retraction=standing,
        facts=facts,
    )


def _all(documents: Sequence[Document]) -> Iterator[tuple[Document, Passage]]:
    return ((document, passage) for document in documents for passage in document.passages)


def _covering(document: Document, start: int, end: int) -> tuple[str, ...]:
    return tuple(p.id for p in document.passages if p.start < end and p.end > start)


def _doi(articles: Sequence[Article], documents: Sequence[Document]) -> Found | None:
    """The DOI of the metadata; else the only one of the text, or the only one with a cue."""
    for article in articles:
        if article.doi:
            return article.doi, ()
    found: dict[str, tuple[str, ...]] = {}
    cued: dict[str, tuple[str, ...]] = {}
    for document in documents:
        both = (_TEXT_DOI.finditer(document.text), _SPACED_DOI.finditer(document.text))
        for match in [match for each in both for match in islice(each, _MOST_DOIS)]:
            if _is_later_reference(document.text, match.start()):
                continue
            doi = clean_doi(match.group(1).replace(" ", "") if match.re is _SPACED_DOI else match.group())
            if doi:
                place = _covering(document, match.start(), match.end())
                found.setdefault(doi, place)
                if _DOI_CUE.search(document.text[max(0, match.start() - 200) : match.start()]):
                    cued.setdefault(doi, place)
    for candidates in (found, cued):
        if len(candidates) == 1:
            return next(iter(candidates.items()))
    return _arxiv(documents) if not found else None


def _is_later_reference(text: str, at: int) -> bool:
    """Whether the second or a later entry of a list of references stands at a place."""
    line = text.rfind("\n", 0, at) + 1
    entries = [int(m[1]) for m in _ENTRY.finditer(text, max(line, at - _ENTRY_REACH), at)]
    return bool(_LATER_REFERENCE.match(text, line)) or (bool(entries) and entries[-1] > 1)


def _arxiv(documents: Sequence[Document]) -> Found | None:
    """An arXiv number as the DOI that arXiv registers for it (10.48550/arXiv.NUMBER)."""
    found = _identifier(documents, _ARXIV)
    return (f"10.48550/arxiv.{found[0]}", found[1]) if found else None


def _identifier(documents: Sequence[Document], pattern: re.Pattern[str]) -> Found | None:
    """The identifier if the documents give exactly one."""
    found: dict[str, tuple[str, ...]] = {}
    for _, passage in _all(documents):
        for match in pattern.finditer(passage.text):
            found[match[1]] = (*found.get(match[1], ()), passage.id)
    return next(iter(found.items())) if len(found) == 1 else None


def _trial_ids(documents: Sequence[Document], facts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The registrations of this study's own trial: not those of earlier, other or planned trials."""
    found = [
        (match[1], passage.id)
        for _, passage in _all(documents)
        for _, clause in clauses(passage.text)
        for match in _TRIAL.finditer(clause)
        if not (is_background(clause) or is_planned(clause))
    ]
    if found:
        facts["trial_ids"] = tuple(dict.fromkeys(passage for _, passage in found))
    return tuple(dict.fromkeys(number for number, _ in found))


def _journal(articles: Sequence[Article], documents: Sequence[Document]) -> Found | None:
    for article in articles:
        if article.journal:
            return article.journal, ()
    return find_journal(documents)


def _preprint(
    articles: Sequence[Article], documents: Sequence[Document], doi: str | None, journal: str | None
) -> Found | None:
    """Whether the study is a preprint: by the source, the DOI's prefix or the text. None is no."""
    for _, passage in _all(documents):
        text = fold(passage.text)
        if _PREPRINT.search(text) and not _FORMER_PREPRINT.search(text) and not is_background(text):
            return "yes", (passage.id,)
    by_kind = any(article.kind is SourceKind.PREPRINT for article in articles)
    return ("yes", ()) if by_kind or (doi and not journal and _PREPRINT_DOI.match(doi)) else None


def _title(articles: Sequence[Article], documents: Sequence[Document]) -> Found | None:
    for article in articles:
        if article.kind in (SourceKind.JOURNAL, SourceKind.PREPRINT) and article.doi and article.title:
            return article.title, ()
    for _, passage in _all(documents):
        text = fold(passage.text)
        match = _TITLE.search(text)
        # A title has many words with capitals or none at all, and is no speech.
        if (
            match
            and len(match["title"].split()) >= 5
            and not _speech(text, match)
            and not is_background(text)
        ):
            return match["title"].strip(), (passage.id,)
    return None


def _speech(text: str, match: re.Match[str]) -> bool:
    around = (
        text[max(0, match.start("title") - 30) : match.start("title")] + text[match.end() : match.end() + 60]
    )
    inside = match["title"]
    spoken = re.search(
        r"\b(?:said|says|explained|explains|added|adds|told|noted|notes|according to)\b", around, re.I
    )
    return bool(spoken or re.search(r"\b(?:we|I|our|you)\b|[.!?] [A-Z]", inside))


def _institution(documents: Sequence[Document]) -> Found | None:
    """Where the work was led, from the first sentences only."""
    for document in documents:
        for passage in core_passages(document)[:10]:
            text = fold(passage.text)
            if is_background(text) or is_about_itself(text):
                continue
            names = (_house(place) for place in _places(text))
            if name := next(filter(None, names), None):
                return name, (passage.id,)
    return None


def _places(text: str) -> Iterator[str]:
    """Places where the work was led, as a sentence says; last of all that of its author."""
    for pattern in _INSTITUTION:
        yield from (match["place"] for match in pattern.finditer(text))
    for author in _AUTHOR.finditer(text):
        after = text[author.end() : author.end() + _AUTHOR_REACH]
        yield from (m["place"] for m in _AT.finditer(after) if not _OFFICE.search(after[: m.start()]))


def _house(place: str) -> str | None:
    """The institution in a run of capitalised words, without a person before or another after it."""
    name = _TITLED.sub("", place)
    first, joined, second = name.partition(" and ")
    if joined and _HOUSE.search(first) and (_HOUSE.search(second) or len(second.split()) > 3):
        name = first
    return name if _HOUSE.search(name) and len(name.split()) > 1 else None


def _sentences(documents: Sequence[Document], pattern: re.Pattern[str], limit: int = 3) -> Found | None:
    """The sentences (of the first document that has any) that match, joined, in the text's own words."""
    for document in documents:
        found = [p for p in document.passages if pattern.search(fold(p.text)) and not is_about_itself(p.text)]
        if found:
            return " ".join(p.text for p in found[:limit]), tuple(p.id for p in found[:limit])
    return None


def retraction(
    articles: Sequence[Article], documents: Sequence[Document]
) -> tuple[Retraction, tuple[str, ...]]:
    """What the pages themselves say of a retraction, with the passages."""
    for _, passage in _all(documents):
        if _RETRACTED.search(fold(passage.text)) and not is_background(passage.text):
            return Retraction.RETRACTED, (passage.id,)
    if any(_RETRACTED_TITLE.search(article.title) for article in articles):
        return Retraction.RETRACTED, ()
    shown = _where(documents, lambda text: bool(_CONCERN.search(text)))
    return (Retraction.CONCERN, shown) if shown else (Retraction.NOT_LOOKED_UP, ())


def _where(documents: Sequence[Document], test: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(passage.id for _, passage in _all(documents) if test(passage.text))


def says_retracted(title: str, text: str) -> str:
    """The words of a title or text that say that the study was retracted, or ""."""
    if _RETRACTED_TITLE.search(title):
        return title
    match = _RETRACTED.search(fold(text))
    return match.group() if match else ""
