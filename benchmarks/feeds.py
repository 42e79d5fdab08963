"""Feeds such as publishers really send, made up from a seed, and one process that serves them on loopback.

    python benchmarks/feeds.py 300      serves /0.xml … /299.xml; prints its address; ends when its input closes

Three formats (RSS 2.0, Atom, RSS 1.0), 8 to 40 items, short summaries or whole articles in HTML, with the usual
oddities: a missing guid, a link with tracking, an entity in a title, a date without a zone. Of ten feeds six answer to
ETag and Last-Modified, two to Last-Modified alone, and two to nothing, so that they always send everything.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

# Nothing of these words is about cancer: a run over such feeds leaves every item, as one with nothing new does.
_WORDS = """harbour council garden bridge festival railway museum orchard winter market library concert theatre village
mountain weather forecast ferry stadium bakery pottery lantern meadow railing timber slate copper roof chimney paint
committee meeting budget visitor ticket season volunteer archive map poster choir orchestra violin trumpet recipe
kitchen lemon barley bread cheese cellar window morning evening autumn spring river island coast lighthouse sailor
engine signal timetable platform carriage bicycle path stone wall gate fence hedge owl heron otter beaver fox badger
opens closes plans shows finds builds repairs counts paints moves draws brings returns welcomes extends measures
slowly quietly early late again together nearby upstream downhill indoors outside northern southern eastern western
old new small large bright narrow broad quiet busy wooden green grey local regional annual weekly public former"""
WORDS = _WORDS.split()
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)


def feed(number: int) -> tuple[bytes, str]:
    """The body and content type of feed ``number``; always the same for the same number."""
    chance = random.Random(f"feed {number}")
    items = [_item(chance, number, place) for place in range(chance.choice((8, 10, 15, 20, 20, 25, 40)))]
    name = f"Gazette {number}"
    if number % 10 < 6:
        return _rss(name, number, items), "application/rss+xml; charset=utf-8"
    if number % 10 < 9:
        return _atom(name, number, items), "application/atom+xml"
    return _rdf(name, number, items), "text/xml"


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(8, 22))).capitalize() + "."


def _markup(chance: random.Random, paragraphs: int) -> str:
    parts = []
    for _ in range(paragraphs):
        text = " ".join(_sentence(chance) for _ in range(chance.randint(2, 5)))
        word = text.split()[3]
        parts.append(f"<p>{text.replace(word, f'<a href={chr(34)}/topic/{word}{chr(34)}>{word}</a>', 1)}</p>")
    return '<div class="body"><img src="/i.jpg" alt="A picture" width="600">' + "\n".join(parts) + "</div>"


def _item(chance: random.Random, number: int, place: int) -> dict[str, str]:
    link = f"https://gazette{number}.example/news/{place}-{'-'.join(chance.choices(WORDS, k=4))}"
    whole = number % 3 == 0
    return {
        "title": _sentence(chance)[:70].rstrip(".") + chance.choice(("", "", " & more")),
        "link": link + chance.choice(("", "?utm_source=rss&utm_medium=feed")),
        "guid": "" if number % 17 == 0 else f"gazette{number}-{place}",
        "date": NOW - timedelta(hours=5 * place + chance.randint(0, 4)),
        "summary": _markup(chance, 1) if chance.random() < 0.5 else _sentence(chance),
        "content": _markup(chance, chance.randint(3, 9)) if whole else "",
        "author": " ".join(chance.choices(WORDS, k=2)).title(),
    }  # fmt: skip


def _rss(name: str, number: int, items: list[dict[str, str]]) -> bytes:
    def one(item: dict[str, str]) -> str:
        guid = f'<guid isPermaLink="false">{item["guid"]}</guid>' if item["guid"] else ""
        body = f"<content:encoded><![CDATA[{item['content']}]]></content:encoded>" if item["content"] else ""
        day = (
            item["date"].strftime("%d %b %Y %H:%M:%S") if number % 19 == 0 else format_datetime(item["date"])
        )
        return (
            f"<item><title>{escape(item['title'])}</title><link>{escape(item['link'])}</link>{guid}"
            f"<pubDate>{day}</pubDate><dc:creator>{item['author']}</dc:creator><category>News</category>"
            f"<description>{escape(item['summary'])}</description>{body}</item>"
        )  # fmt: skip

    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{name}</title><link>https://gazette{number}.example/</link><description>All the news</description>"
        f"<language>en</language>{''.join(map(one, items))}</channel></rss>"
    ).encode()


def _atom(name: str, number: int, items: list[dict[str, str]]) -> bytes:
    def one(item: dict[str, str]) -> str:
        body = f'<content type="html">{escape(item["content"])}</content>' if item["content"] else ""
        return (
            f"<entry><title type='html'>{escape(item['title'])}</title>"
            f"<link rel='alternate' href='{escape(item['link'])}'/>"
            f"<id>{item['guid'] or escape(item['link'])}</id><updated>{item['date'].isoformat()}</updated>"
            f"<author><name>{item['author']}</name></author>"
            f"<summary type='html'>{escape(item['summary'])}</summary>{body}</entry>"
        )  # fmt: skip

    return (
        f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>{name}</title>"
        f"<id>urn:gazette:{number}</id><updated>{NOW.isoformat()}</updated>{''.join(map(one, items))}</feed>"
    ).encode()


def _rdf(name: str, number: int, items: list[dict[str, str]]) -> bytes:
    def one(item: dict[str, str]) -> str:
        return (
            f"<item rdf:about='{escape(item['link'])}'><title>{escape(item['title'])}</title>"
            f"<link>{escape(item['link'])}</link>"
            f"<description>{escape(item['summary'])}</description><dc:date>{item['date'].date()}</dc:date>"
            f"<prism:doi>10.5555/gazette.{number}.{item['guid'][-2:]}</prism:doi></item>"
        )  # fmt: skip

    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"<channel rdf:about='https://gazette{number}.example/'><title>{name}</title>"
        f"<link>https://gazette{number}.example/</link></channel>{''.join(map(one, items))}</rdf:RDF>"
    ).encode()


class _Answers(asyncio.Protocol):
    """HTTP/1.1 with connections kept open, as a publisher's cache in front of its site would give it."""

    bodies: list[tuple[bytes, str]]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end].decode("latin-1"), self.buffer[end + 4 :]
            self.transport.write(self.answer(head))

    def answer(self, head: str) -> bytes:
        request, *lines = head.split("\r\n")
        asked = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        name = request.split()[1].strip("/").removesuffix(".xml")
        if not name.isdigit() or int(name) >= len(self.bodies):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        number = int(name)
        body, kind = self.bodies[number]
        validators = {}
        if number % 10 not in (3, 7):
            validators["Last-Modified"] = format_datetime(NOW, usegmt=True)
        if number % 10 not in (2, 3, 6, 7):
            validators["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        etag = validators.get("ETag")
        known = (
            etag in asked.get("if-none-match", "") if etag else "if-modified-since" in asked and validators
        )
        status, sent = ("304 Not Modified", b"") if known else ("200 OK", body)
        fields = {**validators, "Content-Type": kind, "Content-Length": str(len(sent))}
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        return "\r\n".join(lines).encode() + sent


async def _serve(count: int) -> None:
    _Answers.bodies = [feed(number) for number in range(count)]
    server = await asyncio.get_running_loop().create_server(_Answers, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


@contextmanager
def served(count: int) -> Iterator[list[str]]:
    """The addresses of ``count`` feeds, served by a process of its own for as long as the block lasts."""
    command = [sys.executable, str(Path(__file__).resolve()), str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            port = int(process.stdout.readline())
            yield [f"http://127.0.0.1:{port}/{number}.xml" for number in range(count)]
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
