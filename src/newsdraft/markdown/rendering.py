"""A post as the markdown body of its draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsdraft.markdown.escaping import escape, escape_heading, plain, safe_url
from newsdraft.markdown.labels import CHECKS, PASSAGE_ID, UNCITED, check_label
from newsdraft.markdown.sentencing import goes_on, pieces
from newsdraft.model import Block, BlockKind, Claim, Document, Post

CONCLUSION_HEADING = "In short"
_MARKS = {BlockKind.PARAGRAPH: ("", ""), BlockKind.ITEM: ("- ", "  "), BlockKind.QUOTE: ("> ", "> ")}


def render_body(post: Post, documents: Sequence[Document]) -> str:
    """The body of ``post`` as markdown with a footnote for every passage of ``documents`` that it cites.

    Title, description and tags stand in the front matter and are left out. Ends with a newline.
    """
    parts = [_blocks(post.lead)]
    for section in post.sections:
        parts += [f"## {escape_heading(section.heading) or 'Section'}", _blocks(section.blocks)]
    if post.conclusion:
        parts += [f"## {CONCLUSION_HEADING}", _blocks(post.conclusion)]
    parts.append("\n".join(definitions(post, documents)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: Sequence[Block]) -> str:
    """Blocks parted by blank lines; the items of one list stand together."""
    text = ""
    before: BlockKind | None = None
    for block in blocks:
        shown = _block(block)
        if not shown:
            continue
        together = block.kind is BlockKind.ITEM and before is BlockKind.ITEM
        text += ("" if not text else "\n" if together else "\n\n") + shown
        before = block.kind
    return text


def _block(block: Block) -> str:
    first, further = _MARKS[block.kind]
    shown = [claim for claim in block.claims if plain(claim.text)]
    text = ""
    for number, claim in enumerate(shown):
        if number:
            parted = goes_on(plain(shown[number - 1].text), plain(claim.text))
            # A hard break keeps apart what would read as one sentence.
            text += f"\\\n{further}" if parted else " "
        text += _claim(claim)
    return first + text if text else ""


def _claim(claim: Claim) -> str:
    marks = "".join(f"[^{label}]" for label in claim_labels(claim))
    return " ".join(escape(sentence, emphasis=True) + marks for sentence in pieces(plain(claim.text)))


def claim_labels(claim: Claim) -> list[str]:
    """The footnote labels of a claim: its passages, then what is to be confirmed; never none."""
    labels = [passage for passage in claim.passages if PASSAGE_ID.fullmatch(passage)]
    check = check_label(claim.basis)
    if check:
        labels.append(check)
    return labels or [UNCITED]


def definitions(post: Post, documents: Sequence[Document]) -> Iterator[str]:
    """The footnotes of a post, a line each: passages in their order, then what is to be confirmed."""
    used = dict.fromkeys(
        label for _, claim in post.claims() if plain(claim.text) for label in claim_labels(claim)
    )
    for label in sorted((label for label in used if label not in CHECKS), key=_order):
        yield f"[^{label}]: {footnote(label, documents)}"
    for label, meaning in CHECKS.items():
        if label in used:
            yield f"[^{label}]: {meaning}"


def _order(label: str) -> tuple[bool, str, int, int]:
    """The story's own documents first, then references; each in the order of its passages."""
    document, _, number = label.partition(".")
    letters = document.rstrip("0123456789")
    return (letters != "S", letters, int(document[len(letters) :]), int(number or 0))


def footnote(label: str, documents: Sequence[Document]) -> str:
    """The words of the passage ``label`` with publisher, title and link; or that there is no such passage."""
    document = next((each for each in documents if label.startswith(f"{each.id}.")), None)
    passage = next((each for each in document.passages if each.id == label), None) if document else None
    if document is None or passage is None:
        return "**Please check:** no source of this draft has a passage of this number. Correct or remove it."
    title = escape(document.title) or document.id
    url = safe_url(document.url)
    publisher = f"{escape(document.publisher)}, " if plain(document.publisher) else ""
    words = plain(passage.text)
    if not (words[:1] in '“"' and words[-1:] in '”"'):
        words = f"“{words}”"
    return f"{escape(words)} {publisher}{f'[{_label(title)}]({url})' if url else title}"


def _label(title: str) -> str:
    """An escaped title as the text of a link, whose own brackets would end it."""
    return title.replace("\\[", "[").replace("\\]", "]").replace("[", "\\[").replace("]", "\\]")
