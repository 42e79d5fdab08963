"""Where settings come from: flag, then environment, then .env, then newsdraft.toml, then default.

Each value keeps the place that it came from, so that a mistake can be named with file and line. (A general
settings library merges the layers first and forgets the places; it also costs 150 ms to import.)
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from newsdraft.config.settings import ENV_PREFIX, Settings, env_name, mask_address, setting_names
from newsdraft.errors import ConfigError

SETTINGS_FILE = "newsdraft.toml"
ENV_FILE = ".env"


@dataclass(frozen=True)
class _Given:
    """One value as it was given. ``name`` is the key as it stands there, ``where`` the file and line."""

    key: str
    name: str
    value: object
    where: str


@dataclass
class _Read:
    """What was found so far. Later layers overrule earlier ones in ``values``."""

    values: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def load_settings(
    project: Path, flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """The settings of the project folder ``project``.

    ``flags`` maps setting names to values of the command line; None means "not given". ``environ`` is the
    process environment unless one is handed over. Only ``.env`` and ``newsdraft.toml`` of the project folder
    are read, whatever the current folder is. Raises ConfigError that lists every problem. What is odd but no
    error (an unknown ``NEWSDRAFT_`` variable) is in ``warnings`` of the result.
    """
    root = project.resolve()
    read = _Read()
    _take(_from_toml(root / SETTINGS_FILE, read), read, root, strict=True)
    read.problems.sort(key=_line_named)
    in_toml = len(read.problems)
    _take(_from_dotenv(root / ENV_FILE, read), read, root)
    read.problems[in_toml:] = sorted(read.problems[in_toml:], key=_line_named)
    _take(_from_environment(os.environ if environ is None else environ, "environment", read), read, root)
    _take(_from_flags(flags or {}, read), read, Path.cwd())
    read.problems += _conflicts(read.values)
    if read.problems:
        raise ConfigError(
            f"the settings of this project need a correction in {_count(read.problems)}",
            where=str(root),
            hint="docs/settings.md lists every setting with its meaning and default",
            problems=tuple(read.problems),
        )
    read.values.setdefault("database_url", f"sqlite:///{root / '.newsdraft' / 'state.db'}")
    return Settings.model_validate({**read.values, "project": root, "warnings": tuple(read.warnings)})


def _count(problems: list[str]) -> str:
    return "one place" if len(problems) == 1 else f"{len(problems)} places"


def _line_named(problem: str) -> int:
    """The line that a problem names, so that a file's problems can be listed from top to bottom."""
    found = re.match(r"[^:]*:(\d+):", problem)
    return int(found[1]) if found else 0


# --- the layers ------------------------------------------------------------------------------------------


def _from_toml(path: Path, read: _Read) -> Iterable[_Given]:
    text = _text_of(path, read)
    if text is None:
        return
    import tomllib  # noqa: PLC0415  most commands of a project without this file never need it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path.name}:{line[1]}" if line else path.name
        read.problems.append(f"{place}: cannot be read as TOML: {error}")
        return
    except RecursionError:
        read.problems.append(f"{path.name}: cannot be read as TOML: it is nested too deeply")
        return
    for key, value in table.items():
        where = f"{path.name}:{_line_of(text, key)}"
        if key == "openai_api_key" or key.upper() == env_name("openai_api_key"):
            read.problems.append(
                f"{where}: {key}: a key never belongs in this file; put OPENAI_API_KEY into the environment "
                f"or into {ENV_FILE} beside it"
            )
        elif key not in setting_names():
            read.problems.append(f"{where}: {key}: unknown setting{did_you_mean(key, setting_names())}")
        else:
            yield _Given(key, key, value, where)


def _line_of(text: str, key: str) -> int:
    """The line on which a top-level key (or table) stands; tomllib does not keep lines."""
    found = re.search(rf"(?m)^[ \t]*\[{{0,2}}[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _from_dotenv(path: Path, read: _Read) -> Iterable[_Given]:
    text = _text_of(path, read)
    if text is None:
        return
    import io  # noqa: PLC0415  with dotenv: only where a .env file stands

    from dotenv.parser import parse_stream  # noqa: PLC0415

    lines: dict[str, int] = {}
    found: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            read.problems.append(f"{path.name}:{binding.original.line}: this line is not NAME=value")
        elif binding.key is not None and binding.value is not None:
            # The original text of a binding begins with the blank lines before it.
            blank = len(binding.original.string) - len(binding.original.string.lstrip("\r\n"))
            lines[binding.key] = binding.original.line + binding.original.string.count("\n", 0, blank)
            found[binding.key] = binding.value
    for given in _from_environment(found, path.name, read):
        yield _Given(given.key, given.name, given.value, f"{path.name}:{lines[given.name]}")


def _from_environment(environ: Mapping[str, str], where: str, read: _Read) -> Iterable[_Given]:
    names = {env_name(key): key for key in setting_names()}
    for name in sorted(environ):
        if name in names:
            if environ[name].strip():  # an empty variable is how a shell unsets one
                yield _Given(names[name], name, environ[name].strip(), where)
        elif name.upper().startswith(ENV_PREFIX):
            read.warnings.append(f"{where}: {name}: unknown setting, left alone{_nearest_name(name, names)}")


def _from_flags(flags: Mapping[str, object], read: _Read) -> Iterable[_Given]:
    for key, value in flags.items():
        name = "--" + key.replace("_", "-")
        if key not in setting_names():
            read.problems.append(f"command line: {name}: unknown setting{did_you_mean(key, setting_names())}")
        elif value is not None:
            yield _Given(key, name, value, "command line")


def _text_of(path: Path, read: _Read) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        read.problems.append(f"{path.name}: is not UTF-8 text; save it as UTF-8")
    except OSError as error:
        read.problems.append(f"{path.name}: cannot be read: {error.strerror or error}")
    return None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean 'X'?`` for the nearest known name, or nothing."""
    folded = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


def _nearest_name(name: str, names: Mapping[str, str]) -> str:
    """The same for a variable: compared without the prefix, which makes every name look near."""
    guess = did_you_mean(name[len(ENV_PREFIX) :], names.values())
    return next((guess.replace(repr(key), env) for env, key in names.items() if repr(key) in guess), "")


# --- values ----------------------------------------------------------------------------------------------


def _take(layer: Iterable[_Given], read: _Read, base: Path, *, strict: bool = False) -> None:
    """Check the values of one layer and keep them. ``base`` is where relative paths start.

    ``strict`` wants the right type at once; without it, text is read as a number or a flag where one belongs.
    """
    given = {each.key: each for each in layer}
    try:
        values = {key: each.value for key, each in given.items()}
        checked = Settings.model_validate({**values, "project": base}, strict=strict)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            each = given[str(fault["loc"][0])]
            read.problems.append(f"{each.where}: {each.name}: {_in_words(fault['msg'])}{_seen(each)}")
        return
    for key in given:
        value = getattr(checked, key)
        if isinstance(value, Path):
            value = base / value
        read.values[key] = _anchored(value, base) if key == "database_url" else value


def _anchored(url: str, base: Path) -> str:
    """A relative SQLite path starts at the project folder, not at whatever the current folder is."""
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:|file:|[A-Za-z]:)([^?]+)(\?.*)?", url)
    return f"{found[1]}{base / found[2]}{found[3] or ''}" if found else url


def _in_words(message: str) -> str:
    """A message of pydantic as the end of a sentence about the setting."""
    message = message.removeprefix("Value error, ")
    return re.sub(r"^Input should", "must", message) if message.startswith("Input") else message


def _seen(given: _Given) -> str:
    """The value as given, unless it may be a secret."""
    if given.key == "openai_api_key":
        return ""
    if given.key in ("database_url", "openai_base_url"):
        return f" (it is {mask_address(str(given.value))!r})" if "@" not in str(given.value) else ""
    shown = repr(given.value)
    return f" (it is {shown if len(shown) <= 60 else shown[:57] + '...'})"


def _conflicts(values: Mapping[str, object]) -> list[str]:
    """Settings that are each well formed and do not go together."""
    problems = []
    if values.get("writer") == "local" and "local_model_path" not in values:
        problems.append("writer: 'local' needs local_model_path, the GGUF file of the model")
    if values.get("workers") and not str(values.get("database_url", "")).startswith("postgresql"):
        problems.append("workers: need a database on a PostgreSQL server (database_url)")
    if ("price_input" in values) != ("price_output" in values):
        problems.append("price_input and price_output: give both, or neither")
    first, total = values.get("first_byte_seconds"), values.get("total_seconds")
    if isinstance(first, float) and isinstance(total, float) and first > total:
        problems.append(f"first_byte_seconds: {first:g} is more than total_seconds, {total:g}")
    return problems
