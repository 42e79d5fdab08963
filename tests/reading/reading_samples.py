"""Texts and a loopback site for the tests of reading. All of it is invented."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from newsdraft.web import Web, WebPolicy

NOW = datetime(2026, 6, 26, 12, 0, tzinfo=UTC)

RELEASE = tuple(
    " ".join(paragraph.split())
    for paragraph in """
Scientists at Marlow University have found that a copper-binding drug slows pancreatic cancer in mice,
the team reports today in the Journal of Invented Oncology.

The researchers gave the drug to 48 mice that carried human tumors. After six weeks the tumors of treated
animals were 40 percent smaller than those of untreated animals (p < 0.001).

“We were surprised by how large the difference was,” said Dr. Ana Pereira-Lund, who led the work. “It needs
to be repeated before anyone thinks of patients.”

The drug binds copper, which many tumors need to grow. The mice lost a little weight, and two of them died
of causes that the scientists could not explain. The animals were all of one strain and all of one age, so
that nobody can say yet how the drug would act in a human body.

The work was funded by the Marlow Research Council. Dr. Pereira-Lund holds a patent on the drug.

The paper is “Copper depletion slows the growth of pancreatic tumors in mice,” with the
DOI 10.5555/invented.0042.
""".strip().split("\n\n")
)


TITLE = "Copper drug slows pancreatic cancer in mice"


def page(*paragraphs: str, title: str = TITLE, head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or RELEASE)
    return f"""<!doctype html><html lang="en"><head><title>{title} | Marlow News</title>{head}</head>
    <body>
    <div class="cookie-banner">We use cookies to improve this site. <button>Accept</button></div>
    <nav><a href="/">Home</a> <a href="/give">Give</a></nav>
    <main><article><h1>{title}</h1><p class="byline">By Rosa Quill, June 25, 2026</p>{body}
    <p>Share this on social media</p></article>
    <aside><h2>Most read</h2><ul><li>Cancer rates fell by 17 percent elsewhere</li></ul></aside></main>
    <div class="newsletter-signup"><p>Sign up for our newsletter and get 20 percent off.</p></div>
    <p>Please donate to support our cancer work.</p>
    <footer>Copyright 2026 Marlow University. All rights reserved.</footer></body></html>"""


@dataclass
class Answer:
    """One address of the loopback site."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Site:
    """A real HTTP server on loopback with fixed answers; counts what was asked."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path != "/robots.txt":
                    site.asked.append(self.path)
                answer = answers.get(self.path, Answer(b"<h1>Not found</h1>", 404))
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def open_web() -> Web:
    """The real client, let into loopback and without pauses."""
    return Web(WebPolicy(user_agent="newsdraft-test", allow_hosts=("127.0.0.1",), host_delay_seconds=0))
