"""Which articles are not to be written up, and why. Pure decisions on an article, its text and the time.

The thresholds: an article is too thin below ``THIN_WORDS`` words or ``THIN_SENTENCES`` sentences (a
structured abstract has some 250 words; two sentences cannot carry four sections). A wall is one only while
the text that came is shorter than ``WALL_WORDS`` words: a page that shows its whole text may well ask for a
subscription. A text with less than ``ENGLISH_SHARE`` of English function words is not English (English prose
has 35 to 50 %, other European languages under 10 %).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from newsdraft.model import Article, Held, HoldReason
from newsdraft.reading.clutter import BOT_CHECK, CONSENT, PAYWALL
from newsdraft.reading.embargo import embargo
from newsdraft.reading.page import NOT_FREE, NOTICE
from newsdraft.reading.study import says_retracted
from newsdraft.text import fold, sentences, words

THIN_WORDS = 100
THIN_SENTENCES = 5
WALL_WORDS = 150
CONSENT_WORDS = 20  # a page with more than this shows more than its question about cookies
NOT_FREE_WORDS = 250
ENGLISH_SHARE = 0.2
LATIN_SHARE = 0.5  # of the letters; scripts without spaces have too few words to count
LISTED_LINES = 5  # short lines that end with a date: an index of items
CANCER_WORDS = 2  # mentions in the text that make it a story about cancer when its title names none,
WORDS_PER_MENTION = 250  # and at least one for so many words

_FUNCTION_TEXT = """
    the of and to a in that is was for it with as on be by at this have are not or from had has which
    were been their said they will would about than more who when what there can after also we our an its
    but
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_TEXT.split())
_CANCER = re.compile(
    r"\b(?:cancers?|cancerous|precancer\w*|tumou?rs?|carcinomas?|leuka?emias?|lymphomas?|melanomas?"
    r"|sarcomas?|myelomas?|mesotheliomas?"
    r"|gliomas?|glioblastomas?|neuroblastomas?|\w+blastomas?|oncolog\w*|metasta\w+|chemotherap\w*"
    r"|radiotherap\w*|neoplas\w+|malignan\w+"
    r"|mammogra\w+|colposcop\w+|adenomas?|polyps|\w*carcinogen\w*)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^.{10,200}\b(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\W*$"
)
_OPINION = re.compile(
    r"^\W*(?:opinion|op-ed|editorial|letter to the editor|letters?|comment|viewpoint|first opinion"
    r"|guest (?:post|column)|column)\s*[:|\u2013\u2014-]",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"^\W*(?:sponsored(?: content| post| by)?|advertorial|paid (?:content|post|partnership|for by)"
    r"|partner content|promoted|advertisement feature"
    r"|in partnership with|this (?:content|article|post|is) (?:was |is )?(?:a )?(?:paid|sponsored)"
    r"|brought to you by)\b",
    re.IGNORECASE,
)  # fmt: skip


def judge(article: Article, now: datetime) -> Held | None:
    """Why ``article`` must not be written up now, or None. The first reason in the order below counts."""
    tests: tuple[Callable[[Article], Held | None], ...] = (
        _bot_check, _paywall, _cookie_wall, _retracted, lambda a: _embargo(a, now), _not_news, _not_english,
        _thin, _off_topic,
    )  # fmt: skip
    return next((held for test in tests if (held := test(article))), None)


def is_wall(held: Held) -> bool:
    """Whether the page kept its text back, so that the same story may be read elsewhere."""
    return held.reason in (
        HoldReason.PAYWALL,
        HoldReason.COOKIE_WALL,
        HoldReason.BOT_CHECK,
        HoldReason.TOO_THIN,
    )


def _notices(article: Article) -> list[str]:
    notices = [w.removeprefix(NOTICE) for w in article.warnings if w.startswith(NOTICE)]
    return [article.title, *notices]


def _shown(article: Article, pattern: re.Pattern[str]) -> str:
    """The notice or line of the article that matches, or ""."""
    lines = (*_notices(article), *article.text.splitlines())
    return next((line for line in lines if pattern.search(line)), "")


def _length(article: Article) -> int:
    # Scripts without spaces have few words, and eight letters are more than a word of English has.
    return max(len(words(article.text)), sum(c.isalpha() for c in article.text) // 8)


def _bot_check(article: Article) -> Held | None:
    shown = _shown(article, BOT_CHECK)
    if not shown or _length(article) >= WALL_WORDS:
        return None
    message = (
        "The site checks for bots and did not show the article. Open it in a browser and save the page"
        " as a file."
    )
    return Held(reason=HoldReason.BOT_CHECK, message=message, evidence=shown)


def _cookie_wall(article: Article) -> Held | None:
    shown = _shown(article, CONSENT)
    if not shown or _length(article) >= CONSENT_WORDS:
        return None
    message = (
        "The site shows only its question about cookies. Open it in a browser, answer, and save the"
        " page as a file."
    )
    return Held(reason=HoldReason.COOKIE_WALL, message=message, evidence=shown)


def _paywall(article: Article) -> Held | None:
    length = _length(article)
    shown = _shown(article, PAYWALL)
    if NOT_FREE in article.warnings and length < NOT_FREE_WORDS:
        shown = shown or NOT_FREE
    elif length >= WALL_WORDS:
        return None
    if not shown:
        return None
    message = (
        f"The page shows {length} words and then asks for a subscription. Find a free source, or save"
        f" the full page as a file."
    )
    return Held(reason=HoldReason.PAYWALL, message=message, evidence=shown)


def _retracted(article: Article) -> Held | None:
    shown = says_retracted(article.title, article.text)
    if not shown:
        return None
    message = "The page says that the study was retracted. It must not be reported as a finding."
    return Held(reason=HoldReason.RETRACTED, message=message, evidence=shown)


def _embargo(article: Article, now: datetime) -> Held | None:
    found = embargo(f"{article.title}\n{article.text}", article.published, now)
    if found is None:
        return None
    when = f"until {found.until:%d %B %Y, %H:%M} UTC" if found.until else "and its date could not be read"
    message = f"The page is under embargo {when}. Publishing before would break the source's terms."
    return Held(reason=HoldReason.EMBARGO, message=message, evidence=found.text)


def _not_news(article: Article) -> Held | None:
    head = [article.title, *_notices(article), *article.text.splitlines()[:2]]
    types = [w for w in article.warnings if w.startswith("Page type:")]
    paid = next((line for line in head if _PAID.search(line)), "") or next(
        (t for t in types if "Advert" in t or "Product" in t), ""
    )
    opinion = (
        article.title if _OPINION.search(article.title) else next((t for t in types if "Opinion" in t), "")
    )
    if paid:
        message = "The page is marked as an advertisement, as paid for, or as a product."
        return Held(reason=HoldReason.NOT_NEWS, message=message, evidence=paid[:300])
    if opinion:
        return Held(
            reason=HoldReason.NOT_NEWS, message="The page is marked as opinion.", evidence=opinion[:300]
        )
    return None


def english_share(text: str) -> float:
    """The share (0 to 1) of the words of ``text`` that are common English function words."""
    found = words(text)
    return sum(word in _FUNCTION_WORDS for word in found) / len(found) if found else 0.0


def _latin_share(text: str) -> float:
    """The share of the letters at the beginning of ``text`` that are Latin or Greek; 1 where there are none."""
    letters = [character for character in text[:5000] if character.isalpha()]
    return sum(character < "\u0400" for character in letters) / len(letters) if letters else 1.0


def _not_english(article: Article) -> Held | None:
    share = english_share(article.text)
    foreign_script = _latin_share(article.text) < LATIN_SHARE
    if not foreign_script and (_length(article) < 20 or share >= ENGLISH_SHARE):
        return None
    stated = f" (the page says “{article.language}”)" if article.language else ""
    message = f"The text is not English{stated}: {share:.0%} of its words are common English words."
    return Held(reason=HoldReason.NOT_ENGLISH, message=message, evidence=article.text[:200])


def _thin(article: Article) -> Held | None:
    length, count = _length(article), len(sentences(article.text))
    dated = [line for line in article.text.splitlines() if _LISTED.search(line)]
    if len(dated) >= LISTED_LINES:
        message = "The page is a list of items, not one article. Give the address of one item."
        return Held(reason=HoldReason.TOO_THIN, message=message, evidence="\n".join(dated[:3]))
    if length >= THIN_WORDS and count >= THIN_SENTENCES:
        return None
    message = (
        f"The page has {length} words in {count} sentences; a post needs {THIN_WORDS} words and"
        f" {THIN_SENTENCES} "
        "sentences to rest on. Find the full release or the study."
    )
    return Held(reason=HoldReason.TOO_THIN, message=message, evidence=article.text[:300])


def _off_topic(article: Article) -> Held | None:
    if _CANCER.search(article.title):
        return None
    named = _CANCER.findall(fold(article.text))
    if len(named) >= max(CANCER_WORDS, _length(article) / WORDS_PER_MENTION):
        return None
    message = f"The text names cancer {len(named)} times and its title does not name it at all."
    return Held(reason=HoldReason.OFF_TOPIC, message=message, evidence=article.title)
