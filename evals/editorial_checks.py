"""How well the desk's rules find what they are for, and how often they disturb a post that is right.

    python evals/editorial_checks.py [--cases defects|second] [--rule NAME] [--show 3] [--json]

Needs no data from elsewhere: the defects and look-alikes are those of ``evals/editorial``, the posts those of
``evals/posts``, and the posts that must not pass those of ``evals/twins``. ``--data`` is taken and ignored, so that
every measurement can be called the same way.

Each defect is planted by itself into an approved post and counts as *found* when its own rule, whatever the severity,
has more findings than in the post as it was. Of rules on what a post leaves out (``ABSENCES``) there is one finding or
none; there it counts whether the rule fires at all. Look-alikes are counted the same way and should not be found.
Shares come with the 95 % interval of 2,000 bootstrap resamples over cases; cases of a rule have one author, so the true
intervals are wider.

The twins are checked by ``check_post`` as a stranger's file is, without and with the documents of their story; each
should have a block (``UNSOURCED`` left out without documents). The approved posts, written as files with footnotes,
should have none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from editorial.loading import FOLDER, Case, load_cases, markdown_of, planted
from figures import interval, share
from newsdraft.checking import check_draft, check_front, check_post
from newsdraft.markdown import render_body
from newsdraft.model import Finding, Severity, Value
from post_checks import Clean, check_clean, new_findings
from posts.loading import Told, load

TWINS = Path(__file__).resolve().parent / "twins"
ABSENCES = frozenset({
    "stage-in-sight",
    "numbers-absent",
    "study-not-named",
    "standing-unsaid",
    "funding-unsaid",
    "interests-unsaid",
    "outside-voice-absent",
    "harms-unsaid",
    "costs-unsaid",
    "benefits-unquantified",
})  # fmt: skip

# Blocks that any text has which comes without sources; they say nothing on how it is written.
UNSOURCED = ("claim-uncited", "headline-")


class Tried(Value):
    """A case with what its own rule found in it."""

    case: Case
    found: tuple[Finding, ...]


class Twin(Value):
    """The rules that block a bad post without and with its story's documents, and those that block the good one."""

    story: str
    alone: tuple[str, ...]
    compared: tuple[str, ...]
    good: tuple[str, ...]


def main() -> int:
    """Measure and print; 0, or 2 when there are no cases of that rule."""
    parser = argparse.ArgumentParser(
        description="Measure the desk's rules with planted defects and bad twins."
    )
    parser.add_argument("--data", help="ignored: the cases are part of the project")
    parser.add_argument("--rule", default="", help="measure this rule alone")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses and false alarms of each rule"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--cases", choices=("defects", "second"), default="defects", help="which batch to plant"
    )
    options = parser.parse_args()
    stories = {told.name: told for told in load()}
    cases = [
        case
        for case in load_cases(list(stories), FOLDER / f"{options.cases}.yaml")
        if options.rule in ("", case.rule)
    ]
    if not cases:
        sys.stderr.write(
            f"There are no cases of {options.rule!r}. Give a rule of evals/editorial/defects.yaml.\n"
        )
        return 2
    clean = {name: check_clean(told) for name, told in stories.items()}
    tried = [try_case(case, stories[case.story], clean[case.story]) for case in cases]
    twins = [check_twin(told) for told in stories.values()]
    rules = rule_figures(tried)
    on_clean = clean_figures(list(clean.values()), {case.rule for case in cases})
    if options.json:
        told_twins = {twin.story: twin.model_dump(exclude={"story"}) for twin in twins}
        figures = {"rules": rules, "clean": on_clean, "twins": told_twins}
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        sys.stdout.write(report(rules, on_clean, twins))
    if options.show:
        sys.stdout.write(wrong_ones(tried, options.show))
    return 0


# --- measuring -------------------------------------------------------------------------------------------


def try_case(case: Case, told: Told, clean: Clean) -> Tried:
    """``case`` planted into the post of ``told``, with what its rule found beyond the clean post."""
    found = (
        check_front(markdown_of(case.front)) if case.front else check_draft(planted(told, case), told.dossier)
    )
    own = [finding for finding in found if finding.rule == case.rule]
    if case.front or case.rule in ABSENCES:
        return Tried(case=case, found=tuple(own))
    return Tried(case=case, found=tuple(new_findings(own, clean.findings)))


def check_twin(told: Told) -> Twin:
    """What blocks the bad twin of a story, and what blocks its approved post as a file."""
    bad = (TWINS / f"{told.name}.md").read_text(encoding="utf-8")
    documents = told.dossier.documents
    front = {"title": told.post.title, "description": told.post.description}
    good = markdown_of(front, render_body(told.post, documents))
    return Twin(
        story=told.name,
        alone=tuple(rule for rule in blocking(check_post(bad)) if not rule.startswith(UNSOURCED)),
        compared=blocking(check_post(bad, documents)),
        good=blocking(check_post(good, documents)),
    )


def blocking(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules that block, in the order of the findings, each once."""
    return tuple(dict.fromkeys(each.rule for each in findings if each.severity is Severity.BLOCK))


# --- figures ---------------------------------------------------------------------------------------------


def rule_figures(tried: Sequence[Tried]) -> dict[str, dict[str, dict[str, float]]]:
    """Recall and the share of look-alikes that are found, by rule and of all."""
    rules = list(dict.fromkeys(each.case.rule for each in tried))
    figures = {rule: _found_of([each for each in tried if each.case.rule == rule]) for rule in rules}
    return {**figures, "all": _found_of(tried)}


def _found_of(tried: Sequence[Tried]) -> dict[str, dict[str, float]]:
    return {
        "recall": share([bool(each.found) for each in tried if each.case.wrong]),
        "look_alikes": share([bool(each.found) for each in tried if not each.case.wrong]),
    }


def clean_figures(clean: Sequence[Clean], rules: set[str]) -> dict[str, dict[str, float]]:
    """Blocks and majors a clean post: of the rules measured here, and of all rules."""
    figures: dict[str, dict[str, float]] = {}
    for severity in (Severity.BLOCK, Severity.MAJOR):
        of_desk = [_count(post, severity, rules) for post in clean]
        figures[f"{severity.value}, rules measured here"] = _per_post(of_desk)
        figures[f"{severity.value}, all rules"] = _per_post([post.count(severity) for post in clean])
    for post in clean:
        for (rule, severity), count in _serious(post).items():
            figures.setdefault(f"{severity.value}: {rule}", {"count": 0})["count"] += count
    return figures


def _count(post: Clean, severity: Severity, rules: set[str]) -> int:
    return sum(finding.severity is severity and finding.rule in rules for finding in post.findings)


def _serious(post: Clean) -> Counter[tuple[str, Severity]]:
    return Counter(
        (finding.rule, finding.severity)
        for finding in post.findings
        if finding.severity in (Severity.BLOCK, Severity.MAJOR)
    )


def _per_post(counts: Sequence[int]) -> dict[str, float]:
    low, high = interval(counts, lambda sample: sum(sample) / len(sample))
    return {"n": len(counts), "per_post": sum(counts) / len(counts), "low": low, "high": high}


# --- printing --------------------------------------------------------------------------------------------


def report(
    rules: Mapping[str, Mapping[str, Mapping[str, float]]],
    clean: Mapping[str, Mapping[str, float]],
    twins: Sequence[Twin],
) -> str:
    """The tables for people."""
    lines = [f"{'rule':26} {'n':>4} {'recall':>7}   {'95 % interval':16} {'look-alikes found':>18}"]
    lines += [_rule_line(rule, both) for rule, both in rules.items()]
    lines += ["", "findings on the twelve clean posts"]
    for name, f in clean.items():
        told = (
            f"{f['per_post']:.2f} a post ({f['low']:.2f} to {f['high']:.2f})" if "n" in f else f"{f['count']}"
        )
        lines.append(f"{name:46} {told}")
    lines += ["", "bad twins: rules that block, without documents / with them; the good post"]
    for twin in twins:
        alone, compared, good = (
            ", ".join(rules) or "none" for rules in (twin.alone, twin.compared, twin.good)
        )
        lines += [f"{twin.story}", f"    {alone}", f"    {compared}", f"    good: {good}"]
    return "\n".join([*lines, ""])


def _rule_line(rule: str, both: Mapping[str, Mapping[str, float]]) -> str:
    recall, alike = both["recall"], both["look_alikes"]
    spread = f"{recall['low']:.1%} to {recall['high']:.1%}"
    fired = f"{alike['share'] * alike['n']:.0f} of {alike['n']}"
    return f"{rule:26} {recall['n']:4} {recall['share']:7.1%}   {spread:16} {fired:>18}"


def wrong_ones(tried: Sequence[Tried], most: int) -> str:
    """Misses and false alarms, at most ``most`` of each for a rule."""
    lines: list[str] = []
    shown: Counter[tuple[str, bool]] = Counter()
    for each in tried:
        key = (each.case.rule, each.case.wrong)
        if bool(each.found) is each.case.wrong or shown[key] == most:
            continue
        shown[key] += 1
        kind = "missed" if each.case.wrong else "false alarm"
        said = "".join(f"    {finding.severity.value}: {finding.message}\n" for finding in each.found)
        lines.append(f"[{kind} {each.case.rule}] {each.case.story}: {each.case.shown}\n{said}")
    return "\n" + "".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
