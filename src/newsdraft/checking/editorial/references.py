"""Reference notes that nobody has looked at for too long."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Whole


def overdue_references(whole: Whole) -> Iterator[Hit]:
    """A cited reference whose review date has passed."""
    if whole.today is None:
        return
    cited = {name for _, claim in whole.post.claims() for name in claim.passages}
    for document in whole.sources.documents:
        late = document.review_by is not None and document.review_by < whole.today
        if late and any(passage.id in cited for passage in document.passages):
            message = (
                f"The note {document.id} ({document.title}) was to be reviewed by {document.review_by}. Open its link, "
                "compare, and move the date in references/; or cite another note."
            )
            yield Hit(
                "reference-overdue", document.reference or document.id, message, document.text, where="post"
            )
