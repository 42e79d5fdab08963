"""What stands on a page and is not the article: navigation, notices, hidden text. Works on an lxml tree.

Nothing here is site-specific. An element is only dropped by its class or id when it holds a minor part of
the page's text, so that a page whose whole body is marked "paywall" keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# lxml publishes no types; an element is whatever its parser returns.
Element = Any

_DROPPED_TAGS = frozenset(
    {"script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "iframe", "svg"}
    | {"object", "embed", "canvas", "figcaption", "dialog", "menu", "input", "textarea", "audio", "video"}
)
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "complementary", "search", "menu"}
)
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletters?|subscri(?:be|ption)|sign-?up|share|sharing|social"
    r"|related|recommend(?:ed|ations)?|most-?(?:read|popular|viewed)|trending|promo|advert\w*|ads?|sponsored"
    r"|breadcrumbs?|by-?line|donat(?:e|ion)s?|comments|footer|sidebar|paywall|author-bio|tag-list|toolbar"
    r"|pagination|skip-link|read-?next|more-stories|site-header)(?:$|[\s_-])"
)
_READER_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader"}
)
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?![.\d])|font-size:0?\.0|opacity:0(?![.\d])"
    r"|text-indent:-\d{3,}|(?:left|right|top|bottom):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%"
    r"|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$)"
)
_HIDING_RULE = re.compile(r"([.#][\w-]+)\s*\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
MINOR_SHARE = 0.4  # an element with more than this share of the page's text is never dropped by its name


def text_of(element: Element) -> str:
    """The text of an element and all below it, with white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def drop(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def remove_hidden(tree: Element) -> list[str]:
    """Drop what no reader sees; returns the dropped texts.

    Seen as hidden: the ``hidden`` attribute, ``aria-hidden``, inline styles and simple rules of the page's
    own style sheets that hide, shrink to nothing or move off the screen, and text for screen readers only.
    """
    names = _hiding_names(tree)
    found = [e for e in tree.iter() if isinstance(e.tag, str) and _is_hidden(e, names)]
    return _drop_all(e for e in found if e.tag not in ("html", "body"))


def _hiding_names(tree: Element) -> frozenset[str]:
    sheets = " ".join("".join(style.itertext()) for style in tree.iter("style"))[:200_000]
    plain = _AT_RULE.sub("", sheets)  # what is hidden on paper or small screens is not hidden
    return frozenset(name for name, rule in _HIDING_RULE.findall(plain) if _hides(rule))


def _hides(style: str) -> bool:
    return bool(_HIDDEN_STYLE.search(re.sub(r"\s+", "", style.lower())))


def _is_hidden(element: Element, names: frozenset[str]) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    classes = (element.get("class") or "").split()
    if not _READER_ONLY.isdisjoint(classes):
        return True
    if names and not names.isdisjoint([f"#{element.get('id')}", *(f".{name}" for name in classes)]):
        return True
    style = element.get("style")
    return bool(style) and _hides(style)


def remove_clutter(tree: Element) -> list[str]:
    """Drop what surrounds an article; returns the dropped texts."""
    total = max(len(text_of(tree)), 1)
    found = [e for e in tree.iter() if isinstance(e.tag, str) and _is_clutter(e)]
    return _drop_all(e for e in found if e.tag in _DROPPED_TAGS or len(text_of(e)) <= total * MINOR_SHARE)


def _is_clutter(element: Element) -> bool:
    if element.tag in _DROPPED_TAGS or element.get("role") in _DROPPED_ROLES:
        return True
    if element.tag in ("html", "body", "main", "article", "h1", "head", "meta", "link"):
        return False
    if element.tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    return bool(_CLUTTER.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))


def _drop_all(elements: Iterable[Element]) -> list[str]:
    texts = []
    for element in list(elements):
        if element.tag not in ("script", "style") and (text := text_of(element)):
            texts.append(text)
        drop(element)
    return texts


# --- lines of text that are not the article's --------------------------------------------------------------

CONSENT = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?site)\b.{0,60}\buse[sd]?\b.{0,20}\bcookies\b|accept (?:all"
    r" )?cookies"
    r"|cookie (?:settings|policy|preferences|notice)|manage (?:your )?(?:choices|consent|preferences)"
    r"|(?:store|access)[\w ,/]{0,30} information on (?:a|your) device|by continuing (?:to"
    r"|you)\b.{0,60}(?:accept|agree)"
    r"|(?:we value|about) your privacy|your consent\b.{0,40}\b(?:partners|vendors|cookies)",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock|get (?:full )?access)|already (?:a|an) (?:\w+"
    r" )?(?:member|subscriber)"
    r"|(?:sign|log) ?in to (?:continue|read|view|access)|to (?:continue reading|read the (?:full|rest"
    r"|entire))"
    r"|(?:content|article|story) is (?:\w+ )?(?:for|available to|reserved for|exclusive to) (?:\w+"
    r" ){0,2}(?:subscribers|members)"
    r"|purchase (?:access|this article)|(?:free|paid) (?:articles?|stories) (?:left|remaining)|unlock"
    r" this (?:article|story)"
    r"|(?:register|create (?:a|an) (?:free )?account) to (?:continue|read|view)|(?:get|buy) (?:full"
    r" )?access to this",
    re.IGNORECASE,
)
BOT_CHECK = re.compile(
    r"checking your browser|just a moment\.\.\.|verify (?:that )?you are (?:a )?human|are you a robot|captcha"
    r"|enable javascript and cookies|unusual (?:traffic|activity) from your|ddos protection|security"
    r" check to access"
    r"|please (?:enable|turn on) (?:javascript|js)|access to this page has been denied|pardon our"
    r" interruption",
    re.IGNORECASE,
)
_NOT_ARTICLE = re.compile(
    r"(?:share (?:this|on|via|the)\b|follow us\b|(?:please )?(?:subscribe|sign up"
    r"|register)\b.{0,80}\b(?:newsletter|updates|alerts|inbox|stories)"
    r"|(?:get|receive)\b.{0,40}\b(?:newsletter|in your inbox)|(?:please )?(?:donate|give (?:now|today)"
    r"|make a (?:gift|donation)"
    r"|support our (?:work|journalism))\b|(?:copyright|\u00a9|\(c\))\s*(?:\u00a9|\(c\))?\s*(?:19"
    r"|20)\d\d|.{0,60}\ball rights reserved\b"
    r"|related(?: articles?| stories| news| content| links)?\s*:?$|related\s*:|most (?:read|popular"
    r"|viewed)\b|read (?:more|next|also)\s*:?"
    r"|(?:you (?:may|might) also (?:like|be interested))|recommended (?:for you|reading)|trending(?:"
    r" now)?$|advertise(?:ment|\s+with us)\W*$"
    r"|skip to (?:main )?content|back to top|print(?: this)?(?: page| article)?$|e-?mail(?: this)?(?:"
    r" page| article)?$|tags?\s*:|filed under\b"
    r"|click here to (?:subscribe|sign|donate)|view comments?|leave a (?:comment|reply)|\d+"
    r" (?:comments?|shares?)$|credit\s*:"
    r"|(?:photo|image|picture)(?: credit| courtesy|\s*:)|getty images|(?:last )?(?:updated|published"
    r"|posted)(?: on)?\s*:?\s*[\w, :/.+-]{6,40}$"
    r"|min(?:ute)?s? read$|\d+ min(?:ute)?s? read\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"by\s+[^.!?]{2,60}\s*(?:[|\u2022\u00b7,\u2013\u2014-]|\bon\b)\s*(?:[A-Z][a-z]+ \d{1,2},? \d{4}"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d)\b.{0,40}$"
    r"|By(?:\s+(?:Dr\.?\s+)?[A-Z][\w.'\u2019-]+){1,5}(?:\s*(?:,|and|&)\s*(?:[A-Z][\w.'\u2019-]+\s*){1,4})*$",
)
LINE_LIMIT = 300  # characters: a longer line is a paragraph, whatever it begins with


def is_clutter_line(line: str) -> bool:
    """Whether a whole line is a notice, a byline or a link rather than the article's text."""
    line = line.strip(" \t-\u2022|")
    if not line or len(line) > LINE_LIMIT:
        return not line
    return bool(_NOT_ARTICLE.match(line) or _BYLINE.match(line) or is_notice(line))


def is_notice(line: str) -> bool:
    """Whether a line asks for consent, payment or proof of being human."""
    return bool(CONSENT.search(line) or PAYWALL.search(line) or BOT_CHECK.search(line))
