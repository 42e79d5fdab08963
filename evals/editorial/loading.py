"""Reads the defects of this folder and plants them, one by one, into the approved posts of ``../posts``.

README.md describes the format of ``defects.yaml``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field
from ruamel.yaml import YAML

from newsdraft.model import Basis, Block, Claim, Post, Section, SectionKind, Value
from posts.loading import HEADLINES, PLANTED, Told

FOLDER = Path(__file__).resolve().parent
GROUPS = ("defects", "near_misses")


class Case(Value):
    """One change of an approved post: a defect that ``rule`` should find, or a look-alike that it should not.

    ``text`` are sentences to add at the end of Background, or all that ``instead_of``, the name of a section, is to
    say. ``without`` are ids of sentences to take out, ``instead`` new words by id, or for "title" or "description".
    ``front`` are fields of front matter, which is looked at without a post.
    """

    rule: str
    wrong: bool
    story: str
    text: tuple[str, ...] = ()
    instead_of: str = ""
    without: tuple[str, ...] = ()
    instead: dict[str, str] = Field(default_factory=dict)
    front: dict[str, Any] = Field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The case in a line, for a list of misses."""
        if self.front:
            return json.dumps(self.front, ensure_ascii=False)
        parts = [f"{self.instead_of}: " if self.instead_of else "", " ".join(self.text)]
        parts += [f" without {', '.join(self.without)}"] if self.without else []
        parts += [f" | {at}: {words}" for at, words in self.instead.items()]
        return "".join(parts).strip() or "as it is"


def load_cases(stories: Sequence[str], path: Path = FOLDER / "defects.yaml") -> list[Case]:
    """Every case of ``path``; one that names no story goes to one after the other of ``stories``."""
    data: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return [
        _case(rule, group, each, hosts[number % len(hosts)])
        for rule, entry in data.items()
        for hosts in [entry.get("stories", stories)]
        for group in GROUPS
        for number, each in enumerate(entry[group])
    ]


def _case(rule: str, group: str, given: object, host: str) -> Case:
    fields: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {"text": given}
    text = fields.get("text", ())
    fields["text"] = (text,) if isinstance(text, str) else tuple(text)
    return Case.model_validate({"story": host, **fields, "rule": rule, "wrong": group == "defects"})


def markdown_of(front: Mapping[str, object], body: str = "A sentence.\n") -> str:
    """A markdown text with these fields as its front matter."""
    fields = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{fields}---\n\n{body}"


# --- planting --------------------------------------------------------------------------------------------


def planted(told: Told, case: Case) -> Post:
    """The post of ``told`` with ``case``. ValueError when it names a sentence that the post does not have."""
    ids = {claim.id for _, claim in told.post.claims()}
    strange = {*case.without, *case.instead} - ids - set(HEADLINES)
    if strange:
        raise ValueError(f"{case.rule}, {case.story}: there is no sentence {', '.join(sorted(strange))}")
    post = _changed(told.post, case)
    if not case.text:
        return post
    if case.instead_of:
        return _with_section(post, SectionKind(case.instead_of), lambda section: _rewritten(section, case))
    return _with_section(post, SectionKind.BACKGROUND, lambda section: _lengthened(section, case))


def _changed(post: Post, case: Case) -> Post:
    def claim_of(claim: Claim) -> Claim:
        return claim.model_copy(update={"text": case.instead.get(claim.id, claim.text)})

    def blocks_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
        kept = [
            (block, tuple(claim_of(c) for c in block.claims if c.id not in case.without)) for block in blocks
        ]
        return tuple(block.model_copy(update={"claims": claims}) for block, claims in kept if claims)

    headlines = {at: words for at, words in case.instead.items() if at in HEADLINES}
    sections = tuple(s.model_copy(update={"blocks": blocks_of(s.blocks)}) for s in post.sections)
    lead, conclusion = blocks_of(post.lead), blocks_of(post.conclusion)
    return post.model_copy(update={**headlines, "lead": lead, "sections": sections, "conclusion": conclusion})


def _with_section(post: Post, kind: SectionKind, change: Callable[[Section], Section]) -> Post:
    sections = tuple(change(section) if section.kind is kind else section for section in post.sections)
    return post.model_copy(update={"sections": sections})


def _rewritten(section: Section, case: Case) -> Section:
    """The section with the case's sentences alone, under its plain name: a heading tells something too."""
    blocks = (Block(claims=_claims(case, _last_citation(section))),)
    return section.model_copy(update={"heading": case.instead_of, "blocks": blocks})


def _lengthened(section: Section, case: Case) -> Section:
    """The section with the case's sentences behind its last one, citing what that one cites."""
    *before, last = section.blocks
    longer = last.model_copy(update={"claims": (*last.claims, *_claims(case, _last_citation(section)))})
    return section.model_copy(update={"blocks": (*before, longer)})


def _claims(case: Case, passages: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(
        Claim(id=f"{PLANTED}-{number}", text=text, passages=passages, basis=Basis.PASSAGES)
        for number, text in enumerate(case.text, 1)
    )


def _last_citation(section: Section) -> tuple[str, ...]:
    cited = [claim.passages for block in section.blocks for claim in block.claims if claim.passages]
    return cited[-1] if cited else ()
