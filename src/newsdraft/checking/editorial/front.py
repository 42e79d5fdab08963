"""What the front matter of a post may not leave open: a picture without words or credit, a machine as its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from newsdraft.checking.context import Hit

_MACHINE = re.compile(
    r"\b(?:artificial intelligence|chat ?gpt|gpt[- ]?\d\w*|gemini|copilot|llama|mistral|(?:language|ai) model|newsdraft"
    r"|\w*bots?)\b"
    r"|^(?:the |an? |our |by )*(?:claude|ai|a\.i\.)(?: (?:assistant|writer|author|editor|team|desk|tool))?$",
    re.IGNORECASE,
)
# "Ana Ruiz, with help of AI" names a person.
_HELPED = re.compile(r",? ?(?:\(|with |using |and )[^,]*$", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:image|picture|photo|photograph|unknown|none|n/?a|todo|tbd|alt|alt text|caption|credit|source|stock)?"
    r"|[\w-]+\.(?:jpe?g|png|gif|webp|svg|avif)",
    re.IGNORECASE,
)
_NAMES = ("author", "authors", "byline", "by", "reviewed_by", "approved_by")


LOOKED_AT = ("image", *_NAMES)
"""The keys of the front matter that are looked at."""


def front_hits(front: Mapping[str, object]) -> Iterator[Hit]:
    """The findings on the front matter of a post, as it was read."""
    yield from _picture(front.get("image"))
    for key in _NAMES:
        named = str(front.get(key) or "").strip()
        if _MACHINE.search(_HELPED.sub("", named) or named):
            message = f"`{key}` names a machine ({named}). Name the person who stands for the post."
            yield Hit("machine-byline", key, message, named, where="front matter")


def _picture(image: object) -> Iterator[Hit]:
    """A picture needs words for those who do not see it, and the name of whom it is from."""
    if isinstance(image, str):
        image = {"src": image}
    if not isinstance(image, Mapping) or not image.get("src"):
        return
    for key, want in (("alt", "words that say what it shows"), ("credit", "the name of whom it is from")):
        if _EMPTY.fullmatch(str(image.get(key) or "").strip()):
            message = f"The picture has no `{key}`: {want}. Fill it in, or leave the picture out."
            yield Hit("picture-unlabelled", key, message, str(image["src"]), where="front matter")
