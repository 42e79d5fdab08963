"""What goes to stderr beside the results: log lines for a person or, with ``--log-format json``, for a program."""

from __future__ import annotations

import json
import logging
import os
import re
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from newsdraft.config import Settings

FORMATS = ("text", "json")
MASK = "(hidden)"
# Their errors reach us as ours.
NOISY = ("httpx2", "httpcore2", "openai", "trafilatura", "htmldate")
# What a client logs of a request: the header in any spelling, as text, as bytes or in a dict. RFC 9110, 11.6.2.
_HEADER = re.compile(r"(?i)((?:proxy-)?authorization\b[\"']?\)?\s*[:=,]\s*b?[\"']?)[^\"'\r\n,)}\]]+")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{4,}")
_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s/:@\"']*:)[^\s/@\"']+(?=@)", re.IGNORECASE)


class Lines(logging.Formatter):
    """Makes a line of a log record and takes secrets out of it.

    ``chosen`` is the format that the command line asks for; without it the setting ``log_format`` of the project
    holds. Settings are read with the first line, not before: most commands log nothing.
    """

    def __init__(self, project: Path, chosen: str | None) -> None:
        super().__init__()
        self._project = project
        self._chosen = chosen

    @cached_property
    def _settings(self) -> Settings | None:
        from newsdraft.config import load_settings  # noqa: PLC0415
        from newsdraft.errors import ConfigError  # noqa: PLC0415

        try:
            return load_settings(self._project)
        except ConfigError:  # said by the command that needs them
            return None

    @cached_property
    def as_json(self) -> bool:
        """Whether every line is a JSON object."""
        if self._chosen:
            return self._chosen == "json"
        if self._settings:
            return self._settings.log_format == "json"
        return os.environ.get("NEWSDRAFT_LOG_FORMAT") == "json"

    @cached_property
    def _secrets(self) -> tuple[str, ...]:
        """Every form in which a secret of this project may turn up, the longest first."""
        found = {os.environ.get("OPENAI_API_KEY", "")} | _passwords(os.environ.get("NEWSDRAFT_DATABASE_URL"))
        if settings := self._settings:
            key = settings.openai_api_key
            found |= {key.get_secret_value() if key else ""} | _passwords(settings.database_url)
            found |= _passwords(settings.openai_base_url)
            found |= {settings.ping_url_success or "", settings.ping_url_failure or ""}
        return tuple(sorted((secret for secret in found if secret), key=len, reverse=True))

    def masked(self, text: str) -> str:
        """``text`` without the secrets of the project, and without credentials of anybody else."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        text = _HEADER.sub(rf"\g<1>{MASK}", text)
        text = _BEARER.sub(rf"\g<1> {MASK}", text)
        return _IN_ADDRESS.sub(rf"\g<1>{MASK}", text)

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON, or text with the traceback below it."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        at = at.replace("+00:00", "Z")
        message, trace = self.masked(record.getMessage()), self.masked(self._trace(record))
        if not self.as_json:
            line = f"{at} {record.levelname} {record.name}: {message}"
            return f"{line}\n{trace}" if trace else line
        said = {"time": at, "level": record.levelname.lower(), "logger": record.name, "message": message}
        return json.dumps({**said, "exception": trace} if trace else said, ensure_ascii=False)

    def _trace(self, record: logging.LogRecord) -> str:
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        return "\n".join(filter(None, (trace, record.stack_info)))


def _passwords(address: str | None) -> set[str]:
    """The password of an address, as it stands there and as it is sent."""
    try:
        password = urlsplit(address or "").password
    except ValueError:
        return set()
    return {password, unquote(password)} if password else set()


def log_to_stderr(lines: Lines, verbose: int) -> None:
    """Send log records to stderr: warnings, with ``-v`` what is done, with ``-vv`` everything."""
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    if verbose < 2:
        for noisy in NOISY:
            logging.getLogger(noisy).setLevel(logging.CRITICAL)
