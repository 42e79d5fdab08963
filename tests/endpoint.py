"""A model endpoint on loopback that writes, judges and mends by fixed rules, and counts what it is asked."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

PASSAGE = re.compile(r"^\[(S\d+\.\d+)\] (.+)$", re.MULTILINE)


@dataclass
class Asked:
    """What arrived, and how the next requests are to be answered (status, else 200 with a post)."""

    url: str = ""
    requests: list[dict] = field(default_factory=list)
    numbered: dict[str, str] = field(default_factory=dict)  # the id of each answer, and what was asked
    status: int = 200
    greedy: bool = False
    body: str = ""
    write: Callable[[str], object] | None = None
    judge: Callable[[str], object] | None = None
    repair: Callable[[str], object] | None = None

    def usage(self, request: dict) -> dict:
        """The tokens that a request took; of a greedy server a token for each byte, and the answer at its limit."""
        told, written = 1000, 500
        if self.greedy:
            told = len(json.dumps(request, ensure_ascii=False).encode())
            written = request["max_completion_tokens"]
        return {"prompt_tokens": told, "completion_tokens": written, "total_tokens": told + written}

    def of(self, shape: str) -> list[dict]:
        """The requests for one shape of answer: WirePost, WireJudging or WireRepair."""
        return [request for request in self.requests if _shape(request) == shape]

    def answer(self, request: dict) -> object:
        """What the model says."""
        prompt = "\n".join(message["content"] for message in request["messages"])
        makers = {"WireJudging": self.judge or all_supported, "WireRepair": self.repair or nothing_mended}
        return makers.get(_shape(request), self.write or post_from)(prompt)


def _shape(request: dict) -> str:
    return request.get("response_format", {}).get("json_schema", {}).get("name", "")


def sentences_in(prompt: str) -> list[tuple[str, str]]:
    """The sentences that a judge is asked about: number and text."""
    return re.findall(r'<sentence number="(c\d+)"[^>]*>(.*?)</sentence>', prompt)


def verdict(number: str, said: str, passage: str = "", reason: str = "") -> dict:
    return {"claim": number, "passage": passage, "reason": reason, "verdict": said}


def questions_in(prompt: str) -> list[str]:
    """The ids of the desk's questions that a judge is asked."""
    return re.findall(r'<question id="([a-z-]+)">', prompt)


def answer(question: str, said: str = "satisfactory", rests_on: str = "c1", reason: str = "") -> dict:
    return {"question": question, "rests_on": rests_on, "reason": reason, "answer": said}


def all_supported(prompt: str) -> dict:
    return {
        "answers": [verdict(number, "supported") for number, _ in sentences_in(prompt)],
        "questions": [answer(name) for name in questions_in(prompt)],
    }


def nothing_mended(prompt: str) -> dict:
    return {"answers": []}


def _sentence(found: tuple[str, str], basis: str = "passages") -> dict:
    return {"text": found[1], "passages": [found[0]], "basis": basis}


def post_from(prompt: str) -> dict:
    """A dull post: each section repeats passages of the source, cited rightly."""
    found = [(name, text) for name, text in PASSAGE.findall(prompt) if '"' not in text and "“" not in text]
    found = [item for item in found if 40 < len(item[1]) < 400][:9]
    absent = {"text": "The documents do not mention AI.", "passages": [], "basis": "absence"}
    kinds = ["What Happened", "Background", "How AI Fits", "What Patients Should Know"]
    parts = [found[1:4], found[4:5], [], found[5:7]]
    sections = [
        {
            "kind": kind,
            "heading": kind,
            "blocks": [{"kind": "paragraph", "sentences": [_sentence(item) for item in part] or [absent]}],
        }
        for kind, part in zip(kinds, parts, strict=True)
    ]
    return {
        "title": "A trial in people with cancer",
        "description": "What was tested and what stays unknown.",
        "lead": [{"kind": "paragraph", "sentences": [_sentence(found[0])]}],
        "sections": sections,
        "conclusion": [{"kind": "paragraph", "sentences": [_sentence(found[-1])]}],
        "tags": ["cancer"],
    }


@contextmanager
def model_endpoint() -> Iterator[Asked]:
    """Serve until the block ends."""
    asked = Asked()
    numbers = count(1)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.requests.append(request)
            name = f"chatcmpl-{next(numbers)}"
            asked.numbered[name] = json.dumps(request, sort_keys=True)
            body = asked.body
            if asked.status == 200:
                content = json.dumps(asked.answer(request))
                message = {"role": "assistant", "content": content, "refusal": None}
                body = json.dumps(
                    {
                        "id": name,
                        "object": "chat.completion",
                        "created": 0,
                        "model": request["model"],
                        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                        "usage": asked.usage(request),
                    }
                )
            self.send_response(asked.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body.encode())))
            with suppress(ConnectionError):  # who asked may have been killed
                self.end_headers()
                self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    asked.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
