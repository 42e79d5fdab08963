"""Text of strangers that would be a script: put into every place of a draft, opened in a real browser.

A string that got through would show in one of these: a dialog, ``window.__xss``, a script that the policy had to stop,
a request to another host, or an element or attribute in the page that the desk's own templates never make.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from ulid import ULID

from desks import EDITOR, Watch, at_desk, open_desk
from newsdraft.model import (
    Appraisal,
    Block,
    BlockKind,
    Claim,
    DecisionKind,
    Document,
    DocumentKind,
    Dossier,
    Draft,
    Evidence,
    EvidenceLevel,
    Finding,
    Judgement,
    Met,
    Passage,
    Post,
    SecondReading,
    Section,
    SectionKind,
    Severity,
    SourceKind,
    Study,
    Verdict,
)  # fmt: skip
from newsdraft.reviewing import DraftStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RUN = "window.__xss=1;alert(1)"
STRINGS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT/x>{RUN}</SCRIPT>",
    f"<img src=x onerror='{RUN}'>",
    f"<svg onload='{RUN}'>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin='{RUN}' attributeName=x dur=1s>",
    f"<details open ontoggle='{RUN}'>",
    f"<input autofocus onfocus='{RUN}'>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<body onload='{RUN}'>",
    f"</textarea><script>{RUN}</script>",
    f"</title></head><body><script>{RUN}</script>",
    f"</option></select><img src=x onerror='{RUN}'>",
    f"</article></aside></main><script>{RUN}</script>",
    f"\"><img src=x onerror='{RUN}'>",
    f"' autofocus onfocus='{RUN}' x='",
    f'" autofocus onfocus="{RUN}" x="',
    f"--><img src=x onerror='{RUN}'><!--",
    f"]]><script>{RUN}</script>",
    f"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror='{RUN}'&gt;\">",
    f"<noscript><p title=\"</noscript><img src=x onerror='{RUN}'>\">",
    f"&lt;img src=x onerror='{RUN}'&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"[a link](javascript:{RUN})",
    f"[a link](jAvA&#x09;ScRiPt:{RUN})",
    "[a link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    f"![a picture](https://evil.example/x.png) ![b](//evil.example/y.png \"x' onerror='{RUN}\")",
    f"<javascript:{RUN}> <https://evil.example/'onclick='{RUN}>",
    f"[^x]: <script>{RUN}</script>",
    "{{1234*5678}} {% raw %} ${1234*5678} #{1234*5678} {{ self.__init__.__globals__ }}",
    f"<b hx-get='https://evil.example/' hx-trigger='load' hx-on:load='{RUN}' data-hx-get='/leave'>x</b>",
    "<form action='https://evil.example/' method=post><button>Approve</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'><style>@import '//evil.example/y.css'</style>",
    f"\u202e>tpircs/<\u202c\u2066<script>{RUN}</script>\u2069\ufeff\u200b",
    f"\x0b\x0c<img\x0csrc=x\x0conerror='{RUN}'>\x7f\x85\u2028",
    f"<a href=\"java\nscript:{RUN}\" style='position:fixed;inset:0' id=main class=problem>x</a>",
]
# What the desk's own pages never hold, whatever the texts in them say.
FOREIGN = """() => {
  const bad = [];
  for (const each of document.querySelectorAll('*')) {
    const name = each.tagName.toLowerCase();
    if (['iframe', 'object', 'embed', 'svg', 'math', 'style', 'base', 'img', 'video', 'template', 'b'].includes(name))
      bad.push(each.outerHTML);
    if (name === 'script' && !each.src.startsWith(location.origin + '/static/')) bad.push(each.outerHTML);
    if (name === 'meta' && /refresh/i.test(each.httpEquiv) && !each.closest('noscript')) bad.push(each.outerHTML);
    for (const {name: key, value} of each.attributes) {
      if (key.startsWith('on') || key === 'style' || key.startsWith('data-hx') || key.includes(':')) bad.push(key);
      if (['src', 'action', 'formaction', 'hx-get', 'hx-post'].includes(key) && !/^[/](?![/])/.test(value))
        bad.push(`${key}=${value}`);
      // As the browser takes it: a percent sign or a control character may make a link a relative one, or a script.
      if (key === 'href' && !/^https?:$/.test(new URL(value, location.href).protocol)) bad.push(`${key}=${value}`);
    }
  }
  if (document.querySelectorAll('#main').length !== 1) bad.push('#main');
  if (document.body.innerText.includes('7006652')) bad.push('a template was run');
  return bad;
}"""


def hostile(text: str, number: int) -> Draft:
    """A draft that has ``text`` in every place that a source, a model or a check fills."""
    url = f"https://example.org/{number}?{text}"
    document = Document(
        id="S1", kind=DocumentKind.ARTICLE, title=text, url=text if number % 2 else url, publisher=text,
        source_kind=SourceKind.NEWS, published=NOW, text=text,
        passages=tuple(Passage(id=f"S1.{n}", text=f"{text} {n}", start=0, end=1) for n in (1, 2)),
    )  # fmt: skip
    line = text.replace("\n", " ")

    def block(name: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
        return Block(kind=kind, claims=(Claim(id=name, text=f"It says {line} here.", passages=("S1.1",)),))

    sections = tuple(
        Section(kind=kind, heading=f"{kind.value}: {line}", blocks=(block(f"c{n}"),))
        for n, kind in enumerate(SectionKind, start=2)
    )
    post = Post(title=line, description=line, lead=(block("c1"),), sections=sections, tags=(line,),
                conclusion=(block("c9", BlockKind.QUOTE),))  # fmt: skip
    findings = tuple(
        Finding(id=f"f{n}", rule=rule, severity=severity, where=text, claim=claim, message=text, evidence=text,
                standard=text)
        for n, (rule, severity, claim) in enumerate(
            [("number", Severity.BLOCK, "c1"), (text, Severity.MAJOR, "c2"), ("missing", Severity.BLOCK, None)]
        )
    )  # fmt: skip
    said = f"It says {line} here."
    reading = SecondReading(
        model=text, notice=text,
        judgements=(
            Judgement(claim="c1", text=said, cited=("S1.1",), verdict=Verdict.PARTLY, passage="S1.2", reason=text),
        ),
        appraisals=(Appraisal(question="harms", asked=text, met=Met.NOT_SATISFACTORY, reason=text),),
        appraised=(said,),
    )  # fmt: skip
    study = Study(
        title=text, journal=text, doi=text, institution=text, design=text, participants=text, funding=text
    )
    story = str(ULID())
    return Draft(
        id=story, story_id=story, version=1, writer="model", date="2026-03-02", slug=f"hostile-{number}", post=post,
        dossier=Dossier(
            story_id=story, title=text, documents=(document,), study=study, notices=(text,),
            evidence=Evidence(level=EvidenceLevel.ANIMAL, passages=("S1.1",), note=text),
        ),
        findings=findings, reading=reading, created_at=NOW,
    )  # fmt: skip


@pytest.fixture(scope="module")
def drafts(desk_project):
    """A draft for each string, with a comment and a request that say it too; and files that are no drafts."""
    store = DraftStore(desk_project.folder / "drafts")
    made = [hostile(text, number) for number, text in enumerate(STRINGS)]
    for number, (draft, text) in enumerate(zip(made, STRINGS, strict=True)):
        path = store.file(draft)
        front = path.read_text()
        typed = text.replace("\\", "").replace('"', "'").replace("\n", " ")
        for name in ("claimed_by", "evidence", "image_alt"):
            front = front.replace(f"\n{name}:", f"\nx_{name}:", 1)
        if (
            number % 8 == 5 and typed.isprintable()
        ):  # each edit in a file is checked again, which takes its time
            path.write_text(
                front.replace("\n---\n", f'\nclaimed_by: "{typed}"\nevidence: "{typed}"\n---\n', 1)
            )
        store.decide(draft.id, DecisionKind.CHANGES_REQUESTED, EDITOR, NOW, note=text)
        for about in ("", "c1", "lead"):
            store.comment(store.find(draft.id), EDITOR, text, about, NOW)
    for number, text in enumerate(STRINGS):
        name = text.replace("/", "⁄")[:80].strip(". \n")
        (desk_project.folder / "drafts" / f"{name}{number}.md").write_text(
            f"---\ndraft_id: {text}\nstatus: [\n---\n{text}"
        )
    return made


@pytest.fixture(scope="module")
def desk(desk_project, drafts):
    with open_desk(desk_project, "--by", EDITOR) as opened:
        yield opened


@pytest.fixture(scope="module")
def visited(browser, desk):
    with at_desk(browser, desk) as (page, watch):
        yield page, watch


def harmless(page, watch) -> None:
    """Nothing ran, nothing was stopped from running, nothing was asked of others, nothing foreign stands there."""
    assert page.evaluate(FOREIGN) == []
    assert not page.evaluate("window.__xss")
    assert (watch.dialogs, watch.foreign, watch.refused) == ([], [], [])


def test_the_strings_do_harm_where_a_page_lets_them(browser):
    """What this file looks for can be found: a page that escapes nothing is caught by the same questions."""
    context = browser.new_context()
    watch = Watch("http://desk.invalid").over(context)
    context.route("**/*", lambda route: route.fulfill(body=" ", content_type="text/html"))
    caught = []
    for text in STRINGS:
        page = context.new_page()  # of its own, since some strings lead it away
        page.goto("http://desk.invalid/")
        watch.dialogs.clear()
        watch.requests.clear()
        page.set_content(f"<main id=main>{text}</main>")
        page.wait_for_timeout(30)
        ran = watch.dialogs or watch.foreign
        caught.append(bool(ran or page.evaluate(FOREIGN)))
        page.close()
    context.close()
    # Markdown, templates and doubly escaped text do nothing in plain HTML; the rest does.
    assert sum(caught) >= 25


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_no_text_of_a_draft_is_run(visited, drafts, number):
    page, watch = visited
    draft = f"/draft/{drafts[number].id}"
    for place in ("?plain=1", "?at=c1", "?at=lead", "?at=f2", "/edit/title", "/edit/lead",
                  "/approve", "/changes", "/preview", "/source/S1"):  # fmt: skip
        answer = page.goto(draft + place)
        assert answer.status == 200, (place, page.inner_text("main"))
        harmless(page, watch)
    # What htmx puts into the page, and the preview of what is typed, take the same way.
    page.goto(f"{draft}?plain=1")
    page.locator("a.sentence").first.click()
    page.wait_for_selector("#evidence .chosen")
    harmless(page, watch)


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_no_text_that_somebody_types_is_run(visited, desk, drafts, number):
    page, watch = visited
    text = STRINGS[number]
    asked = ("q", "source", "evidence", "sort", "status", "mine")
    page.goto("/?" + "&".join(f"{name}={quote(text, safe='')}" for name in asked))
    harmless(page, watch)
    page.goto(f"/draft/{drafts[0].id}/edit/lead")
    page.fill("#text", f"{text}\n\n{text} [^S1.1]\n")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_load_state()
    harmless(page, watch)
    page.goto("/new")
    page.locator("form.narrow").evaluate("form => { form.noValidate = true }")
    page.fill("[name=url]", text)
    page.get_by_role("button", name="Make a draft").click()
    page.wait_for_load_state()
    harmless(page, watch)
    page.goto(f"/{quote(text, safe='')}")
    harmless(page, watch)


def test_the_queue_and_the_files_that_need_attention_run_nothing(visited, desk_project, desk):
    page, watch = visited
    for place in ("/?status=all", "/without", "/health", "/help"):
        page.goto(place)
        harmless(page, watch)
    page.goto("/?status=all")
    assert page.locator("li.card").count() == len(STRINGS)
    assert page.get_by_text("Needs attention").count() >= len(STRINGS)
