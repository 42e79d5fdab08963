"""How well the number checks tell a changed number from the same one in other words.

    python evals/number_checks.py --data FOLDER [--show 10] [--json]

FOLDER holds, one JSON object a line:

- ``number_pairs.jsonl`` with ``original``, ``edited`` and ``changed``: the edited sentence is the claim, the
  original its passage; it is *flagged* when ``check_claim`` finds anything;
- ``trial_quotes.jsonl`` with ``quote``: sentences with numbers. Into each one error is planted (a digit of one
  number changed; a number of another quote put in its place; its unit changed), and it is checked against the
  sentence as it was. A number that stands elsewhere in the sentence is not planted: that is a swap, another
  class of error. Each is also checked against itself, and reworded without a change of meaning ("%" as
  "percent", "12" as "twelve", "months" as "mo", 1200 as 1,200).

Every figure has its n, the base rate, and the 95 % interval of 2,000 bootstrap resamples with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

from figures import SEED, numbers_of, put, read_rows, share, table
from newsdraft.checking import check_claim

Row = tuple[bool, str, str]  # flagged, claim, passage
_UNITS = {"mg": "g", "months": "weeks", "weeks": "days", "days": "hours", "min": "h", "years": "months", "kg": "g",
          "hours": "days", "%": " mg", "percent": "months", "ml": "l", "mL": "L", "cm": "mm"}  # fmt: skip
_WORDS = dict(
    enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
)


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(description="Measure the number checks on labelled sentences.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses and false alarms of each kind"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        measured = {**_pairs(options.data), **_planted(options.data)}
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    figures = {name: share([flagged for flagged, _, _ in rows]) for name, rows in measured.items()}
    sys.stdout.write(
        json.dumps(figures, indent=2) + "\n" if options.json else _base_rate(figures) + table(figures)
    )
    for name, rows in measured.items():
        wanted = not name.startswith(("equal", "same", "reworded"))
        for _, claim, passage in [row for row in rows if row[0] != wanted][: options.show]:
            sys.stdout.write(f"\n[{name}] {claim}\n    {passage}\n")
    return 0


def _base_rate(figures: dict[str, dict[str, float]]) -> str:
    changed, equal = figures["changed pairs"]["n"], figures["equal pairs"]["n"]
    return f"number_pairs: {changed / (changed + equal):.0%} of {changed + equal:.0f} are changed (base rate)\n\n"


def _flagged(claim: str, passage: str) -> Row:
    return bool(check_claim(claim, [passage])), claim, passage


def _pairs(data: Path) -> dict[str, list[Row]]:
    rows = read_rows(data / "number_pairs.jsonl")
    result: dict[str, list[Row]] = {"changed pairs": [], "equal pairs": []}
    for row in rows:
        name = "changed pairs" if row["changed"] else "equal pairs"
        result[name].append(_flagged(str(row["edited"]), str(row["original"])))
    return result


# --- planted errors --------------------------------------------------------------------------------------


def _planted(data: Path) -> dict[str, list[Row]]:
    quotes = [str(row["quote"]).strip() for row in read_rows(data / "trial_quotes.jsonl")]
    chance = random.Random(SEED)
    plants: dict[str, Callable[[str], str | None]] = {
        "planted: a digit changed": lambda quote: _digit(quote, chance),
        "planted: a foreign number": lambda quote: _foreign(quote, chance.choice(quotes), chance),
        "planted: a unit changed": _unit,
        "same sentence": lambda quote: quote,
        "reworded sentence": _reworded,
    }
    result: dict[str, list[Row]] = {}
    for name, plant in plants.items():
        claims = ((plant(quote), quote) for quote in quotes)
        result[name] = [_flagged(claim, quote) for claim, quote in claims if claim is not None]
    return result


def _digit(quote: str, chance: random.Random) -> str | None:
    found = numbers_of(quote)
    if not found:
        return None
    match = chance.choice(found)
    digits = [at for at, char in enumerate(match.group()) if char.isdigit()]
    at = chance.choice(digits)
    others = [digit for digit in "123456789" if digit != match.group()[at]]
    changed = match.group()[:at] + chance.choice(others) + match.group()[at + 1 :]
    # A number that stands elsewhere in the quote is a swap, which is another class of error.
    return None if float(changed) in _values(quote) else put(quote, match, changed)


def _foreign(quote: str, other: str, chance: random.Random) -> str | None:
    own = _values(quote)
    lent = [match.group() for match in numbers_of(other) if float(match.group()) not in own]
    found = numbers_of(quote)
    if not found or not lent:
        return None
    return put(quote, chance.choice(found), chance.choice(lent))


def _values(quote: str) -> set[float]:
    return {float(digits) for digits in re.findall(r"\d+(?:\.\d+)?", quote)}


def _unit(quote: str) -> str | None:
    match = re.search(rf"(?<=\d)(\s?)({'|'.join(map(re.escape, _UNITS))})(?![\w^])", quote)
    if match is None:
        return None
    return quote[: match.start()] + match[1] + _UNITS[match[2]] + quote[match.end() :]


def _reworded(quote: str) -> str | None:
    """The same in other words, or None where nothing was there to reword."""
    text = re.sub(r"(?<=\d)\s?%(?!\s?\(?(?:CI|confidence))", " percent", quote)
    text = re.sub(r"(?<=\d) months\b", " mo", text)
    text = re.sub(r"(?<![\w.,])(\d{1,3})(\d{3})(?=\s[a-z])", r"\1,\2", text)
    text = re.sub(
        r"(?<=[a-z]\s)(\d{1,2})(?=\s(?:patients|women|men|children|weeks|months|days|years))", _in_words, text
    )
    return text if text != quote else None


def _in_words(match: re.Match[str]) -> str:
    return _WORDS.get(int(match.group()), match.group())


if __name__ == "__main__":
    raise SystemExit(main())
