"""The shape of the package: imports point downward, heavy libraries stay out of what must be quick."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "newsdraft"
STAGES = {"polling", "selecting", "reading", "writing", "checking", "reviewing", "publishing"}
# From the top down: a part may import parts of lower rows only (and its own).
LAYERS = [
    {"__main__"},
    {"cli", "desk"},
    {"app"},
    {"pipeline"},
    STAGES,
    {
        "store",
        "sample",
        "registries",
        "project",
        "config",
        "jobs",
        "references",
        "markdown",
        "frontmatter",
        "web",
        "sandbox",
    },
    {"naming"},
    {"text"},
    {"model"},
    {"errors"},
]
RANK = {part: row for row, parts in enumerate(LAYERS) for part in parts}
# Helpers of the same row that may import each other downward, in this order.
WITHIN = {("cli", "desk"), ("markdown", "frontmatter"), ("references", "config"), ("registries", "web")}


def parts_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("newsdraft."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "newsdraft":
            found |= {alias.name for alias in node.names if alias.name in RANK}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("newsdraft.")}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_downward(path):
    part = parts_of(path)
    if part == "__init__":
        return
    for target in imports(path) - {part}:
        assert target in RANK, f"{target} has no row in LAYERS"
        assert RANK[target] > RANK[part] or (part, target) in WITHIN, f"{path.name}: {part} imports {target}"


def test_modules_stay_readable():
    long = {
        str(path.relative_to(PACKAGE)): count
        for path in PACKAGE.rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 400
    }
    assert not long


def modules_after(*arguments: str, **process: Any) -> set[str]:
    """What the command line has loaded when it has run."""
    script = f"""
import sys
from newsdraft.cli import main
sys.argv = {["newsdraft", *arguments]!r}
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
print(*sys.modules)
"""
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, **process
    )
    return set(result.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    heavy = {"openai", "trafilatura", "feedparser", "sqlalchemy", "pydantic", "lxml", "jinja2", "httpx2"}
    assert not modules_after("--help") & heavy


def test_a_run_with_nothing_new_loads_nothing_heavy(project):
    assert project("run").code == 0
    loaded = modules_after("run", cwd=project.folder, env={**os.environ, **project.env})
    heavy = {
        "openai",
        "trafilatura",
        "feedparser",
        "lxml",
        "jinja2",
        "dateparser",
        "nh3",
        "markdown_it",
        "slugify",
    }
    assert not loaded & heavy
    idle = STAGES - {"polling"} | {"references", "sample", "registries"}
    assert not {name for name in loaded if name.startswith("newsdraft.") and name.split(".")[1] in idle}
