"""Who comes in, by which address, and what the desk refuses; plain HTTP against the real server."""

import json
import re
import stat
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from desks import EDITOR, OTHER, free_port, open_desk
from runs import begun

PAGES = ["/", "/without", "/health", "/new", "/help", "/errand/01", "/draft/{}", "/draft/{}/edit/title",
         "/draft/{}/approve", "/draft/{}/changes", "/draft/{}/preview", "/draft/{}/source/S1"]  # fmt: skip
WRITES = ["/new", "/leave", "/without/overrule", "/without/retry", *(f"/draft/{{}}/{name}" for name in (
    "edit/title", "restore", "undo", "seen", "comment", "approve", "claimed", "changes-requested", "rejected",
    "publish", "redraft", "judge",
))]  # fmt: skip
SEALED = {
    "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy",
}  # fmt: skip


@pytest.fixture(scope="module")
def draft(desk_project, model, sample_site):
    done = desk_project("draft", f"{sample_site}/news/quayside-stomach-trial.html", "--json")
    assert done.code == 0, done.err
    return done.json["draft"]["id"]


@pytest.fixture(scope="module")
def desk(desk_project, draft):
    with open_desk(desk_project, "--by", EDITOR) as opened:
        yield opened


@pytest.fixture(scope="module")
def editor(desk):
    with desk.client() as client:
        yield client


@pytest.fixture
def stranger(desk):
    """Somebody without a session, who sends what a page of the desk would."""
    with httpx2.Client(base_url=desk.url, headers={"Origin": desk.url}) as client:
        yield client


def state_of(desk):
    """Every file of the project's drafts and of the people at the desk."""
    folders = (desk.project.folder / "drafts", desk.project.folder / ".newsdraft")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files if path.suffix in (".md", ".json", ".jsonl")}


# --- links and sessions -----------------------------------------------------------------------------------


def test_a_link_lets_in_once_and_looking_at_it_does_not_use_it_up(desk, stranger):
    link = desk.project("desk", "--link", OTHER, "--port", desk.port, "--json").json["links"][0]["url"]
    for _ in range(3):
        looked = stranger.get(link)
        assert (looked.status_code, "set-cookie" in looked.headers) == (200, False)
        assert OTHER in looked.text
    came = stranger.post(link, data={"name": OTHER})
    assert (came.status_code, came.headers["location"]) == (303, "/")
    assert OTHER in stranger.get("/").text
    with httpx2.Client(base_url=desk.url, headers={"Origin": desk.url}) as second:
        assert second.get(link).status_code == 410
        again = second.post(link, data={"name": OTHER})
        assert (again.status_code, "set-cookie" in again.headers) == (410, False)
        assert second.get("/").status_code == 401


def test_a_link_runs_out_after_a_day(desk, stranger):
    link = desk.invite(OTHER)
    book = desk.project.folder / ".newsdraft" / "desk.json"
    kept = json.loads(book.read_text())
    old = (datetime.now(UTC) - timedelta(days=1, seconds=1)).isoformat()
    made_old = {**kept, "links": [{**each, "made": old} for each in kept["links"]]}
    book.write_text(json.dumps(made_old))
    assert stranger.get(link).status_code == 410
    assert stranger.post(link, data={"name": OTHER}).status_code == 410
    book.write_text(json.dumps(kept))
    assert stranger.get(link).status_code == 200


def test_a_session_runs_out_and_ends_when_its_person_leaves(desk):
    with desk.client(OTHER) as client:
        assert client.get("/").status_code == 200
        book = desk.project.folder / ".newsdraft" / "desk.json"
        kept = json.loads(book.read_text())
        old = (datetime.now(UTC) - timedelta(days=14, seconds=1)).isoformat()
        book.write_text(
            json.dumps({**kept, "sessions": [*kept["sessions"][:-1], {**kept["sessions"][-1], "made": old}]})
        )
        assert client.get("/").status_code == 401
        book.write_text(json.dumps(kept))
        assert client.get("/").status_code == 200
        session = dict(client.cookies)
        assert client.post("/leave").status_code == 200
        assert httpx2.get(desk.url, cookies=session).status_code == 401


def test_the_cookie_is_for_this_desk_alone(desk, stranger):
    cookie = stranger.post(desk.invite(OTHER), data={"name": OTHER}).headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {each.strip() for each in cookie.split(";")}
    assert "domain=" not in cookie


def test_the_cookie_of_a_desk_behind_tls_is_secure(tmp_path, newsdraft):
    assert newsdraft("init", ".").code == 0
    address = "https://desk.example.org"
    with open_desk(newsdraft, "--host", "127.0.0.1", "--url", address, "--user", EDITOR) as desk:
        assert desk.link.startswith(f"{address}/enter/")
        headers = {"Host": "desk.example.org", "Origin": address}
        came = httpx2.post(desk.link.replace(address, desk.url), headers=headers, data={"name": EDITOR})
        assert came.status_code == 303
        assert "secure" in {each.strip().lower() for each in came.headers["set-cookie"].split(";")}


def test_secrets_are_kept_by_their_digest_only_and_for_the_owner_only(desk):
    link = desk.invite(OTHER)
    book = desk.project.folder / ".newsdraft" / "desk.json"
    assert link.rsplit("/", 1)[1] not in book.read_text()
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    for secret in desk.session(OTHER).values():
        assert secret not in book.read_text()


@pytest.mark.parametrize("name", ["x", "N e w s d r a f t"])
def test_a_decision_has_a_person_as_its_author(desk_project, name):
    done = desk_project("desk", "--link", name, "--port", "8765")
    assert (done.code, done.out) == (1, "")
    assert "name" in done.err


def test_a_link_for_nobody_in_particular_asks_for_a_name(newsdraft):
    assert newsdraft("init", ".").code == 0
    with open_desk(newsdraft) as desk, httpx2.Client(headers={"Origin": desk.url}) as client:
        for name in ("", "GPT", "model"):
            asked = client.post(desk.link, data={"name": name})
            assert (asked.status_code, "set-cookie" in asked.headers) == (422, False)
        assert client.post(desk.link, data={"name": EDITOR}).status_code == 303
        assert EDITOR in client.get(desk.url).text


# --- what is seen by nobody -------------------------------------------------------------------------------


def test_without_a_session_nothing_is_shown_and_nothing_is_done(desk, draft, stranger):
    before = state_of(desk)
    title = (
        next((desk.project.folder / "drafts").glob("*.md")).read_text().split("title: ")[1].splitlines()[0]
    )
    for cookies in ({}, {f"newsdraft_desk_{desk.port}": "x" * 43}, {f"newsdraft_desk_{desk.port}": ""}):
        with httpx2.Client(base_url=desk.url, headers={"Origin": desk.url}, cookies=cookies) as client:
            answers = [client.get(page.format(draft)) for page in PAGES]
            answers += [client.post(page.format(draft), data={"text": "x", "note": "x"}) for page in WRITES]
            assert {answer.status_code for answer in answers} == {401}
            assert not [answer for answer in answers if title in answer.text]
    assert state_of(desk) == before


def test_every_write_of_the_desk_is_tried_above():
    """The list of writes is the desk's own, so that a new one is not forgotten."""
    from newsdraft.desk import at_door, at_draft, at_queue, at_work

    routes = [route for module in (at_door, at_draft, at_queue, at_work) for route in module.ROUTES]
    posts = {route.path for route in routes if "POST" in route.methods} - {"/enter/{secret}"}
    tried = {page.replace("{}", "{ref}").replace("edit/title", "edit/{part}") for page in WRITES}
    assert posts == tried


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""],
)
def test_it_answers_to_its_own_names_only(desk, editor, host):
    answer = editor.get("/", headers={"Host": host.format(port=desk.port)})
    assert answer.status_code in (400, 403)
    assert "Queue" not in answer.text


def test_it_answers_to_localhost_too(desk, editor):
    assert editor.get("/", headers={"Host": f"LOCALHOST:{desk.port}"}).status_code == 200


@pytest.mark.parametrize("page", WRITES)
def test_a_write_must_come_from_a_page_of_the_desk(desk, draft, editor, page):
    before = state_of(desk)
    own = {"Origin": desk.url, "Sec-Fetch-Site": "same-origin"}
    forged = [
        {**own, "Origin": "https://evil.example"},
        {**own, "Origin": "null"},
        {**own, "Origin": f"{desk.url}.evil.example"},
        {**own, "Origin": desk.url.replace("http:", "https:")},
        {**own, "Origin": f"http://127.0.0.1:{desk.port + 1}"},
        {**own, "Origin": ""},
        {**own, "Sec-Fetch-Site": "cross-site"},
        {**own, "Sec-Fetch-Site": "same-site"},
        {**own, "Sec-Fetch-Site": "none"},
    ]
    for headers in forged:
        assert editor.post(page.format(draft), headers=headers, data={"note": "x"}).status_code == 403
    with httpx2.Client(base_url=desk.url, cookies=dict(editor.cookies)) as unsaid:
        assert unsaid.post(page.format(draft), data={"note": "x"}).status_code == 403
    assert state_of(desk) == before


def test_a_write_by_another_method_is_none(desk, draft, editor):
    before = state_of(desk)
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH"):
        answer = editor.request(method, f"/draft/{draft}/rejected?note=x")
        assert answer.status_code == 405
    assert state_of(desk) == before


def test_every_answer_says_what_browsers_must_not_do(desk, draft, editor, stranger):
    with httpx2.Client(base_url=desk.url) as bare:
        answers = [
            *(editor.get(page.format(draft)) for page in PAGES), stranger.get("/"), editor.get("/nowhere"),
            editor.get("/static/desk.js"), editor.get("/static/desk.css"), editor.get("/static/none"),
            stranger.get("/enter/none"), bare.post("/new"), bare.get("/", headers={"Host": "evil.example"}),
            editor.post("/new", data={"url": "file:///etc/passwd"}), editor.put("/new"),
        ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {200, 401, 403, 404, 405, 410, 422}
    for answer in answers:
        assert set(answer.headers) >= SEALED, answer.url
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http:" not in policy
        assert "*" not in policy
    assert {answer.headers["cache-control"] for answer in answers if "static" not in str(answer.url)} == {
        "no-store"
    }


def test_pages_hold_no_inline_script_and_name_no_other_server(draft, editor):
    for page in PAGES:
        text = editor.get(page.format(draft)).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text)
        assert not re.search(r"\son\w+=|\sstyle=|<style", text)
        assert not re.search(r"<(?:img|iframe|object|embed|video|audio)\b", text)
        assert not re.search(r"\b(?:src|action)=\"(?!/)", text)


# --- names that lead elsewhere ----------------------------------------------------------------------------

WAYS_OUT = [
    "..", "../..", "../../sources.yaml", "%2e%2e", "%2e%2e%2f%2e%2e%2fsources.yaml", "..%2f..%2fsources.yaml",
    "..%252f..%252fsources.yaml", "..%5c..%5csources.yaml", "%2fetc%2fpasswd", "/etc/passwd", "~root", "%00",
    "sources.yaml", "..%2fsources.yaml", ".newsdraft", "drafts%2f..%2f..%2fsources.yaml", "file:%2f%2f%2fetc%2fpasswd",
    "a" * 5000, "%f0%28%8c%28", "%e2%80%ae", "*", "?", "[a-z]*", "secret", "..%2fsecret", "%2e%2e%2fsecret.md",
]  # fmt: skip


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_name_leads_out_of_the_drafts(desk, draft, editor, name):
    words = "The owner's own words 8215"
    (desk.project.folder / "secret.md").write_text(f"---\ntitle: {words}\n---\n{words}\n")
    before = state_of(desk)
    shown = [f"/draft/{name}", f"/draft/{name}/changes", f"/draft/{name}/edit/title", f"/draft/{name}/preview",
             f"/draft/{draft}/source/{name}", f"/draft/{draft}/edit/{name}", f"/static/{name}", f"/errand/{name}",
             f"/draft/{draft}/changes?old={name}"]  # fmt: skip
    for page in shown:
        answer = editor.get(page, follow_redirects=False)
        if "changes?" in page or name in ("?", "..", "../.."):
            assert answer.status_code in (200, 303, 307, 404)
        else:
            assert answer.status_code == 404, page
        for kept in (words, "root:x", "feed:", "draft_id"):
            assert kept not in answer.text, page
    for page in ("undo", "claimed", "edit/title"):
        answer = editor.post(f"/draft/{name}/{page}", data={"text": "x", "base": "x"})
        assert answer.status_code in (404, 405, 409), (page, answer.status_code)
    assert state_of(desk) == before


def test_a_link_in_the_drafts_folder_is_not_followed(desk, editor):
    outside = desk.project.folder / "outside.md"
    outside.write_text("---\ntitle: What stands outside 4711\n---\n")
    link = desk.project.folder / "drafts" / "link.md"
    link.symlink_to(outside)
    try:
        for page in (
            "/",
            "/draft/link",
            "/draft/link.md",
            "/draft/drafts%2flink.md",
            "/?status=all&q=outside",
        ):
            assert "4711" not in editor.get(page).text
    finally:
        link.unlink()


# --- forms ------------------------------------------------------------------------------------------------


def test_a_form_that_is_too_long_or_no_form_is_refused_in_words(desk, draft, editor):
    before = state_of(desk)
    page = f"/draft/{draft}/comment"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert editor.post(page, content=b"text=" + b"x" * 2_000_000, headers=form).status_code == 413
    for body in (b"text=%ff%fe", b"text=\xff\xfe", b"&".join(b"a%d=1" % n for n in range(3000))):
        answer = editor.post(page, content=body, headers=form)
        assert answer.status_code == 400
        assert "not a form" in answer.text
    assert state_of(desk) == before


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("comment", {}), ("comment", {"text": "   "}), ("changes-requested", {"note": " "}), ("rejected", {}),
        ("restore", {}), ("restore", {"version": "-1"}), ("restore", {"version": "9"}), ("undo", {}),
        ("restore", {"version": "²"}), ("restore", {"version": "9" * 5000}),
        ("approve", {}), ("approve", {"version": "1", "evidence": "made up"}), ("publish", {}),
        ("edit/title", {"text": "New"}), ("edit/none", {"text": "New"}),
    ],
)  # fmt: skip
def test_half_a_form_changes_nothing_and_says_why(desk, draft, editor, page, form):
    before = state_of(desk)
    answer = editor.post(f"/draft/{draft}/{page}", data=form)
    assert answer.status_code in (404, 409, 422), answer.text
    assert "error of its own" not in answer.text
    assert state_of(desk) == before


def test_addresses_are_of_the_web_only(editor):
    for url in ("file:///etc/passwd", "/etc/passwd", "ftp://example.org/", "javascript:alert(1)", "", " "):
        assert editor.post("/new", data={"url": url}).status_code == 422


def test_pages_are_never_kept_and_files_of_the_desk_are_asked_for_only_when_they_change(desk, editor):
    assert editor.get("/").headers["cache-control"] == "no-store"
    first = editor.get("/static/desk.css")
    assert first.headers["cache-control"] == "no-cache"
    again = editor.get("/static/desk.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


STRANGE = "page=0 page=-1 page=99999999 page=x page=² sort=x status=x source=%00 q=%ff evidence=none mine=1&status=all"


@pytest.mark.parametrize("query", [*STRANGE.split(), "q=" + "x" * 5000])
def test_a_queue_asked_for_strangely_is_still_a_queue(editor, query):
    assert editor.get(f"/?{query}").status_code == 200


# --- opening it -------------------------------------------------------------------------------------------


def test_on_a_network_it_wants_a_name_and_people(desk_project):
    alone = desk_project("desk", "--host", "0.0.0.0")
    assert alone.code == 2
    assert "--user" in alone.err
    assert "--url" in alone.err
    nameless = desk_project("desk", "--host", "0.0.0.0", "--user", EDITOR)
    assert "--url" in nameless.err
    assert nameless.code == 2


def test_a_machine_gets_no_link(desk_project):
    done = desk_project("desk", "--port", free_port(), "--by", "ChatGPT")
    assert done.code == 1
    assert "name of a person" in done.err


def test_a_port_that_is_taken_is_said(desk, desk_project):
    done = desk_project("desk", "--port", desk.port)
    assert done.code == 1
    assert f"127.0.0.1:{desk.port}" in done.err
    assert "--port" in done.err


def test_what_does_not_go_together_is_said_at_once(desk_project):
    bad = desk_project("desk", "--to", "hugo", "--url", "desk.example.org/path")
    assert bad.code == 2
    assert "--out" in bad.err
    assert "--url" in bad.err


def test_it_closes_when_it_is_told_to(desk_project):
    with begun(desk_project, "desk", "--port", str(free_port())) as process:
        address = process.stdout.readline().split("/enter/")[0].strip()
        assert httpx2.get(address, timeout=60).status_code == 401  # it is at work
        process.terminate()
        assert process.wait(60) == 0
