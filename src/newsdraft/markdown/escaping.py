"""Untrusted text as markdown text: nothing in it becomes structure, HTML, a footnote or a template tag.

Only what needs it is escaped, so that an editor reads prose. Three readers have to agree on the result:
CommonMark (Hugo's goldmark, markdown-it), kramdown (Jekyll), and the template engines that read the file
before markdown does. Those engines (Hugo shortcodes, Liquid) ignore backslashes, so braces become entities.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

# Characters that turn the writing direction can make a sentence look like another one.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
# The last three are letters and a symbol of Unicode that show nothing but a gap.
_SPACES = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029\u2800\u3164\uffa0]+")
# What Unicode calls default-ignorable and is no format character (Cf): it is stored and never shown.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\ufe00-\ufe0f\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """``text`` on one line, without anything invisible: control and format characters, lone surrogates,
    fillers, and marks that turn the direction."""
    line = _INVISIBLE.sub("", _DIRECTION.sub("", _SPACES.sub(" ", text)))
    if not line.isprintable():
        line = "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE)
    return re.sub(" {2,}", " ", line).strip()


_INLINE: list[tuple[re.Pattern[str], str]] = [
    # The backslash first: those that the later rules add must stay single.
    (re.compile(r"\\(?![0-9A-Za-z\s])"), r"\\\\"),
    (re.compile(r"&(?=#?\w{1,40};)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\{"), "&#123;"),
    (re.compile(r"`"), r"\`"),
    (re.compile(r"\|"), r"\|"),  # kramdown makes a table of any line with a pipe
    (re.compile(r"\[(?=\^)"), r"\["),
    (re.compile(r"\](?=[(\[:]|$)"), r"\]"),  # without it there is no link, image or definition
    (re.compile(r"~(?=~)|(?<=~)~"), r"\~"),
    (re.compile(r"\$(?=\$)|(?<=\$)\$"), r"\$"),  # kramdown's mathematics
]
_START: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"^([#>\[])"), r"\\\1"),
    (re.compile(r"^([-+=:~])(?=\1|\s|$)"), r"\\\1"),
    (re.compile(r"^([*_])(?=\1*(?:\s|$)|\[)"), r"\\\1"),
    (re.compile(r"^(\d{1,9})([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"^([*_])(?=(?:\s*[*_]){2,}\s*$)"), r"\\\1"),
]
_EMPHASIS = re.compile(r"([*_])")


def escape(text: str, *, emphasis: bool = False) -> str:
    """``text`` as one line of markdown that shows exactly that text.

    ``emphasis`` keeps ``*`` and ``_`` as marks of emphasis, which a claim may hold; otherwise they are shown.
    """
    line = plain(text)
    for pattern, replacement in _INLINE:
        line = pattern.sub(replacement, line)
    if not emphasis:
        line = _EMPHASIS.sub(r"\\\1", line)
    if line.startswith("\\") and not line.startswith("\\\\"):
        return line
    for pattern, replacement in _START:
        line = pattern.sub(replacement, line)
    return line


def escape_heading(text: str) -> str:
    """``text`` for the line of a heading, whose closing number signs would be dropped."""
    return re.sub(r"#(?=#*$)", r"\\#", escape(text, emphasis=True))


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HARMLESS = "br|hr|p|em|strong|b|i|sub|sup|ul|ol|li|blockquote|table|thead|tbody|tr|th|td"
_TAG = re.compile(rf"<(?=[A-Za-z/!?])(?!/?(?:{_HARMLESS})\s*/?>)(?!https?://[^\s<>]*>)", re.IGNORECASE)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>", re.IGNORECASE)


def safe_markup(markdown: str) -> str:
    """``markdown`` as a page shows it: comments are gone, and HTML other than a few tags without attributes is
    text. The checks read a draft in this form too, so nothing is published that was not checked."""
    while (bare := _COMMENT.sub("", markdown)) != markdown:  # taking one out can make another
        markdown = bare
    text = _TAG.sub("&lt;", markdown)
    return _AUTOLINK.sub(lambda m: m[0] if safe_url(m[1]) else f"&lt;{m[0][1:]}", text)


_URL_SAFE = "%/:?#@!$&'*+,;=-._~"


def safe_url(url: str) -> str | None:
    """``url`` as it may stand in a markdown link, or None where it is no http(s) address of the web.

    Brackets, quotation marks, spaces and braces are percent-encoded.
    """
    try:
        parts = urlsplit(plain(url))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.password:
        return None
    return quote(parts.geturl(), safe=_URL_SAFE)
