"""Strict reading of small YAML files: every mistake is collected with its line and its path.

The file is composed into nodes, which keep their lines, and never constructed into objects. Aliases are
refused, so that a small file cannot unfold into a large one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsdraft.config.layers import did_you_mean
from newsdraft.errors import ConfigError

MAX_BYTES = 1_000_000
_TAG = "tag:yaml.org,2002:"
_KIND = {
    "str": "text", "int": "a number", "float": "a number", "bool": "true or false", "null": "nothing",
    "seq": "a list", "map": "a group of keys", "timestamp": "a date",
}  # fmt: skip


class YamlReader:
    """Walks the nodes of one file and collects ``problems``: line, ``FILE:LINE: PATH: MESSAGE``."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[tuple[int, str]] = []

    def problem(self, node: Any, path: str, message: str) -> None:
        """Add a problem at the line of ``node``."""
        line = self.line(node)
        self.problems.append((line, f"{self.where}:{line}: {path}: {message}"))

    @staticmethod
    def line(node: Any) -> int:
        """The line of a node, counted from 1."""
        return int(node.start_mark.line) + 1

    def mapping(
        self, node: Any, path: str, known: Sequence[str], required: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The values of a mapping by key; unknown, repeated and missing keys are problems."""
        if _kind(node) != "map":
            self.problem(
                node, path or "the file", f"must be a group of keys ({', '.join(known)}), not {_name(node)}"
            )
            return {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            inner = f"{path}.{name}" if path else name
            if _kind(key) not in ("str", "bool", "null", "int", "float") or name not in known:
                self.problem(key, inner, f"unknown key{did_you_mean(name, known)}")
            elif name in found:
                self.problem(key, inner, f"stands here twice; the first is on line {self.line(found[name])}")
            else:
                found[name] = value
        if missing := [name for name in required if name not in found]:
            self.problem(node, path or "the file", f"{' and '.join(missing)} {_is(missing)} missing")
        return found

    def items(self, node: Any, path: str) -> list[Any]:
        """The items of a list."""
        if _kind(node) != "seq":
            self.problem(node, path, f"must be a list, each item with a dash before it, not {_name(node)}")
            return []
        return list(node.value)

    def text(self, node: Any, path: str, *, empty: bool = False) -> str | None:
        """Text on one or more lines; None (and a problem) for anything else. White space is collapsed."""
        if _kind(node) == "null" and empty:
            return ""
        if _kind(node) != "str":
            hint = "; put it in quotes" if _kind(node) in ("int", "float", "bool", "timestamp") else ""
            self.problem(node, path, f"must be text, not {_name(node)}{hint}")
            return None
        value = " ".join(str(node.value).split())
        if not value and not empty:
            self.problem(node, path, "is empty")
            return None
        return value

    def texts(self, node: Any, path: str) -> tuple[str, ...]:
        """A list of words or phrases."""
        read = [self.text(item, f"{path}[{n}]") for n, item in enumerate(self.items(node, path), 1)]
        return tuple(value for value in read if value is not None)

    def one_of(self, node: Any, path: str, allowed: Sequence[str]) -> str | None:
        """Text that is one of ``allowed``."""
        value = self.text(node, path)
        if value is None or value in allowed:
            return value
        guess = did_you_mean(value, allowed)
        self.problem(node, path, f"must be one of {', '.join(allowed)}, not {value!r}{guess}")
        return None

    def boolean(self, node: Any, path: str) -> bool | None:
        """``true`` or ``false``."""
        if _kind(node) == "bool":
            return str(node.value).lower() == "true"
        self.problem(node, path, f"must be true or false, not {_name(node)}")
        return None

    def whole_number(self, node: Any, path: str, least: int, most: int) -> int | None:
        """A whole number from ``least`` to ``most``, in plain digits."""
        digits = str(node.value)
        plain = _kind(node) == "int" and re.fullmatch(r"[0-9]{1,9}", digits)
        if plain and least <= int(digits) <= most:
            return int(digits)
        self.problem(node, path, f"must be a whole number from {least} to {most}, not {_name(node)}")
        return None

    def date(self, node: Any, path: str) -> datetime.date | None:
        """A day as YYYY-MM-DD."""
        try:
            return datetime.date.fromisoformat(str(node.value))
        except ValueError:
            self.problem(node, path, f"must be a day as YYYY-MM-DD, not {_name(node)}")
            return None

    def web_address(self, node: Any, path: str) -> str | None:
        """An http or https address without white space, user name or password."""
        value = self.text(node, path)
        fault = _address_fault(value) if value is not None else None
        if fault:
            self.problem(node, path, fault)
            return None
        return value

    def finish(self, message: str, hint: str) -> None:
        """Raise ConfigError with every problem, from top to bottom, if there is one."""
        if self.problems:
            problems = tuple(text for _, text in sorted(self.problems, key=lambda each: each[0]))
            raise ConfigError(message, where=self.where, hint=hint, problems=problems)


def _address_fault(value: str) -> str | None:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return "is not a web address that can be read"
    if parts.scheme not in ("http", "https"):
        return (
            f"must begin with http:// or https://, not {parts.scheme + ':' if parts.scheme else value[:40]!r}"
        )
    if not parts.hostname or re.search(r"\s", value):
        return "is not a web address that can be read"
    if parts.username is not None or parts.password is not None:
        return "must not hold a user name or password"
    return None


def _kind(node: Any) -> str:
    return str(node.tag or "").removeprefix(_TAG)


def _name(node: Any) -> str:
    """What a node is, in words, with its value if that is short."""
    kind = _KIND.get(_kind(node), "something else")
    value = node.value
    return f"{kind} ({value})" if isinstance(value, str) and 0 < len(value) <= 40 else kind


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def read_bytes(path: Path) -> bytes:
    """The bytes of a small file; ConfigError when it is missing, unreadable or over 1 MB."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ConfigError(
            "there is no such file", where=str(path), hint="check the name and the folder"
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    if len(body) > MAX_BYTES:
        raise ConfigError("is larger than 1 MB, which no list for newsdraft needs", where=str(path))
    return body


def compose(body: str | bytes, where: str) -> Any:
    """The root node of a YAML text, or None for an empty one; ConfigError when it is not YAML."""
    # Only a run that reads a YAML file pays for the parser.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    text = _decoded(body, where)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _unreadable(where, text, error) from error
    except YAMLError as error:
        raise ConfigError(f"cannot be read as YAML: {str(error).splitlines()[0]}", where=where) from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(
            "cannot be read as YAML: it is nested too deeply or damaged", where=where
        ) from error
    _refuse_aliases(text, where)
    return node


def _decoded(body: str | bytes, where: str) -> str:
    if isinstance(body, str):
        text = body.removeprefix("\ufeff")
    else:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigError("is not UTF-8 text", where=where, hint="save it as UTF-8") from error
    if len(text) > MAX_BYTES:
        raise ConfigError("is larger than 1 MB, which no list for newsdraft needs", where=where)
    return text


def _unreadable(where: str, text: str, error: Any) -> ConfigError:
    """One plain line about a syntax error, and one for each line that is indented with a tab."""
    tabs = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r" *\t", line)]
    problems = [f"{where}:{n}: indented with a tab; use spaces" for n in tabs]
    mark = error.problem_mark or error.context_mark
    if mark is not None and mark.line + 1 not in tabs:
        context = f"{error.context}: " if error.context else ""
        problems.append(f"{where}:{mark.line + 1}: {context}{error.problem}")
    return ConfigError(
        "cannot be read as YAML",
        where=where,
        hint="look at that line and the one above it: a missing colon, quote or space is the usual cause",
        problems=tuple(problems),
    )


def _refuse_aliases(text: str, where: str) -> None:
    if not re.search(r"(?:^|[\s\[{,:-])\*[^\s*]", text):
        return  # scanning costs as much as reading; most files hold no star that could be an alias
    from ruamel.yaml import YAML  # noqa: PLC0415

    lines = [
        event.start_mark.line + 1
        for event in YAML(typ="safe", pure=True).parse(text)
        if type(event).__name__ == "AliasEvent"
    ]
    if lines:
        problems = tuple(f"{where}:{n}: write the value out instead of *name" for n in lines)
        raise ConfigError("aliases (*name) are not supported", where=where, problems=problems)
