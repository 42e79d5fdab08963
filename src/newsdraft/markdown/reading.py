"""Markdown as plain blocks of sentence runs, for any post, ours or not.

CommonMark by markdown-it-py, with footnotes by two small rules of our own (its footnote plugin is another
package, and labels such as ``S1.12`` have to be read before links are).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from newsdraft.markdown.escaping import plain
from newsdraft.markdown.labels import is_check, passage_ids
from newsdraft.markdown.sentencing import goes_on, pieces, stray_stop
from newsdraft.model import BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_NOTE = re.compile(r"\[\^([^\[\]\n]{1,200})\]")
_DEFINITION = re.compile(r"\[\^(?P<label>[^\[\]\n]{1,200})\]:")
_BREAK = "\n"


@dataclass(frozen=True)
class Sentence:
    """A sentence with the footnote labels that stand behind it."""

    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A heading (``level`` 1 to 6, its words in ``text``) or a block of sentences (``level`` 0)."""

    level: int
    text: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    sentences: tuple[Sentence, ...] = field(default=())
    bold: bool = False


@dataclass(frozen=True)
class Definition:
    """A footnote or the target of a reference link as it stands in the text, in the lines ``start`` to ``end``.

    ``text`` is what the footnote says, or the address.
    """

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Heading:
    """The words of a heading, and the lines ``start`` to ``end`` that it takes."""

    words: str
    start: int
    end: int


def read_pieces(markdown: str, *, own_notes: bool = False) -> list[Piece]:
    """The headings and blocks of a markdown text in order; footnote definitions and pictures are left out.

    With ``own_notes`` a footnote whose label is none of newsdraft's is read as a paragraph.
    """
    tokens = _reader().parse(markdown, {"own_notes": own_notes})
    return [piece for piece in _walk(tokens) if piece.text or piece.sentences]


def notes(markdown: str) -> list[Definition]:
    """Every footnote definition of a text, in quotations and lists too."""
    return [
        Definition(token.info, token.content, *token.map)
        for token in _reader().parse(markdown)
        if token.type == "note_definition" and token.map
    ]


def headings(markdown: str) -> list[Heading]:
    """Every heading of a text, of any level, that has words and stands in no quotation or list."""
    return [
        Heading(words, *token.map)
        for token, inline in pairwise(_reader().parse(markdown))
        if token.type == "heading_open" and not token.level and token.map
        if (words := _words(inline.children or []))
    ]


def targets(markdown: str) -> list[Definition]:
    """Every target of reference links (``[label]: address``), also those that are defined a second time."""
    env: dict[str, Any] = {}
    _reader().parse(markdown, env)
    found = [{"label": label, **kept} for label, kept in env.get("references", {}).items()]
    return [
        Definition(each["label"], each["href"], *each["map"])
        for each in [*found, *env.get("duplicate_refs", [])]
    ]


def destinations(markdown: str) -> list[str]:
    """The address of every link and picture that a reader of the text gets, entities and escapes resolved."""
    inline = [child for token in _reader().parse(markdown) for child in token.children or []]
    return [str(token.attrs[key]) for token in inline for key in ("href", "src") if key in token.attrs]


@cache
def _reader() -> MarkdownIt:
    # markdown-it-py is needed only once something is parsed.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    reader = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    # What other readers make a link of has to be known as one; that it is harmless is judged elsewhere.
    reader.validateLink = _any_address  # type: ignore[method-assign]
    reader.inline.ruler.before("link", "note", _note_rule)
    reader.block.ruler.before("reference", "note_definition", _definition_rule, {"alt": ["paragraph"]})
    return reader


def _any_address(url: str) -> bool:  # noqa: ARG001 (the parser's own signature)
    return True


def _note_rule(state: StateInline, silent: bool) -> bool:
    match = _NOTE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("note", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _definition_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = None if state.is_code_block(start) else _DEFINITION.match(_line(state, start))
    if not match:
        return False
    if silent:
        return True
    line = start + 1
    while line < end and (
        not state.isEmpty(line) or (line + 1 < end and state.sCount[line + 1] - state.blkIndent >= 4)
    ):
        if _DEFINITION.match(_line(state, line)):
            break
        line += 1
    text = "\n".join(_line(state, each) for each in range(start, line))[match.end() :].strip()
    _define(state, match["label"], text, [start, line])
    state.line = line
    return True


def _define(state: StateBlock, label: str, text: str, lines: list[int]) -> None:
    token = state.push("note_definition", "", 0)
    token.info, token.content, token.map = label, text, lines
    if state.env.get("own_notes") and not is_check(label) and not passage_ids(label):
        state.push("paragraph_open", "p", 1).map = lines
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = text, lines, []
        state.push("paragraph_close", "p", -1)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _walk(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Tokens to pieces; the innermost list or quotation says what kind of block a paragraph is."""
    kinds = [BlockKind.PARAGRAPH]
    level = 0
    row: list[Token] = []
    for token in tokens:
        if token.type in {"list_item_open", "blockquote_open"}:
            kinds.append(BlockKind.ITEM if token.type == "list_item_open" else BlockKind.QUOTE)
        elif token.type in {"list_item_close", "blockquote_close"}:
            kinds.pop()
        elif token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1]) if token.type == "heading_open" else 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Piece(0, kind=kinds[-1], sentences=tuple(_row(row)))
        elif token.type == "inline" and token.level and tokens and token.map and _is_cell(token, tokens):
            row.append(token)
        else:
            yield from _piece(token, level, kinds[-1])


def _is_cell(token: Token, tokens: Sequence[Token]) -> bool:
    before = tokens[tokens.index(token) - 1]
    return before.type in {"td_open", "th_open"}


def _row(cells: Sequence[Token]) -> Iterator[Sentence]:
    found = [sentence for cell in cells for sentence in _sentences(cell.children or [])]
    labels = tuple(label for sentence in found for label in sentence.labels)
    if found:
        yield Sentence("; ".join(sentence.text for sentence in found), labels)


def _piece(token: Token, level: int, kind: BlockKind) -> Iterator[Piece]:
    if token.type == "inline":
        children = token.children or []
        if level:
            yield Piece(level, text=_words(children))
        else:
            shown = [child.type for child in children if child.type != "text" or child.content]
            bold = shown[:1] == ["strong_open"] and shown[-1:] == ["strong_close"]
            yield Piece(0, kind=kind, sentences=tuple(_sentences(children)), bold=bold)
    elif token.type in {"fence", "code_block", "html_block"}:
        # Words that a slip of the keyboard (four spaces, a tag) put there are read by patients all the same.
        for paragraph in re.split(r"\n\s*\n", _bare(token.content)):
            for inner in _reader().parseInline(paragraph.strip()):
                yield Piece(0, kind=kind, sentences=tuple(_sentences(inner.children or [])))


_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def _bare(content: str) -> str:
    return html.unescape(_TAG.sub("", _HIDDEN.sub("", content)))


def _words(children: Sequence[Token]) -> str:
    return plain("".join(run for run, _ in _runs(children)))


def _runs(children: Sequence[Token]) -> Iterator[tuple[str, str | None]]:
    """Text runs, each with the label that stands right behind it; emphasis keeps its marks."""
    text = ""
    for token in children:
        if token.type == "note":
            yield text, token.content
            text = ""
        else:
            text += _text(token)
    yield text, None


def _text(token: Token) -> str:
    if token.type in {"text", "text_special", "code_inline"}:
        return token.content
    if token.type in {"em_open", "em_close", "strong_open", "strong_close"}:
        return token.markup
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (token.type == "html_inline" and token.content[:3].lower() == "<br"):
        return _BREAK
    return ""


def _sentences(children: Sequence[Token]) -> list[Sentence]:
    """The sentences of one block, each with its labels; a mark within a sentence belongs to all of it."""
    found: list[Sentence] = []
    for run, label in _runs(children):
        marked = bool(found and found[-1].labels) and not run.startswith(_BREAK)
        stop, rest = stray_stop(run) if marked and goes_on(found[-1].text, run) else ("", run)
        if stop:
            found[-1] = Sentence(found[-1].text + stop, found[-1].labels)
        parts = _parts(rest)
        if parts and marked and not stop and goes_on(found[-1].text, rest):
            gap = "" if rest[:1] in ",;:" else " "
            parts[0] = found[-1].text + gap + parts[0]
            labels = found.pop().labels
            found += [Sentence(part, labels if not number else ()) for number, part in enumerate(parts)]
        else:
            found += [Sentence(part) for part in parts]
        if label is not None and found:
            found[-1] = Sentence(found[-1].text, (*found[-1].labels, label))
    return found


def _parts(run: str) -> list[str]:
    return [piece for line in run.split(_BREAK) for piece in pieces(plain(line))]
