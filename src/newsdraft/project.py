"""A project folder: where its files are, how one is recognised, and how a new one is made."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from newsdraft.errors import ConfigError

STARTER_FILES = ("sources.yaml", "rules.toml", "prompts", "references")

SETTINGS_TEMPLATE = """\
# Settings of this newsdraft project. Every key has a default; docs/settings.md lists them all.
# A key never belongs in this file: put OPENAI_API_KEY in the environment or in a file named .env here.

# model = "the name of the model that your endpoint serves"
# contact = "editor@example.org"   # goes into the User-Agent, so that a site can reach you
"""


@dataclass(frozen=True)
class Project:
    """The paths of one project folder."""

    root: Path

    @property
    def sources(self) -> Path:
        """The list of feeds; its presence makes a folder a project."""
        return self.root / "sources.yaml"

    @property
    def settings(self) -> Path:
        """The settings file, which need not be there."""
        return self.root / "newsdraft.toml"

    @property
    def drafts(self) -> Path:
        """The queue that editors work in."""
        return self.root / "drafts"

    @property
    def state(self) -> Path:
        """What newsdraft keeps for itself: database, spool, locks."""
        return self.root / ".newsdraft"

    @property
    def prompts(self) -> Path:
        """The project's own prompts, or those that ship with newsdraft if it has none."""
        own = self.root / "prompts"
        return own if own.is_dir() else starter() / "prompts"

    @property
    def references(self) -> Path:
        """The project's own references, or those that ship with newsdraft if it has none."""
        own = self.root / "references"
        return own if own.is_dir() else starter() / "references"


def starter() -> Path:
    """The folder of the files that a new project begins with: in the wheel, or beside ``src/`` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "starter"
    return installed if installed.is_dir() else package.parents[1]


def open_project(folder: Path) -> Project:
    """The project in ``folder``; ConfigError when it holds no ``sources.yaml``."""
    project = Project(folder.resolve())
    if not project.sources.is_file():
        raise ConfigError(
            "this folder is no newsdraft project: it holds no sources.yaml",
            where=str(folder),
            hint="make one with `newsdraft init DIR`, or name one with `--project DIR`",
        )
    return project


def init_project(folder: Path) -> tuple[Project, list[str]]:
    """Make a project in ``folder``, leaving every file that is already there; returns it and what was written."""
    project = Project(folder.resolve())
    written = []
    try:
        project.drafts.mkdir(parents=True, exist_ok=True)
        for name in STARTER_FILES:
            target = project.root / name
            if target.exists():
                continue
            source = starter() / name
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copyfile(source, target)
            written.append(name)
        if not project.settings.exists():
            project.settings.write_text(SETTINGS_TEMPLATE, encoding="utf-8")
            written.append(project.settings.name)
    except OSError as error:
        raise ConfigError(
            f"the project folder cannot be written: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="choose a folder that you may write to",
        ) from error
    return project, written
