# ruff: noqa: E501 - pages as they come
"""Pages made from given texts in the manner of common publishing systems, for the measure of extraction.

The HTML and all that stands around the article is our own. Each template takes a title and paragraphs and gives a page;
what it puts beside the article says things that a draft must never cite. ``ALLOWED`` names what a template adds that
is about the study itself (a table of its journal and method): neither wanted nor foreign.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape

Template = Callable[[str, Sequence[str]], str]

_OTHERS = (
    "Tea drinkers had 31 percent fewer strokes, a survey of 9,000 people suggests",
    "Hospital opens its third centre for proton therapy after a gift of 40 million",
    "Seven signs of bowel cancer that people overlook for months",
)
# What templates write above the text, and a reader counts to it.
HEADINGS = ("Main", "A letter")
ALLOWED: dict[str, tuple[str, ...]] = {
    "EurekAlert-like": (
        "Journal", "Larkmoor Annals of Oncology", "Method of Research", "Randomized controlled/clinical trial",
        "Subject of Research", "People", "Article Publication Date", "12-Jun-2026",
    ),
    "journal abstract": ("Abstract", "Background", "Methods", "Findings", "Interpretation"),
    "references, lists, tables": (
        "Group", "Patients", "Response", "Tablet", "Standard care", "118", "121", "41%", "29%",
        "Group Patients Response", "Tablet 118 41%", "Standard care 121 29%", "Progression-free survival",
        "The time from the start of treatment until the cancer grows or the patient dies.", "Hazard ratio",
        "How often something happens in one group for each time that it happens in the other.",
    ),
}  # fmt: skip


def paragraphs(texts: Sequence[str], tag: str = "p", inner: str = "") -> str:
    return "\n".join(f"<{tag}{inner}>{escape(text, quote=False)}</{tag}>" for text in texts)


def put(blocks: list[str], places: dict[int, str]) -> str:
    """The blocks with additions after the block of that number (or at the end, where the text is shorter)."""
    out = []
    for number, block in enumerate(blocks, start=1):
        out += [block, *([places[number]] if number in places else [])]
    return "\n".join([*out, *(extra for number, extra in places.items() if number > len(blocks))])


def blocks(texts: Sequence[str]) -> list[str]:
    return [f"<p>{escape(text, quote=False)}</p>" for text in texts]


def _links(tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/n/{n}'>{text}</a></{tag}>" for n, text in enumerate(_OTHERS))


def document(title: str, body: str, head: str = "", lang: str = "en") -> str:
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{escape(title)} - Larkmoor</title>{head}"
        f"</head><body>{body}</body></html>"
    )


def wordpress(title: str, texts: Sequence[str]) -> str:
    """A news theme: related boxes with and without a class, a newsletter form in mid-article, an author's box."""
    inside = put(blocks(texts), {
        2: f"<div class='wp-block-group related-box'><h4>Keep reading</h4><ul>{_links()}</ul></div>",
        3: f"<p><strong>Related:</strong> <a href='/n/1'>{_OTHERS[0]}</a></p>",
        4: "<div class='wp-block-jetpack-mailchimp'><h3>Get the Friday letter</h3><p>Join 40,000 readers who get the "
           "week in health every Friday.</p><form><input type='email'><button>Join</button></form><p>You can leave at "
           "any time with one click.</p></div>",
        5: f"<p><em>Read also: <a href='/n/2'>{_OTHERS[1]}</a></em></p>",
    })  # fmt: skip
    body = f"""<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
    <header class="site-header"><p class="site-title">Larkmoor Health Post</p><p class="site-description">News that
    heals since 1987</p><nav id="site-navigation"><ul><li>News</li><li>Recipes</li></ul></nav></header>
    <div id="content" class="site-content"><main><article class="post-771 post type-post hentry category-cancer">
    <header class="entry-header"><h1 class="entry-title">{escape(title)}</h1><div class="entry-meta">
    <span class="posted-on">Posted on <time datetime="2026-06-12">June 12, 2026</time></span>
    <span class="byline"> by <a>Rosa Quill</a></span> <span>4 min read</span></div></header>
    <div class="entry-content">{inside}
    <div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li>Click to share on Bluesky</li>
    </ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><ul>{_links()}</ul></div></div>
    <footer class="entry-footer"><span class="tags-links">Tagged cancer, tablets</span></footer></article>
    <div class="author-info"><h2>About Rosa Quill</h2><p>Rosa Quill has written about medicine for 21 years and keeps
    bees in Larkmoor.</p></div><nav class="post-navigation"><a>Previous: {_OTHERS[2]}</a></nav></main>
    <aside id="secondary" class="widget-area"><section class="widget"><h2>Popular</h2><ul>{_links()}</ul></section></aside>
    </div><footer id="colophon"><p>Proudly made by the Post. All rights reserved.</p></footer>"""
    return document(title, body)


def drupal(title: str, texts: Sequence[str]) -> str:
    """A hospital's newsroom: share bar, media contact, a description of the hospital, appointments."""
    body = f"""<div class="dialog-off-canvas-main-canvas"><div class="region region-header"><div
    class="block block-system-branding-block">Larkmoor Hospital</div><ul class="menu"><li>Find a doctor</li>
    <li>Pay a bill</li></ul></div><div class="region region-breadcrumb">Home › Newsroom › Releases</div>
    <main role="main"><div class="region region-content"><article class="node node--type-press-release">
    <h1><span class="field field--name-title">{escape(title)}</span></h1>
    <div class="field field--name-field-date">June 12, 2026</div>
    <div class="addtoany_list a2a_kit"><span>Share on LinkedIn</span><span>Print this page</span></div>
    <div class="clearfix text-formatted field field--name-body field__item">{paragraphs(texts)}</div>
    <div class="field field--name-field-media-contact"><h3>Media contact</h3><p>Jon Adler, 555-0142</p>
    <p>jon.adler@larkmoor.invalid</p></div>
    <div class="field field--name-field-boilerplate"><h3>About Larkmoor Hospital</h3><p>Larkmoor Hospital treats 210,000
    patients a year and has been ranked among the best in the region for nine years in a row. Its 600 doctors work in 40
    departments.</p></div></article>
    <div class="views-element-container block-related-news"><h2>Related news</h2><div class="view-content">{_links("div")}
    </div></div><div class="block block-call-to-action"><h2>Request an appointment</h2><p>Call 555-0100 or use the form;
    we answer within two days.</p></div></div></main>
    <footer class="region-footer"><p>Larkmoor Hospital, 1 Mill Lane. Patients' rights.</p></footer></div>"""
    return document(title, body)


def wire_service(title: str, texts: Sequence[str]) -> str:
    """A distributor of releases: a table of metadata, a disclaimer, the journal, a media contact."""
    rows = (
        ("Journal", "Larkmoor Annals of Oncology"), ("Method of Research", "Randomized controlled/clinical trial"),
        ("Subject of Research", "People"), ("Article Publication Date", "12-Jun-2026"),
    )  # fmt: skip
    table = "".join(f"<div class='well'><h4>{name}</h4><p>{value}</p></div>" for name, value in rows)
    body = f"""<div class="navbar">Advanced search <ul><li>News releases</li><li>Multimedia</li></ul></div>
    <section class="container"><article class="release"><p class="meta_date">News Release 12-Jun-2026</p>
    <h1 class="page_title">{escape(title)}</h1><h2 class="subtitle">Peer-Reviewed Publication</h2><h5
    class="meta_institute">Larkmoor University</h5><div class="entry">{paragraphs(texts)}</div>
    <hr><div class="well">{table}</div>
    <div class="contact-info"><h4>Media Contact</h4><p>Jon Adler<br>Larkmoor University<br>jon@larkmoor.invalid<br>Office:
    555-0142</p></div>
    <div class="well disclaimer"><p><strong>Disclaimer:</strong> This service is not responsible for the accuracy of news
    releases that contributing institutions post here.</p></div>
    <div class="featured"><h3>More on this news release</h3><p>{_OTHERS[1]}</p></div></article></section>
    <div class="footer"><p>Copyright © 2026 by the Larkmoor Association for Science</p></div>"""
    return document(title, body)


def journal(title: str, texts: Sequence[str]) -> str:
    """An abstract's page: headings, affiliations, counts, references, recommended articles."""
    quarter = max(1, -(-len(texts) // 4))
    names = ("Background", "Methods", "Findings", "Interpretation")
    parts = "".join(
        f"<section><h3>{name}</h3>{paragraphs(texts[n * quarter : (n + 1) * quarter])}</section>"
        for n, name in enumerate(names)
    )
    head = """<meta name="citation_journal_title" content="Larkmoor Annals of Oncology"><meta name="citation_doi"
    content="10.5555/lao.2026.17"><meta name="citation_publication_date" content="2026/06/12">"""
    body = f"""<div class="header"><a>Log in</a> <a>Register</a> <form role="search"><input></form></div>
    <div class="article-header"><div class="article-type">Original article</div><h1>{escape(title)}</h1>
    <ul class="authors"><li>Ana Pereira-Lund<sup>a</sup></li><li>Jon Adler<sup>b</sup></li></ul>
    <div class="affiliations"><p>Department of Medicine, Larkmoor University, Larkmoor</p><p>School of Public Health, North
    Bay</p></div><div class="metrics"><p>Cited by 14 articles</p><p>Accessed 2,310 times</p></div>
    <div class="dropdown"><a>Download PDF</a><a>Export citation</a></div></div>
    <div class="article-body"><div id="abstracts"><h2>Abstract</h2>{parts}</div></div>
    <section class="references" id="references"><h2>References</h2><ol><li>Quill R, Nib B. Tablets in cancer of 412 adults.
    Larkmoor Ann Oncol 2019; 4: 9-17.</li><li>Adler J. Another drug halved relapses. J North Bay 2020; 1: 1.</li></ol>
    </section><div class="recommended-articles"><h2>Recommended articles</h2><ul>{_links()}</ul></div>
    <div class="footer">Copyright © 2026 The Larkmoor Press</div>"""
    return document(title, body, head)


def newspaper(title: str, texts: Sequence[str]) -> str:
    """A daily paper: captions, pull quotes that repeat the text, asides, a plea for money in plain paragraphs."""
    quoted = escape(texts[len(texts) // 2][:160], quote=False)
    inside = put(blocks(texts), {
        1: "<figure class='dcr-1'><img src='a.jpg' alt='A ward'><figcaption>A ward in Larkmoor, where 300 beds stand empty. "
           "Photograph: R. Quill</figcaption></figure>",
        2: f"<aside class='dcr-2'><svg></svg><blockquote>{quoted}</blockquote><footer>A doctor</footer></aside>",
        3: f"<figure data-spacefinder-role='richLink'><div class='dcr-3'><a href='/n'>{_OTHERS[2]}</a><div>Read more</div>"
           "</div></figure>",
        4: f"<blockquote class='pull-quote'><p>{quoted}</p></blockquote>",
        5: f"<p><a href='/n/3'><b>Read more: {_OTHERS[0]}</b></a></p>",
        6: "<div class='dcr-8 ad-slot-container'><div class='ad-slot__label'>Advertisement</div></div>",
        8: "<div id='sign-in-gate'><div class='dcr-6'><h4>Sign up to First Thing</h4><p>Our morning email breaks down the "
           "key stories of the day.</p><p>Privacy Notice: newsletters may contain information about charities.</p></div>"
           "</div>",
    })  # fmt: skip
    plea = """<div id="slot-body-end"><div class="contributions-epic"><h2>A request from our editor</h2><p>Since you are here,
    we hope that you will think of paying for our reporting, which has no owner with a billion to spend.</p><p>More than
    180,000 people in 170 countries have paid for it so far.</p><p>If you can, please pay from one crown a month. It takes
    less than a minute.</p><a href="/pay">Pay once</a></div></div>"""
    body = f"""<header><div class="banner-support">Support the Larkmoor Daily: fund independent journalism</div><nav><ul>
    <li>News</li><li>Sport</li></ul></nav></header><main><article><div data-gu-name="headline"><h1>{escape(title)}</h1></div>
    <div data-gu-name="meta"><address>Rosa Quill Health editor</address><details><summary>Fri 12 Jun 2026 07.00 BST
    </summary>Last modified on Fri 12 Jun 2026 09.00 BST</details></div><div class="article-body-commercial-selector">
    {inside}{plea}</div><div class="submeta"><span>Explore more on these topics</span><ul><li>Cancer</li><li>Health</li>
    </ul><a>Reuse this content</a></div></article></main><section class="dcr-9"><h2>Most viewed</h2><ol>{_links()}</ol>
    </section><footer>© 2026 Larkmoor Daily</footer>"""
    return document(title, body)


def amp(title: str, texts: Sequence[str]) -> str:
    """A page for phones: custom elements for side bar, consent, advertisements and lists."""
    inside = put(blocks(texts), {
        2: "<amp-ad width='300' height='250'><div placeholder>Loading an advertisement</div></amp-ad>",
        4: f"<amp-list src='/more.json'><template type='amp-mustache'>{_OTHERS[1]}</template><div fallback>{_OTHERS[2]}</div>"
           "</amp-list>",
    })  # fmt: skip
    body = f"""<amp-sidebar id="menu" layout="nodisplay"><ul><li>Home</li><li>Ten recipes for a strong heart</li></ul>
    </amp-sidebar><amp-consent id="c" layout="nodisplay"><div id="ui"><p>We and 88 partners keep data about you.</p>
    <button>Fine</button></div></amp-consent><amp-user-notification id="n" layout="nodisplay"><p>This page keeps data on
    your phone to count visits.</p><button>OK</button></amp-user-notification>
    <div class="a"><h1>{escape(title)}</h1><div class="d">12 June 2026</div>{inside}</div>
    <div class="f"><h3>More stories</h3>{_links("div")}</div>"""
    head = "<style amp-custom>.a{color:#111}</style><script async src='https://amp.invalid/v0.js'></script>"
    return document(title, body, head)


def by_script(title: str, texts: Sequence[str]) -> str:
    """A page that a script draws: the text is in JSON-LD only."""
    ld = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": "2026-06-12T07:00:00Z", "articleBody": "\n\n".join(texts),
        "publisher": {"@type": "Organization", "name": "Larkmoor Daily"},
    }  # fmt: skip
    stored = json.dumps(ld).replace("</", "<\\/")
    body = f"""<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"><div class="spinner">Loading
    the story</div></div><ul class="seo-links">{_links()}</ul><script src="/app.js"></script>"""
    return document(title, body, f"<script type='application/ld+json'>{stored}</script>")


def old_table(title: str, texts: Sequence[str]) -> str:
    """A layout of tables, with two line breaks for a paragraph."""
    text = "<br><br>\n".join(escape(text, quote=False) for text in texts)
    body = f"""<table width="100%" border="0"><tr><td colspan="2" bgcolor="#003366"><font color="white">Larkmoor Cancer
    Institute</font> <a href="/">Home</a> | <a href="/give">Giving</a> | <a href="/jobs">Jobs</a></td></tr>
    <tr><td width="160" valign="top"><a href="/1">{_OTHERS[0]}</a><br><a href="/2">{_OTHERS[1]}</a><br><a
    href="/3">{_OTHERS[2]}</a></td><td valign="top"><font size="5"><b>{escape(title)}</b></font><br>
    <font size="2" face="Arial">{text}</font></td></tr>
    <tr><td colspan="2" align="center"><font size="1">Copyright 2026 Larkmoor Cancer Institute. All rights reserved.</font>
    </td></tr></table>"""
    return document(title, body)


def commented(title: str, texts: Sequence[str]) -> str:
    """Readers' comments below, by three systems, one of them with names of its own."""
    body = f"""<div class="wrap"><h1>{escape(title)}</h1><div class="story-text">{paragraphs(texts)}</div>
    <section id="comments" class="comments-area"><h2>3 thoughts on this story</h2><ol class="comment-list"><li
    class="comment"><p>My aunt took this tablet and was cured within three weeks. Doctors will not tell you.</p></li></ol>
    </section><div id="disqus_thread"><ul><li class="post">Cancer is caused by radio masts, as everybody knows by now.</li>
    </ul></div><div class="reader-responses"><h3>Responses</h3><div class="response"><p>Nobody should trust a trial of so
    few people. I stopped my drugs and feel fine.</p></div></div></div>"""
    return document(title, body)


def consent(title: str, texts: Sequence[str]) -> str:
    """A consent dialog of forty lines stands before the article, in the page's own flow."""
    purposes = "".join(
        f"<li><h4>Purpose {n}</h4><p>Our {n * 7} partners may measure how advertisements of group {n} perform and keep that "
        f"for {n + 2} months.</p></li>"
        for n in range(1, 21)
    )
    body = f"""<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk"><h2>We care about your privacy</h2><p>We and our
    143 partners store and access information on a device, such as unique numbers, to process personal data.</p><ul>
    {purposes}</ul><button>Reject</button></div></div>
    <div class="cmp-container"><p>You may change your choice at any time in the settings of this site.</p></div>
    <main><h1>{escape(title)}</h1>{paragraphs(texts)}</main>"""
    return document(title, body)


def rich(title: str, texts: Sequence[str]) -> str:
    """Numbered references in the text, a list, a table of results, definitions, footnotes."""
    marked = [
        escape(text, quote=False) + f"<sup class='ref'><a href='#ref{n}'>{n}</a></sup>"
        for n, text in enumerate(texts, start=1)
    ]
    half = len(marked) // 2
    listed = "".join(f"<li>{text}</li>" for text in marked[half : half + 2])
    table = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (
            ("Group", "Patients", "Response"),
            ("Tablet", "118", "41%"),
            ("Standard care", "121", "29%"),
        )
    )
    terms = (
        "<dl><dt>Progression-free survival</dt><dd>The time from the start of treatment until the cancer grows or the patient "
        "dies.</dd><dt>Hazard ratio</dt><dd>How often something happens in one group for each time that it happens in the "
        "other.</dd></dl>"
    )
    notes = "".join(
        f"<li id='ref{n}'>Nib B. Letters from North Bay, number {n}. 2020. <a href='#c{n}'>Back</a></li>"
        for n in range(1, 4)
    )
    body = f"""<main><article><h1>{escape(title)}</h1>{"".join(f"<p>{t}</p>" for t in marked[:half])}<ul>{listed}</ul>
    <table><tbody>{table}</tbody></table>{"".join(f"<p>{t}</p>" for t in marked[half + 2 :])}{terms}
    <div class="footnotes"><ol>{notes}</ol></div></article></main>"""
    return document(title, body)


def nameless(title: str, texts: Sequence[str]) -> str:
    """Blocks without paragraphs and with names that a program made."""
    inside = put([f"<div class='sc-b1'><span>{escape(t, quote=False)}</span></div>" for t in texts], {
        2: "<div class='sc-b7'>Advertisement</div>",
        3: f"<div class='sc-b9'><span>Related</span><a href='/n'>{_OTHERS[0]}</a></div>",
        5: f"<div class='sc-c2'><a href='/m'>{_OTHERS[2]}</a></div>",
    })  # fmt: skip
    body = f"""<div id="__next"><div class="sc-a1"><a>Menu</a><a>Health</a><a>Money</a></div><div class="sc-a2"><h1
    class="sc-a3">{escape(title)}</h1><div class="sc-a4">12 June 2026</div>{inside}</div><div class="sc-d1">{_links("div")}
    </div><div class="sc-d2">© 2026 Larkmoor Media</div></div>"""
    return document(title, body)


TEMPLATES: dict[str, Template] = {
    "WordPress news": wordpress,
    "Drupal newsroom": drupal,
    "EurekAlert-like": wire_service,
    "journal abstract": journal,
    "newspaper": newspaper,
    "AMP": amp,
    "drawn by script": by_script,
    "old tables": old_table,
    "comments below": commented,
    "consent dialog": consent,
    "references, lists, tables": rich,
    "nameless blocks": nameless,
}
