"""The desk's own weights: ``rules.toml`` of a project, read strictly, and the file that a new project begins with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from newsdraft.checking import RULES, THRESHOLDS, Policy, Rule, Threshold
from newsdraft.config import did_you_mean
from newsdraft.errors import ConfigError
from newsdraft.model import Severity, Value

RULES_FILE = "rules.toml"
OFF = "off"
_WIDTH = 100
_HEAVIER = {Severity.MINOR: 0, Severity.MAJOR: 1, Severity.BLOCK: 2}
_HEAD = """\
# How much each rule of the checks weighs here, and from where on a measure is too much.
#
# Take the # from a line and change it; what stays a comment is as newsdraft ships it. A rule takes
#   severity = "block"   must be mended, or acknowledged by name with a reason, before a post can be approved
#   severity = "major"   shown, and should be mended
#   severity = "minor"   shown
#   severity = "off"     not looked for
# What a check finds milder than its rule usually is does not get heavier by this. Rules without a severity line
# hold a promise of newsdraft and stay as they are. `newsdraft rules` shows what holds in this project.
"""


def load_policy(folder: Path) -> Policy:
    """What ``rules.toml`` of ``folder`` decides; the usual weights where there is no such file.

    Raises ConfigError that lists every problem with its line.
    """
    path = folder / RULES_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Policy()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the rules cannot be read: {error}", where=str(path), hint="save it as UTF-8 text"
        ) from error
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"the rules cannot be read as TOML: {error}", where=str(path)) from error
    read = _Reader(text)
    policy = Policy(severities=dict(read.severities(table)), limits=dict(read.limits(table)))
    read.unknown_tables(table)
    if read.problems:
        raise ConfigError(
            f"the rules need a correction in {len(read.problems)} place{'s' * (len(read.problems) > 1)}",
            where=str(path),
            hint="`newsdraft rules` lists every rule and threshold",
            problems=tuple(read.problems),
        )
    return policy


class _Reader:
    """Takes a parsed ``rules.toml`` apart and notes what is wrong in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[str] = []

    def severities(self, table: Mapping[str, object]) -> Iterator[tuple[str, Severity | None]]:
        for name, given in self._table(table, "rules"):
            place = f"{RULES_FILE}:{self._line(name)}: rules.{name}"
            rule = RULES.get(name)
            if given == {}:
                continue  # as shipped; also a rule that a newer version no longer has
            if rule is None:
                self.problems.append(f"{place}: there is no such rule{did_you_mean(name, RULES)}")
            elif not isinstance(given, dict) or set(given) - {"severity"}:
                self.problems.append(f'{place}: takes one key, severity = "…"')
            else:
                yield from self._severity(place, rule, given["severity"])

    def _severity(self, place: str, rule: Rule, given: object) -> Iterator[tuple[str, Severity | None]]:
        known = {severity.value: severity for severity in Severity} | {OFF: None}
        if not isinstance(given, str) or given not in known:
            self.problems.append(f"{place}: severity is block, major, minor or off (it is {given!r})")
            return
        severity = known[given]
        if rule.fixed and (severity is None or _HEAVIER[severity] < _HEAVIER[rule.severity]):
            self.problems.append(
                f"{place}: holds a promise of newsdraft and cannot weigh less than {rule.severity.value}"
            )
            return
        yield rule.id, severity

    def limits(self, table: Mapping[str, object]) -> Iterator[tuple[str, float]]:
        for name, given in self._table(table, "thresholds"):
            place = f"{RULES_FILE}:{self._line(name)}: thresholds.{name}"
            threshold = THRESHOLDS.get(name)
            if threshold is None:
                self.problems.append(f"{place}: there is no such threshold{did_you_mean(name, THRESHOLDS)}")
            elif (
                isinstance(given, bool) or not isinstance(given, (int, float)) or not given >= threshold.least
            ):
                self.problems.append(f"{place}: is a number of {threshold.least:g} or more (it is {given!r})")
            else:
                yield name, float(given)

    def unknown_tables(self, table: Mapping[str, object]) -> None:
        for name in table:
            if name not in ("rules", "thresholds"):
                place = f"{RULES_FILE}:{self._line(name)}: {name}"
                self.problems.append(f"{place}: only the tables rules and thresholds belong here")

    def _table(self, table: Mapping[str, object], name: str) -> list[tuple[str, object]]:
        found = table.get(name, {})
        if isinstance(found, dict):
            return list(found.items())
        self.problems.append(f"{RULES_FILE}:{self._line(name)}: {name}: must be a table")
        return []

    def _line(self, key: str) -> int:
        """The line on which a key or table of that name stands; tomllib keeps no lines."""
        found = re.search(rf"(?m)^[^#\n]*\b{re.escape(key)}\b[\"']?[ \t]*[=\].]", self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1


# --- what holds ------------------------------------------------------------------------------------------


class RuleInForce(Value):
    """A rule as it holds in a project. ``severity`` is block, major, minor or off; ``usual`` as it ships."""

    id: str
    severity: str
    usual: str
    also: str
    fixed: bool
    explanation: str
    standard: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]


class LimitInForce(Value):
    """A threshold as it holds in a project."""

    name: str
    value: float
    usual: float
    meaning: str
    standard: str


def rules_in_force(folder: Path) -> tuple[list[RuleInForce], list[LimitInForce]]:
    """Every rule and threshold with what ``rules.toml`` of ``folder`` makes of it."""
    policy = load_policy(folder)
    rules = [
        RuleInForce(severity=_in_force(policy, rule), usual=rule.severity.value, **_shown(rule))
        for rule in RULES.values()
    ]
    limits = [
        LimitInForce(
            name=each.name,
            value=policy.limit(each.name),
            usual=each.usual,
            meaning=each.meaning,
            standard=each.standard,
        )
        for each in THRESHOLDS.values()
    ]
    return rules, limits


def _shown(rule: Rule) -> dict[str, Any]:
    return rule.model_dump(exclude={"severity"})


def _in_force(policy: Policy, rule: Rule) -> str:
    severity = policy.severities.get(rule.id, rule.severity)
    return OFF if severity is None else severity.value


# --- the file of a new project ---------------------------------------------------------------------------


def rules_text() -> str:
    """``rules.toml`` as a new project gets it: every threshold and rule with its standard, all commented out."""
    parts = [_HEAD, "[thresholds]\n", *map(_threshold_text, THRESHOLDS.values())]
    parts += [_rule_text(rule) for rule in RULES.values()]
    return "\n".join(parts)


def _threshold_text(threshold: Threshold) -> str:
    return f"{_comment(threshold.meaning, threshold.standard)}# {threshold.name} = {threshold.usual:g}\n"


def _rule_text(rule: Rule) -> str:
    usual = f'# severity = "{rule.severity.value}"'
    also = f" ({rule.also})" if rule.also else ""
    line = f"# Always {rule.severity.value}{also}." if rule.fixed else f"{usual}"
    told = (
        rule.explanation
        if rule.fixed or not also
        else f"{rule.explanation} Usually {rule.severity.value}{also}."
    )
    return f"[rules.{rule.id}]\n{_comment(told, rule.standard)}{line}\n"


def _comment(*texts: str) -> str:
    return "".join(f"# {line}\n" for text in texts for line in wrap(text, _WIDTH))
