"""The use-cases around vetted facts: which there are, which want a person, and which drafts lean on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from newsdraft.app.opening import web_policy
from newsdraft.config import load_settings
from newsdraft.errors import FetchError
from newsdraft.model import DocumentKind, Value
from newsdraft.project import Project
from newsdraft.references import Reference, load_references
from newsdraft.reviewing import DraftStore, DraftView
from newsdraft.web import Web, status_error

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORKERS = 8
_SOON_DAYS = 60
"""A review that falls due within this time is worth planning: two months of a small desk."""


class CitingDraft(Value):
    """A draft with a sentence that cites the fact."""

    id: str
    title: str
    path: str
    status: str


class ListedReference(Value):
    """A fact as a list shows it. ``problems`` are sentences for whoever looks after the facts.

    ``chosen_for`` says why a draft was given it, in a list of that draft's references.
    """

    id: str
    topic: str
    tags: tuple[str, ...]
    cleared: bool
    review_by: date
    url: str
    cited_by: tuple[CitingDraft, ...]
    chosen_for: str = ""
    problems: tuple[str, ...] = ()


def list_references(project: Project) -> list[ListedReference]:
    """Every fact of the project with the drafts that cite it. Raises ConfigError where the files are wrong."""
    return _listed(project, datetime.now(UTC).date(), {})


def references_of(project: Project, ref: str) -> list[ListedReference]:
    """The facts that were picked for the draft ``ref``, best first, with why.

    A fact that has gone from the project's files since then is left out. Raises DraftNotFound and ConfigError.
    """
    view = DraftStore(project.drafts).find(ref)
    picked = {document.reference: document.chosen_for for document in view.documents if document.reference}
    listed = {each.id: each for each in list_references(project)}
    return [
        listed[name].model_copy(update={"chosen_for": why}) for name, why in picked.items() if name in listed
    ]


def check_references(project: Project, *, links: bool) -> list[ListedReference]:
    """Every fact with what is wrong with it: its age, its clearance and, with ``links``, its page.

    Links are asked for politely, within the limits of the project's settings. A link that could not be asked for is
    reported as that, never as good.
    """
    facts = load_references(project.references)
    pages = _asked([fact.source.url for fact in facts], project) if links else {}
    return _listed(project, datetime.now(UTC).date(), pages)


def _listed(project: Project, today: date, pages: Mapping[str, str]) -> list[ListedReference]:
    citing = _citing(project)
    return [
        ListedReference(
            id=fact.id,
            topic=fact.topic,
            tags=fact.tags,
            cleared=fact.cleared,
            review_by=fact.review_by,
            url=fact.source.url,
            cited_by=tuple(citing[fact.id]),
            problems=tuple(_problems(fact, today, pages, citing[fact.id])),
        )
        for fact in load_references(project.references)
    ]


def _problems(
    fact: Reference, today: date, pages: Mapping[str, str], citing: Sequence[CitingDraft]
) -> Iterable[str]:
    leaning = f"; {len(citing)} draft{'s' * (len(citing) != 1)} cite it" if citing else ""
    if not fact.cleared:
        yield f"not cleared: open its link, compare, then set cleared: true{leaning}"
    if fact.review_by < today:
        yield f"its review was due on {fact.review_by}{leaning}"
    elif (fact.review_by - today).days <= _SOON_DAYS:
        yield f"its review is due by {fact.review_by}"
    if said := pages.get(fact.source.url):
        yield said


def _citing(project: Project) -> dict[str, list[CitingDraft]]:
    """The drafts that cite a fact, by the fact's id."""
    found: dict[str, list[CitingDraft]] = defaultdict(list)
    for view in DraftStore(project.drafts).scan():
        if not isinstance(view, DraftView):
            continue
        cited = {name for _, claim in view.post.claims() for name in claim.passages}
        for document in view.documents:
            ours = document.kind is DocumentKind.REFERENCE and document.reference
            if ours and any(passage.id in cited for passage in document.passages):
                path = str(view.path.relative_to(project.root))
                draft = CitingDraft(id=view.id, title=view.title, path=path, status=view.status.value)
                found[document.reference].append(draft)
    return found


def _asked(urls: Sequence[str], project: Project) -> dict[str, str]:
    """What is wrong with each address; an address that answers well is left out."""
    with (
        Web(web_policy(load_settings(project.root))) as web,
        ThreadPoolExecutor(_WORKERS, "links") as pool,
    ):
        different = list(dict.fromkeys(urls))
        said = pool.map(lambda url: _link_problem(web, url), different)
        return {url: problem for url, problem in zip(different, said, strict=True) if problem}


def _link_problem(web: Web, url: str) -> str:
    try:
        page = web.get(url)
    except FetchError as error:
        return f"its link could not be checked: {error.message}"
    refused = status_error(page, datetime.now(UTC))
    if refused:
        return f"its link does not work: {refused.message}"
    if page.final_url.rstrip("/") != url.rstrip("/"):
        return f"its link leads elsewhere now: {page.final_url}"
    return ""
