"""How many errors the checks find in whole posts, and how often they disturb a post that is right.

    python evals/post_checks.py [--story NAME] [--uncited] [--show 3] [--json]

Needs no data from elsewhere: the stories are those of ``evals/posts`` (invented; README.md there says how they
are made). ``--data`` is taken and ignored, so that every measurement can be called the same way.

Each clean post is checked with ``check_draft``, and so is each post with ONE edit planted. An edit counts as

- *caught* when its sentence (or the title, the description) has more block or major findings of some rule than
  the same sentence has in the clean post;
- *blocked* when one of these is a block.

Edits of the kind ``reworded`` say the same in other words and should not be caught; they are reported apart. An edit
that is found elsewhere only, say in a finding on the whole post, does not count. Clean posts should have no block and
no major at all: each one is reported as a false alarm. Shares come with the 95 % interval of 2,000 bootstrap resamples
over edits (over posts, for the clean ones) with a fixed seed; the edits of one post are not independent, so the true
intervals are somewhat wider.

With ``--uncited`` the posts are taken as a stranger's article is by ``newsdraft check``: no sentence cites anything, so
each is compared with all passages of the story's own documents, and only by the checks that need no more than that.
Wrong citations and headlines are left out then.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence

from figures import interval, share, table
from newsdraft.checking import check_claim, check_draft
from newsdraft.model import DocumentKind, Dossier, Finding, Post, Severity, Value
from posts.loading import HEADLINES, Edit, EditKind, Told, load, plant

Check = Callable[[Post, Dossier], list[Finding]]
_SERIOUS = (Severity.BLOCK, Severity.MAJOR)


class Tried(Value):
    """A planted edit with the block and major findings that it brought to its place."""

    story: str
    edit: Edit
    text: str
    found: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether one of the findings is a block."""
        return any(finding.severity is Severity.BLOCK for finding in self.found)


class Clean(Value):
    """A clean post with its findings; ``sentences`` is how many claims it has."""

    story: str
    sentences: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of that severity it has."""
        return sum(finding.severity is severity for finding in self.findings)


def main() -> int:
    """Measure and print; 0, or 2 when there is no story of that name."""
    parser = argparse.ArgumentParser(description="Measure the checks on whole posts with planted errors.")
    parser.add_argument("--data", help="ignored: the posts are part of the project")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses of each kind, and every false alarm"
    )
    parser.add_argument("--story", default="", help="measure on this story alone")
    parser.add_argument("--uncited", action="store_true", help="as articles of strangers, without citations")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    stories = [story for story in load() if options.story in ("", story.name)]
    if not stories:
        sys.stderr.write(f"There is no story {options.story!r}. Give the name of a file of evals/posts.\n")
        return 2
    if options.uncited:
        stories = [without_citation_edits(story) for story in stories]
    check = check_uncited if options.uncited else check_draft
    clean = [check_clean(story, check) for story in stories]
    tried = [
        each for story, post in zip(stories, clean, strict=True) for each in try_edits(story, post, check)
    ]
    figures = {"clean": clean_figures(clean), **edit_figures(tried)}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else _report(figures))
    if options.show:
        posts = {story.name: story.post for story in stories}
        sys.stdout.write(_false_alarms(clean, posts) + _misses(tried, options.show))
    return 0


# --- measuring -------------------------------------------------------------------------------------------


def check_clean(story: Told, check: Check = check_draft) -> Clean:
    """The approved post of ``story`` with what is found in it."""
    findings = tuple(check(story.post, story.dossier))
    return Clean(story=story.name, sentences=len(story.post.claims()), findings=findings)


def try_edits(story: Told, clean: Clean, check: Check = check_draft) -> list[Tried]:
    """Each edit of ``story``, planted by itself, with what it brought to its place."""
    return [_try(story, edit, clean.findings, check) for edit in story.edits]


def _try(story: Told, edit: Edit, before: Sequence[Finding], check: Check) -> Tried:
    post = plant(story.post, edit)
    found = new_findings(_serious(check(post, story.dossier), edit.place), _serious(before, edit.place))
    return Tried(story=story.name, edit=edit, text=_text(post, edit.place), found=tuple(found))


def check_uncited(post: Post, dossier: Dossier) -> list[Finding]:
    """What is found when each sentence is compared with all that the story's own documents say."""
    own = [document for document in dossier.documents if document.kind is not DocumentKind.REFERENCE]
    passages = [passage.text for document in own for passage in document.passages]
    return [
        finding.model_copy(update={"where": place, "claim": claim.id})
        for place, claim in post.claims()
        for finding in check_claim(claim.text, passages)
    ]


def without_citation_edits(story: Told) -> Told:
    """``story`` without wrong citations, which mean nothing here, and without the edits of headlines."""
    kept = tuple(
        edit for edit in story.edits if edit.kind is not EditKind.CITATION and edit.at not in HEADLINES
    )
    return story.model_copy(update={"edits": kept})


def _serious(findings: Sequence[Finding], place: str) -> list[Finding]:
    """The block and major findings at ``place``: a claim's id, or the name of a headline."""
    return [
        finding
        for finding in findings
        if finding.severity in _SERIOUS and (finding.claim or finding.where) == place
    ]


def new_findings(after: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """Those of ``after`` that go beyond ``before`` in number, rule by rule and severity by severity.

    Messages and ids hold the sentence's words, so they cannot tell whether a finding was there before.
    """
    known = Counter((finding.rule, finding.severity) for finding in before)
    result = []
    for finding in after:
        known[finding.rule, finding.severity] -= 1
        if known[finding.rule, finding.severity] < 0:
            result.append(finding)
    return result


def _text(post: Post, place: str) -> str:
    if place in HEADLINES:
        return str(getattr(post, place))
    return next(claim.text for _, claim in post.claims() if claim.id == place)


# --- figures ---------------------------------------------------------------------------------------------


def clean_figures(clean: Sequence[Clean]) -> dict[str, dict[str, float]]:
    """Findings per clean post by severity, with n and interval."""
    return {severity.value: _per_post([post.count(severity) for post in clean]) for severity in Severity}


def _per_post(counts: Sequence[int]) -> dict[str, float]:
    low, high = interval(counts, lambda sample: sum(sample) / len(sample))
    return {"n": len(counts), "per_post": sum(counts) / len(counts), "low": low, "high": high}


def edit_figures(tried: Sequence[Tried]) -> dict[str, dict[str, dict[str, float]]]:
    """The shares of edits that were caught and blocked: of errors by kind and in all, and of rewordings."""
    errors = [each for each in tried if each.edit.kind is not EditKind.REWORDED]
    rewordings = [each for each in tried if each.edit.kind is EditKind.REWORDED]
    return {
        "caught": _shares([(each.edit.kind, bool(each.found)) for each in errors]),
        "blocked": _shares([(each.edit.kind, each.blocked) for each in errors]),
        "reworded": {
            "caught": share([bool(each.found) for each in rewordings]),
            "blocked": share([each.blocked for each in rewordings]),
        },
    }


def _shares(rows: Sequence[tuple[EditKind, bool]]) -> dict[str, dict[str, float]]:
    kinds = [kind for kind in EditKind if any(kind is other for other, _ in rows)]
    figures = {kind.value: share([flag for other, flag in rows if other is kind]) for kind in kinds}
    return {**figures, "all edits": share([flag for _, flag in rows])}


# --- printing --------------------------------------------------------------------------------------------


def _report(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    lines = [f"{'findings per clean post':40} {'n':>5} {'mean':>8}   95 % interval"]
    lines += [
        f"{severity:40} {f['n']:5.0f} {f['per_post']:8.2f}   {f['low']:.2f} to {f['high']:.2f}"
        for severity, f in figures["clean"].items()
    ]
    tables = [
        table(figures["caught"], "planted error: caught (block or major)"),
        table(figures["blocked"], "planted error: blocked"),
        table(figures["reworded"], "reworded rightly (should be 0 %)"),
    ]
    return "\n".join([*lines, "", *tables])


def _false_alarms(clean: Sequence[Clean], posts: dict[str, Post]) -> str:
    lines = []
    for post in clean:
        for finding in post.findings:
            if finding.severity in _SERIOUS:
                words = _text(posts[post.story], finding.claim) if finding.claim else ""
                lines.append(
                    f"[false {finding.severity.value}] {post.story} {finding.claim or finding.where} {finding.rule}\n"
                    f"    {words}\n    {finding.message}\n"
                )
    return "\n" + "".join(lines)


def _misses(tried: Sequence[Tried], most: int) -> str:
    lines = []
    for kind in EditKind:
        right = kind is EditKind.REWORDED
        wrong = [each for each in tried if each.edit.kind is kind and bool(each.found) is right]
        for each in wrong if right else wrong[:most]:
            said = "".join(f"    {finding.severity.value}: {finding.message}\n" for finding in each.found)
            lines.append(
                f"[{'flagged' if right else 'missed'} {kind.value}] {each.story} {each.edit.at}: {each.text}\n{said}"
            )
    return "\n" + "".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
