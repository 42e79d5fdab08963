"""How well the checks tell whom a sentence speaks of, what kind of study it makes of it, and what it advises.

    python evals/reach_checks.py --data FOLDER [--show 10] [--part even|odd|all] [--json]

Three things are measured:

- our own pairs (``reach_pairs.jsonl`` beside this file: a passage, a fair rewording, a wrong one, the kind of error);
- ``FOLDER/trial_quotes.jsonl``: into each sentence one error of a kind is planted where it applies (people made mice,
  women made men, a cancer, a drug or a gene made another, an approval, advice or a kind of study added), and the
  sentence is checked against itself as it was; the same sentences unchanged and fairly reworded must stay unflagged;
- ``FOLDER/ragtruth_summary.jsonl`` and ``ragtruth_qa.jsonl``: sentences that overlap no labelled span, against the
  three sentences of their source with which they share most words. A *false block* is a finding that blocks, by
  a rule of ``newsdraft.checking.rules.reach`` or on a name. Most of these texts are no health news.

``--part`` takes every second row only, so that half can be kept unseen while rules are written.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from figures import SEED, read_rows, share, table
from newsdraft.checking import check_claim
from newsdraft.checking.cancers import cancers
from newsdraft.checking.names import drugs, symbols
from newsdraft.checking.rules.reach import REACH
from newsdraft.model import Severity
from newsdraft.text import fold, sentences, words

Row = tuple[bool, str, str]  # flagged, claim, passage
PAIRS = Path(__file__).with_name("reach_pairs.jsonl")
_OURS = {rule.id for rule in REACH}
_NAMES = {"name-not-in-passages", "drug-not-in-passages", "trial-id-not-in-passages"}
_CITED, _SHORTEST = 3, 4  # passages cited for a summary's sentence; words of a sentence that is measured


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(description="Measure how far the checks see a sentence reach.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--show", type=int, default=0, help="print so many misses and false alarms of each")
    parser.add_argument("--part", choices=("even", "odd", "all"), default="all", help="rows to measure")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        measured = {**_own(), **_planted(_part(options.data / "trial_quotes.jsonl", options.part))}
        for name in ("ragtruth_summary", "ragtruth_qa"):
            measured |= _clean(name, _part(options.data / f"{name}.jsonl", options.part))
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    figures = {name: share([flagged for flagged, _, _ in rows]) for name, rows in measured.items() if rows}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else table(figures))
    for name, rows in measured.items():
        wanted = not name.startswith(("fair", "same", "reworded", "false"))
        for _, claim, passage in [row for row in rows if row[0] != wanted][: options.show]:
            sys.stdout.write(f"\n[{name}] {claim}\n    {passage}\n")
    return 0


def _part(path: Path, part: str) -> list[dict[str, Any]]:
    rows = read_rows(path)
    return rows if part == "all" else rows[part == "odd" :: 2]


def _flagged(claim: str, passage: str) -> Row:
    found = [f for f in check_claim(claim, [passage]) if f.severity is not Severity.MINOR]
    return bool(found), claim, passage


def _own() -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = {}
    for row in read_rows(PAIRS):
        result.setdefault(f"own pairs: {row['kind']}", []).append(_flagged(row["wrong"], row["passage"]))
        for claim in (row["fair"], row["passage"]):
            result.setdefault("fair: own pairs", []).append(_flagged(claim, row["passage"]))
    return result


# --- planted errors --------------------------------------------------------------------------------------

_PEOPLE = re.compile(
    r"\b(?:patients|participants|women|men|children|subjects|people|adults|infants|volunteers)\b"
)
_GROUPS = {"women": "men", "men": "women", "children": "adults", "adults": "children", "infants": "adults",
           "boys": "women", "girls": "men", "elderly": "young"}  # fmt: skip
_DRUGS = ("olaparib", "pembrolizumab", "letrozole", "imatinib", "lenalidomide", "docetaxel", "metformin")
_CANCERS = (
    "thyroid cancer",
    "mesothelioma",
    "cervical cancer",
    "chronic lymphocytic leukaemia",
    "osteosarcoma",
)
_GENES = ("BRCA2", "EGFR", "KRAS", "CTLA-4", "PTEN")


def _planted(rows: Sequence[dict[str, Any]]) -> dict[str, list[Row]]:
    quotes = [str(row["quote"]).strip() for row in rows]
    chance = random.Random(SEED)
    plants: dict[str, Callable[[str], str | None]] = {
        "planted: people made mice": lambda quote: _swap(_PEOPLE, quote, "mice"),
        "planted: a group made another": _group,
        "planted: another cancer": lambda quote: _other(quote, _cancer_words(quote), chance.choice(_CANCERS)),
        "planted: another drug": lambda quote: _other(quote, drugs(quote), chance.choice(_DRUGS)),
        "planted: another gene": lambda quote: _other(quote, symbols(quote), chance.choice(_GENES)),
        "planted: an approval": lambda quote: f"{quote} The FDA has approved the treatment.",
        "planted: advice": lambda quote: f"{quote} Patients should switch to this treatment.",
        "planted: a review of trials": lambda quote: (
            None if "analys" in quote else f"In a meta-analysis, {quote}"
        ),
        "same sentence": lambda quote: quote,
        "reworded sentence": _reworded,
    }
    result: dict[str, list[Row]] = {}
    for name, plant in plants.items():
        claims = ((plant(quote), quote) for quote in quotes)
        result[name] = [_flagged(claim, quote) for claim, quote in claims if claim is not None]
    return result


def _swap(pattern: re.Pattern[str], quote: str, other: str) -> str | None:
    changed = pattern.sub(other, quote)
    return changed if changed != quote else None


def _group(quote: str) -> str | None:
    match = re.search(rf"\b(?:{'|'.join(_GROUPS)})\b", quote)
    if match is None or re.search(rf"\b{_GROUPS[match[0]]}\b", quote):
        return None  # where both stand it is a swap, another class of error
    return re.sub(rf"\b{match[0]}\b", _GROUPS[match[0]], quote)


def _cancer_words(quote: str) -> list[str]:
    flat = fold(quote)
    return [flat[mention.start : mention.end] for mention in cancers(flat)]


def _other(quote: str, names: Sequence[str], other: str) -> str | None:
    if not names or other.lower() in quote.lower():
        return None
    changed = re.sub(rf"(?<![\w-]){re.escape(names[0])}(?![\w-])", other, quote, flags=re.IGNORECASE)
    return changed if changed != quote else None


def _reworded(quote: str) -> str | None:
    """The same in other words, or None where nothing was there to reword."""
    text = re.sub(r"\bpatients\b", "people who were treated", quote)
    text = re.sub(r"\bparticipants\b", "people who took part", text)
    text = re.sub(r"\binfants\b", "babies", text)
    text = re.sub(r"\bchildren\b", "boys and girls", text)
    text = re.sub(r"\brandomi[sz]ed\b", "assigned by chance", text)
    text = re.sub(r"\bthe elderly\b", "older people", text)
    return text if text != quote else None


# --- sentences that people found nothing wrong with ------------------------------------------------------


def _clean(name: str, rows: Sequence[dict[str, Any]]) -> dict[str, list[Row]]:
    key = f"false blocks: {name}"
    result: dict[str, list[Row]] = {key: []}
    for row in rows:
        source = row["source"]
        text = source if isinstance(source, str) else "\n".join(map(str, source.values()))
        passages = [text[start:end] for start, end in sentences(text)]
        known = [frozenset(words(passage)) for passage in passages]
        for claim in _unlabelled(row["responses"]):
            near = _nearest(frozenset(words(claim)), known)
            cited = [passages[at] for at in near]
            result[key].append((_blocked(claim, cited), claim, " | ".join(cited)))
    return result


def _unlabelled(responses: Sequence[dict[str, Any]]) -> Iterator[str]:
    for response in responses:
        text = response["response"]
        for start, end in sentences(text):
            labelled = any(label["start"] < end and label["end"] > start for label in response["labels"])
            if not labelled and len(set(words(text[start:end]))) >= _SHORTEST:
                yield text[start:end]


def _nearest(claim: frozenset[str], known: Sequence[frozenset[str]]) -> list[int]:
    ranked = sorted(range(len(known)), key=lambda at: -len(claim & known[at]) / (len(known[at]) ** 0.25 + 1))
    return sorted(ranked[:_CITED])


def _blocked(claim: str, cited: Sequence[str]) -> bool:
    rules = {f.rule for f in check_claim(claim, cited) if f.severity is Severity.BLOCK}
    return bool(rules & (_OURS | _NAMES))


if __name__ == "__main__":
    raise SystemExit(main())
