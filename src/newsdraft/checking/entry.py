"""The checks as other parts call them: on a sentence, on a draft, on any markdown post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from newsdraft.checking.claims import CLAIM_CHECKS, EVIDENCE_CHECKS, run
from newsdraft.checking.context import (
    ClaimCheck,
    Earlier,
    Hit,
    PostCheck,
    Sentence,
    Sources,
    Whole,
    distinct,
    finding,
)
from newsdraft.checking.editorial import DESK_CHECKS, LOOKED_AT, WORDING_CHECKS, front_hits
from newsdraft.checking.judged import judge_findings
from newsdraft.checking.markup import markup_in
from newsdraft.checking.policy import USUAL, Policy
from newsdraft.checking.reach import REACH_CHECKS
from newsdraft.checking.sections import SECTION_CHECKS
from newsdraft.checking.structure import POST_CHECKS
from newsdraft.checking.wording import plain
from newsdraft.model import Block, Claim, Document, Dossier, Finding, Post, SecondReading

EXTRACT = "extract"
_FRONT = re.compile(r"\A\ufeff?(?:---\n.*?^---[ \t]*$|\+\+\+\n.*?^\+\+\+[ \t]*$)", re.DOTALL | re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]{1,100}\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*", re.MULTILINE)
_OWN = re.compile(r"^draft_id:", re.MULTILINE)
_OWN_FOOTNOTE = re.compile(r"^\[\^(?:[SR]\d+\.\d+|check-[a-z]+)\]:.*$", re.MULTILINE)
_APPENDIX = re.compile(
    r"^#{1,6}[ \t]*(?:sources?|references?|further reading|footnotes|notes)[ \t]*:?$.*\Z", re.I | re.M | re.S
)


def check_claim(text: str, passages: Sequence[str]) -> list[Finding]:
    """The findings on ``text`` against ``passages`` alone: numbers, names, quotations.

    Works on any sentence and any passages; these are called 1, 2, … in messages. Without passages there is
    nothing to compare with, and one ``claim-uncited`` finding says so.
    """
    cited = {str(number): passage for number, passage in enumerate(passages, 1)}
    sentence = Sentence(text=plain(text), cited=cited, place="claim")
    checks = EVIDENCE_CHECKS if passages else CLAIM_CHECKS
    return distinct(finding(hit, where="claim", text=text) for hit in run(checks, sentence))


def check_draft(
    post: Post,
    dossier: Dossier,
    writer: str = "",
    reading: SecondReading | None = None,
    policy: Policy = USUAL,
    today: date | None = None,
    earlier: Sequence[Earlier] = (),
) -> list[Finding]:
    """The findings on ``post`` against its dossier, those of the whole post first, then by sentence in order.

    ``writer`` is the name of the writer that made the post; a post of ``extract`` is blocked for that. What the
    model judge said in ``reading`` stands behind what the checks found; neither clears the other's. ``policy`` says
    how much each rule weighs. With ``today``, a reference that is past its review date is a finding; so is a post
    that is nearly one of ``earlier``, the other posts of the site.
    """
    sources = Sources(dossier.documents)
    judged = judge_findings(post, reading, sources) if reading else ()
    found = _check(
        Whole(
            post,
            sources,
            writer,
            dossier.evidence,
            policy,
            study=dossier.study,
            today=today,
            earlier=tuple(earlier),
        )
    )
    return policy.weighed(distinct([*found, *judged]))


def check_post(markdown: str, documents: Sequence[Document] = (), policy: Policy = USUAL) -> list[Finding]:
    """The findings on any markdown post, ours or not, against ``documents``.

    Of a post that cites nothing at all, each sentence is compared with all passages, which catches less: a number
    from elsewhere in the text passes. Markup is looked for in the text itself, since reading a post drops it. Raises
    DamagedDraft when the front matter cannot be read.
    """
    from newsdraft.markdown import parse_body  # noqa: PLC0415 - the markdown parser is slow to import

    post = parse_body(markdown)
    found = _check(Whole(post, Sources(documents), policy=policy, cited=cites(post)))
    return policy.weighed(distinct([*check_front(markdown), *check_markup(markdown), *found]))


def check_front(markdown: str) -> list[Finding]:
    """The findings on the front matter of a post: its picture and its byline.

    Raises DamagedDraft when the front matter cannot be read.
    """
    from newsdraft import frontmatter  # noqa: PLC0415 - the YAML parser is slow to import

    front = frontmatter.parse(markdown)
    told = {key: front.get(key) for key in LOOKED_AT} if front.present else {}
    return distinct(finding(hit, where="front matter") for hit in front_hits(told))


def cites(post: Post) -> bool:
    """Whether any sentence of ``post`` cites a passage."""
    return any(claim.passages for _, claim in post.claims())


def check_markup(markdown: str) -> list[Finding]:
    """The findings on HTML, links, pictures, code and tables in the body of a markdown post.

    Left out: front matter, the review block, footnotes, and a list of sources or references at the end. Of a draft of
    ours, all that is published counts: only the footnotes that newsdraft writes itself are left out.
    """
    from newsdraft.markdown import split_review  # noqa: PLC0415 - the markdown parser is slow to import

    text = markdown.replace("\r\n", "\n")
    body = "".join(split_review(_FRONT.sub("", text))[::2])
    front = _FRONT.match(text)
    if front and _OWN.search(front[0]):
        body = _OWN_FOOTNOTE.sub("", body)
    else:
        body = _APPENDIX.sub("", _FOOTNOTE.sub("", body))
    return distinct(finding(hit, where="post") for hit in markup_in(body))


def footnote_finding(label: str) -> Finding:
    """The finding on a footnote, ``S1.2``, whose words in the file are not the stored passage's any more."""
    message = f"A footnote no longer shows the stored passage: [^{label}]. Restore its words, or cite another passage."
    return finding(Hit("footnote-changed", label, message), where="footnotes")


def _check(whole: Whole) -> list[Finding]:
    sources = whole.sources
    found = [
        finding(hit, where="post")
        for check in (*POST_CHECKS, *REACH_CHECKS, *SECTION_CHECKS, *_desk(whole))
        for hit in check(whole)
    ]
    found.extend(_check_headlines(whole))
    for place, blocks in whole.post.parts():
        ids = dict.fromkeys(i for block in blocks for claim in block.claims for i in claim.passages)
        around = tuple(sources.texts[i] for i in ids if i in sources.texts)
        for block in blocks:
            for claim in block.claims:
                found.extend(_check_claim(place, block, claim, around, whole))
    return distinct(found)


def _desk(whole: Whole) -> tuple[PostCheck, ...]:
    """The desk's checks of a whole post. An extract's sentences are its source's, and are to be rewritten anyway."""
    return () if whole.writer == EXTRACT else DESK_CHECKS


def _wording(whole: Whole) -> tuple[ClaimCheck, ...]:
    return () if whole.writer == EXTRACT else WORDING_CHECKS


def _grounding(whole: Whole) -> tuple[ClaimCheck, ...]:
    """What compares a sentence with its passages; a stranger's article is not asked to cite by number."""
    if whole.cited:
        return CLAIM_CHECKS
    return EVIDENCE_CHECKS if whole.sources.texts else ()


def _check_headlines(whole: Whole) -> Iterator[Finding]:
    """The wording of title, description and headings."""
    post = whole.post
    places = [("title", post.title), ("description", post.description)]
    places += [(section.heading or "heading", section.heading) for section in post.sections]
    for place, text in places:
        sentence = Sentence(
            text=plain(text), cited={}, place=place, sources=whole.sources, policy=whole.policy
        )
        for hit in run(_wording(whole), sentence):
            yield finding(hit, where=place, text=text)


def _check_claim(
    place: str, block: Block, claim: Claim, around: tuple[str, ...], whole: Whole
) -> Iterator[Finding]:
    sources = whole.sources
    named = claim.passages if whole.cited else tuple(sources.texts)
    sentence = Sentence(
        text=plain(claim.text),
        cited={i: sources.texts[i] for i in named if i in sources.texts},
        unknown=tuple(i for i in dict.fromkeys(claim.passages) if i not in sources.texts),
        claim=claim.id,
        place=place,
        basis=claim.basis,
        block=block.kind,
        around=around,
        sources=sources,
        policy=whole.policy,
    )
    for hit in run((*_grounding(whole), *_wording(whole)), sentence):
        yield finding(hit, where=place, claim=claim.id, text=claim.text)
