"""The links and pictures of a body: only those that lead to the web are left.

Every reader makes an inline link of ``](`` only, and a reference link only where its target is defined; so each
of these places is judged by what a parser makes of its address, and what cannot be judged becomes text.
"""

from __future__ import annotations

import re

from newsdraft.markdown import safe_url, targets

_TARGET = re.compile(
    r"^(?P<before>[\s>*+\d.)-]*)\[(?!\^)(?P<rest>[^\]\n]+\]:[ \t]*(?P<address>\S*))", re.MULTILINE
)


def only_web_links(text: str) -> str:
    """``text`` with the words of every other link in its place, and without every other picture.

    A link that stays has its address percent-encoded and no title, which no check has read.
    """
    return _inline(_without_targets(text))


def _without_targets(text: str) -> str:
    dropped = {
        line for each in targets(text) if safe_url(each.text) is None for line in range(each.start, each.end)
    }
    kept = "\n".join(line for number, line in enumerate(text.split("\n")) if number not in dropped)
    # What is no target for CommonMark must be none for another reader either.
    return _TARGET.sub(
        lambda m: m[0] if _plainly_web(m["address"]) else f"{m['before']}&#91;{m['rest']}", kept
    )


def _plainly_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and safe_url(address) is not None


def _inline(text: str) -> str:
    at = text.find("](")
    while at >= 0:
        if _escaped(text, at):
            at = text.find("](", at + 2)
            continue
        start = _opening(text, at)
        address, end = _address(text, at + 2)
        if start < 0 or end < 0:
            text = f"{text[:at]}]\\({text[at + 2 :]}"
            at = text.find("](", at + 3)
            continue
        words, safe = text[start + 1 : at], safe_url(address)
        picture = start > 0 and text[start - 1] == "!" and not _escaped(text, start - 1)
        link = f"[{words}]({safe})" if safe else "" if picture else words
        first = start - 1 if picture and not safe else start
        text = f"{text[:first]}{link}{text[end:]}"
        at = text.find("](", first + len(link))
    return text


def _escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _opening(text: str, at: int) -> int:
    """Where the bracket opens that closes at ``at``, in the same paragraph; -1 where none does."""
    depth = 0
    floor = text.rfind("\n\n", 0, at) + 1
    for place in range(at, floor - 1, -1):
        if text[place] in "[]" and not _escaped(text, place):
            depth += 1 if text[place] == "]" else -1
            if not depth:
                return place
    return -1


_SPACE = re.compile(r"[ \t]*\n?[ \t]*")


def _address(text: str, at: int) -> tuple[str, int]:
    """The address of a link whose round bracket opened before ``at``, and where the link ends; -1 for none."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle  # noqa: PLC0415 - slow to import

    found = parseLinkDestination(text, _skipped(text, at), len(text))
    if not found.ok:
        return "", -1
    end = _skipped(text, found.pos)
    title = parseLinkTitle(text, end, len(text)) if end > found.pos else None
    if title and title.ok:
        end = _skipped(text, title.pos)
    return found.str, end + 1 if text[end : end + 1] == ")" else -1


def _skipped(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
