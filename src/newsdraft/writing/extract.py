"""The writer without a model: the source's own sentences as quotations, put where an editor needs them.

It writes nothing new but short sentences whose words are fixed here: what kind of study it is, what was
read off, and what the source does not say. An extract is material for an editor to write from, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdraft.model import (
    EXTRACT_NOTICE,
    Basis,
    Block,
    BlockKind,
    Claim,
    Document,
    DocumentKind,
    Dossier,
    Passage,
    Post,
    Section,
    SectionKind,
    SourceKind,
)
from newsdraft.text import sentences
from newsdraft.writing import cues, stage
from newsdraft.writing.gleaning import Gleaner
from newsdraft.writing.notes import notes_for
from newsdraft.writing.posting import UNNUMBERED, number
from newsdraft.writing.scoring import Use
from newsdraft.writing.sentence import Sentence, glean
from newsdraft.writing.task import Failure, Repair, Task, Written
from newsdraft.writing.titles import title

NOUNS = {
    SourceKind.PRESS_RELEASE: "the release",
    SourceKind.JOURNAL: "the paper",
    SourceKind.PREPRINT: "the preprint",
    SourceKind.REGULATOR: "the notice",
    SourceKind.BLOG: "the blog post",
    SourceKind.NEWS: "the article",
}
DESCRIPTION = EXTRACT_NOTICE + ": sentences of the source, as they stand there. {stands}"


class ExtractWriter:
    """Picks the source's own passages for each section; needs no model, no key and no network."""

    name = "extract"

    def write(self, task: Task) -> Written:
        """An extract of the task's dossier. A note of the editor cannot be followed, which a notice says."""
        dossier = task.dossier
        gleaner = Gleaner(glean(dossier))
        lead = _lead(dossier, gleaner)
        # Harms and plain limits come first: no other section may take them.
        warnings = gleaner.take([Use.HARM], most=4, max_words=95, least=2.0)
        warnings += gleaner.take([Use.LIMIT], most=3, max_words=85, least=2.0)
        happened = _happened(dossier, gleaner)
        ai = _ai(dossier, gleaner)
        patients = _patients(dossier, gleaner, warnings)
        background = _background(dossier, gleaner)
        post = Post(
            title=title(dossier),
            description=DESCRIPTION.format(stands=stage.stands(dossier)),
            lead=lead,
            sections=(happened, background, ai, patients),
            conclusion=(_said(stage.means(dossier), _shown_by(dossier), Basis.DESIGN),),
            tags=_tags(dossier),
        )
        notices = ["an extract cannot follow a note; change the text by hand"] if task.note else []
        return Written(post=number(post, task.previous), notices=tuple(notices))

    def repair(self, post: Post, dossier: Dossier, failures: Sequence[Failure]) -> Repair:  # noqa: ARG002
        """Nothing: the source's own sentences are not written anew."""
        return Repair()


def _tags(dossier: Dossier) -> tuple[str, ...]:
    topic = stage.topic(dossier).lower()
    return (topic, "AI") if dossier.study.used_ai else (topic,)


# --- sections --------------------------------------------------------------------------------------------


def _lead(dossier: Dossier, gleaner: Gleaner) -> tuple[Block, ...]:
    stands = _said(stage.stands(dossier), _shown_by(dossier), Basis.DESIGN)
    found = gleaner.take([Use.FINDING], most=1, max_words=55) or gleaner.take(
        [Use.RESULT], most=1, max_words=55
    )
    more = gleaner.take_after(found[-1], max_words=35) if found else []
    return (stands, *_quotes([*found, *more], dossier))


def _shown_by(dossier: Dossier) -> tuple[str, ...]:
    return dossier.evidence.passages[:3]


def _happened(dossier: Dossier, gleaner: Gleaner) -> Section:
    facts = [_fact(text, ids) for text, ids in _facts(dossier)]
    spent = sum(len(claim.text.split()) for block in facts for claim in block.claims)
    room = max(90, 170 - spent)
    decided = (
        gleaner.take([Use.DECISION], most=3, max_words=60, least=1.5) if stage.is_decision(dossier) else []
    )
    room -= sum(item.length for item in decided)
    found = gleaner.take([Use.RESULT], most=6, max_words=room, least=1.5)
    if sum(item.length for item in found) < 60:
        found += gleaner.take([Use.RESULT], most=3, max_words=room // 2, least=0.8)
    lacking = [] if gleaner.mentions(cues.COUNTED) else [_not_found("figures for the result", dossier)]
    if not found and not decided and not lacking:
        lacking = [_not_found("further results", dossier)]
    quotes = _quotes([*decided, *_main_first(found)], dossier)
    kind = "a regulator's decision" if stage.is_decision(dossier) else stage.kind_of_study(dossier)
    heading = f"What Happened: {kind}"
    return Section(kind=SectionKind.WHAT_HAPPENED, heading=heading, blocks=(*facts, *quotes, *lacking))


def _main_first(found: Sequence[Sentence]) -> list[Sentence]:
    """Results with the figures of both groups, then those that show no difference, then the rest.

    Sentences that hang together stay together; within a rank they stand as in the source.
    """
    runs: list[list[Sentence]] = []
    for sentence in sorted(found, key=lambda item: (item.document.id, item.passage.start)):
        if runs and sentence.follows(runs[-1][-1]):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return [sentence for run in sorted(runs, key=_rank) for sentence in run]


def _rank(run: Sequence[Sentence]) -> int:
    if any(sentence.harms for sentence in run):
        return 3
    if any(cues.NULL.search(sentence.text) for sentence in run):
        return 1
    return 0 if any(sentence.both or cues.EFFECT.search(sentence.text) for sentence in run) else 2


def _background(dossier: Dossier, gleaner: Gleaner) -> Section:
    found = gleaner.take([Use.BACKGROUND], most=4, max_words=110, least=1.8)
    notes = _reference_blocks(dossier, SectionKind.BACKGROUND, 1)
    blocks = (*_quotes(found, dossier), *notes) or (_silent(dossier),)
    return Section(kind=SectionKind.BACKGROUND, heading="Background", blocks=blocks)


def _ai(dossier: Dossier, gleaner: Gleaner) -> Section:
    kind = SectionKind.HOW_AI_FITS
    named = [sentence.passage.id for sentence in gleaner.mentions(cues.AI)]
    algorithms = [] if named else [sentence.passage.id for sentence in gleaner.mentions(cues.ALGORITHM)]
    notes = _reference_blocks(dossier, kind, 1)
    if algorithms and not dossier.study.used_ai:
        first = _said("The source speaks of an algorithm and does not call it AI.", algorithms[:2])
        return Section(kind=kind, heading=f"{kind.value}: not named in the source", blocks=(first, *notes))
    if not named and not dossier.study.used_ai:
        first = _said("The source does not mention AI, so nothing shows that AI was used.", (), Basis.ABSENCE)
        return Section(
            kind=kind, heading=f"{kind.value}: not mentioned in the source", blocks=(first, *notes)
        )
    read = dossier.study.facts.get("used_ai", ())
    ids = tuple(name for name in read if name in named)[:3] or read[:3] or tuple(named[:2])
    if dossier.study.used_ai:
        first = _said("AI was part of this work, as the source tells it.", ids)
        heading = f"{kind.value}: it was part of this work"
    else:
        first = _said("The source mentions AI; check whether this study used it.", ids)
        heading = f"{kind.value}: mentioned in the source"
    found = gleaner.take([Use.AI], most=4, max_words=110, least=1.5) or gleaner.take_named(
        read, most=3, max_words=110
    )
    return Section(kind=kind, heading=heading, blocks=(first, *_quotes(found, dossier), *notes))


def _patients(dossier: Dossier, gleaner: Gleaner, warnings: Sequence[Sentence]) -> Section:
    found = [
        *warnings,
        *(gleaner.take([Use.LIMIT], most=1, max_words=40) if len(warnings) < 4 else []),
        *gleaner.take([Use.AVAILABLE], most=1, max_words=40, least=1.8),
        *gleaner.take([Use.NEXT, Use.ADVICE], most=1, max_words=40, least=1.8),
    ]
    items = tuple(block for sentence in found for block in _quotes([sentence], dossier, BlockKind.ITEM))
    notes = _reference_blocks(dossier, SectionKind.PATIENTS, 2)
    blocks = (*items, *_silences(dossier), *notes)
    return Section(kind=SectionKind.PATIENTS, heading=SectionKind.PATIENTS.value, blocks=blocks)


def _silences(dossier: Dossier) -> tuple[Block, ...]:
    """What a patient would ask and none of the story's documents has a word on, however loose."""
    text = "\n".join(document.text for document in _own(dossier))
    asked = (
        ("side effects or harms", cues.HARM_AT_ALL.search(text) is None),
        ("limits of the result", cues.LIMIT_AT_ALL.search(text) is None),
        ("cost", cues.COST.search(text) is None and cues.MONEY.search(text) is None),
    )
    return tuple(_not_found(what, dossier, BlockKind.ITEM) for what, silent in asked if silent)


# --- sentences -------------------------------------------------------------------------------------------


def _facts(dossier: Dossier) -> list[tuple[str, tuple[str, ...]]]:
    """What can be read off, as fixed sentences; only facts that a passage carries word for word."""
    study, noun = dossier.study, _noun(dossier)
    known = dossier.passages()
    trial = ", ".join(study.trial_ids)
    fixed = (
        ("journal", study.journal, f"{noun[0].upper()}{noun[1:]} names the {_journal(study.journal)}."),
        ("doi", study.doi, f"The DOI of the paper is {study.doi}."),
        ("trial_ids", trial, _registered(study.trial_ids)),
        ("design", study.design, f"Study design: {study.design}."),
        ("participants", study.participants, _counted(study.participants)),
        ("funding", study.funding, _labelled("Funding", study.funding)),
        ("conflicts", study.conflicts, _labelled("Conflicts of interest", study.conflicts)),
    )
    facts = [
        (sentence, ids)
        for field, value, sentence in fixed
        if value and len(value.split()) <= 40 and (ids := _carriers(value, study.facts.get(field, ()), known))
    ]
    if study.is_preprint:
        facts.append(
            (
                "It is a preprint: other scientists have not reviewed it yet.",
                study.facts.get("is_preprint", ()),
            )
        )
    return facts


def _fact(text: str, ids: Sequence[str]) -> Block:
    """A fact as a list item; a quotation of several sentences becomes as many quotations, a claim each."""
    parts = [text[start:end] for start, end in sentences(text)]
    last = len(parts) - 1
    texts = [
        ("“" if at and not part.startswith("“") else "") + part + ("”" if at < last and "“" in text else "")
        for at, part in enumerate(parts)
    ]
    claims = tuple(Claim(id=UNNUMBERED, text=words, passages=tuple(ids)) for words in texts)
    return Block(kind=BlockKind.ITEM, claims=claims)


def _journal(name: str | None) -> str:
    name = name or ""
    return name if name.startswith(("Journal ", "The ")) else f"journal {name}"


def _registered(ids: Sequence[str]) -> str:
    return (
        f"The trial is registered as {', '.join(ids)}."
        if len(ids) < 2
        else f"Trial registrations: {', '.join(ids)}."
    )


def _counted(number: str | None) -> str:
    animals = number is not None and cues.SPECIES.search(number) is not None
    return f"{'Animals' if animals else 'Participants'}: {number}."


def _labelled(label: str, value: str | None) -> str:
    """A fact that may be a phrase ("Acme Fund") or a sentence of the source, which is then a quotation."""
    words = " ".join((value or "").split())
    return f"{label}: “{words}”" if words.endswith(".") else f"{label}: {words}."


def _carriers(value: str, ids: Sequence[str], known: dict[str, Passage]) -> tuple[str, ...]:
    """The passages that a fact was read from; else the first in which it stands word for word."""
    named = tuple(name for name in ids if name in known)
    if named:
        return named
    return next(((name,) for name, passage in known.items() if value.lower() in passage.text.lower()), ())


def _said(
    text: str, ids: Sequence[str], basis: Basis = Basis.PASSAGES, kind: BlockKind = BlockKind.PARAGRAPH
) -> Block:
    return Block(kind=kind, claims=(Claim(id=UNNUMBERED, text=text, passages=tuple(ids), basis=basis),))


def _not_found(what: str, dossier: Dossier, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    """What no rule found in the story's documents, said as just that: a rule can miss a sentence."""
    where = "sources" if len(_own(dossier)) > 1 else "source"
    what = what if what.startswith("figures") else f"sentence about {what}"
    verb = "were" if what.startswith("figures") else "was"
    return _said(f"No {what} {verb} found in the {where}.", (), Basis.ABSENCE, kind)


def _silent(dossier: Dossier) -> Block:
    """For a background that has nothing at all."""
    who = "None of the sources says" if len(_own(dossier)) > 1 else "The source does not say"
    return _said(f"{who} what was known before.", (), Basis.ABSENCE)


def _quotes(
    found: Sequence[Sentence], dossier: Dossier, kind: BlockKind = BlockKind.QUOTE
) -> tuple[Block, ...]:
    """Sentences as attributed quotations; only neighbours in the source share a block."""
    blocks: list[Block] = []
    for at, sentence in enumerate(found):
        last = found[at - 1] if at else None
        joined = last is not None and sentence.follows(last) and sentence.voice == last.voice == "source"
        claim = _quote(sentence, "" if joined else _attribution(sentence, last, dossier))
        if joined:
            blocks[-1] = blocks[-1].model_copy(update={"claims": (*blocks[-1].claims, claim)})
        else:
            blocks.append(Block(kind=kind, claims=(claim,)))
    return tuple(blocks)


def _quote(sentence: Sentence, attribution: str) -> Claim:
    words = sentence.said
    if sentence.voice == "mixed":  # it brings its own quotation marks and says who speaks
        text = _closed(words)
    else:
        inner = words.strip('"“” ') if sentence.voice == "speech" else words
        text = f"{attribution}“{inner}”"
    named = sentence.spoken.named_in if sentence.voice == "speech" else None
    ids = dict.fromkeys((sentence.passage.id, *((named.id,) if named else ())))
    return Claim(id=UNNUMBERED, text=text, passages=tuple(ids))


def _closed(words: str) -> str:
    """A sentence whose quotation began before it or goes on after it, with the missing mark put in."""
    if words.count('"') % 2 == 0 and words.count("“") == words.count("”"):
        return words
    begins = words.find('"') if '"' in words else max(words.find("“"), words.find("”"))
    opens = begins == 0 or words[begins - 1].isspace()
    left, right = ('"', '"') if words[begins] == '"' else ("“", "”")
    return f"{words}{right}" if opens else f"{left}{words}"


def _attribution(sentence: Sentence, last: Sentence | None, dossier: Dossier) -> str:
    noun = _noun_of(sentence.document, dossier)
    again = last is not None and last.document.id == sentence.document.id
    start = "It" if again else f"{noun[0].upper()}{noun[1:]}"
    if sentence.voice == "speech":
        return f"{start} {'also ' if again else ''}quotes {sentence.spoken.speaker}: "
    return f"{start} {'also ' if again else ''}says: "


def _noun(dossier: Dossier) -> str:
    return _noun_of(_own(dossier)[0], dossier) if _own(dossier) else "the source"


def _noun_of(document: Document, dossier: Dossier) -> str:
    """What to call a document: "the release", and whose where there are several of a kind."""
    noun = (
        "the abstract"
        if document.kind is DocumentKind.ABSTRACT
        else NOUNS.get(document.source_kind or SourceKind.NEWS, "the source")
    )
    alike = [
        other
        for other in _own(dossier)
        if (other.kind, other.source_kind) == (document.kind, document.source_kind)
    ]
    return f"{noun} of {document.publisher}" if len(alike) > 1 and document.publisher else noun


def _own(dossier: Dossier) -> list[Document]:
    return [document for document in dossier.documents if document.kind is not DocumentKind.REFERENCE]


# --- references ------------------------------------------------------------------------------------------


def _reference_blocks(dossier: Dossier, section: SectionKind, most: int) -> tuple[Block, ...]:
    """Reference notes that suit a section, in their own words: they are ours to print."""
    kind = BlockKind.ITEM if section is SectionKind.PATIENTS else BlockKind.PARAGRAPH
    return tuple(
        Block(
            kind=kind,
            claims=tuple(
                Claim(id=UNNUMBERED, text=passage.text, passages=(passage.id,)) for passage in note.passages
            ),
        )
        for note in notes_for(dossier, section)[:most]
    )
