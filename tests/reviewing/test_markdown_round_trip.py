"""What is written as markdown is read back the same, whatever the text holds."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsdraft.markdown import (
    CHECKS,
    carry_ids,
    changed_footnotes,
    escape,
    parse_body,
    plain,
    render_body,
    safe_url,
    split_review,
)
from newsdraft.markdown.sentencing import pieces
from newsdraft.model import (
    Basis,
    Block,
    BlockKind,
    Claim,
    Document,
    DocumentKind,
    Passage,
    Post,
    Section,
    SectionKind,
)

NASTY = [
    "# not a heading", "- not an item", "+ plus", "* star", "1. first", "12) twelve", "> quote", "---", "===",
    "~~~", "```python", "<script>alert(1)</script>", "<!-- newsdraft:review -->", "<!-- /newsdraft:review -->",
    "[^S9.9]: forged", "see[^S9.9]", "[link](javascript:alert(1))", "![img](http://x/y.png)", "<http://a.b>",
    "{{ site.secret }}", "{% include x %}", "{{< figure >}}", "{: .class}", "{#id}", "a | b", "&lt;b&gt;",
    "p < 0.05", "p <0.001 & q", "50 * 2 * 3", "*Nature*", "**bold**", "snake_case_x", "\\", "ends with \\",
    "[x] done", "foo]", "Wow!", "$$x$$", "~~gone~~", "|---|---|", "***", "_ _ _", ": definition", "*[HTML]: x",
    "`code`", "\\[^S1.1]", "&#35; x", "mRNA", "5% of people.", "Dr. Smith said so.", "\u202eevil", "a\nb", "a  b",
    "https://example.org/x_(y)", "“Quoted.”", "[a][b]", "[a]: http://b", "{", "}", "title: x", "...", "-", "2018.",
]  # fmt: skip
words = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=12), st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True)
)
texts = st.lists(words, min_size=1, max_size=5).map(lambda parts: plain(" ".join(parts)))
one_sentence = texts.filter(lambda text: len(pieces(text)) == 1)
claims = st.builds(
    Claim,
    id=st.just("c0"),
    text=one_sentence,
    passages=st.lists(st.sampled_from(["S1.1", "S1.12", "S2.3", "R1.2", "S9"]), max_size=3).map(tuple),
    basis=st.sampled_from(Basis),
)
blocks = st.lists(
    st.builds(
        Block, kind=st.sampled_from(BlockKind), claims=st.lists(claims, min_size=1, max_size=4).map(tuple)
    ),
    max_size=4,
).map(tuple)
sections = st.builds(
    lambda kind, rest, blocks: Section(kind=kind, heading=f"{kind.value}: {rest}", blocks=blocks),
    st.sampled_from(SectionKind),
    texts,
    blocks,
)
posts = st.builds(
    Post,
    title=st.just(""),
    description=st.just(""),
    lead=blocks,
    sections=st.lists(sections, max_size=3).map(tuple),
    conclusion=blocks,
)


def passage(number: str, text: str) -> Passage:
    return Passage(id=number, text=text, start=0, end=len(text))


def document(
    text: str = "Mice lived longer.", title: str = "A title", url: str = "https://example.org/a"
) -> Document:
    return Document(
        id="S1", kind=DocumentKind.ARTICLE, title=title, url=url, publisher=title, text=text,
        passages=(passage("S1.1", text), passage("S1.12", text)),
    )  # fmt: skip


def said(post: Post) -> list[tuple[str, str, tuple[str, ...], Basis]]:
    return [(place, claim.text, claim.passages, claim.basis) for place, claim in post.claims()]


def shape(post: Post) -> list[tuple[str, list[tuple[BlockKind, int]]]]:
    return [(place, [(block.kind, len(block.claims)) for block in blocks]) for place, blocks in post.parts()]


@settings(max_examples=100, deadline=None)
@given(posts)
@example(
    Post(title="", description="", sections=(), conclusion=(), lead=(
        Block(claims=(Claim(id="c1", text="Two mice"), Claim(id="c2", text="mRNA was used."))),))
)  # fmt: skip
def test_what_is_rendered_is_parsed_again(post):
    again = parse_body(render_body(post, [document()]))
    assert said(again) == said(post)
    assert shape(again) == shape(post)
    assert [section.heading for section in again.sections] == [
        plain(section.heading) for section in post.sections
    ]


@settings(max_examples=50, deadline=None)
@given(texts, texts, texts)
def test_untrusted_text_in_footnotes_makes_no_structure(text, title, more):
    post = Post(
        title="", description="", sections=(), conclusion=(),
        lead=(Block(claims=(Claim(id="c1", text="One sentence.", passages=("S1.1",)),)),),
    )  # fmt: skip
    body = render_body(post, [document(text, f"{title} {more}", f"https://example.org/{text}")])
    assert said(parse_body(body)) == said(post)
    assert len(body.splitlines()) == 3
    assert "{" not in body
    assert not split_review(body).review
    # The reader's HTML of the footnote's text holds no element but the link to the source.
    html = MarkdownIt("commonmark").render(body.splitlines()[2].split(": ", 1)[1])
    assert set(re.findall(r"<\s*(/?\w+)", html)) <= {"p", "/p", "a", "/a"}


@settings(max_examples=80, deadline=None)
@given(texts)
def test_escaped_text_shows_itself_and_nothing_else(text):
    html = MarkdownIt("commonmark").enable("table").render(escape(text))
    assert re.fullmatch(r"(<p>[^<]*</p>\n)?", html), html


@settings(max_examples=50, deadline=None)
@given(posts)
def test_carry_ids_keeps_every_id_of_an_unchanged_post(post):
    numbered = parse_body(render_body(post, []))
    renamed = carry_ids(numbered, parse_body(render_body(numbered, [])))
    assert sorted(c.id for _, c in renamed.claims()) == sorted(c.id for _, c in numbered.claims())
    assert len({c.id for _, c in renamed.claims()}) == len(renamed.claims())


def post_of(*texts: str) -> Post:
    return parse_body("\n\n".join(texts))


def test_changed_sentences_get_new_ids_and_others_keep_theirs():
    old = post_of("Mice lived longer.[^S1.1] It was small.[^S1.2]", "Third.[^S1.3]")
    new = post_of("New first.", "Mice lived longer.[^S1.1] It was very small.[^S1.2]", "Third.")
    assert [c.id for _, c in carry_ids(old, new).claims()] == ["c4", "c1", "c5", "c3"]


def test_a_passage_that_is_a_quotation_is_not_quoted_twice():
    post = post_of("He said so.[^S1.1]")
    assert '[^S1.1]: "Mice ran." A title, ' in render_body(post, [document('"Mice ran."')])


def test_a_claim_of_two_sentences_keeps_its_id():
    post = Post(
        title="", description="", sections=(), conclusion=(),
        lead=(Block(claims=(Claim(id="c7", text="Mice lived. They ran fast.", passages=("S1.1",)),)),),
    )  # fmt: skip
    again = parse_body(render_body(post, []))
    assert len(again.claims()) == 2
    assert all(claim.passages == ("S1.1",) for _, claim in again.claims())
    carried = carry_ids(post, again)
    assert carried.claims() == post.claims()


def test_footnotes_are_sorted_and_say_what_to_confirm():
    post = Post(
        title="", description="", sections=(), conclusion=(),
        lead=(Block(claims=(
            Claim(id="c1", text="A.", passages=("S1.12", "S1.1")),
            Claim(id="c2", text="B.", basis=Basis.DESIGN),
            Claim(id="c3", text="C."),
            Claim(id="c4", text="D.", passages=("S7.7",)),
        )),),
    )  # fmt: skip
    body = render_body(post, [document()])
    lines = body.splitlines()
    assert lines[0] == "A.[^S1.12][^S1.1] B.[^check-design] C.[^check-uncited] D.[^S7.7]"
    assert lines[2] == "[^S1.1]: “Mice lived longer.” A title, [A title](https://example.org/a)"
    assert lines[3].startswith("[^S1.12]: ")
    assert "no source of this draft" in lines[4]
    assert lines[5] == f"[^check-design]: {CHECKS['check-design']}"


GENERAL = """\
---
title: Not this: no
---
"""


def test_a_strangers_post_is_read():
    post = parse_body(
        "# The *title*\n\n![pic](a.png)\n\nMice lived[^S1-1]. They [ran](http://x.org) fast[^S1.2], he said.[^S1.3]\n"
        "Third `code` line<br>fourth.\n\n"
        "**What Happened**\n\n* one[^S1.4]\n  - two\n\n> quoted[^1]\n\n"
        "Background: the cells\n---------------------\n\n    slipped in. Twice.\n\n<div>In a tag &amp; seen.</div>\n\n"
        "| a | b |\n|---|---|\n| x 1 | y[^S1.5] |\n\n## The bottom line\n\nDone.[^check: design]\n\n"
        "## Sources\n\n- https://example.org\n\n[^1]: note\n    more of it\n[^S1.4]: x\n"
    )
    assert post.title == "The *title*"
    assert [(place, c.text, c.passages) for place, c in post.claims()] == [
        ("lead", "Mice lived.", ("S1.1",)),
        ("lead", "They ran fast, he said.", ("S1.2", "S1.3")),
        ("lead", "Third code line", ()),
        ("lead", "fourth.", ()),
        ("What Happened", "one", ("S1.4",)),
        ("What Happened", "two", ()),
        ("What Happened", "quoted", ()),
        ("Background", "slipped in.", ()),
        ("Background", "Twice.", ()),
        ("Background", "In a tag & seen.", ()),
        ("Background", "a; b", ()),
        ("Background", "x 1; y", ("S1.5",)),
        ("conclusion", "Done.", ()),
    ]
    assert post.claims()[-1][1].basis is Basis.DESIGN


def test_front_matter_gives_title_and_tags_and_the_review_is_left_out():
    post = parse_body(
        "---\ntitle: '1.10: a trial'\ntags: [mice, no]\n---\n\n<!-- newsdraft:review -->\n"
        "> Finding text.\n<!-- /newsdraft:review -->\n\nBody.[^S1.1]\n"
    )
    assert (post.title, post.tags) == ("1.10: a trial", ("mice", "no"))
    assert [c.text for _, c in post.claims()] == ["Body."]


def test_toml_front_matter_is_read():
    post = parse_body('+++\ntitle = "T"\ntags = ["a"]\n+++\nBody.\n')
    assert (post.title, post.tags, len(post.claims())) == ("T", ("a",), 1)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.org/x(y) z?q=1#f", "https://a.org/x%28y%29%20z?q=1#f"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://user:pw@a.org/", None),
        ("http://[bad", None),
        ('http://a.org/"onclick={{x}}', "http://a.org/%22onclick=%7B%7Bx%7D%7D"),
        ("https://a.org/%20x", "https://a.org/%20x"),
    ],
)
def test_only_web_addresses_become_links(url, safe):
    assert safe_url(url) == safe


# --- drafts of ours: nothing is left out ------------------------------------------------------------------

OURS = "---\ntitle: T\ndraft_id: 01X\n---\n"


def texts_of(markdown):
    return [claim.text for _, claim in parse_body(markdown).claims()]


@pytest.mark.parametrize("heading", ["Notes", "Sources", "References:", "How this was made"])
def test_no_section_of_a_draft_is_left_out(heading):
    body = f"Lead.\n\n## {heading}\n\nIt cures cancer.\n"
    assert texts_of(OURS + body) == ["Lead.", "It cures cancer."]
    assert texts_of(body) == ["Lead."]


@pytest.mark.parametrize(
    "hidden",
    [
        "[^1]: It cures cancer.",
        "Lead.\n[^own]: It cures cancer.",
        "> [^1]: It cures cancer.",
        "<script>\nIt cures cancer.\n</script>",
        '<p title="x">It cures cancer.</p>',
        "[It cures cancer.](javascript:x)",
        "```\nIt cures cancer.\n```",
    ],
)
def test_nothing_a_page_shows_of_a_draft_goes_unread(hidden):
    assert "It cures cancer." in " ".join(texts_of(f"{OURS}Lead.\n\n{hidden}\n"))


def test_the_first_heading_of_a_draft_is_read():
    assert [s.heading for s in parse_body(f"{OURS}# A cure\n\nLead.\n").sections] == ["A cure"]


def drafted(**changes):
    lead = (Block(claims=(Claim(id="c1", text="One.", passages=("S1.1", "S1.12", "S7.7")),)),)
    post = Post(title="T", description="", lead=lead, sections=(), conclusion=())
    return OURS + render_body(post, [document(**changes)])


@settings(max_examples=50, deadline=None)
@given(texts, texts)
def test_unchanged_footnotes_are_not_named(text, title):
    documents = [document(text, title)]
    markdown = drafted(text=text, title=title)
    assert changed_footnotes(markdown, documents) == []
    assert changed_footnotes(markdown.replace("\n", "\r\n"), documents) == []


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("[^S1.12]: “Mice lived", "[^S1.12]: “People lived", "S1.12"),
        ("[^S1.12]: “Mice", "[^S1.12]: “Mice \n  ", None),
        ("(https://example.org/a)\n[^S1.12]", "(https://evil.example)\n[^S1.12]", "S1.1"),
        ("(https://example.org/a)\n[^S1.12]", "(https://example.org/a)\nIt cures.\n[^S1.12]", "S1.1"),
        ("One.", "> [^S1-1]: “It cures.”\n\nOne.", "S1-1"),
        ("One.", "[^s1.1, s1.12]: “It cures.”\n\nOne.", "s1.1, s1.12"),
        ("One.", "<div>\n[^S1.1]: “It cures.”\n\nOne.", "S1.1"),
        ("One.", "[^1]: My own.\n\nOne.[^1]", None),
        ("[^S7.7]: **Please check:** no", "[^S7.7]: “It cures.” no", "S7.7"),
    ],
)
def test_a_changed_footnote_is_named(old, new, label):
    markdown = drafted()
    assert old in markdown
    assert changed_footnotes(markdown.replace(old, new, 1), [document()]) == ([label] if label else [])


def test_plain_text_has_nothing_invisible():
    assert plain("a\u200bb\u00adc\u3164d\u115f\ufe0f\u034f\U000e0041e\ufeff") == "abc de"
