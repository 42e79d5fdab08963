"""The documentation cannot drift: what the code has, the pages name."""

import re
from pathlib import Path

import pytest

from newsdraft.checking import RULES
from newsdraft.cli import cli
from newsdraft.config import settings_table
from newsdraft.writing.prompts import VARIABLES

DOCS = Path(__file__).resolve().parents[1] / "docs"


def page(name):
    return (DOCS / name).read_text()


@pytest.mark.parametrize("row", settings_table(), ids=lambda row: row[0])
def test_every_setting_is_documented(row):
    key, env, default, meaning = row
    line = next((line for line in page("settings.md").splitlines() if f"`{env}`" in line), "")
    assert line, f"{key} is missing in docs/settings.md"
    assert (f"`{default}`" if default else "–") in line
    assert meaning.replace("|", "/") in line


def commands(group=cli, prefix=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*prefix, name))
        else:
            yield " ".join((*prefix, name)), command


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_is_documented(name, command):
    text = page("commands.md")
    found = re.search(
        rf"^## `newsdraft {re.escape(name)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, f"docs/commands.md has no section on `newsdraft {name}`"
    shared = ("--json", "--quiet", "--verbose", "--project", "--log-format")
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option not in shared:
                assert option in found[0], f"{option} of {name}"


def test_every_exit_code_is_documented():
    assert {f"| {code} |" for code in range(5)} <= set(re.findall(r"\| \d \|", page("commands.md")))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_documented(rule):
    line = next((line for line in page("rules.md").splitlines() if f"`{rule.id}`" in line), "")
    assert line, f"{rule.id} is missing in docs/rules.md"
    assert rule.severity.value in line
    assert rule.explanation in line


@pytest.mark.parametrize(("template", "variables"), VARIABLES.items())
def test_every_prompt_variable_is_documented(template, variables):
    text = page("prompts.md")
    assert f"`{template}`" in text
    for variable in variables:
        assert f"`{variable}`" in text
