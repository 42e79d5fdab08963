"""``Web`` against real servers on loopback."""

from __future__ import annotations

import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from polling_faulty_server import Asked, FaultyServer, Reply, own_policy, serving

from newsdraft.errors import BlockedAddress, FetchError
from newsdraft.web import Page, Web, WebPolicy, honest_agent, retry_after, status_error
from newsdraft.web.politeness import HostGate, only_ours, parse_robots

NOW = datetime(2025, 11, 4, 12, 0, tzinfo=UTC)
TEXT = b"Some words about a made-up study. " * 200


def gzipped(data):
    """Without the time, which would give each process its own names of these tests."""
    return gzip.compress(data, mtime=0)


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with serving() as running:
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(own_policy()) as reader:
        yield reader


def refused(web: Web, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        web.get(url)
    return caught.value


# --- bodies ----------------------------------------------------------------------------------------------


def test_a_plain_answer_comes_back_whole(server: FaultyServer, web: Web) -> None:
    server.routes["/a?b=c"] = Reply(200, TEXT, {"X-Kind": "Test"})
    page = web.get(server.base + "/a?b=c#part")
    assert (page.status, page.body, page.headers["x-kind"]) == (200, TEXT, "Test")
    assert page.final_url == server.base + "/a?b=c"
    assert page.permanent_url is None


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzipped(TEXT)),
        ("gzip", gzipped(TEXT[:100]) + gzipped(TEXT[100:])),
        ("gzip", gzipped(TEXT) + b"\0\0\0\0"),
        ("x-gzip", gzipped(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", brotli.compress(TEXT)),
        ("gzip, br", brotli.compress(gzipped(TEXT))),
        ("identity", TEXT),
        ("utf-8", TEXT),
    ],
)
def test_compressed_answers_are_unpacked(server: FaultyServer, web: Web, encoding: str, body: bytes) -> None:
    server.routes["/"] = Reply(200, body, {"Content-Encoding": encoding})
    assert web.get(server.base).body == TEXT


def test_zstd_where_the_library_is_there(server: FaultyServer, web: Web) -> None:
    zstd = pytest.importorskip("backports.zstd")
    server.routes["/"] = Reply(200, zstd.compress(TEXT) + zstd.compress(TEXT), {"Content-Encoding": "zstd"})
    server.routes["/cut"] = Reply(200, zstd.compress(TEXT)[:-3], {"Content-Encoding": "zstd"})
    bomb = zstd.compress(bytes(50_000_000))
    server.routes["/bomb"] = Reply(200, bomb, {"Content-Encoding": "zstd"})
    assert web.get(server.base).body == TEXT * 2
    assert "zstd" in server.asked[0].headers["accept-encoding"]
    assert "damaged" in refused(web, server.base + "/cut").message
    assert "larger" in refused(web, server.base + "/bomb").message


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzipped(TEXT)[:-20]),
        ("br", brotli.compress(TEXT)[:-3]),
        ("deflate", zlib.compress(TEXT)[:-9]),
        ("gzip", b"this is not gzip"),
        ("br", b"this is not brotli at all"),
        ("gzip, gzip, gzip", b""),
    ],
)
def test_a_damaged_or_cut_stream_is_an_error(
    server: FaultyServer, web: Web, encoding: str, body: bytes
) -> None:
    server.routes["/"] = Reply(200, body, {"Content-Encoding": encoding})
    assert "damaged or stops half way" in refused(web, server.base).message


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", gzipped(bytes(50_000_000))), ("br", brotli.compress(bytes(50_000_000), quality=1))],
)
def test_a_bomb_stops_at_the_limit(server: FaultyServer, web: Web, encoding: str, body: bytes) -> None:
    server.routes["/"] = Reply(200, body, {"Content-Encoding": encoding})
    assert refused(web, server.base).message == "the answer is larger than the limit of 8 MB"


def test_limits_of_size(server: FaultyServer) -> None:
    server.routes["/"] = Reply(200, gzipped(TEXT), {"Content-Encoding": "gzip"})
    server.routes["/endless"] = lambda _: Reply(pieces=itertools.repeat(b"again " * 1000))
    with Web(own_policy(max_wire_bytes=50)) as web:
        assert "on the wire" in refused(web, server.base).message
        assert "on the wire" in refused(web, server.base + "/endless").message
    with Web(own_policy()) as web:
        assert web.get(server.base, max_bytes=len(TEXT)).body == TEXT
        with pytest.raises(FetchError, match="larger"):
            web.get(server.base, max_bytes=len(TEXT) - 1)


def test_a_length_that_lies_is_a_broken_connection(server: FaultyServer, web: Web) -> None:
    server.routes["/"] = Reply(200, b"half", length=4000)
    assert "broke before the whole answer had come" in refused(web, server.base).message


def test_the_page_of_an_error_is_cut_not_refused(server: FaultyServer, web: Web) -> None:
    server.routes["/"] = Reply(403, b"x" * 1_000_000)
    page = web.get(server.base)
    assert (page.status, len(page.body)) == (403, 200_000)


# --- time ------------------------------------------------------------------------------------------------


@pytest.fixture
def hasty() -> Iterator[Web]:
    with Web(own_policy(first_byte_seconds=0.4, total_seconds=0.8)) as reader:
        yield reader


def test_a_slow_head_and_a_dripping_body_end(server: FaultyServer, hasty: Web) -> None:
    server.routes["/slow"] = Reply(before_head=5)
    server.routes["/drip"] = lambda _: Reply(pieces=(b"x" for _ in range(100)), pause=0.1)
    started = time.monotonic()
    assert refused(hasty, server.base + "/slow").message == "the server sent no answer within 0.4 s"
    assert refused(hasty, server.base + "/drip").message == "the whole answer had not come after 0.8 s"
    assert time.monotonic() - started < 4


def test_a_head_that_drips_ends_too(hasty: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            peer, _ = listener.accept()
            with peer, suppress(OSError):
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200:
                    time.sleep(0.05)
                    peer.send(bytes([byte]))

        threading.Thread(target=drip, daemon=True).start()
        started = time.monotonic()
        error = refused(hasty, f"http://127.0.0.1:{listener.getsockname()[1]}/")
        assert error.message == "the server sent no answer within 0.4 s"
        assert time.monotonic() - started < 3


def test_redirects_share_one_total_time(server: FaultyServer) -> None:
    server.routes["/"] = Reply(302, headers={"Location": "/"}, before_head=0.2)
    with Web(own_policy(total_seconds=0.5, max_redirects=50)) as web:
        refused(web, server.base)
    assert 2 <= len(server.asked) <= 4


def test_a_slow_name_service_ends() -> None:
    def slow(_host: str, _port: int, seconds: float) -> list[str]:
        time.sleep(seconds)
        raise TimeoutError

    with Web(own_policy(first_byte_seconds=0.2), resolver=slow) as web:
        assert "no answer within 0.2 s" in refused(web, "http://news.example/").message


# --- redirects -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "permanent"),
    [([301], "/1"), ([308], "/1"), ([302], None), ([301, 301], "/2"), ([301, 302], "/1"), ([302, 301], None)],
)
def test_only_leading_permanent_redirects_are_remembered(
    server: FaultyServer, web: Web, codes: list[int], permanent: str | None
) -> None:
    for step, code in enumerate(codes):
        server.routes[f"/{step}"] = Reply(code, headers={"Location": f"/{step + 1}"})
    server.routes[f"/{len(codes)}"] = Reply(200, TEXT)
    page = web.get(server.base + "/0")
    assert page.url == server.base + "/0"
    assert page.final_url == f"{server.base}/{len(codes)}"
    assert page.permanent_url == (permanent and server.base + permanent)
    assert page.body == TEXT


def test_a_loop_ends(server: FaultyServer, web: Web) -> None:
    server.routes["/"] = Reply(302, headers={"Location": "/"})
    assert "redirects more than 5 times" in refused(web, server.base).message
    assert len(server.asked) == 6


def test_cookies_live_for_one_visit(server: FaultyServer, web: Web) -> None:
    def gate(asked: Asked) -> Reply:
        if "cookie" in asked.headers:
            return Reply(200, TEXT)
        return Reply(302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/"})

    server.routes["/"] = gate
    assert web.get(server.base).body == TEXT
    assert web.get(server.base).body == TEXT
    assert ["cookie" in asked.headers for asked in server.asked] == [False, True, False, True]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:secret@127.0.0.1/", "name or password"),
        ("http://127.0.0.2:{port}/inside", "this machine itself"),
        ("//127.0.0.2:{port}/inside", "this machine itself"),
        ("http://2130706434:{port}/inside", "127.0.0.2"),
        ("http://0x7f.2:{port}/inside", "127.0.0.2"),
        ("http://0177.0.0.2:{port}/inside", "no valid web address"),
        ("http://[::ffff:127.0.0.2]:{port}/inside", "leads to 127.0.0.2"),
        ("http://127.0.0.2.:{port}/inside", "this machine itself"),
        ("http://1.2.3.4.5:{port}/", "no valid network address"),
        ("http://h ost/", "no valid host"),
        ("http://:80/nohost", "no valid host"),
        ("http://127.0.0.1:99999/", "no valid port"),
        ("http://127.0.0.1:{port}/" + "a" * 5000, "longer than"),
    ],
)
def test_no_redirect_leads_inside(server: FaultyServer, web: Web, target: str, words: str) -> None:
    with serving("127.0.0.2", server.port) as inside:
        server.routes["/"] = Reply(302, headers={"Location": target.format(port=server.port)})
        inside.routes["/inside"] = Reply(200, b"secret")
        error = refused(web, server.base + "/")
        assert isinstance(error, BlockedAddress)
        assert words in str(error)
        assert error.where == server.base + "/"
        assert "allow_private_hosts" not in str(error)
        assert inside.asked == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.2:9/", "http://10.0.0.1/", "http://localhost6/", "file:///etc/passwd"]
)
def test_addresses_given_directly_are_judged_too(url: str) -> None:
    with Web(own_policy(), resolver=lambda *_: ["::1"]) as web:
        assert isinstance(refused(web, url), BlockedAddress)


# --- names -----------------------------------------------------------------------------------------------


def test_a_name_is_resolved_once_and_that_address_is_used(server: FaultyServer) -> None:
    server.routes["/"] = Reply(200, TEXT)
    asked: list[str] = []

    def names(host: str, _port: int, _seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with Web(own_policy(), resolver=names) as web:
        assert web.get(f"http://news.example:{server.port}/").body == TEXT
    assert asked == ["news.example"]
    assert server.asked[0].headers["host"] == f"news.example:{server.port}"


@pytest.mark.parametrize("answers", [["127.0.0.1", "127.0.0.2"], ["127.0.0.2"], ["::1", "127.0.0.1"]])
def test_one_private_address_among_several_refuses_the_name(server: FaultyServer, answers: list[str]) -> None:
    with Web(own_policy(), resolver=lambda *_: answers) as web:
        assert isinstance(refused(web, f"http://news.example:{server.port}/"), BlockedAddress)
    assert server.asked == []


def test_a_name_that_changes_its_answer_is_judged_each_time(server: FaultyServer) -> None:
    server.routes["/"] = lambda _: Reply(pieces=iter([TEXT]))  # closes the connection
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with Web(own_policy(), resolver=lambda *_: next(answers)) as web:
        assert web.get(f"http://news.example:{server.port}/").body == TEXT
        assert isinstance(refused(web, f"http://news.example:{server.port}/"), BlockedAddress)


def test_a_named_host_may_be_private_and_no_other(server: FaultyServer) -> None:
    server.routes["/"] = Reply(200, TEXT)
    with Web(WebPolicy(allow_hosts=("intranet.example",)), resolver=lambda *_: ["127.0.0.1"]) as web:
        assert web.get(f"http://intranet.example:{server.port}/").status == 200
        assert isinstance(refused(web, f"http://other.example:{server.port}/"), BlockedAddress)


def test_a_dead_first_address_leaves_time_for_the_next(server: FaultyServer) -> None:
    server.routes["/"] = Reply(200, TEXT)
    policy = own_policy(allow_hosts=("127.0.0.1", "127.0.0.3"))
    with Web(policy, resolver=lambda *_: ["127.0.0.3", "127.0.0.1"]) as web:
        assert web.get(f"http://news.example:{server.port}/").body == TEXT


def test_nobody_at_the_door(web: Web, server: FaultyServer) -> None:
    server.http.shutdown()
    server.http.server_close()
    assert "no connection could be made" in refused(web, server.base).message


# --- TLS -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command")
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    subprocess.run(
        [*command, *names, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True
    )
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def test_tls_checks_the_name_not_the_address(certificate: Path) -> None:
    names: list[str | None] = []
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate)
    theirs.sni_callback = lambda _socket, name, _context: names.append(name)
    ours = ssl.create_default_context(cafile=certificate)
    with (
        serving(tls=theirs) as server,
        Web(own_policy(), ssl_context=ours, resolver=lambda *_: ["127.0.0.1"]) as web,
    ):
        server.routes["/"] = Reply(200, TEXT)
        assert web.get(f"https://news.example:{server.port}/").body == TEXT
        assert (
            "certificate could not be trusted"
            in refused(web, f"https://other.example:{server.port}/").message
        )
        with Web(own_policy(), resolver=lambda *_: ["127.0.0.1"]) as stranger:
            assert "certificate" in refused(stranger, f"https://news.example:{server.port}/").message
    assert names[:2] == ["news.example", "other.example"]


# --- politeness ------------------------------------------------------------------------------------------


def test_it_says_who_asks_and_uses_no_proxy(server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.2:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.2:1")
    server.routes["/"] = Reply(200, TEXT)
    with Web(own_policy(user_agent=honest_agent("editor@news.example"))) as web:
        assert web.get(server.base, {"If-None-Match": '"x"'}).status == 200
    sent = server.asked[0].headers
    assert sent["user-agent"].startswith("newsdraft/")
    assert "contact: editor@news.example" in sent["user-agent"]
    assert sent["if-none-match"] == '"x"'
    assert sent["accept-encoding"].startswith("gzip, deflate, br")


def test_requests_to_one_host_keep_their_distance_and_others_do_not_wait(server: FaultyServer) -> None:
    server.routes["/"] = Reply(200, TEXT)
    policy = WebPolicy(allow_hosts=("a.example", "b.example"), host_delay_seconds=0.2)
    with Web(policy, resolver=lambda *_: ["127.0.0.1"]) as web:
        web.get(f"http://a.example:{server.port}/")
        started = time.monotonic()
        web.get(f"http://a.example:{server.port}/")
        assert time.monotonic() - started < 0.19  # the operator's own host
    gate = HostGate(0.1, 2)
    starts: list[float] = []

    def visit() -> None:
        with gate.turn():
            starts.append(time.monotonic())

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    starts.sort()
    assert all(later - earlier > 0.09 for earlier, later in itertools.pairwise(starts))


def test_no_more_than_the_set_number_at_once() -> None:
    gate, inside, most = HostGate(0.0, 2), [], []

    def visit() -> None:
        with gate.turn():
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.02)
            inside.pop()

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (Reply(200, b"User-agent: *\nDisallow: /private/\n"), {"/news": True, "/private/x": False}),
        (Reply(200, b"User-agent: newsdraft\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), {"/news": False}),
        (Reply(200, b"User-agent: someone\nDisallow: /\n"), {"/news": True}),
        (Reply(200, b"\xff\xfe nonsense \x00"), {"/news": True}),
        (Reply(404, b""), {"/news": True}),
        (Reply(403, b""), {"/news": True}),
        (Reply(200, b"User-agent: *\nDisallow: /a\n" + b"# x\n" * 400_000), {"/news": True, "/a": False}),
    ],
)
def test_robots(server: FaultyServer, web: Web, reply: Reply, allowed: dict[str, bool]) -> None:
    server.routes["/robots.txt"] = reply
    assert {path: web.may_fetch(server.base + path) for path in allowed} == allowed
    web.may_fetch(server.base + "/again")
    assert set(server.paths()) == {"/robots.txt"}
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("reply", "words", "requests"),
    [
        (Reply(500, b""), "HTTP 500", 1),
        (Reply(302, headers={"Location": "/robots.txt"}), "redirect", 6),
    ],
)
def test_a_site_that_cannot_be_asked_is_left_alone_with_the_reason(
    server: FaultyServer, web: Web, reply: Reply, words: str, requests: int
) -> None:
    server.routes["/robots.txt"] = reply
    for _ in range(2):
        with pytest.raises(FetchError, match=words):
            web.may_fetch(server.base + "/news")
    assert len(server.asked) == requests


def test_robots_with_thousands_of_agents_and_rules_stays_small() -> None:
    text = "".join(f"User-agent: bot{n}\n" for n in range(20_000)) + "Disallow: /x\n" * 20_000
    started = time.monotonic()
    assert parse_robots(text + "User-agent: newsdraft\nDisallow: /y\n", "newsdraft").can_fetch(
        "http://h/x", "newsdraft"
    )
    assert time.monotonic() - started < 5
    assert only_ours("User-agent: *\nuser agent: NewsDraft # us\n", "newsdraft").count("another") == 0


# --- words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 04 Nov 2025 12:10:00 GMT", 600.0),
        ("Tue, 04 Nov 2025 11:00:00 GMT", 0.0),
        ("Tuesday, 04-Nov-25 12:00:30 GMT", 30.0),
        ("9" * 400, float("inf")),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_status_in_words() -> None:
    page = Page(url="http://h/", final_url="http://h/x", status=429, headers={"retry-after": "30"}, body=b"")
    error = status_error(page, NOW)
    assert error is not None
    assert (error.status, error.retry_after, error.where) == (429, 30.0, "http://h/x")
    assert "asked too often" in error.message
    assert status_error(page.model_copy(update={"status": 304}), NOW) is None


def test_threads_share_one_reader(server: FaultyServer, web: Web) -> None:
    for number in range(20):
        server.routes[f"/{number}"] = Reply(200, str(number).encode())
    bodies: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=number: bodies.update({n: web.get(f"{server.base}/{n}").body}))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == {number: str(number).encode() for number in range(20)}
