"""What the tests of writing share: a scripted model endpoint on loopback, and sample texts."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from newsdraft.model import (
    Document,
    DocumentKind,
    Dossier,
    Evidence,
    EvidenceLevel,
    Passage,
    SourceKind,
    Study,
)
from newsdraft.text import sentences


@dataclass
class Reply:
    """One scripted answer. ``drip`` sends it byte by byte; ``cut`` ends the connection in its middle."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    cut: bool = False


class Endpoint:
    """A Chat Completions endpoint that answers from a list and keeps every request."""

    def __init__(self) -> None:
        self.replies: list[Reply | Callable[[dict[str, Any]], Reply]] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""

    def next_reply(self, body: dict[str, Any]) -> Reply:
        self.requests.append(body)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(body) if callable(reply) else reply


@contextmanager
def serving(*replies: Reply | Callable[[dict[str, Any]], Reply]) -> Iterator[Endpoint]:
    """An endpoint with these answers; the last one is given again and again."""
    endpoint = Endpoint()
    endpoint.replies = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            endpoint.keys.append(self.headers.get("Authorization", ""))
            reply = endpoint.next_reply(json.loads(self.rfile.read(length)))
            time.sleep(reply.wait)
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.send(reply)

        def send(self, reply: Reply) -> None:
            try:
                if reply.cut:
                    self.wfile.write(reply.body[: len(reply.body) // 2])
                    self.wfile.flush()
                elif reply.drip:
                    for byte in reply.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(reply.drip)
                else:
                    self.wfile.write(reply.body)
            except OSError:
                pass  # the client has gone, as the test wants

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()


def completion(content: str | None, *, reason: str = "stop", usage: bool = True, **message: Any) -> Reply:
    """A Chat Completions body with this content."""
    choice = {
        "index": 0,
        "finish_reason": reason,
        "message": {"role": "assistant", "content": content, **message},
    }
    body: dict[str, Any] = {"id": "x", "object": "chat.completion", "model": "m", "choices": [choice]}
    if usage:
        body["usage"] = {
            "prompt_tokens": 1200,
            "completion_tokens": 340,
            "total_tokens": 1540,
            "prompt_tokens_details": {"cached_tokens": 1024},
        }
    return Reply(body=json.dumps(body).encode())


def error(status: int, message: str, code: str = "", **headers: str) -> Reply:
    """An error body in the manner of OpenAI."""
    body = {"error": {"message": message, "type": code or "error", "code": code or None}}
    return Reply(status=status, body=json.dumps(body).encode(), headers=headers)


def document(
    name: str,
    text: str,
    kind: DocumentKind = DocumentKind.ARTICLE,
    source_kind: SourceKind | None = SourceKind.PRESS_RELEASE,
    publisher: str = "Millbrook Hospital",
) -> Document:
    """A document of paragraphs (one a line) with its sentences as passages."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans += [(start + a, start + b) for a, b in sentences(line)]
        start += len(line) + 1
    passages = tuple(
        Passage(id=f"{name}.{number}", text=text[a:b], start=a, end=b)
        for number, (a, b) in enumerate(spans, 1)
    )
    return Document(
        id=name,
        kind=kind,
        title=f"Title of {name}",
        url=f"https://news.example/{name.lower()}",
        publisher=publisher,
        source_kind=source_kind,
        text=text,
        passages=passages,
    )


TRIAL = "\n".join(
    [
        (
            "MILLBROOK, Ohio, March 3, 2026 - Adding the tablet velarix to radiotherapy helped people "
            "with advanced bladder cancer live longer than radiotherapy alone, a randomized trial found."
        ),
        (
            "Of the 412 patients in the trial, 206 were assigned to receive velarix with radiotherapy and"
            " 206 to radiotherapy alone."
        ),
        (
            "After three years, 48 percent of patients who received velarix were alive, compared with 39 "
            "percent of those who did not."
        ),
        ("The median time until the cancer grew was 14.2 months with velarix and 10.9 months without it."),
        (
            '"This is a breakthrough that will transform the lives of everyone with this disease," said '
            "Dr. Osei Lindqvist, who led the study."
        ),
        (
            "Bladder cancer is one of the most common cancers, and about 80,000 people are diagnosed with"
            " it each year in the United States."
        ),
        (
            "The standard treatment for people who cannot have surgery is radiotherapy, often with "
            "chemotherapy."
        ),
        (
            "Serious side effects were seen in 31 percent of patients who received velarix and in 19 "
            "percent of the others; two patients died of infections."
        ),
        (
            "The authors caution that the trial was not designed to measure quality of life, and that "
            "longer follow-up is needed."
        ),
        (
            "Velarix has not been approved by the FDA for bladder cancer, and it is not available outside"
            " of clinical trials."
        ),
        "The team plans to begin a second trial in older patients next year.",
        "The findings were published in the Millbrook Journal of Oncology.",
        "###",
        "About Millbrook Hospital",
        "Millbrook Hospital treats 12,000 patients a year and is ranked among the best in Ohio.",
    ]
)
REFERENCE = (
    "A cancer center's social worker or the information service at 1-800-555-0100 can help to find a trial."
)


def trial_dossier(*, level: EvidenceLevel = EvidenceLevel.RANDOMISED, text: str = TRIAL) -> Dossier:
    """The sample trial with one reference note."""
    release = document("S1", text)
    note = document("R1", REFERENCE, DocumentKind.REFERENCE, None, "Example Institute")
    return Dossier(
        story_id="story-1",
        title="Velarix with radiotherapy in bladder cancer",
        documents=(release, note),
        study=Study(
            journal="Millbrook Journal of Oncology",
            design="randomized trial",
            participants="412 patients",
            used_ai=False,
            facts={"journal": ("S1.12",), "design": ("S1.1",), "participants": ("S1.2",)},
        ),
        evidence=Evidence(level=level, passages=("S1.1",), note="a randomized trial"),
    )


def sentence(text: str, *passages: str, basis: str = "passages") -> dict[str, Any]:
    return {"text": text, "passages": list(passages), "basis": basis}


def paragraph(*items: dict[str, Any], kind: str = "paragraph") -> dict[str, Any]:
    return {"kind": kind, "sentences": list(items)}


def good_answer() -> dict[str, Any]:
    """A complete answer about the sample trial."""
    return {
        "title": "Bladder cancer: a tablet with radiotherapy, tested in a randomized trial",
        "description": "A trial in 412 people compared radiotherapy with and without velarix.",
        "lead": [paragraph(sentence("In a trial, 48 percent were alive after three years.", "S1.3"))],
        "sections": [
            {
                "kind": "What Happened",
                "heading": "What happened: one trial, 412 people",
                "blocks": [paragraph(sentence("The trial had 412 patients.", "S1.2"))],
            },
            {
                "kind": "Background",
                "heading": "Why radiotherapy",
                "blocks": [paragraph(sentence("Radiotherapy is the standard.", "S1.7"))],
            },
            {
                "kind": "How AI Fits",
                "heading": "How AI Fits: it was not used",
                "blocks": [paragraph(sentence("The release mentions no AI.", basis="absence"))],
            },
            {
                "kind": "What Patients Should Know",
                "heading": "What Patients Should Know",
                "blocks": [
                    paragraph(sentence("Velarix is not approved.", "S1.10"), kind="item"),
                    paragraph(sentence("A social worker can help to find a trial.", "R1.1"), kind="item"),
                ],
            },
        ],
        "conclusion": [paragraph(sentence("It does not change treatment now.", basis="inference"))],
        "tags": ["Bladder cancer", "radiotherapy"],
    }


def good_reply() -> Reply:
    return completion(json.dumps(good_answer()))
