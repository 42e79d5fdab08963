"""How well numbers of the wrong arm, and comparisons the wrong way round, are told from right ones.

    python evals/arm_checks.py --data FOLDER [--rows all|even|odd] [--show 10] [--json]

FOLDER holds ``trial_quotes.jsonl`` with ``quote``: sentences with the numbers of both arms of a trial. Each sentence is
the passage; the claim is made from it:

- *swapped numbers*: two numbers of one form ("2.2 %" and "2.7 %") with a word of comparison between them change
  places; *any two numbers*: the same of any two of one form, whatever they belong to (outcomes, times, groups);
- *swapped names*: the names of two groups change places;
- *told anew*: from sentences of a plain shape ("12% in the A group and 15% in the B group", "higher in the A group than
  in the B group (12% vs 15%)"), both arms or one are told in other words, right or with the numbers changed over. The
  shapes are read by patterns of this file, not by the checks. *Comparisons* without numbers ("higher in the A group
  than in the B group") likewise.

A claim with numbers or names in exchanged places counts as flagged when any finding is made, one that is told anew when
one of the rules on arms, times and comparisons fires. False alarms are also counted on
sentences that are supported by long passages, where the folder has them: ``ragtruth_summary.jsonl``,
``ragtruth_qa.jsonl`` (sentences without an unsupported span, against their source) and ``scifact_support.jsonl``
(supported claims).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from figures import numbers_of, read_rows, share, table
from newsdraft.checking import check_claim
from newsdraft.text import sentences

RULES = ("numbers-exchanged", "number-of-other-arm", "number-of-other-time", "comparison-reversed")
_COMPARES = re.compile(r"\b(?:vs|versus|compared|and|than|respectively|whereas|while|against)\b")
_AFTER = re.compile(r"\s?(%|percent|±|[a-z]{1,8}(?:/[a-z]+)?\b)?")
_SPREAD = re.compile(r"(?:±|\bS[DE]M?\b|CI\b|to|-|–|,|=|<|>|\[)[\s:=(\[−-]*$")


class Row(NamedTuple):
    """A claim beside its passage, and the rules of ours that fired with their severity."""

    found: list[str]
    claim: str
    passage: str


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(description="Measure the checks on arms.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--rows", choices=("all", "even", "odd"), default="all", help="which rows are used")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses and false alarms of each kind"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    step = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}[options.rows]
    try:
        quotes = [str(row["quote"]).strip() for row in read_rows(options.data / "trial_quotes.jsonl")[step]]
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    measured = {**_planted(quotes), **_anew(quotes), **_compared(quotes), **_supported(options.data, step)}
    figures = {name: share([bool(row.found) for row in rows]) for name, rows in measured.items() if rows}
    blocked = {
        f"{name}, blocked": share([any(":block" in found for found in row.found) for row in rows])
        for name, rows in measured.items()
        if rows and not name.startswith("wrong")
    }
    figures |= blocked
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else table(figures))
    for name, rows in measured.items():
        for row in [row for row in rows if bool(row.found) != name.startswith("wrong")][: options.show]:
            sys.stdout.write(f"\n[{name}] {row.found}\n    {row.claim}\n    {row.passage[:600]}\n")
    return 0


def _checked(claim: str, passage: str, *, every: bool = False) -> Row:
    found = [
        f"{f.rule}:{f.severity.value}" for f in check_claim(claim, [passage]) if every or f.rule in RULES
    ]
    return Row(found, claim, passage)


# --- numbers and names that change places ----------------------------------------------------------------


def _planted(quotes: list[str]) -> dict[str, list[Row]]:
    plants = {
        "wrong: swapped numbers": lambda quote: next(_swaps(quote, compared=True), None),
        "wrong: any two numbers swapped": lambda quote: next(_swaps(quote, compared=False), None),
        "wrong: swapped names": _swapped_names,
        "right: names and numbers swapped": _turned,
    }
    result: dict[str, list[Row]] = {}
    for name, plant in plants.items():
        claims = ((plant(quote), quote) for quote in quotes)
        result[name] = [_checked(claim, quote, every=True) for claim, quote in claims if claim is not None]
    return result


def _main_numbers(quote: str) -> list[re.Match[str]]:
    """The numbers that are no deviation, bound of an interval or p value."""
    return [
        m
        for m in numbers_of(quote)
        if not _SPREAD.search(quote[max(0, m.start() - 12) : m.start()])
        and quote[m.start() - 1 : m.start()] != "·"
        and quote[m.end() : m.end() + 1] != "·"
    ]


def _form(quote: str, match: re.Match[str]) -> tuple[str, bool]:
    unit = _AFTER.match(quote, match.end())
    return (unit[1] or "" if unit else ""), "." in match.group()


def _swaps(quote: str, *, compared: bool) -> Iterator[str]:
    """The quote with two numbers of one form exchanged; with ``compared``, a word of comparison between them."""
    found = _main_numbers(quote)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            between = quote[one.end() : other.start()]
            alike = _form(quote, one) == _form(quote, other) or between.strip(" %") in (
                "vs",
                "vs.",
                "and",
                "versus",
            )
            if not alike or float(one.group()) == float(other.group()):
                continue
            if not compared or (len(between) < 120 and _COMPARES.search(between) and "Table" not in quote):
                yield (quote[: one.start()] + other.group() + between + one.group() + quote[other.end() :])


_GROUP_NAME = re.compile(
    r"\b(?P<name>[\w+-]+(?: \d+ ?m?g)?) (?:group|arm)\b|\b[Gg]roup (?P<label>[A-Z]|\d|I{1,3})\b"
)
_NO_NAME = {
    "in",
    "for",
    "of",
    "and",
    "to",
    "than",
    "or",
    "by",
    "with",
    "the",
    "a",
    "each",
    "same",
    "other",
    "this",
    "age",
    "between",
    "study",
    "either",
    "every",
    "one",
    "treatment",
}


_TOLD = re.compile(
    r"\b(?:higher|lower|greater|less|more|increas\w+|decreas\w+|reduc\w+|improv\w+|shorter|longer|better|worse|fewer|"
    r"faster|earlier|later|smaller|larger|favou?r\w*)\b|±",
    re.I,
)


def _turned(quote: str) -> str | None:
    """The quote with the names and the numbers of two groups exchanged: the same in another order, and right."""
    match = next((found for shape in _SHAPES if (found := shape.search(quote))), None)
    if match is None or match["q1"].strip() == match["q2"].strip() or _TOLD.search(quote):
        return None  # "higher" would be wrong of the other order
    spans = {
        match.span(name): match[other] for name, other in (("a", "b"), ("b", "a"), ("q1", "q2"), ("q2", "q1"))
    }
    for (start, end), text in sorted(spans.items(), reverse=True):
        quote = quote[:start] + text + quote[end:]
    return quote


def _swapped_names(quote: str) -> str | None:
    """The quote with the names of its first two groups exchanged, where it sets one against the other."""
    named = [m for m in _GROUP_NAME.finditer(quote) if (m["name"] or m["label"]).lower() not in _NO_NAME]
    for one, other in pairwise(named):
        (a1, a2), (b1, b2) = ((m.span("name") if m["name"] else m.span("label")) for m in (one, other))
        between = quote[a2:b1]
        ordered = re.search(r"\d|\bthan\b|compared|versus|vs", between)
        if quote[a1:a2].lower() != quote[b1:b2].lower() and ordered and len(between) < 150:
            return quote[:a1] + quote[b1:b2] + between + quote[a1:a2] + quote[b2:]
    return None


# --- the same told anew ----------------------------------------------------------------------------------

_UNIT = r"(?: (?P<u{0}>days|hours|minutes|min|h|weeks|months|years|kg|mm|cm|U/L|m[gl]/dl|mmol/l|points?)\b)?"
_NUMBER = r"(?P<q{0}>(?<![\d·.])\d+(?:\.\d+)?(?![\d·]) ?%?)(?: ?± ?\d+\.?\d*%?)?" + _UNIT
_NAME = r"(?:the )?(?P<{0}>[A-Za-z][\w+-]*(?: [\w+-]+)??) (?:group|arm)"
_Q1, _Q2, _A, _B = _NUMBER.format(1), _NUMBER.format(2), _NAME.format("a"), _NAME.format("b")
_IN = r"(?: ?\([^()]*\))? (?:of [\w ]{1,20})?in "
_SHAPES = (
    re.compile(rf"{_Q1}{_IN}{_A},? (?:and|versus|vs\.?|compared (?:with|to)) {_Q2}{_IN}{_B}"),
    re.compile(
        rf"in {_A} (?:than|compared (?:with|to))(?: in)? (?:the )?(?P<b>[A-Za-z][\w+-]*)(?: group| arm)? "
        rf"\({_Q1}[^(),;]{{0,20}} (?:vs\.?|versus) {_Q2}"
    ),
    re.compile(
        rf"in {_A} \({_Q1}[^()]{{0,60}}\)[^()]{{0,40}}(?:than|compared|and)[^()]{{0,20}}in {_B} \({_Q2}"
    ),
    re.compile(
        rf"{_Q1}(?: ?\([^()]*\))? and {_Q2}(?: ?\([^()]*\))? (?:[a-z%]+ )?(?:in|for) the (?P<a>[\w+-]+) and "
        r"(?:the )?(?P<b>[\w+-]+) groups"
    ),
)
_TEMPLATES = (
    "It was {p} with {a}; with {b} it was {q}.",
    "{A} patients had {p}, compared with {q} for {b}.",
    "People in the {b} group had {q} and people in the {a} group {p}.",
    "The result for {a} and {b} was {p} and {q}, respectively.",
    "The {a} group had {p}.",
    "The figure was {q} among those in the {b} group.",
)


def _anew(quotes: list[str]) -> dict[str, list[Row]]:
    right, wrong = list[Row](), list[Row]()
    for quote in quotes:
        match = next((found for shape in _SHAPES if (found := shape.search(quote))), None)
        if match is None or float(match["q1"].strip(" %")) == float(match["q2"].strip(" %")):
            continue
        a, b = match["a"], match["b"]
        units = match.groupdict()
        unit = units.get("u1") or units.get("u2") or ""
        if not unit and "%" in match["q1"] + match["q2"]:
            unit = "%"
        one, other = (f"{match[q].strip(' %')} {unit}".strip() for q in ("q1", "q2"))
        for template in _TEMPLATES:
            right.append(_checked(template.format(a=a, A=a, b=b, p=one, q=other), quote))
            wrong.append(_checked(template.format(a=a, A=a, b=b, p=other, q=one), quote))
    return {"wrong: told anew, numbers changed over": wrong, "right: told anew": right}


_COMPARISON = re.compile(
    r"(?P<measure>[A-Za-z][\w-]*(?: [\w-]+){0,3}) (?:was|were) (?:also )?(?:significantly |statistically |much )*"
    rf"(?P<word>higher|lower|longer|shorter|greater|better|worse) in {_A},? "
    r"(?:than|(?:as )?compared (?:with|to)|versus)(?: in)? (?:the )?(?P<b>[A-Za-z][\w+-]*)(?: group| arm)?"
)
_COMPARING = (
    "The {measure} was {word} with {a} than with {b}.",
    "Compared with the {b} group, the {a} group had {word} {measure}.",
    "People in the {a} group had {word} {measure} than those in the {b} group.",
)


def _compared(quotes: list[str]) -> dict[str, list[Row]]:
    right, wrong = list[Row](), list[Row]()
    for quote in quotes:
        match = _COMPARISON.search(quote)
        if match is None or re.search(r"\d", match["measure"]) or re.search(r"\bno\b|\bnot\b", quote):
            continue
        told = {name: match[name] for name in ("word", "a", "b")}
        told["measure"] = re.sub(r"^(?:(?:the|and|with|of|in|a) )+", "", match["measure"])
        for template in _COMPARING:
            right.append(_checked(template.format(**told), quote))
            wrong.append(_checked(template.format(**{**told, "a": told["b"], "b": told["a"]}), quote))
    return {"wrong: a comparison turned round": wrong, "right: a comparison told anew": right}


# --- supported sentences ---------------------------------------------------------------------------------


def _supported(data: Path, step: slice) -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = {}
    for name in ("ragtruth_summary", "ragtruth_qa"):
        path = data / f"{name}.jsonl"
        if path.exists():
            result[f"right: {name}"] = [
                row for source in read_rows(path)[step] for row in _clean_sentences(source)
            ]
    path = data / "scifact_support.jsonl"
    if path.exists():
        rows = [row for row in read_rows(path)[step] if row["supported"]]
        result["right: scifact claims"] = [_checked(str(row["claim"]), str(row["passage"])) for row in rows]
        result["right: a sentence beside its passage"] = [
            _checked(text[start:end], text)
            for text in dict.fromkeys(str(row["passage"]) for row in read_rows(path)[step])
            for start, end in sentences(text)
        ]
    path = data / "number_pairs.jsonl"
    if path.exists():
        rows = [row for row in read_rows(path)[step] if not row["changed"]]
        result["right: equal pairs"] = [_checked(str(row["edited"]), str(row["original"])) for row in rows]
    return result


def _clean_sentences(source: dict[str, Any]) -> Iterator[Row]:
    for response in source["responses"]:
        text, labels = str(response["response"]), response["labels"]
        for start, end in sentences(text):
            if not any(label["start"] < end and start < label["end"] for label in labels):
                yield _checked(text[start:end], str(source["source"]))


if __name__ == "__main__":
    raise SystemExit(main())
