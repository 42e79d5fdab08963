"""From a model's answer to a ``Post``: cleaned, in order, with headings and claim ids of our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from newsdraft.markdown import with_claims
from newsdraft.model import Basis, Block, BlockKind, Claim, Dossier, Post, Section, SectionKind
from newsdraft.text import sentences
from newsdraft.writing.clean import Cleaner
from newsdraft.writing.rules import SectionRules
from newsdraft.writing.task import HEADLINES, Mended
from newsdraft.writing.wire import WireBlock, WirePost, WireSection, WireSentence

MAX_TAGS: Final = 8
UNNUMBERED: Final = ""


def to_post(wire: WirePost, dossier: Dossier, rules: SectionRules) -> tuple[Post, tuple[str, ...]]:
    """The post, its claims still without ids (see ``number``), and what was removed from the answer."""
    cleaner = Cleaner(frozenset(dossier.passages()), addresses(dossier))
    lead = _blocks(wire.lead, "lead", cleaner)
    sections = tuple(
        Section(kind=kind, heading=_heading(kind, found, rules, cleaner), blocks=blocks)
        for kind in SectionKind
        if (found := [item for item in wire.sections if item.kind == kind.value])
        and (blocks := _blocks([block for item in found for block in item.blocks], kind.value, cleaner))
    )
    post = Post(
        title=cleaner.text(wire.title, "title"),
        description=cleaner.text(wire.description, "description"),
        lead=lead,
        sections=sections,
        conclusion=_blocks(wire.conclusion, "conclusion", cleaner),
        tags=_tags(wire.tags, cleaner),
    )
    return post, cleaner.notices()


def missing(post: Post, wanted: Sequence[SectionKind]) -> str:
    """What a usable post lacks, in words; empty when it lacks nothing. ``wanted`` limits it to sections."""
    there = {section.kind for section in post.sections}
    gaps = [f"the section {kind.value}" for kind in wanted or tuple(SectionKind) if kind not in there]
    if not wanted:
        parts = (("a title", post.title), ("a lead", post.lead), ("a conclusion", post.conclusion))
        gaps += [name for name, value in parts if not value]
    return f"It lacks {', '.join(gaps)}." if gaps else ""


def keep_unwanted(post: Post, previous: Post, wanted: Sequence[SectionKind]) -> Post:
    """The previous post with the wanted sections taken from ``post``; all else as it was, ids included."""
    new = {section.kind: section for section in post.sections if section.kind in wanted}
    kept = {section.kind: section for section in previous.sections if section.kind is not None}
    others = tuple(section for section in previous.sections if section.kind is None)
    ordered = tuple(section for kind in SectionKind if (section := new.get(kind) or kept.get(kind)))
    return previous.model_copy(update={"sections": ordered + others})


def number(post: Post, previous: Post | None = None) -> Post:
    """Give every claim an id: c1, c2 … in order.

    A sentence that stands word for word in ``previous`` keeps its id; new ones count on after the highest
    id that was ever in it, so that an id never changes its meaning.
    """
    old = [claim for _, claim in previous.claims()] if previous else []
    by_text: dict[str, list[str]] = {}
    for claim in old:
        by_text.setdefault(claim.text, []).append(claim.id)
    # Kept sections still carry their ids; nobody else may take them.
    taken = {claim.id for _, claim in post.claims() if claim.id != UNNUMBERED}
    numbers = _counting(max((int(claim.id[1:]) for claim in old if claim.id[1:].isdigit()), default=0))

    def named(claim: Claim) -> Claim:
        if claim.id != UNNUMBERED:
            return claim
        again = next((name for name in by_text.get(claim.text, ()) if name not in taken), None)
        name = again or f"c{next(numbers)}"
        taken.add(name)
        return claim.model_copy(update={"id": name})

    return with_claims(post, lambda claims: map(named, claims))


def with_mended(post: Post, mended: Mended) -> Post:
    """``post`` with one answer of a repair put in; a sentence that was written anew gets a fresh id.

    What would leave a part without any sentence is not put in.
    """
    if mended.number in HEADLINES:
        return post.model_copy(update={mended.number: mended.text})

    def change(claims: tuple[Claim, ...]) -> Iterator[Claim]:
        for claim in claims:
            yield from mended.claims if claim.id == mended.number else (claim,)

    changed = _without_empty_blocks(with_claims(post, change))
    whole = all(blocks for _, blocks in changed.parts())
    return number(changed, post) if whole else post


def _without_empty_blocks(post: Post) -> Post:
    def some(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block for block in blocks if block.claims)

    sections = tuple(section.model_copy(update={"blocks": some(section.blocks)}) for section in post.sections)
    return post.model_copy(
        update={"lead": some(post.lead), "sections": sections, "conclusion": some(post.conclusion)}
    )


def _counting(after: int) -> Iterator[int]:
    while True:
        after += 1
        yield after


def addresses(dossier: Dossier) -> frozenset[str]:
    """The web addresses that the dossier's documents hold."""
    return frozenset(document.url.rstrip("/") for document in dossier.documents)


def _blocks(items: Sequence[WireBlock], place: str, cleaner: Cleaner) -> tuple[Block, ...]:
    blocks = []
    for item in items:
        claims = tuple(claim for sentence in item.sentences for claim in to_claims(sentence, place, cleaner))
        if claims:
            blocks.append(Block(kind=BlockKind(item.kind), claims=claims))
    return tuple(blocks)


def to_claims(sentence: WireSentence, place: str, cleaner: Cleaner) -> list[Claim]:
    """One claim a sentence, even where the model put two into one; each keeps the cited passages."""
    text = cleaner.text(sentence.text, place)
    ids = cleaner.ids(sentence.passages, place)
    return [
        Claim(id=UNNUMBERED, text=text[start:end], passages=ids, basis=Basis(sentence.basis))
        for start, end in sentences(text)
    ]


def _heading(kind: SectionKind, found: Sequence[WireSection], rules: SectionRules, cleaner: Cleaner) -> str:
    """The heading with the section's own words at its head: "How AI Fits: it was not used in this study"."""
    heading = cleaner.text(found[0].heading, kind.value).strip(" :–—-.")
    bare = heading.casefold()
    if not heading or bare == kind.value.casefold():
        return kind.value
    rest = heading[len(kind.value) :] if bare.startswith(kind.value.casefold()) else heading
    if rules.of(kind).names(heading) and rest is heading:
        return heading
    rest = rest.strip(" :–—-")
    return f"{kind.value}: {rest}" if rest else kind.value


def _tags(tags: Sequence[str], cleaner: Cleaner) -> tuple[str, ...]:
    cleaned = (cleaner.text(tag, "tags").strip(" #.,") for tag in tags)
    plain = (tag if tag == "AI" else tag.lower() for tag in cleaned)
    return tuple(dict.fromkeys(tag for tag in plain if 0 < len(tag) <= 40))[:MAX_TAGS]
