"""What stands on a page and is not the article: navigation, notices, hidden text. Works on an lxml tree.

Nothing here is site-specific. An element is only dropped by its class or id when it holds a minor part of
the page's text, so that a page whose whole body is marked "paywall" keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from newsdraft.reading.beside import closing_parts, teasers

# lxml publishes no types; an element is whatever its parser returns.
Element = Any

_DROPPED_TAGS = frozenset(
    {"script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "iframe", "svg"}
    | {"object", "embed", "canvas", "figcaption", "dialog", "menu", "input", "textarea", "audio", "video"}
    | {"address"}
    # https://amp.dev/documentation/components: what is no part of a page's own text.
    | {"amp-sidebar", "amp-consent", "amp-user-notification", "amp-ad", "amp-auto-ads", "amp-sticky-ad"}
    | {"amp-embed", "amp-list", "amp-social-share", "amp-lightbox", "amp-next-page"}
)
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "complementary", "search", "menu"}
)
# Names of parts in class, id and the attributes that page builders use, as whole words of a name.
_NAMED = ("class", "data-component", "data-testid", "data-type")
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|cmp|newsletters?|mailchimp|subscri(?:be|ption)|sign-?(?:up|in)|log-?in"
    r"|share|sharing|sharedaddy|social|related|related-?(?:posts?|content|links?|stor(?:y|ies)|articles?|news)"
    r"|recommend(?:ed|ations)?|most-?(?:read|popular|viewed)|trending|promo|advert\w*|ads?|ad-?slot|sponsored"
    r"|breadcrumbs?|by-?line|meta(?!-analy)|sub-?meta|donat(?:e|ion)s?|contributions?|epic|appeal|call-to-action|cta"
    r"|comments?|responses|discussion|disqus\w*|footer|sidebar|paywall|reg-?wall|toolbar|dropdown|pull-?quotes?"
    r"|author-(?:bio|info|box)|about-(?:us|(?:the-)?author)|boilerplate|disclaimer|(?:media|press)-?contacts?"
    r"|contact-?(?:info|us|details|block)?|affiliations?|metrics|references|bibliography|footnotes?"
    r"|tag-?list|tags-links|pagination|skip-link|read-?next|rich-?link|more-stories|site-header)(?:$|[\s_-])"
)
_SLUG = 3  # hyphens
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_READER_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader"}
)
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?![.\d])|font-size:0?\.0|opacity:0(?![.\d])"
    r"|text-indent:-\d{3,}|(?:left|right|top|bottom):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%"
    r"|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$)"
)
_HIDING_RULE = re.compile(r"([.#][\w-]+)\s*\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};@]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
LINKED_SHARE = 0.7  # of a block's text inside links: then it is a list of links
ROW_TEXT, ROW_SHARE = 150, 0.3  # the same for a row of few words
FORM_TEXT = 400  # characters around a field to type into that belong to it
_LONGEST_NAMES = 400  # characters of class and id that are looked at
_HOLDERS = frozenset({"div", "section", "td", "tr", "table", "ul", "ol", "center", "fieldset"})
MINOR_SHARE = 0.4  # an element with more than this share of the page's text is never dropped by its name


def text_of(element: Element) -> str:
    """The text of an element and all below it, with white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def remove_hidden(tree: Element) -> list[str]:
    """Drop what no reader sees; returns the dropped texts.

    Seen as hidden: the ``hidden`` attribute, ``aria-hidden``, inline styles and simple rules of the page's
    own style sheets that hide, shrink to nothing or move off the screen, and text for screen readers only.
    """
    names = _hiding_names(tree)
    return _drop_all(tree, lambda e: e.tag not in ("html", "body") and _is_hidden(e, names))


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
    sizes = _sizes(tree)
    total = max(sizes[tree].text, 1)
    beside = teasers(tree) | closing_parts(tree)

    def surrounds(element: Element) -> bool:
        if element.tag in _DROPPED_TAGS:
            return True
        size = sizes[element]
        minor = size.text <= total * MINOR_SHARE
        return minor and (
            element in beside or _is_clutter(element) or _is_links(element, size) or _is_form(element, size)
        )

    return _drop_all(tree, surrounds)


class _Size(NamedTuple):
    """What an element holds: characters of text, of them inside links, links, and fields to type into."""

    text: int = 0
    linked: int = 0
    links: int = 0
    fields: int = 0


def _sizes(tree: Element) -> dict[Element, _Size]:
    """The size of every element, counted from the leaves up, so that nesting costs nothing."""
    sizes: dict[Element, _Size] = {}
    for element in reversed(list(tree.iter())):
        own = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        inside = [sizes[child] for child in element]
        text = own + sum(size.text for size in inside) + sum(len((c.tail or "").strip()) for c in element)
        link = element.tag == "a"
        sizes[element] = _Size(
            text,
            text if link else sum(size.linked for size in inside),
            link + sum(size.links for size in inside),
            _is_field(element) + sum(size.fields for size in inside),
        )
    return sizes


def _is_field(element: Element) -> bool:
    return element.tag == "input" and element.get("type", "text").lower() in (
        "text",
        "email",
        "search",
        "tel",
    )


def _is_clutter(element: Element) -> bool:
    if element.get("role") in _DROPPED_ROLES:
        return True
    if element.tag in ("html", "body", "main", "article", "h1", "head", "meta", "link"):
        return False
    if element.tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    names = " ".join(filter(None, (element.get(name) for name in _NAMED)))
    place = element.get("id") or ""
    if element.tag not in _HEADINGS and place.count("-") < _SLUG:  # a longer one is a heading's words
        names += f" {place}"
    return bool(names) and bool(_CLUTTER.search(_HUMP.sub("-", names[:_LONGEST_NAMES]).lower()))


def _is_links(element: Element, size: _Size) -> bool:
    """Whether a block is a list of links: at least three, and hardly anything beside them."""
    if element.tag not in _HOLDERS or size.links < 3:
        return False
    if size.linked >= LINKED_SHARE * size.text:
        return True
    # A row such as "The institute | Home | Jobs", which says nothing.
    row = size.text <= ROW_TEXT and size.linked >= ROW_SHARE * size.text
    return row and not text_of(element).endswith((".", "!", "?"))


def _is_form(element: Element, size: _Size) -> bool:
    """Whether a block is there for a field to type into, such as "Get our newsletter" with its words."""
    return size.fields > 0 and element.tag in (*_HOLDERS, "form") and size.text <= FORM_TEXT


def _drop_all(tree: Element, unwanted: Callable[[Element], bool]) -> list[str]:
    """Empty every unwanted element; what follows it stays. Returns the texts that went.

    Elements are emptied, not removed: moving the text that follows each one costs the square of their number.
    """
    texts: list[str] = []
    gone: list[Element] = []
    inside: set[Element] = set()
    for element in list(tree.iter()):
        parent = element.getparent()
        if parent in inside:
            inside.add(element)
        elif isinstance(element.tag, str) and parent is not None and unwanted(element):
            if element.tag not in ("script", "style") and (text := text_of(element)):
                texts.append(text)
            inside.add(element)
            gone.append(element)
    for element in gone:
        element.clear(keep_tail=True)
        element.tag = "span"
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
    r"|(?:also read|more|watch(?: now| live)?|see also|see more|don['\u2019]t miss|up next|must[- ]read"
    r"|video(?: above| below)?|listen(?: now)?|in case you missed it)\s*:|download (?:the"
    r"|our)\b.{0,40}\bapp\b|click here to\b"
    r"|(?:did|do|have) you (?:see|spot|notice|find|found|seen|spotted) (?:a |an )?(?:typo|error|mistake)"
    r"|suggest a correction"
    r"|(?:you (?:may|might) also (?:like|be interested))|recommended (?:for you|reading)|trending(?:"
    r" now)?$|advertise(?:ment|\s+with us)\W*$"
    r"|skip to (?:main )?content|back to top|print(?: this)?(?: page| article)?$|e-?mail(?: this)?(?:"
    r" page| article)?$|tags?\s*:|filed under\b"
    r"|click here to (?:subscribe|sign|donate)|view comments?|leave a (?:comment|reply)|\d+"
    r" (?:comments?|shares?)$|credit\s*:"
    r"|(?:photo|image|picture)(?: credit| courtesy|\s*:)|getty images|(?:last )?(?:updated|published"
    r"|posted)(?: on)?\s*:?\s*[\w, :/.+-]{6,40}$"
    r"|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ -][a-z]{3,9}\.?[ -]\d{4}"
    r"|[a-z]{3,9}\.? \d{1,2},? \d{4})(?:,? (?:at )?\d{1,2}[.:]\d\d.{0,12})?\W*$"
    r"|(?:news|press|media) release\b.{0,20}\d{4}$|peer[- ]reviewed (?:publication|article)$"
    r"|min(?:ute)?s? read$|\d+ min(?:ute)?s? read\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"by\s+[^.!?]{2,60}\s*(?:[|\u2022\u00b7,\u2013\u2014-]|\bon\b)\s*(?:[A-Z][a-z]+ \d{1,2},? \d{4}"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d)\b.{0,40}$"
    r"|By(?:\s+(?:Dr\.?\s+)?[A-Z][\w.'\u2019-]+){1,5}(?:\s*(?:,|and|&)\s*(?:[A-Z][\w.'\u2019-]+\s*){1,4})*$",
)
_PLEA = re.compile(
    r"\b(?:support|fund|pay(?:ing)? for|sustain) (?:our|independent|quality|free) (?:\w+ )?"
    r"(?:journalism|reporting|newsroom)\b|\bconsider (?:supporting us|giving to us|(?:making )?a (?:donation"
    r"|contribution)|becoming a (?:member|supporter|subscriber))\b"
    r"|\b(?:give|pay|contribute|support us) (?:\w+ ){0,2}(?:from|as little as) (?:just )?(?:[$\u00a3\u20ac]\d|one)",
    re.IGNORECASE,
)
LINE_LIMIT = 300  # characters: a longer line is a paragraph, whatever it begins with


def is_clutter_line(line: str) -> bool:
    """Whether a whole line is a notice, a byline or a link rather than the article's text."""
    line = line.strip(" \t-\u2022|")
    if not line or len(line) > LINE_LIMIT:
        return not line
    return bool(_NOT_ARTICLE.match(line) or _BYLINE.match(line) or _PLEA.search(line) or is_notice(line))


def is_notice(line: str) -> bool:
    """Whether a line asks for consent, payment or proof of being human."""
    return bool(CONSENT.search(line) or PAYWALL.search(line) or BOT_CHECK.search(line))
