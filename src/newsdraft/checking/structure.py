"""The checks of a whole post: its sections, its headline, who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsdraft.checking.claims.limits import COMPARED, strong, too_long
from newsdraft.checking.claims.numbers import counts
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.context import Hit, PostCheck, Sources, Whole
from newsdraft.checking.markup import markup_in
from newsdraft.checking.names import absent_drugs, absent_names, absent_trial_ids, drugs, trial_ids
from newsdraft.checking.quantities import quantities
from newsdraft.model import EXTRACT_NOTICE, Post, Section, SectionKind, Severity

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


def headline_facts(whole: Whole) -> Iterator[Hit]:
    """Numbers, drugs, trial ids and names of title, description, headings and tags stand in the story's documents."""
    for where, text in _headlines(whole.post):
        yield from (replace(hit, where=where) for hit in too_long(text, where))
        for kind, fact, severity in _facts_not_in_sources(text, whole.sources.own):
            if kind == "name" and _in_title_case(text):
                continue
            said = "number" if kind == "number" else kind.replace("-id", " number")
            message = f"The {said} “{fact}” of the {where} stands in no document of the story. Correct it or strike it."
            yield Hit(
                f"headline-{kind}-not-in-sources", f"{where} {fact}", message, severity=severity, where=where
            )


def _facts_not_in_sources(text: str, sources: Sources) -> Iterator[tuple[str, str, Severity | None]]:
    """The numbers, trial ids, drugs and names of ``text`` that ``sources`` hold nowhere, each with its kind."""
    text = text[:COMPARED]
    titles = [quantity for document in sources.documents for quantity in quantities(document.title)]
    for quantity in strong(text):
        if not sources.holding_quantity(quantity) and best_fit(quantity, titles)[0] is not Fit.SAME:
            yield "number", quantity.text.strip(), Severity.MAJOR if counts(quantity) else None
    held = sources.with_titles
    for name in absent_trial_ids(text, held):
        yield "trial-id", name, None
    for name in absent_drugs(text, held):
        yield "drug", name, None
    for name in absent_names(text, held):
        if not (trial_ids(name) or drugs(name)):
            yield "name", name, None


def _headlines(post: Post) -> Iterator[tuple[str, str]]:
    yield "title", post.title
    yield "description", post.description
    for section in post.sections:
        kind = section.kind.value if section.kind else ""
        own = (
            section.heading[len(kind) :]
            if section.heading.casefold().startswith(kind.casefold())
            else section.heading
        )
        yield section.heading or "heading", own.strip(" :–—-")
    for tag in post.tags:
        yield "tags", tag


def _in_title_case(text: str) -> bool:
    """Whether nearly every long word has a capital, so that capitals tell no names."""
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def headline_markup(whole: Whole) -> Iterator[Hit]:
    """No markup in title, description, headings or tags."""
    places = [("title", whole.post.title), ("description", whole.post.description)]
    places += [(section.heading, section.heading) for section in whole.post.sections]
    places += [("tags", tag) for tag in whole.post.tags]
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


def compared_with_something(whole: Whole) -> Iterator[Hit]:
    """A post that cites nothing can be compared only with sources that somebody names."""
    count = len(whole.post.claims())
    if count and not whole.cited and not whole.sources.texts:
        message = f"None of the {count} sentences cites a passage, and no source was named: nothing could be compared."
        yield Hit("claim-uncited", "", message, where="post")


POST_CHECKS: tuple[PostCheck, ...] = (
    compared_with_something,
    not_an_extract,
    description_rewritten,
    sections_there,
    sections_in_order,
    headings,
    headline_facts,
    headline_markup,
)
