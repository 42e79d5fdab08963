"""Front matter that is read as YAML and written back without touching what was not asked to change.

Changes are made in the text itself, at the places that ruamel.yaml's parser gives for each value. So
comments, order, quoting, spacing, line ends and a byte order mark stay as the editor left them, byte for
byte. Values are read as the text that stands there (``007``, ``1.10``, ``12:30`` and ``no`` are words, not
numbers or booleans); only an empty value, ``~`` and ``null`` mean "nothing".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdraft.errors import DamagedDraft

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Tree = str | list["Tree"] | dict[str, "Tree"] | None
Scalar = str | int | None


class Bare(str):
    """A value that is written without quotation marks although it is no word: a date."""


BOM = "\ufeff"
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_NOTHING = {"", "~", "null", "Null", "NULL"}
_MOST_NODES = 20_000
_DEEPEST = 40


def decode(data: bytes, where: str) -> str:
    """The text of a draft's file, line ends and byte order mark kept; DamagedDraft when it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DamagedDraft(
            f"line {line} is not readable as UTF-8 text",
            where=where,
            hint="save the file with the encoding UTF-8; it was left as it is",
        ) from error


@dataclass(frozen=True)
class _Field:
    """One top-level key: its value, and the offsets of that value in the YAML text."""

    value: Tree
    start: int
    end: int
    block: bool


@dataclass(frozen=True)
class FrontMatter:
    """A text parted into ``head`` (byte order mark and first line), ``yaml``, ``tail`` and ``body``.

    ``tail`` is the line that closes the front matter. Joined again the four are the
    text. ``present`` is False for a text that has no front matter.
    """

    head: str
    yaml: str
    tail: str
    body: str
    fields: Mapping[str, _Field]
    flow: bool = False

    @property
    def present(self) -> bool:
        """Whether the text begins with front matter."""
        return bool(self.tail)

    @property
    def newline(self) -> str:
        """The line end that the text uses."""
        match = re.search(r"\r\n|\r|\n", self.head + self.body)
        return match.group() if match else "\n"

    def get(self, key: str) -> Tree:
        """The value of a top-level key: text, list, mapping or None."""
        field = self.fields.get(key)
        return field.value if field else None

    def text(self, key: str) -> str:
        """The value of a top-level key as text; empty for nothing and for lists and mappings."""
        value = self.get(key)
        return value.strip() if isinstance(value, str) else ""

    def items(self, key: str) -> list[str]:
        """The texts of a list; a single text counts as a list of one."""
        value = self.get(key)
        if isinstance(value, str):
            return [value]
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def render(self, body: str | None = None) -> str:
        """The whole text, with another body if one is given."""
        return self.head + self.yaml + self.tail + (self.body if body is None else body)

    def with_values(self, changes: Mapping[str, object]) -> FrontMatter:
        """The same text with these top-level values; keys that are missing are added at the end.

        Values are text, whole numbers, None, lists and mappings. A key whose value is already the given one
        keeps its bytes.
        """
        due = {key: value for key, value in changes.items() if not self._has(key, value)}
        yaml = self.yaml
        for key in sorted((key for key in due if key in self.fields), key=lambda k: -self.fields[k].start):
            yaml = self._replaced(yaml, self.fields[key], due[key])
        added = [_dump_field(key, value) for key, value in due.items() if key not in self.fields]
        if added and self.flow:
            raise DamagedDraft("the front matter is written as one {…}, so nothing can be added to it")
        if added and yaml and not yaml.endswith(("\n", "\r")):
            yaml += self.newline
        yaml += "".join(added).replace("\n", self.newline)
        return parse(self.head + yaml + self.tail + self.body)

    def _has(self, key: str, value: object) -> bool:
        field = self.fields.get(key)
        return field is not None and field.value == _as_tree(value)

    def _replaced(self, yaml: str, field: _Field, value: object) -> str:
        before = yaml[: field.start]
        gap = " " if before.endswith(":") else ""
        if (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and yaml[field.start :].startswith("- ")
        ):
            indent = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
            text = f"{self.newline}{indent}".join(f"- {_inline(item)}" for item in value) or "[]"
        else:
            text = _inline(value)
        return before + gap + text + (self.newline if field.block else "") + yaml[field.end :]


def parse(text: str, where: str | None = None) -> FrontMatter:
    """The front matter of ``text``; a text without any is all body. DamagedDraft says line and reason."""
    bom = BOM if text.startswith(BOM) else ""
    opening = _OPENING.match(text, len(bom))
    if not opening:
        return FrontMatter(bom, "", "", text[len(bom) :], {})
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise _damaged("the front matter does not end: a line “---” is missing after it", where, 1)
    yaml = text[opening.end() : closing.start()]
    fields, flow = _read(yaml, where)
    head = text[: opening.end()]
    return FrontMatter(head, yaml, closing.group(), text[closing.end() :], fields, flow)


def _damaged(problem: str, where: str | None, line: int) -> DamagedDraft:
    return DamagedDraft(
        f"line {line}: {problem}",
        where=where,
        hint="correct that line in any editor; newsdraft leaves the file as it is until then",
    )


def _read(yaml: str, where: str | None) -> tuple[dict[str, _Field], bool]:
    # ruamel.yaml costs about 40 ms to import, and `--help` needs none of it.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415
    from ruamel.yaml.nodes import MappingNode  # noqa: PLC0415

    try:
        root = YAML(typ="safe", pure=True).compose(yaml)
    except MarkedYAMLError as error:
        opened = "quoted scalar" in (error.context or "")
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise _damaged(_in_words(error.problem or "", yaml, line), where, line + 2) from error
    except (YAMLError, ValueError, RecursionError) as error:
        at = getattr(error, "position", 0)
        line = yaml[:at].count("\n") if isinstance(at, int) else 0
        raise _damaged("there is a character or a nesting that cannot stand here", where, line + 2) from error
    if root is None:
        return {}, False
    if not isinstance(root, MappingNode):
        raise _damaged("the front matter must be lines of the form “name: value”", where, 2)
    return _fields(yaml, root, where), bool(root.flow_style)


_UNCLOSED = "a quotation mark is opened and not closed"
_PLAIN_WORDS = [
    ("mapping values are not allowed", "there is a second “:” in the line; put the value in quotation marks"),
    ("cannot start any token", "the value begins with a tab or a sign of YAML; put it in quotation marks"),
    ("expected ',' or", "a bracket is opened and not closed, or a comma is missing"),
    ("could not find expected ':'", "this line is not of the form “name: value”"),
    (
        "expected <block end>",
        "this line does not fit those above it: compare indentation and quotation marks",
    ),
    ("while scanning a quoted", _UNCLOSED),
    ("found unexpected end of stream", _UNCLOSED),
    ("found unexpected document separator", _UNCLOSED),
    ("undefined alias", "a value begins with “*”; put it in quotation marks"),
]


def _in_words(problem: str, yaml: str, line: int) -> str:
    words = next((words for sign, words in _PLAIN_WORDS if sign in problem), None)
    lines = yaml.splitlines()
    shown = lines[line].strip()[:60] if line < len(lines) else ""
    quoted = f" (“{shown}”)" if shown else ""
    return (words or f"this cannot be read as YAML ({problem})") + quoted


def _fields(yaml: str, root: Node, where: str | None) -> dict[str, _Field]:
    fields: dict[str, _Field] = {}
    budget = [_MOST_NODES]
    for key_node, node in root.value:
        key, line = str(key_node.value), key_node.start_mark.line + 2
        if key in fields:
            raise _damaged(f"“{key}” stands here a second time; delete one of the two lines", where, line)
        start, end = node.start_mark.index, node.end_mark.index
        if start == end:  # an empty value: the parser points at the token after it
            start = end = yaml.index(":", key_node.end_mark.index) + 1
        try:
            value = _tree(node, budget, 0)
        except ValueError as error:
            raise _damaged(f"the value of “{key}” refers to itself or is too large", where, line) from error
        fields[key] = _Field(value, start, end, block=yaml[start:end].endswith(("\n", "\r")))
    return fields


def _tree(node: Node, budget: list[int], depth: int) -> Tree:
    """The node as text, lists and mappings; ValueError where aliases blow it up."""
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode  # noqa: PLC0415

    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise ValueError("too many nodes")
    if isinstance(node, ScalarNode):
        return None if node.style is None and node.value in _NOTHING else str(node.value)
    if isinstance(node, SequenceNode):
        return [_tree(item, budget, depth + 1) for item in node.value]
    if isinstance(node, MappingNode):
        return {str(key.value): _tree(value, budget, depth + 1) for key, value in node.value}
    raise ValueError("unknown node")


_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ -][A-Za-z0-9_]+)*")
# Words and forms that some YAML reader (of version 1.1 too) takes for something else than text.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"(?i)(?:y|n|yes|no|on|off|true|false|null|nan|inf)")


def dump_scalar(value: Scalar) -> str:
    """One value as YAML on one line: bare where every reader takes it for text, else in double quotes."""
    if value is None:
        return "null"
    if isinstance(value, int | Bare):
        return str(value)
    if _BARE.fullmatch(value) and not _SPECIAL.fullmatch(value):
        return value
    # A JSON string is a YAML double-quoted one; what YAML does not allow raw is written as an escape.
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text
    )


def _as_tree(value: object) -> Tree:
    """A value as ``parse`` would read it."""
    if isinstance(value, Mapping):
        return {str(key): _as_tree(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_as_tree(item) for item in value]
    return None if value is None else str(value)


def dump(tree: Mapping[str, object]) -> str:
    """A new front matter's YAML: top-level keys in order, mappings and lists below them in one line."""
    return "".join(_dump_field(key, value) for key, value in tree.items())


def _dump_field(key: str, value: object) -> str:
    if (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(v, Mapping) for v in value)
    ):
        return f"{key}:\n" + "".join(f"  - {_inline(item)}\n" for item in value)
    return f"{key}: {_inline(value)}\n"


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return dump_scalar(value if isinstance(value, int | str) or value is None else str(value))
