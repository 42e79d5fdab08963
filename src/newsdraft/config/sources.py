"""``sources.yaml``: the list of feeds, and of searches in place of feeds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsdraft.config.queries import KINDS, query_address, read_query
from newsdraft.config.yamlread import YamlReader, compose, read_bytes
from newsdraft.errors import ConfigError
from newsdraft.model import Source, SourceKind

KEYS = (
    "name", "feed", "query", "kind", "publisher", "license", "confidence", "note", "language", "enabled",
    "must", "any", "not",
)  # fmt: skip
# The words of the file, which are reserved or unclear in Python, and the fields of Source.
RULES = {"must": "must", "any": "any_of", "not": "none_of"}
_TEXTS = ("publisher", "license", "confidence", "note")
_HINT = "correct these lines and run the command again; nothing was polled"


def load_sources(path: Path | str) -> list[Source]:
    """The feeds of a sources file. ConfigError lists every problem with its line.

    Only a file on this machine can be read: whoever serves a list over the network would decide what is
    drafted, so a list is downloaded and looked at first.
    """
    if re.match(r"https?:/", str(path)):
        raise ConfigError(
            "the list of sources must be a file on this machine, not a web address",
            where=str(path),
            hint="download it (say, with `curl -o sources.yaml ADDRESS`), look at it, then name the file",
        )
    path = Path(path)
    return parse_sources(read_bytes(path), path.name)


def parse_sources(text: str | bytes, where: str = "sources.yaml") -> list[Source]:
    """The feeds in the text of a sources file. ``where`` names it in problems. Raises ConfigError.

    Paths in problems count from 1: ``sources[3]`` is the third source of the list.
    """
    reader = YamlReader(where)
    root = compose(text, where)
    if root is None:
        raise ConfigError("holds no sources", where=where, hint="begin it with `sources:` and one feed")
    listing = reader.mapping(root, "", ("sources",), ("sources",)).get("sources")
    nodes = reader.items(listing, "sources") if listing is not None else []
    if listing is not None and not nodes and not reader.problems:
        reader.problem(listing, "sources", "the list is empty; name at least one feed")
    found = [(node, n, _fields(reader, node, f"sources[{n}]")) for n, node in enumerate(nodes, 1)]
    _refuse_twins(reader, found)
    reader.finish("the list of sources needs a correction", _HINT)
    return [Source(**fields) for _, _, fields in found]


def _fields(reader: YamlReader, node: Any, path: str) -> dict[str, Any]:
    """The fields of one Source; what is wrong is left out and reported."""
    given = reader.mapping(node, path, KEYS, ("name",))
    _refuse_both_and_neither(reader, node, path, given)
    fields: dict[str, Any] = {}
    for key, value in given.items():
        read = _field(reader, key, value, f"{path}.{key}")
        if read is not None:
            fields[RULES.get(key, key)] = read
    if query := fields.get("query"):
        fields["feed"] = query_address(query)
        fields.setdefault("kind", KINDS[query.service])
    return fields


def _refuse_both_and_neither(reader: YamlReader, node: Any, path: str, given: dict[str, Any]) -> None:
    if "feed" in given and "query" in given:
        reader.problem(given["query"], f"{path}.query", "stands beside a feed; a source has one of both")
    elif str(node.tag).endswith(":map") and "feed" not in given and "query" not in given:
        reader.problem(node, path, "feed is missing (or a query in its place)")


def _field(reader: YamlReader, key: str, node: Any, path: str) -> object:
    if key in ("feed", "query"):
        return reader.web_address(node, path) if key == "feed" else read_query(reader, node, path)
    if key == "kind":
        kind = reader.one_of(node, path, [each.value for each in SourceKind])
        return SourceKind(kind) if kind else None
    if key == "enabled":
        return reader.boolean(node, path)
    if key == "language":
        return _language(reader, node, path)
    if key in RULES:
        return reader.texts(node, path)
    return reader.text(node, path, empty=key in _TEXTS)


def _language(reader: YamlReader, node: Any, path: str) -> str | None:
    value = reader.text(node, path)
    if value is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        reader.problem(node, path, f"must be a language code such as en or en-GB, not {value!r}")
        return None
    return value


def _refuse_twins(reader: YamlReader, found: list[tuple[Any, int, dict[str, Any]]]) -> None:
    """Two sources of one name would share a state; two of one feed would ask and count it twice."""
    first: dict[tuple[str, str], tuple[int, int]] = {}
    for node, n, fields in found:
        for key in ("name", "feed"):
            if key not in fields:
                continue
            same = fields[key].casefold() if key == "name" else _same_feed(fields[key])
            number, line = first.setdefault((key, same), (n, reader.line(node)))
            if number != n:
                shown = "query" if key == "feed" and "query" in fields else key
                value = fields["query"].term if shown == "query" else fields[key]
                reader.problem(
                    node,
                    f"sources[{n}].{shown}",
                    f"the same {shown} as sources[{number}] on line {line}: {value!r}",
                )


def _same_feed(address: str) -> str:
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower()}{path}?{parts.query}"
