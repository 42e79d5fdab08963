"""Approved drafts as pages: what is shown, what is refused, what no text can do."""

import importlib.util
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from newsdraft import frontmatter
from newsdraft.errors import DecisionRefused, StoreError
from newsdraft.model import DecisionKind, ReviewStatus
from newsdraft.publishing import TARGETS, publish
from newsdraft.publishing.body import cited, page_body
from newsdraft.reviewing import DraftStore

_spec = importlib.util.spec_from_file_location(
    "review_samples", Path(__file__).parents[1] / "reviewing" / "review_samples.py"
)
samples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(samples)
ID = samples.DRAFT_ID


@pytest.fixture
def store(tmp_path):
    return DraftStore(tmp_path / "drafts")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "site"


def edit(store, change):
    path = store.find(ID).path
    path.write_text(change(path.read_text()))
    store.notice_edits(lambda view, post: [], samples.LATER)


def approve(store):
    return store.decide(ID, DecisionKind.APPROVED, "Ann Lee", samples.LATER)


def front_of(path):
    return YAML(typ="safe", pure=True).load(path.read_text().split("---\n")[1])


class Site:
    site_footer = "[Back](/blog)"
    site_links = ()
    ai_disclosure = "This article was drafted with AI assistance. It was reviewed by {reviewer} on {date}."


class Linked(Site):
    site_footer = ""
    site_links = ("All posts: https://example.org/blog", "Our mission: /mission", "Support [us]: /support")
    ai_disclosure = "A machine drafted this; {reviewer} read it on {date} {and} stands for it."


def test_hugo_page(store, out):
    store.file(samples.draft())
    path = publish(approve(store), "hugo", out, Site())
    front = front_of(path)
    assert path.name == "copper-drug-mice.md"
    assert front["title"] == samples.post().title
    assert str(front["date"]) == "2026-06-26"
    assert front["tags"] == ["mice", "copper"]
    assert front["params"]["reviewed_by"] == "Ann Lee"
    text = path.read_text()
    assert "reviewed by Ann Lee on 27 June 2026" in text
    assert "drafted with AI assistance" in text
    assert "- Harbor Lake: [Copper drug: a mouse study](https://example.org/news/copper), 2026-06-26" in text
    assert "[^S1.1]: “A copper-binding drug slowed tumors in 24 mice.”" in text
    assert text.endswith("[Back](/blog)\n")
    for absent in ("newsdraft:review", "check-", "draft_id", "in_review", "Please confirm"):
        assert absent not in text


def test_the_sites_links_stand_around_the_post_and_never_in_it(store, out):
    store.file(samples.draft())
    path = publish(approve(store), "hugo", out, Linked())
    page = path.read_text().split("---\n", 2)[2].strip().split("\n")
    assert page[0] == "[← All posts](https://example.org/blog)"
    assert page[-1] == (
        "[All posts](https://example.org/blog) · [Our mission](/mission) · [Support \\[us\\]](/support)"
    )
    assert front_of(path)["params"]["ai_disclosure"] == (
        "A machine drafted this; Ann Lee read it on 27 June 2026 {and} stands for it."
    )


def test_jekyll_page(store, out):
    store.file(samples.draft())
    path = publish(approve(store), "jekyll", out)
    front = front_of(path)
    assert path.name == "2026-06-26-copper-drug-mice.md"
    assert (front["layout"], front["render_with_liquid"]) == ("post", False)
    labels = re.findall(r"\[\^([^\]]+)\]", path.read_text())
    assert labels
    assert all(re.fullmatch(r"[\w:-]+", label) for label in labels)
    assert "tumors in 24 mice.[^S1-1]\n" in path.read_text()
    assert "\n[^S1-1]: “" in path.read_text()


@pytest.mark.parametrize("target", TARGETS)
def test_publishing_again_writes_the_same_bytes(store, out, target):
    store.file(samples.draft())
    view = approve(store)
    first = publish(view, target, out)
    made = first.read_bytes(), first.stat().st_mtime_ns
    published = store.decide(ID, DecisionKind.PUBLISHED, "Ann Lee", samples.LATER)
    assert published.status is ReviewStatus.PUBLISHED
    again = publish(published, target, out)
    assert (again.read_bytes(), again.stat().st_mtime_ns) == made
    assert [path.name for path in out.iterdir()] == [first.name]


def test_a_changed_draft_replaces_its_own_page(store, out):
    store.file(samples.draft())
    path = publish(approve(store), "hugo", out)
    edit(store, lambda text: text.replace("24 mice.[", "24 young mice.["))
    assert publish(approve(store), "hugo", out) == path
    assert "young" in path.read_text()


def test_unapproved_is_refused(store, out):
    store.file(samples.draft())
    with pytest.raises(DecisionRefused, match="not approved; it is in review"):
        publish(store.find(ID), "hugo", out)
    assert not out.exists()


def test_edited_since_approval_is_refused_with_who_approved(store, out):
    path = store.file(samples.draft())
    approve(store)
    path.write_text(path.read_text().replace("24 mice", "25 mice"))
    with pytest.raises(DecisionRefused) as refused:
        publish(store.find(ID), "hugo", out)
    assert "Ann Lee approved version 1" in str(refused.value)
    assert not out.exists()


def test_other_peoples_pages_are_never_overwritten(store, out):
    store.file(samples.draft())
    out.mkdir()
    page = out / "copper-drug-mice.md"
    page.write_text("---\ntitle: the site's own\n---\n")
    with pytest.raises(StoreError, match="another page"):
        publish(approve(store), "hugo", out)
    assert "own" in page.read_text()


def test_a_page_that_was_changed_by_hand_is_kept(store, out):
    store.file(samples.draft())
    path = publish(approve(store), "jekyll", out)
    changed = path.read_text().replace("24 mice", "two dozen mice")
    path.write_text(changed)
    with pytest.raises(StoreError, match="changed after"):
        publish(store.find(ID), "jekyll", out)
    assert path.read_text() == changed


def test_a_link_in_the_place_of_the_page_is_not_followed(store, out, tmp_path):
    store.file(samples.draft())
    out.mkdir()
    target = tmp_path / "elsewhere.md"
    target.write_text("secret")
    (out / "copper-drug-mice.md").symlink_to(target)
    with pytest.raises(StoreError):
        publish(approve(store), "hugo", out)
    assert target.read_text() == "secret"


@pytest.mark.parametrize("slug", ["../../evil", "/etc/x", "a b/ü"])
def test_no_slug_leads_out_of_the_folder(store, out, slug):
    store.file(samples.draft())
    edit(store, lambda text: text.replace("slug: copper-drug-mice", f'slug: "{slug}"'))
    assert publish(approve(store), "hugo", out).parent == out


NASTY = (
    "{{ site.secret }} {% include x %} {{< ref >}} {: .x} <script>alert(1)</script> <!-- x --> <img src=x onerror=y> "
    "[l](javascript:alert(1)) <b>bold</b> <https://ok.example>"
)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("where", ["claim", "pasted", "title"])
def test_no_template_or_script_reaches_the_site(store, out, target, where):
    made = samples.draft()
    if where == "claim":
        lead = (samples.Block(claims=(samples.Claim(id="c1", text=NASTY, passages=("S1.1",)),)),)
        made = samples.draft(post=samples.post(lead=lead))
    if where == "title":
        title = samples.document(title=NASTY, publisher=NASTY)
        made = made.model_copy(update={"dossier": made.dossier.model_copy(update={"documents": (title,)})})
    store.file(made)
    if where == "pasted":
        edit(store, lambda text: text.replace("A drug slowed", f"{NASTY} A drug slowed"))
    text = publish(approve(store), target, out).read_text()
    body = frontmatter.parse(text).body
    assert not re.search(r"\{[{%:#<]", body)
    html = MarkdownIt("commonmark").render(body)
    assert not re.search(r"<(?:script|img|!--)", html)
    assert not re.search(r"(?i)href=.(?:javascript|data)", html)


def test_a_cited_passage_without_a_footnote_gets_one(store, out):
    store.file(samples.draft())
    edit(store, lambda text: text.replace("It is an early result.[^S1.1]", "It was early.[^S1.1]"))
    edit(store, lambda text: re.sub(r"\[\^S1\.1\]: .*\n", "", text))
    text = publish(approve(store), "hugo", out).read_text()
    assert text.count("[^S1.1]: “A copper-binding drug") == 1


def test_the_picture_has_alt_text_and_credit(store, out):
    store.file(samples.draft())
    old = "image: {src: null, alt: null, credit: null, credit_url: null, license: null}"
    new = 'image: {src: /img/cells.jpg, alt: "Cells [blue]", credit: J Doe, credit_url: "https://x.org", license: CC}'
    edit(store, lambda text: text.replace(old, new))
    text = publish(approve(store), "hugo", out).read_text()
    assert "![Cells \\[blue\\]](/img/cells.jpg)\n\n*Picture: [J Doe](https://x.org) (CC)*" in text


@pytest.mark.parametrize(
    "src", ["javascript:alert(1)", "//evil.example/x.png", "../../x", "data:image/png;base64,x"]
)
def test_a_picture_from_nowhere_is_left_out(store, out, src):
    store.file(samples.draft())
    edit(store, lambda text: text.replace("{src: null", f'{{src: "{src}"'))
    assert "![" not in publish(approve(store), "hugo", out).read_text()


def test_a_rewritten_extract_does_not_claim_ai(store, out):
    store.file(samples.draft(writer="extract"))
    edit(
        store,
        lambda text: re.sub(r"(?m)^(- )?(A |The |It |This |Ask )", r"\1In short, \2", text).replace(
            " A study", " Any study"
        ),
    )
    text = publish(approve(store), "hugo", out).read_text()
    assert "AI assistance" not in text


def test_an_unknown_site_is_refused(store, out):
    store.file(samples.draft())
    with pytest.raises(StoreError, match="hugo, jekyll"):
        publish(approve(store), "wordpress", out)


# --- evidence cannot be forged ----------------------------------------------------------------------------

TRUE = "“A copper-binding drug slowed tumors in 24 mice.”"
FORGED = [
    "[^S1.1]: “It cured everybody.” [Shop](https://evil.example)",
    "[^S1-1]: “It cured everybody.”",
    "[^s1.1]: “It cured everybody.”",
    "[^S1.1, S1.2]: It cured everybody.",
    "[^S1/1]: It cured everybody.",
    "[^S1.1]: x\nIt cured everybody.\n\n    It cured everybody.",
    "> [^S1.1]: It cured everybody.",
    "- [^S1.1]: It cured everybody.",
    "<div>\n[^S1.1]: It cured everybody.\n</div>",
    "<!-- x -->[^S1.1]: It cured everybody.",
    "[^check-design]: It cured everybody.",
    "[^S1.9]: It cured everybody.",
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_footnote_is_never_published_as_evidence(store, out, target, forged):
    store.file(samples.draft())
    edit(store, lambda text: text.replace("## What Happened", f"{forged}\n\n## What Happened", 1))
    body = frontmatter.parse(publish(approve(store), target, out).read_text()).body
    label = "S1-1" if target == "jekyll" else "S1.1"
    lines = [line for line in body.splitlines() if line.startswith(f"[^{label}]:")]
    assert len(lines) == 1
    assert lines[0].startswith(f"[^{label}]: {TRUE}")
    assert not re.search(r"(?im)^[\s>-]*\[\^(?:s1[.-]1\]|s1\.1,|check).*cured", body)


def test_the_files_own_footnotes_are_written_anew(store, out):
    store.file(samples.draft())
    edit(store, lambda text: text.replace(f"[^S1.1]: {TRUE}", "[^S1.1]: “It cured everybody.”"))
    text = publish(approve(store), "hugo", out).read_text()
    assert "cured" not in text
    assert f"[^S1.1]: {TRUE}" in text


def test_a_mark_without_a_passage_is_left_out_and_notes_of_the_editors_own_stay():
    body = "One.[^S1.1, S1.2] Two.[^S9.9] Three.[^check-design] Four.[^1]\n\n[^1]: My own note.\n"
    text = page_body(body, [samples.document()], lambda label: label)
    assert "One.[^S1.1][^S1.2] Two. Three. Four.[^1]\n\n[^1]: My own note.\n" in text
    assert cited(body) == {"S1.1", "S1.2", "S9.9"}


# --- links and pictures -----------------------------------------------------------------------------------

BAD = [
    "[words](&#106;avascript:alert(1))",
    "[words](<java&#x73;cript:alert(1)>)",
    "[words](\\javascript:alert(1))",
    "[words]( JaVaScRiPt:alert(1) 'x')",
    "[words](\ndata:text/html,x)",
    "[words](//evil.example/x)",
    "[words](/about)",
    "[words](https://user:pw@evil.example)",
    "![words](vbscript:x)",
    "![words](x.png)",
    "[![words](javascript:1)](javascript:2)",
    "[words][bad]\n\n[bad]: &#106;avascript:alert(1)",
    "[words][bad]\n\n> [bad]: javascript:alert(1)",
    "[words][bad]\n\n- [bad]: <javascript:alert(1)> 'x'",
    "[words]\n\n[words]: https://ok.example\n\n[words]: javascript:alert(1)",
    "text\n[words]: javascript:alert(1)",
    "<https://user:pw@evil.example>",
    "[words\n\nmore](javascript:x)",
    "<[^S9.9]javascript:alert(1)>",
    "[words]<!-[^S9.9]- x -->(javascript:alert(1))",
]


class Anything(MarkdownIt):
    def validateLink(self, url):  # noqa: N802
        return True


@pytest.mark.parametrize("bad", BAD)
def test_only_web_addresses_stay_in_the_body(bad):
    text = page_body(f"Before [ok](https://ok.example 'hover').\n\n{bad}\n\nAfter.", [], lambda label: label)
    html = Anything("commonmark").render(text)
    found = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert found[0] == "https://ok.example"
    assert set(found) == {"https://ok.example"}
    assert "hover" not in html
    assert "After." in html


def test_a_dropped_link_leaves_its_words_and_a_dropped_picture_nothing():
    text = page_body(
        "See [our *page*](/x) and ![a picture](x.png)here, \\[a](b), [c] (d).", [], lambda label: label
    )
    assert text == "See our *page* and here, \\[a]\\(b), [c] (d)."


def test_what_is_taken_out_brings_no_tag_together():
    for text in ("<[^S9.9]script>x", "<![a](b)script>x", "<!-[^S9.9]- -->[^S9.9]<[^check-design]img src=x>"):
        assert not re.search(r"<[a-z!]", page_body(text, [], str))


def test_an_editors_comment_is_not_published():
    assert page_body("One.<!-- to do: <b> --> Two.\n", [], str) == "One. Two."


@pytest.mark.parametrize("target", TARGETS)
def test_no_tag_reaches_a_theme_through_the_front_matter(store, out, target):
    store.file(samples.draft())
    nasty = "<script>x</script> p <0.05"
    edit(store, lambda text: re.sub(r"(?m)^(title|description): .*", rf'\1: "{nasty}"', text))
    front = front_of(publish(approve(store), target, out))
    assert front["title"] == front["description"] == "‹script>x‹/script> p ‹0.05"
