"""The templates of ``prompts/``: loaded strictly, every problem listed at once, and rendered.

A template is a jinja2 file with a YAML head between two lines of ``---``: ``purpose`` (a sentence),
``version`` (a number that is raised with every change of meaning) and ``variables`` (their names). The
declared variables must be the ones that the template uses and the ones that newsdraft hands in; a name
that is not known at rendering is an error, never an empty place in a prompt.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdraft.errors import ConfigError
from newsdraft.writing.material import rule_values
from newsdraft.writing.questions import QUESTIONS_FILE, DeskQuestion, read_questions
from newsdraft.writing.rules import SectionRules, read_rules

if TYPE_CHECKING:
    import jinja2

# What newsdraft hands to each template; docs and tests read it from here.
VARIABLES: Mapping[str, frozenset[str]] = {
    "system": frozenset({"parts", "sections"}),
    "dossier": frozenset({"references", "documents", "study", "evidence"}),
    "task": frozenset({"wanted", "note", "previous"}),
    "format": frozenset({"schema"}),
    "correction": frozenset({"outcome", "problem"}),
    "repair": frozenset({"title", "description", "parts", "failures"}),
    "judge": frozenset({"most_words"}),
    "judge_claims": frozenset({"title", "claims"}),
    "judge_questions": frozenset({"questions", "sentences"}),
    "triage": frozenset({"most_words"}),
    "triage_entries": frozenset({"entries"}),
}
# A project folder of before they were there still drafts; only what needs them asks for them.
OPTIONAL = frozenset(
    {"repair", "judge", "judge_claims", "judge_questions", "questions", "triage", "triage_entries"}
)
# What is data and no template, by the short name of its file.
DATA = {"sections": "sections.yaml", "questions": QUESTIONS_FILE}
HEAD = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """One template. ``version`` is the number of its head."""

    name: str
    path: Path
    purpose: str
    version: int
    variables: frozenset[str]
    template: jinja2.Template

    def render(self, **values: Any) -> str:
        """The text, without blank lines at its ends; ``ConfigError`` when a name is missing or unknown."""
        import jinja2  # noqa: PLC0415 - heavy: only where a prompt is used

        if set(values) != self.variables:
            odd = ", ".join(sorted(set(values) ^ self.variables))
            raise ConfigError(f"handed in and declared variables differ: {odd}", where=str(self.path))
        try:
            return self.template.render(**values).strip()
        except jinja2.TemplateError as error:
            raise ConfigError(
                f"cannot be filled in: {error.message}", where=str(self.path), hint="mend the template"
            ) from error


@dataclass(frozen=True)
class Prompts:
    """All templates, the section rules and the desk's questions of a project. ``version`` names their exact text.

    ``version`` looks like ``draft-2-1a2b3c4d``: the sum of the version numbers would hide an edit that
    forgot to raise one, so the first digits of a hash over all files stand behind the system's version.
    """

    folder: Path
    templates: Mapping[str, Prompt]
    rules: SectionRules
    version: str
    questions: tuple[DeskQuestion, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether the project has these templates; a folder of before they were there lacks some."""
        return all(name in self.templates for name in names)

    def render(self, name: str, **values: Any) -> str:
        """The named template filled in; ``ConfigError`` where the project has no such template."""
        if name not in self.templates:
            raise ConfigError(
                "this template is missing",
                where=str(self.folder / f"{name}.md.j2"),
                hint="copy it from a fresh `newsdraft init`",
            )
        return self.templates[name].render(**values)


def load_prompts(folder: Path) -> Prompts:
    """Read every template and ``sections.yaml``; ``ConfigError.problems`` lists all that is wrong."""
    problems: list[str] = []
    texts = _read_all(folder, problems)
    templates = {}
    for name in VARIABLES:
        if name in texts:
            prompt = _template(name, folder / f"{name}.md.j2", texts[name], problems)
            if prompt:
                templates[name] = prompt
    rules = (
        read_rules(texts["sections"], folder / DATA["sections"], problems) if "sections" in texts else None
    )
    questions = (
        read_questions(texts["questions"], folder / QUESTIONS_FILE, problems) if "questions" in texts else ()
    )
    if rules is not None:
        problems += _try_out(templates, rules)
    if problems or rules is None:
        raise ConfigError(
            "the prompts cannot be used",
            where=str(folder),
            hint="mend these files, or copy them anew from a fresh `newsdraft init`",
            problems=tuple(problems),
        )
    # What no draft is written with does not make another version of the drafts' prompts.
    drafting = sorted(set(texts) - OPTIONAL)
    digest = hashlib.sha256("\0".join(texts[name] for name in drafting).encode()).hexdigest()
    return Prompts(folder, templates, rules, f"draft-{templates['system'].version}-{digest[:8]}", questions)


def _try_out(templates: Mapping[str, Prompt], rules: SectionRules) -> list[str]:
    """Fill every template in once with small values: a mistyped field shows now, not in a paid run."""
    passage = {"id": "S1.1", "text": "A sentence."}
    document = {
        "id": "S1",
        "kind": "news",
        "publisher": "",
        "published": "",
        "title": "",
        "passages": [passage],
        "left_out": 1,
    }
    sentence = {"number": "c1", "text": "A sentence.", "cites": "S1.1"}
    cited = {"number": "c1", "place": "lead", "text": "A sentence.", "cites": ["S1.1"], "basis": "passages"}
    previous = {"title": "", "description": "", "parts": [{"name": "lead", "sentences": [sentence]}]}
    trials: dict[str, list[dict[str, Any]]] = {
        "system": [rule_values(rules)],
        "dossier": [
            {
                "references": [document],
                "documents": [document],
                "study": [{"name": "DOI", "value": "10.1/x", "passages": ["S1.1"]}],
                "evidence": {"level": "animals", "passages": ["S1.1"], "note": "Mice."},
            }
        ],
        "task": [
            {"wanted": ["Background"], "note": "Shorter.", "previous": previous},
            {"wanted": [], "note": "", "previous": previous},
            {"wanted": [], "note": "", "previous": None},
        ],
        "format": [{"schema": "{}"}],
        "correction": [{"outcome": "not JSON", "problem": "No object."}],
        "repair": [{**previous, "failures": [{"number": "c1", "text": "A sentence.", "problems": ["No."]}]}],
        "judge": [{"most_words": 25}],
        "judge_claims": [{"title": "A title.", "claims": [cited, {**cited, "cites": []}]}],
        "judge_questions": [
            {
                "questions": [{"id": "costs", "question": "What?", "met": "So.", "applies": "Always."}],
                "sentences": shown,
            }
            for shown in ([cited], [])
        ],
        "triage": [{"most_words": 12}],
        "triage_entries": [{"entries": [{"number": 1, "kind": "news", "title": "A title.", "text": ""}]}],
    }
    problems = []
    for name, template in templates.items():
        try:
            for values in trials[name]:
                template.render(**values)
        except ConfigError as error:
            problems.append(f"{template.path.name}: {error.message}")
    return problems


def _read_all(folder: Path, problems: list[str]) -> dict[str, str]:
    """The text of every file that must be there, by short name."""
    texts = {}
    for name in [*VARIABLES, *DATA]:
        path = folder / DATA.get(name, f"{name}.md.j2")
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            if name not in OPTIONAL:
                problems.append(f"{path.name}: cannot be read ({error.strerror})")
        except OSError as error:
            problems.append(f"{path.name}: cannot be read ({error.strerror})")
        except UnicodeDecodeError:
            problems.append(f"{path.name}: is not UTF-8 text")
    return texts


def _template(name: str, path: Path, text: str, problems: list[str]) -> Prompt | None:
    head = HEAD.match(text)
    if not head:
        problems.append(f"{path.name}: does not begin with a head between two lines of ---")
        return None
    found: list[str] = []
    values = _head(head.group(1), found)
    body = text[head.end() :]
    template, used = _compile(body, path, text[: head.end()].count("\n"), found)
    declared = values.get("variables", [])
    if template is not None and isinstance(declared, list):
        found += _variable_problems(set(map(str, declared)), used, VARIABLES[name])
    problems += [f"{path.name}: {problem}" for problem in found]
    if found or template is None:
        return None
    return Prompt(name, path, values["purpose"], values["version"], frozenset(declared), template)


def _head(text: str, problems: list[str]) -> dict[str, Any]:
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only where a prompt is used
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        values = YAML(typ="safe").load(text)
    except YAMLError as error:
        problems.append(f"its head is no YAML: {' '.join(str(error).split())[:160]}")
        return {}
    if not isinstance(values, dict):
        problems.append("its head must hold purpose, version and variables")
        return {}
    kinds: dict[str, type] = {"purpose": str, "version": int, "variables": list}
    problems += [f"unknown key {key!r} in its head" for key in values if key not in kinds]
    for key, kind in kinds.items():
        if not isinstance(values.get(key), kind):
            word = {str: "a sentence", int: "a whole number", list: "a list of names"}[kind]
            problems.append(f"{key} must be {word}")
    return values


def _compile(
    body: str, path: Path, offset: int, problems: list[str]
) -> tuple[jinja2.Template | None, set[str]]:
    """The template and the names that it takes from outside."""
    import jinja2  # noqa: PLC0415 - heavy: only where a prompt is used
    from jinja2 import meta  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=False,
    )
    try:
        tree = environment.parse(body, filename=str(path))
        used = meta.find_undeclared_variables(tree) - set(environment.globals)
        return environment.from_string(body), used
    except jinja2.TemplateSyntaxError as error:
        problems.append(f"line {error.lineno + offset}: {error.message}")
        return None, set()


def _variable_problems(declared: set[str], used: set[str], handed: frozenset[str]) -> list[str]:
    def names(group: set[str]) -> str:
        return ", ".join(sorted(group))

    problems = []
    if used - declared:
        problems.append(f"uses {names(used - declared)}, which its head does not declare")
    if declared - used:
        problems.append(f"declares {names(declared - used)}, which it does not use")
    if declared - handed:
        problems.append(f"declares {names(declared - handed)}; newsdraft hands in only {names(set(handed))}")
    if handed - declared:
        problems.append(f"does not declare {names(set(handed) - declared)}, which newsdraft hands in")
    return problems
