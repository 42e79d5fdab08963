"""The checks of a whole post: its sections, its headline, who wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, PostCheck, Whole
from newsdraft.checking.grounding import markup_in, numbers_in_sources
from newsdraft.model import EXTRACT_NOTICE, Section, SectionKind

_ORDER = tuple(SectionKind)


def sections_there(whole: Whole) -> Iterator[Hit]:
    """Each of the four sections is there and says something."""
    kinds = {section.kind: section for section in whole.post.sections}
    for kind in _ORDER:
        section = kinds.get(kind)
        if section is None:
            yield Hit(
                "section-missing",
                kind.value,
                f"The section “{kind.value}” is missing. Add it.",
                where=kind.value,
            )
        elif not any(block.claims for block in section.blocks):
            message = f"The section “{kind.value}” is empty. Write it, or say that the source does not tell."
            yield Hit("section-missing", f"empty {kind.value}", message, where=kind.value)


def sections_in_order(whole: Whole) -> Iterator[Hit]:
    """The sections stand in their order, each once."""
    kinds = [section.kind for section in whole.post.sections if section.kind is not None]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            message = f"The section “{kind.value}” stands {kinds.count(kind)} times. Join them."
            yield Hit("section-order", f"twice {kind.value}", message, where=kind.value)
    once = list(dict.fromkeys(kinds))
    wanted = [kind for kind in _ORDER if kind in once]
    if once != wanted:
        order = ", ".join(kind.value for kind in wanted)
        yield Hit(
            "section-order", "order", f"The sections are out of order. The order is: {order}.", where="post"
        )


def headings(whole: Whole) -> Iterator[Hit]:
    """Each heading begins with the name of its section."""
    for section in whole.post.sections:
        if not _heading_fits(section):
            names = ", ".join(kind.value for kind in _ORDER)
            message = (
                f"The heading “{section.heading}” begins with none of: {names}. Rename it, or move its text."
            )
            yield Hit("section-heading", section.heading, message, where=section.heading or "post")


def _heading_fits(section: Section) -> bool:
    return section.kind is not None and section.heading.strip().casefold().startswith(
        section.kind.value.casefold()
    )


def headline_numbers(whole: Whole) -> Iterator[Hit]:
    """Numbers of title and description stand somewhere in the sources."""
    for where, text in (("title", whole.post.title), ("description", whole.post.description)):
        for number in numbers_in_sources(text, whole.sources):
            message = (
                f"“{number}” of the {where} stands in no passage of the sources. Correct it or strike it."
            )
            yield Hit("headline-number-not-in-sources", f"{where} {number}", message, where=where)


def headline_markup(whole: Whole) -> Iterator[Hit]:
    """No markup in title, description or headings."""
    places = [("title", whole.post.title), ("description", whole.post.description)]
    places += [(section.heading, section.heading) for section in whole.post.sections]
    for where, text in places:
        for hit in markup_in(text):
            yield Hit(hit.rule, f"{where} {hit.detail}", hit.message, hit.evidence, where=where)


def not_an_extract(whole: Whole) -> Iterator[Hit]:
    """An extract is raw material, not a post."""
    if whole.writer == "extract":
        message = (
            "This draft is an extract of its sources. Rewrite it in your own words: it counts as yours when at most "
            "a quarter of its sentences are still as they were."
        )
        yield Hit("is-extract", "", message, where="post")


def description_rewritten(whole: Whole) -> Iterator[Hit]:
    """The description of an extract is a notice to the editor, and would be published with the page."""
    if whole.post.description.startswith(EXTRACT_NOTICE):
        message = "The description is still the extract's. Say in one sentence what was found and in whom."
        yield Hit("extract-description", "", message, where="description")


POST_CHECKS: tuple[PostCheck, ...] = (
    not_an_extract,
    description_rewritten,
    sections_there,
    sections_in_order,
    headings,
    headline_numbers,
    headline_markup,
)
