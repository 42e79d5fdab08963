"""What is written: a post made of claims that cite passages."""

from __future__ import annotations

from enum import StrEnum

from newsdraft.model.base import Value

# An extract's description begins with these words, and none that is published may.
EXTRACT_NOTICE = "Extract to be rewritten before publishing"


class Basis(StrEnum):
    """What a claim rests on.

    ``design``, ``absence`` and ``inference`` mark sentences that no single passage can carry: what the study's
    design can and cannot show, what the source does not say, and what follows for a reader. They are shown to
    the editor as such, may hold no number or name of their own, and are checked for that.
    """

    PASSAGES = "passages"
    DESIGN = "design"
    ABSENCE = "absence"
    INFERENCE = "inference"


class Claim(Value):
    """One sentence of a post (inline markdown: emphasis only) with the ids of the passages that it cites."""

    id: str
    text: str
    passages: tuple[str, ...] = ()
    basis: Basis = Basis.PASSAGES


class BlockKind(StrEnum):
    """How a block of sentences is set."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"


class Block(Value):
    """A paragraph, list item or block quotation, made of claims."""

    kind: BlockKind = BlockKind.PARAGRAPH
    claims: tuple[Claim, ...]


class SectionKind(StrEnum):
    """The four sections of a post, by the words that their headings begin with."""

    WHAT_HAPPENED = "What Happened"
    BACKGROUND = "Background"
    HOW_AI_FITS = "How AI Fits"
    PATIENTS = "What Patients Should Know"


class Section(Value):
    """One section. ``heading`` is as printed and begins with the words of ``kind``; None is another heading."""

    kind: SectionKind | None
    heading: str
    blocks: tuple[Block, ...]


class Post(Value):
    """The structured article. ``writer`` is the name of the writer that made it (``extract``, ``model`` …)."""

    title: str
    description: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    conclusion: tuple[Block, ...]
    tags: tuple[str, ...] = ()

    def parts(self) -> list[tuple[str, tuple[Block, ...]]]:
        """Lead, sections and conclusion in order, each with the name that findings give to the place."""
        return [
            ("lead", self.lead),
            *(
                (section.kind.value if section.kind else section.heading, section.blocks)
                for section in self.sections
            ),
            ("conclusion", self.conclusion),
        ]

    def claims(self) -> list[tuple[str, Claim]]:
        """Every claim in order, with the name of its place."""
        return [
            (place, claim) for place, blocks in self.parts() for block in blocks for claim in block.claims
        ]
