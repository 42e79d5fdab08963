"""The rules of each part of a post, read from ``prompts/sections.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from newsdraft.model import SectionKind, Value


class Words(Value):
    """How many words a part has, at least and at most."""

    min: int = Field(ge=0)
    max: int = Field(gt=0)


class PartRule(Value):
    """The rule of the lead or the conclusion. ``cite`` says which documents it may rest on."""

    words: Words
    cite: tuple[Literal["story", "references"], ...]
    purpose: str


class SectionRule(PartRule):
    """The rule of a section. ``pattern`` matches its heading (case does not count)."""

    kind: SectionKind
    pattern: str
    heading: str

    @field_validator("pattern")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from error
        return value

    def names(self, heading: str) -> bool:
        """Whether a heading is one of this section."""
        return re.search(self.pattern, heading.strip(), re.IGNORECASE) is not None


class SectionRules(Value):
    """All rules: ``parts`` holds lead and conclusion, ``sections`` the four sections in order."""

    version: int
    parts: Mapping[Literal["lead", "conclusion"], PartRule]
    sections: tuple[SectionRule, ...]

    def of(self, kind: SectionKind) -> SectionRule:
        """The rule of one section."""
        return next(rule for rule in self.sections if rule.kind is kind)


def read_rules(text: str, path: Path, problems: list[str]) -> SectionRules | None:
    """Read the file's text; None with every problem appended when it is not as it must be."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only where a prompt is used
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        data: Any = YAML(typ="safe").load(text)
        rules = SectionRules.model_validate(data)
    except YAMLError as error:
        problems.append(f"{path.name}: is no YAML: {' '.join(str(error).split())[:160]}")
        return None
    except ValidationError as error:
        problems += [
            f"{path.name}: {'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False)
        ]
        return None
    found = _missing(rules)
    problems += [f"{path.name}: {problem}" for problem in found]
    return None if found else rules


def _missing(rules: SectionRules) -> list[str]:
    kinds = [rule.kind for rule in rules.sections]
    problems = [
        f"the section {kind.value} must stand in it once" for kind in SectionKind if kinds.count(kind) != 1
    ]
    problems += [f"the part {name} is missing" for name in ("lead", "conclusion") if name not in rules.parts]
    for name, rule in [*rules.parts.items(), *((rule.kind.value, rule) for rule in rules.sections)]:
        if rule.words.min > rule.words.max:
            problems.append(f"{name}: words.min is larger than words.max")
    return problems
