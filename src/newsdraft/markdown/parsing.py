"""Any markdown post as a Post: title, lead, sections, conclusion, and claims with what they cite."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsdraft import frontmatter
from newsdraft.markdown.escaping import plain, safe_markup
from newsdraft.markdown.labels import basis_of, passage_ids
from newsdraft.markdown.reading import Piece, Sentence, read_pieces
from newsdraft.markdown.review import split_review
from newsdraft.model import Basis, Block, Claim, Post, Section, SectionKind

_CONCLUSIONS = re.compile(
    r"(?:in short|in summary|conclusions?|(?:the )?bottom line|the takeaway)\b", re.IGNORECASE
)
# What stands below the post and is not part of it.
_APPENDICES = re.compile(
    r"(?:sources?|references?|further reading|footnotes|notes|"
    r"how this (?:post|article)? ?was made|about this (?:post|article))\s*:?$",
    re.IGNORECASE,
)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def parse_body(markdown: str) -> Post:
    """Read a markdown post, ours or anybody's; claims are c1, c2, … in order.

    Front matter (YAML or TOML) gives title, description and tags; without a title the first ``#`` heading
    gives it. The review block, footnote definitions, pictures and a list of sources at the end are left out.
    Text in links, tables, code and HTML is read as text, so that nothing a reader sees goes unchecked. Of a
    draft of ours (its front matter has a ``draft_id``) everything is read that a page would show: also a first
    heading, sections of notes or sources, and footnotes of the editor's own. Raises DamagedDraft when the front
    matter or the marks of the review block cannot be read.
    """
    head, body = _head(markdown)
    text = "".join(split_review(body)[::2])
    if head.ours:
        return _post(head, _parts(read_pieces(safe_markup(text), own_notes=True)))
    pieces = read_pieces(text)
    first = next((n for n, piece in enumerate(pieces) if piece.level == 1), None)
    if first is not None and not (head.title and first):
        title = pieces.pop(first).text
        head = head._replace(title=head.title or title)
    return _post(head, _without_appendices(_parts(pieces)))


class _Head(NamedTuple):
    title: str
    description: str
    tags: tuple[str, ...]
    ours: bool = False


def _head(markdown: str) -> tuple[_Head, str]:
    if match := _TOML.match(markdown):
        try:
            values = tomllib.loads(match[1].replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError:
            values = {}
        tags = values.get("tags")
        known = tuple(str(tag) for tag in tags) if isinstance(tags, list) else ()
        head = _Head(plain(str(values.get("title", ""))), plain(str(values.get("description", ""))), known)
        return head, markdown[match.end() :]
    front = frontmatter.parse(markdown)
    tags = tuple(front.items("tags"))
    title, description = plain(front.text("title")), plain(front.text("description"))
    return _Head(title, description, tags, ours=bool(front.text("draft_id"))), front.body


@dataclass
class _Part:
    """A stretch of the post under one heading; the lead has none."""

    heading: str = ""
    pieces: list[Piece] = field(default_factory=list)


def _parts(pieces: Sequence[Piece]) -> list[_Part]:
    parts = [_Part()]
    for piece in pieces:
        heading = piece.text if piece.level else _bold_heading(piece)
        if heading:
            parts.append(_Part(heading))
        else:
            parts[-1].pieces.append(piece)
    return parts


def _bold_heading(piece: Piece) -> str:
    """The words of a paragraph that is one bold line and names a section of ours."""
    if not piece.bold or len(piece.sentences) != 1:
        return ""
    words = piece.sentences[0].text.strip("*_ ")
    return words if section_kind(words) or _CONCLUSIONS.match(words) else ""


def _without_appendices(parts: list[_Part]) -> list[_Part]:
    """Leave out the sections at the end that list sources or say how the post was made."""
    kept = list(parts)
    while len(kept) > 1 and _APPENDICES.match(kept[-1].heading):
        kept.pop()
    return kept


def place_of(heading: str) -> str:
    """The name that findings give to the part under a heading; without one it is the lead."""
    if not heading:
        return "lead"
    kind = section_kind(heading)
    return kind.value if kind else "conclusion" if _CONCLUSIONS.match(heading) else heading


def section_kind(heading: str) -> SectionKind | None:
    """The section whose words a heading begins with."""
    words = re.sub(r"[*_]", "", heading).casefold()
    return next((kind for kind in SectionKind if re.match(rf"{kind.value.casefold()}\b", words)), None)


def _post(head: _Head, parts: Sequence[_Part]) -> Post:
    numbers = _numbers()
    lead, *rest = [(part.heading, _blocks(part.pieces, numbers)) for part in parts]
    sections = []
    conclusion: list[Block] = []
    for heading, blocks in rest:
        if _CONCLUSIONS.match(heading) and not conclusion:
            conclusion = blocks
        else:
            sections.append(Section(kind=section_kind(heading), heading=heading, blocks=tuple(blocks)))
    return Post(
        title=head.title,
        description=head.description,
        lead=tuple(lead[1]),
        sections=tuple(sections),
        conclusion=tuple(conclusion),
        tags=head.tags,
    )


def _numbers() -> Iterator[str]:
    return (f"c{number}" for number in range(1, 1_000_000_000))


def _blocks(pieces: Sequence[Piece], numbers: Iterator[str]) -> list[Block]:
    return [
        Block(kind=piece.kind, claims=tuple(_claim(sentence, next(numbers)) for sentence in piece.sentences))
        for piece in pieces
    ]


def _claim(sentence: Sentence, claim_id: str) -> Claim:
    bases = [basis for label in sentence.labels if (basis := basis_of(label))]
    passages = tuple(passage for label in sentence.labels for passage in passage_ids(label))
    return Claim(
        id=claim_id,
        text=plain(sentence.text),
        passages=passages,
        basis=bases[0] if bases else Basis.PASSAGES,
    )
