# ruff: noqa: E501 - pages as they come
"""Further pages in the manner of publishing systems; written and measured first after the rules for the others stood."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page_templates import Template, blocks, document, paragraphs, put

_TEASERS = (
    (
        "A garden for the ward",
        "Volunteers planted 400 roses behind the North Bay clinic. Patients may pick them in June.",
    ),
    (
        "Vaccine doubts fade",
        "Fewer parents refuse measles shots than in 2019. A poll of 2,100 families shows the change.",
    ),
    (
        "Nurses win a prize",
        "The team of ward 9 was honoured for its work at night. The prize comes with 10,000 crowns.",
    ),
)


def _cards(tag: str, name: str) -> str:
    return "".join(
        f"<{tag} class='{name}'><a href='/t/{n}'><h3>{title}</h3></a><p>{text}</p></{tag}>"
        for n, (title, text) in enumerate(_TEASERS)
    )


def site_builder(title: str, texts: Sequence[str]) -> str:
    """A site made with a builder: everything is a block, teasers of other posts with their first sentences."""
    body = f"""<div id="siteWrapper"><header data-section-theme="white"><a>Larkmoor Wellness</a><a>Classes</a></header>
    <main id="page"><article class="sections"><section class="page-section"><div class="blog-item-wrapper"><div
    class="blog-item-top-wrapper"><time datetime="2026-06-12">12 Jun</time><span>Written By Rosa Quill</span><h1
    class="entry-title">{escape(title)}</h1></div><div class="blog-item-content"><div class="sqs-layout">{
        "".join(
            f"<div class='sqs-block html-block sqs-block-html'><div class='sqs-block-content'>{block}</div></div>"
            for block in blocks(texts)
        )
    }
    <div class="sqs-block newsletter-block"><div class="newsletter-form-header"><h2>Stay well</h2><p>Sign up with your email
    address to hear of new classes.</p></div><form><input type="email"><button>Sign Up</button></form></div>
    <div class="sqs-block summary-v2-block"><div class="summary-heading">You might like</div>{
        _cards("div", "summary-item")
    }
    </div></div></div></div></section></article></main><footer class="sections"><p>Larkmoor Wellness, 4 Hill
    Street.</p></footer></div>"""
    return document(title, body)


def full_paper(title: str, texts: Sequence[str]) -> str:
    """An open-access paper: grouped reference marks, access bar, how to cite, rights, ethics, recommendations."""
    marked = [
        f"<p>{escape(text, quote=False)}<sup><a href='#ref-CR{n}'>{n}</a>,<a href='#ref-CR{n + 1}'>{n + 1}</a></sup></p>"
        for n, text in enumerate(texts, start=1)
    ]
    half = len(marked) // 2
    body = f"""<div class="c-banner">Advertisement</div><header class="c-header"><ul><li>Search</li><li>Journal info</li></ul>
    </header><main class="c-article-main-column"><article><div class="c-article-header"><ul class="c-article-identifiers">
    <li>Article</li><li>Open access</li><li>Published: 12 June 2026</li></ul><h1>{escape(title)}</h1><ul
    class="c-article-author-list"><li><a>A. Pereira-Lund</a></li><li><a>J. Adler</a></li></ul><p
    class="c-article-info-details"><i>Larkmoor Annals of Oncology</i> <b>4</b>, Article number: 17 (2026)</p><div
    class="c-article-metrics-bar"><ul><li>2310 Accesses</li><li>14 Altmetric</li></ul></div></div><div class="c-article-body">
    <section><h2>Main</h2>{"".join(marked[:half])}<figure><figcaption><b>Fig. 1</b></figcaption><p>Curves of 240 patients in
    both groups.</p></figure>{"".join(marked[half:])}</section><section aria-labelledby="Bib1"><h2 id="Bib1">References</h2>
    <ol class="c-article-references"><li>Nib, B. et al. Tablets in 412 adults. <i>J. Bay</i> 4, 1 (2019).</li></ol></section>
    <section><h2>Rights and permissions</h2><p>Open Access This article is licensed under a licence that permits use and
    adaptation.</p></section><section><h2>Cite this article</h2><p>Pereira-Lund, A., Adler, J. Larkmoor Ann Oncol 4, 17
    (2026).</p></section></div></article></main><aside class="c-article-extras"><h3>Subjects</h3><p>Cancer therapy</p></aside>
    <section class="c-article-recommendations"><h2>Similar content being viewed by others</h2>{_cards("article", "c-card")}
    </section>"""
    return document(title, body)


def letter(title: str, texts: Sequence[str]) -> str:
    """A newsletter's page: subscription pleas between paragraphs, a discussion, a reading time."""
    inside = put(blocks(texts), {
        2: "<div class='subscription-widget-wrap'><p>Larkmoor Letters is supported by its readers. To receive new posts and "
           "support my work, consider becoming a subscriber.</p></div>",
        5: "<p class='button-wrapper'><a class='button primary'>Share</a></p>",
        6: "<div class='captioned-button-wrap'><p>Thanks for reading Larkmoor Letters! This post is public so feel free to "
           "share it.</p></div>",
    })  # fmt: skip
    body = f"""<div class="main-menu"><button>Sign in</button></div><article class="newsletter-post post"><div
    class="post-header"><h1 class="post-title">{escape(title)}</h1><h3 class="subtitle">A letter</h3><div><a>Rosa Quill</a>
    Jun 12, 2026</div><div>∙ Paid</div></div><div class="available-content"><div class="body markup">{inside}</div></div>
    </article><div class="post-footer"><a>Previous</a><a>Next</a></div><div class="discussion-block"><h4>Discussion about this
    post</h4><div class="thread"><p>Great piece, my father had the same and no tablet helped him.</p></div></div>"""
    return document(title, body)


def broadcaster(title: str, texts: Sequence[str]) -> str:
    """A broadcaster's page: links in capitals between paragraphs, video notes, an app, a request for corrections."""
    inside = put(blocks(texts), {
        1: "<p><em>Video above: Fire crews save a barn in North Bay</em></p>",
        3: "<p><strong><a href='/n'>ALSO READ: Storm leaves 3,000 homes dark</a></strong></p>",
        5: "<p><strong>MORE: <a href='/n'>Mayor to open new bridge on Friday</a></strong></p>",
        99: "<p><em>Copyright 2026 WLKM. All rights reserved.</em></p><p><strong><a href='/app'>Download the WLKM news app"
            "</a></strong></p><p>Do you see a typo or a mistake? Click here to report it.</p>",
    })  # fmt: skip
    body = f"""<div class="page-wrap"><div class="weather-strip">61° North Bay</div><h1>{escape(title)}</h1><div
    class="timestamps"><span>Published: Jun. 12, 2026 at 5:14 PM EDT</span><span>Updated: 2 hours ago</span></div><div
    class="article-content">{inside}</div><div class="taboola-wrap"><h3>Around the web</h3>{_cards("div", "tile")}</div></div>"""
    return document(title, body)


def university(title: str, texts: Sequence[str]) -> str:
    """A university's page: contact, links and teasers without telling names."""
    body = f"""<div class="container"><div class="row"><div class="col-md-8"><h1>{escape(title)}</h1><p>12 June 2026</p>
    {paragraphs(texts)}<h2>Links</h2><ul><li><a href="/r">Research paper</a></li><li><a href="/p">Professor Pereira-Lund's
    profile</a></li><li><a href="/m">Faculty of Medicine</a></li></ul><h2>Media contact</h2><p>Jon Adler</p><p>Tel:
    555-0142</p><p>E: jon [at] larkmoor.invalid</p></div><div class="col-md-4"><h2>Latest news</h2>{_cards("div", "card")}
    </div></div></div>"""
    return document(title, body)


MORE: dict[str, Template] = {
    "Site builder": site_builder,
    "Full paper": full_paper,
    "Newsletter": letter,
    "Broadcaster": broadcaster,
    "University": university,
}
