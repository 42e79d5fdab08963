"""How well a turned direction, a dropped or added denial and a null told as an effect are caught.

    python evals/sense_checks.py --data FOLDER [--show 10] [--json]

FOLDER holds, one JSON object a line:

- ``trial_quotes.jsonl`` with ``quote``: into each sentence one error is planted (a direction turned, a denial dropped
  or added, "significant" denied or affirmed), and it is checked against the sentence as it was. It is also checked
  against itself, and with its directions said in another word of the same meaning;
- ``ragtruth_summary.jsonl`` and ``ragtruth_qa.jsonl`` with ``source`` and ``responses``, each with ``response`` and the
  spans of unsupported text, ``labels``: every sentence is checked against the three passages of its source that are
  most like it. A sentence that overlaps no span is *clean*;
- ``scifact_support.jsonl`` with ``claim``, ``passage`` and ``supported``: how many of each kind are blocked.

*caught* counts findings of the sense rules of any severity, *blocked* those that block.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from figures import read_rows, share, table
from newsdraft.checking import check_claim
from newsdraft.checking.rules.sense import SENSE
from newsdraft.model import Finding, Severity
from newsdraft.text import sentences, words

Row = tuple[bool, str, str, str]  # flagged, claim, passages, findings
RULES = {rule.id for rule in SENSE}
_STRENGTH = {"certainty-raised", "cause-overstated", "null-told-as-equal"}
_PASSAGES = 3

_TURNS = """increased/decreased increase/decrease increases/decreases higher/lower longer/shorter improved/worsened
improvement/worsening improve/worsen greater/smaller more/less larger/smaller better/worse reduced/increased
reduction/increase reduce/increase lower/higher shorter/longer smaller/greater less/more fewer/more worse/better
decreased/increased decrease/increase rose/fell fell/rose declined/increased faster/slower slower/faster
earlier/later later/earlier prolonged/shortened superior/inferior highest/lowest lowest/highest"""
_TURN = dict(pair.split("/") for pair in _TURNS.split())
_SAYS = """increased/rose decreased/fell greater/higher higher/greater reduction/decrease decrease/reduction
reduced/lowered improved/enhanced improvement/enhancement fewer/less lower/less similar/comparable
comparable/similar larger/greater smaller/lower prolonged/longer better/superior"""
_SAY = dict(pair.split("/") for pair in _SAYS.split())


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(description="Measure the checks of direction, denial and certainty.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses and false alarms of each kind"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        measured = {**_planted(options.data), **_summaries(options.data), **_abstracts(options.data)}
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    figures = {name: share([row[0] for row in rows]) for name, rows in measured.items() if rows}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else table(figures))
    for name, rows in measured.items():
        for _, claim, passages, found in [row for row in rows if row[0] != name.startswith("planted")][
            : options.show
        ]:
            sys.stdout.write(f"\n[{name}] {claim}\n    {passages}\n    {found}\n")
    return 0


def _found(claim: str, passages: Sequence[str]) -> list[Finding]:
    return [finding for finding in check_claim(claim, passages) if finding.rule in RULES]


def _row(claim: str, passages: Sequence[str], *, blocking: bool = False, rules: set[str] = RULES) -> Row:
    found = [
        f
        for f in _found(claim, passages)
        if f.rule in rules and (not blocking or f.severity is Severity.BLOCK)
    ]
    return bool(found), claim, " | ".join(passages), "; ".join(f"{f.rule} {f.message}" for f in found)


# --- planted errors --------------------------------------------------------------------------------------


def _planted(data: Path) -> dict[str, list[Row]]:
    quotes = [" ".join(str(row["quote"]).split()) for row in read_rows(data / "trial_quotes.jsonl")]
    plants: dict[str, Callable[[str], str | None]] = {
        "planted: direction turned": lambda quote: _replaced(quote, _TURN),
        "planted: direction turned, last word": _last_turned,
        "planted: denial dropped": _dropped,
        "planted: denial added": _added,
        "planted: significant denied": _insignificant,
        "planted: insignificant affirmed": _significant,
        "same sentence": lambda quote: quote,
        "reworded sentence": lambda quote: _replaced(quote, _SAY),
    }
    result: dict[str, list[Row]] = {}
    for name, plant in plants.items():
        claims = ((plant(quote), quote) for quote in dict.fromkeys(quotes))
        result[name] = [_row(claim, [quote]) for claim, quote in claims if claim is not None]
    return result


def _replaced(quote: str, table_: dict[str, str]) -> str | None:
    """``quote`` with the first word that is in the table exchanged; not bounds ("more than 50")."""
    pattern = rf"\b({'|'.join(sorted(table_, key=len, reverse=True))})\b(?! than \d)"
    match = re.search(pattern, quote)
    return match and quote[: match.start()] + table_[match[1]] + quote[match.end() :]


def _last_turned(quote: str) -> str | None:
    """The last word that is in the table exchanged, where it is not the first one, too."""
    found = list(re.finditer(rf"\b({'|'.join(_TURN)})\b(?! than \d)", quote))
    if len(found) < 2:
        return None
    return quote[: found[-1].start()] + _TURN[found[-1][1]] + quote[found[-1].end() :]


_DENIALS: tuple[tuple[str, str], ...] = (
    (r"\bfailed to\b", "did"),
    (r"\b(did|do|does|was|were|is|are|had|has|have|could|would|will) not\b", r"\1"),
    (r"\bwithout\b", "with"),
    (r"\b[Nn]o (?=(?:\w+ally )?(?:significant|difference|change|effect|improvement|evidence))", "a "),
    (r"\bNo (?=[a-z])", "Some "),
    (r"\bno (?=[a-z])", "some "),
)  # fmt: skip


def _dropped(quote: str) -> str | None:
    return _first(quote, _DENIALS)


def _added(quote: str) -> str | None:
    """A denial put after the first verb; not into a sentence that has one, nor before a bare number."""
    if re.search(
        r"\b(?:not|no|without|neither|nor|never|none|similar|comparable)\b|n't\b", quote, re.IGNORECASE
    ):
        return None
    return _first(
        quote,
        (
            (r"\b(was|were|is|are|had been|has been|have been)\b(?! ?[\d(])", r"\1 not"),
            (r"\b(improv|increas|reduc|decreas)ed\b", r"did not \1e"),
        ),
    )


def _insignificant(quote: str) -> str | None:
    if re.search(r"\b(?:not|no|non|neither|nor)\b|n't\b", quote, re.IGNORECASE):
        return None
    return _first(
        quote, ((r"\bsignificantly\b", "not significantly"), (r"\bsignificant\b", "non-significant"))
    )


def _significant(quote: str) -> str | None:
    return _first(
        quote,
        (
            (r"\b[Nn]o (statistically )?significant\b", r"a \1significant"),
            (r"\bnot (statistically )?(?=significant)", r"\1"),
            (r"\bnon-?significant\b", "significant"),
            (r"\b[Nn]o (?=differences?\b)", "significant "),
        ),
    )


def _first(quote: str, changes: Sequence[tuple[str, str]]) -> str | None:
    for pattern, instead in changes:
        changed = re.sub(pattern, instead, quote, count=1)
        if changed != quote:
            return changed
    return None


# --- summaries and answers -------------------------------------------------------------------------------


def _summaries(data: Path) -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = {}
    for name in ("ragtruth_summary", "ragtruth_qa"):
        told = [item for row in read_rows(data / f"{name}.jsonl") for item in _told(row)]
        for kind, clean in (("clean", True), ("unsupported", False)):
            for what, blocking in (("caught", False), ("blocked", True)):
                rows = [
                    _row(claim, cited, blocking=blocking)
                    for claim, cited, is_clean in told
                    if is_clean is clean
                ]
                result[f"{name}, {kind}: {what}"] = rows
    return result


def _told(row: dict[str, object]) -> Iterator[tuple[str, list[str], bool]]:
    """Each sentence of each response, the passages most like it, and whether it overlaps no labelled span."""
    source = str(row["source"])
    passages = [source[start:end] for start, end in sentences(source)]
    bags = [set(words(passage)) for passage in passages]
    for response in row["responses"]:  # type: ignore[attr-defined]
        text, labels = response["response"], response["labels"]
        for start, end in sentences(text):
            mine = set(words(text[start:end]))
            order = sorted(
                range(len(passages)), key=lambda n: -len(mine & bags[n]) / (len(bags[n]) + 8) ** 0.5
            )
            clean = not any(label["start"] < end and start < label["end"] for label in labels)
            yield text[start:end], [passages[n] for n in order[:_PASSAGES]], clean


def _abstracts(data: Path) -> dict[str, list[Row]]:
    """Claims beside abstracts: what is blocked for its direction or a denial, and what for its strength."""
    rows = read_rows(data / "scifact_support.jsonl")
    result: dict[str, list[Row]] = {}
    for kind, supported in (("supported", True), ("unsupported", False)):
        pairs = [(row["claim"], [row["passage"]]) for row in rows if row["supported"] is supported]
        for what, rules in (("direction, denial", RULES - _STRENGTH), ("certainty, cause", _STRENGTH)):
            told = [_row(claim, cited, blocking=True, rules=rules) for claim, cited in pairs]
            result[f"abstracts, {kind}: {what}"] = told
    return result


if __name__ == "__main__":
    raise SystemExit(main())
