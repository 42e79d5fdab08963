"""A desk as its editors meet it: the real server in a process of its own, and browsers that come in by its links."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from conftest import CLEAN, CommandLine
from newsdraft.desk.people import Doorkeeper

EDITOR, OTHER = "Ana Petrova", "Ben Ode"
_LINK = re.compile(r"http\S+/enter/\S+")


@dataclass
class OpenDesk:
    """A desk that is open: ``url`` is its address, ``link`` the first one that it printed."""

    project: CommandLine
    port: int
    link: str
    stderr: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def invite(self, name: str) -> str:
        """A new link, as ``newsdraft desk --link NAME`` gives it, without starting a process for each."""
        book = self.project.folder / ".newsdraft" / "desk.json"
        return f"{self.url}/enter/{Doorkeeper(book, lambda: datetime.now(UTC)).invite(name)}"

    def session(self, name: str) -> dict[str, str]:
        """The cookie of somebody who came in, for browsers and clients alike."""
        came = httpx2.post(self.invite(name), data={"name": name}, headers={"Origin": self.url})
        assert came.status_code == 303, came.text
        return dict(came.cookies)

    def client(self, name: str = EDITOR) -> httpx2.Client:
        """A plain HTTP client that is at the desk, and sends what a browser would."""
        headers = {"Origin": self.url, "Sec-Fetch-Site": "same-origin"}
        return httpx2.Client(base_url=self.url, cookies=self.session(name), headers=headers, timeout=60)


@contextmanager
def open_desk(project: CommandLine, *arguments: object, errors: bool = False) -> Iterator[OpenDesk]:
    """``newsdraft desk ARGUMENTS`` until the block ends, which must have gone without an error of its own."""
    port, said = free_port(), project.folder / "desk.stderr"
    with said.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "newsdraft", "desk", "--port", str(port), *map(str, arguments)],
            cwd=project.folder, env={**CLEAN, **project.env}, stdout=subprocess.PIPE, stderr=stderr, text=True,
        )  # fmt: skip
        try:
            printed = _LINK.search(process.stdout.readline())
            assert printed, said.read_text()
            yield OpenDesk(project, port, printed[0], said)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            finally:
                process.stdout.close()
    if not errors:
        assert "Traceback" not in said.read_text(), said.read_text()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@dataclass
class Watch:
    """What happened in a browser context that no page of the desk may cause."""

    url: str
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def over(self, context):
        context.on("dialog", self._dialog)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda said: self.console.append(f"{said.type}: {said.text}"))
        context.on("weberror", lambda error: self.console.append(f"uncaught: {error.error}"))
        return self

    def _dialog(self, dialog) -> None:
        if (
            dialog.type != "beforeunload"
        ):  # the desk's own question, before words are left that were not saved
            self.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.accept()

    @property
    def foreign(self) -> list[str]:
        """Requests to anything but the desk."""
        return [each for each in self.requests if not each.startswith((f"{self.url}/", "data:,"))]

    @property
    def refused(self) -> list[str]:
        """What the Content-Security-Policy had to stop, and scripts that broke."""
        return [each for each in self.console if "Content Security Policy" in each or "uncaught" in each]


@contextmanager
def at_desk(browser, desk: OpenDesk, name: str = EDITOR, **options):
    """A page in a browser of its own, whose person is at the desk; gives the page and what was watched."""
    context = browser.new_context(base_url=desk.url, **options)
    context.set_default_timeout(20_000)
    watch = Watch(desk.url).over(context)
    context.add_cookies(
        [{"name": key, "value": value, "url": desk.url} for key, value in desk.session(name).items()]
    )
    try:
        yield context.new_page(), watch
    finally:
        context.close()
