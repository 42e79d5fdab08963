# ruff: noqa: E501 - texts to compare
"""How well, and how fast, reports of one story find each other.

    python benchmarks/story_matching.py [TEXTS.jsonl or FOLDER …] [--stories 1000 10000 100000] [--write]

Measured on pairs written for this script, and on pairs built from the texts that are given: JSON lines with a
``text`` and a ``title`` (or ``release_title``), in files or folders. A folder that holds ``newsworld.py`` adds its
own edited copies. ``--write`` puts the tables into docs/benchmarks.md. What is absent is left out and said.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsdraft.model import Entry, Story
from newsdraft.naming import plain
from newsdraft.selecting import Likeness, full_text, group, rarity, same_story, same_study
from newsdraft.store import Database, open_database, schema, stamp
from newsdraft.store.search import terms_of
from newsdraft.text import sentences

SECTION = "## Finding the same story"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Text:
    title: str
    body: str


@dataclass(frozen=True)
class Pair:
    kind: str
    same: bool
    a: Text
    b: Text


# --- pairs written for this script -----------------------------------------------------------------------

STOMACH = Text(
    "Antibody holds back advanced stomach cancer in large trial",
    "Adding the antibody ostavelimab to standard chemotherapy kept advanced stomach cancer in check for longer than "
    "chemotherapy alone, according to a trial led by the Harbor Lake Institute and published in the Northmere Journal "
    "of Oncology. The trial enrolled 842 adults at 118 hospitals in 14 countries. Half of the patients who were given "
    "the antibody lived 8.9 months without growth of their cancer, compared with 6.4 months. The difference in overall "
    "survival was not significant. Severe side effects were reported in 246 of 417 people with the antibody and in "
    '197 of 418 without it. "We can now offer people more time before their disease moves on," said lead author '
    "Amina Veldkamp, an oncologist at Harbor Lake. Patients had stomach tumors that could not be removed and carried "
    "the protein claudin on their cells. The company that makes the antibody paid for the work.",
)
LUNG = Text(
    "Screening program finds lung cancers earlier among former smokers",
    "A screening program that invited 31,420 former smokers to a low-dose CT scan found 412 lung cancers, 71% of them "
    "at an early stage, researchers report in the Annals of Sample Screening. Before the program began, 28% of lung "
    "cancers in the region were found that early. The scans also led to 1,906 further examinations in people who "
    "turned out to have no cancer, and 14 of them had a collapsed lung after a biopsy. The study, led by Professor "
    "Tomas Ferreira at Larkmoor General Hospital, had no comparison group, so it cannot show whether fewer people "
    'died. "An early find is only worth something if treatment follows," Tomas Ferreira said. The county paid for the '
    "program, and 63% of those who were invited came. Nurse Ingrid Solheim, who ran the scan bus, said that transport "
    "was the most common reason to stay away.",
)
MICE = Text(
    "Copper drug shrinks pancreatic tumors in mice",
    "Starving tumors of copper made immunotherapy work against pancreatic cancer in mice, scientists at Quayside "
    "University report in the Journal of Sample Immunology. Sixty animals were divided into four groups. After 28 "
    "days tumors measured 210 cubic millimetres in mice that were given cuprovane with an antibody against PD-1, and "
    "1,140 in untreated mice. In 5 of 15 animals no tumor could be found. Median survival was 61 days against 34. "
    'When the team removed CD8 T cells the benefit vanished. "The metal acts as a shield," said senior author '
    "Lindiwe Harrowgate. The combination has not been tested in people. The work was funded by the Larkmoor Science "
    "Fund, and Lindiwe Harrowgate and Piet Aldous hold a patent on cuprovane.",
)
BREAST = Text(
    "Shorter radiotherapy works as well after breast surgery, trial finds",
    "One week of radiotherapy after surgery for early breast cancer kept the disease away as well as three weeks did, "
    "according to the BREEZE-2 trial, presented in Northmere and published in Sample Lancet Medicine. The trial "
    "assigned 2,214 women at random. After three years the cancer had come back in the same breast in 1.6% of women "
    'with the short course and in 1.9% with the long one. Hardening of the skin was seen in 12.3% and 11.8%. "Women '
    'get two weeks of their lives back," said chief investigator Mirela Kovac of Westhaven Hospital. The results do '
    "not apply to women who need radiotherapy to the lymph nodes, who were not included. The national health fund "
    "paid for the study, and statistician Owen Tregarth said that follow-up continues to ten years.",
)
WRITTEN: tuple[tuple[str, bool, Text, Text], ...] = (
    ("in other words", True, STOMACH, Text(
        "New hope in gastric tumours: an extra drug delays the disease",
        "People with advanced gastric cancer may gain some months before their illness worsens. In a study of 842 adults "
        "from 14 countries, those who took ostavelimab on top of chemotherapy went a median of 8.9 months without "
        "progression; with chemotherapy only it was 6.4 months. They did not live significantly longer. Amina Veldkamp, "
        "who led the research at Harbor Lake Institute, called it more time for patients. But there was a price: 246 of "
        "417 patients on the antibody had severe side effects, as did 197 of 418 in the other group. Claudin, a protein, "
        "had to be present on the cells of the tumor. The maker of ostavelimab funded the trial, which appears in the "
        "Northmere Journal of Oncology.")),
    ("in other words", True, LUNG, Text(
        "Scan bus brings early diagnosis to thousands",
        "More than two thirds of the tumors that a mobile CT scanner picked up could still be treated early, says a "
        "report from Larkmoor General Hospital. Of 31,420 ex-smokers who got an invitation, 63% took it up. Doctors found "
        "412 lung cancers; 71% were at an early stage, where earlier it had been 28%. There was harm too, writes the team "
        "of Tomas Ferreira: 1,906 people needed more tests although they were healthy, and biopsies made a lung collapse "
        "in 14. Whether lives were saved is open, since nobody was left unscreened for comparison. Many could not get to "
        "the bus, according to Ingrid Solheim, its nurse.")),
    ("in other words", True, MICE, Text(
        "Taking a metal away lets the immune system in",
        "Tumors in the pancreas shrank to 210 cubic millimetres in rodents that had two drugs for 28 days, compared with "
        "1,140 in animals left alone. Quayside University researchers combined a PD-1 antibody with cuprovane, which "
        "binds copper. A third of the mice, 5 of 15, had no visible tumor any more, and the animals lived 61 days instead "
        "of 34. Without CD8 T cells nothing of this was seen. Lindiwe Harrowgate, whose group did the experiments, "
        "believes that copper shields the cancer. She and her colleague Piet Aldous have patented the substance. No "
        "patient has had the combination yet.")),
    ("in other words", True, BREAST, Text(
        "Five days instead of fifteen: less radiation time after a lumpectomy",
        "Women with early breast tumors can finish radiotherapy in a single week, suggests a randomized study of 2,214 "
        "patients. The tumor returned in the breast in 1.6% after the quick schedule and in 1.9% after the usual three "
        "weeks. Skin became hard in 12.3% versus 11.8%. The trial is called BREEZE-2 and was led by Mirela Kovac at "
        "Westhaven Hospital. Patients whose lymph nodes had to be treated did not take part, so for them nothing "
        "changes. Researchers will watch the participants for ten years, Owen Tregarth, the statistician, explained.")),
    ("short notice", True, STOMACH, Text(
        "Ostavelimab slows stomach cancer",
        "The antibody ostavelimab delayed the growth of advanced stomach cancer from 6.4 to 8.9 months in a trial with "
        "842 adults, Harbor Lake Institute said. It did not prolong life. \"More time\" was how Amina Veldkamp put it.")),
    ("follow-up of the trial", False, STOMACH, Text(
        "Five-year results: antibody does not prolong life in stomach cancer",
        "Five years after treatment, people with advanced stomach cancer who had ostavelimab with chemotherapy had lived "
        "as long as those who had chemotherapy alone, Amina Veldkamp of the Harbor Lake Institute reported at a meeting. "
        "Of the 842 adults who took part at 118 hospitals, 31 of 421 were alive with the antibody and 29 of 421 without "
        "it. The trial had shown earlier that the cancer grew later: after 8.9 months compared with 6.4. \"We have to "
        "tell patients plainly that this is no cure,\" said Amina Veldkamp. Nerve damage lasted in 77 people. The company "
        "that makes the antibody paid for the work.")),
    ("follow-up of the trial", False, BREAST, Text(
        "Ten-year follow-up supports one week of radiotherapy",
        "Ten years on, women in the BREEZE-2 trial of radiotherapy after surgery for early breast cancer did equally well "
        "with one week and with three. The cancer had come back in the breast in 4.4% and 4.9% of the 2,214 women, Mirela "
        "Kovac of Westhaven Hospital reports. Late effects on the heart were seen in 18 women with the short course and "
        "in 21 with the long. Earlier results after three years (1.6% and 1.9%) had already changed practice. Owen "
        "Tregarth analysed the data.")),
    ("follow-up of the trial", False, BREAST, Text(
        "Women in radiotherapy trial report better quality of life",
        "Women who had a single week of radiotherapy for early breast cancer slept better and went back to work 11 days "
        "sooner than those who had three weeks. The questionnaires were part of BREEZE-2, a trial with 2,214 women, and "
        "1,730 filled them in. Scores for fatigue were 31.5 and 38.2. Mirela Kovac of Westhaven Hospital led the study.")),
    ("another trial of the drug", False, STOMACH, Text(
        "Antibody holds back advanced bile duct cancer in large trial",
        "Adding the antibody ostavelimab to standard chemotherapy kept advanced bile duct cancer in check for longer than "
        "chemotherapy alone, according to a trial led by the Harbor Lake Institute and published in the Northmere Journal "
        "of Oncology. The trial enrolled 391 adults at 54 hospitals in 9 countries. Half of the patients who were given "
        "the antibody lived 11.2 months without growth of their cancer, compared with 7.7 months. Severe side effects "
        "were reported in 90 of 195 people with the antibody and in 71 of 196 without it. \"We can now offer people more "
        "time,\" said lead author Amina Veldkamp. The company that makes the antibody paid for the work.")),
    ("another trial of the drug", False, STOMACH, Text(
        "Ostavelimab before surgery: fewer relapses of stomach cancer",
        "Given before an operation, the antibody ostavelimab with chemotherapy lowered the number of relapses of stomach "
        "cancer, Harbor Lake Institute reports. The trial had 508 participants. After two years the cancer had returned "
        "in 24.1% with the antibody and in 33.8% without. Amina Veldkamp, who also led the earlier trial in advanced "
        "disease with 842 adults, said that the two groups of patients differ. Severe side effects occurred in 140 of "
        "254 people.")),
    ("another trial of the drug", False, MICE, Text(
        "Copper drug slows brain tumors in mice",
        "Mice with glioblastoma lived longer when they were given cuprovane, scientists at Quayside University report. "
        "Forty animals were divided into four groups. After 21 days tumors measured 17 cubic millimetres with cuprovane "
        "and an antibody against PD-1, and 44 in untreated mice. Median survival was 39 days against 26. \"The metal acts "
        "as a shield here too,\" said senior author Lindiwe Harrowgate. The combination has not been tested in people. "
        "Lindiwe Harrowgate and Piet Aldous hold a patent on cuprovane.")),
    ("the headline of another study", False, STOMACH, Text(
        STOMACH.title,
        "A new antibody named belvotamab delayed the growth of stomach cancer in 1,107 people who took part in a trial at "
        "Eastbrook University. With it 42% had no growth after a year, and 31% with placebo. The trial continues. \"The "
        "effect is modest,\" said Jorun Haldane, who was not part of the team. The antibody is aimed at a receptor of "
        "blood vessels.")),
    ("the headline of another study", False, LUNG, Text(
        LUNG.title,
        "In Eastbrook, 8,812 people who had given up smoking were offered a yearly scan from 2019 on. Among those who "
        "came, 96 had lung cancer, and 58 of these could be operated on. Costs were 1,480 a person found, calculates "
        "Jorun Haldane of Eastbrook University in the Bulletin of Sample Economics. Waiting times for CT scans rose by 9 "
        "days for everybody else.")),
)  # fmt: skip


def written_pairs() -> list[Pair]:
    """The written pairs, and every two of the four originals."""
    originals = itertools.combinations((STOMACH, LUNG, MICE, BREAST), 2)
    pairs = [Pair(f"written: {kind}", same, a, b) for kind, same, a, b in WRITTEN]
    return pairs + [Pair("written: unrelated", False, a, b) for a, b in originals]


# --- pairs built from given texts ------------------------------------------------------------------------

_SWAPS = {
    "researchers": "scientists", "study": "work", "found": "saw", "patients": "people", "showed": "made plain",
    "shows": "makes plain", "new": "novel", "also": "too", "said": "told us", "however": "but", "significantly": "clearly",
    "increase": "rise", "increased": "rose", "reduced": "cut", "risk": "danger", "may": "might", "treatment": "care",
    "results": "outcome", "including": "such as", "help": "support", "could": "can", "people": "persons",
    "compared": "set against", "among": "in", "developed": "made", "important": "weighty", "used": "applied",
}  # fmt: skip


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def reworded(text: str, chance: random.Random) -> str:
    """Two sentences in three, in another order by threes, common words swapped, an opening of its own."""
    kept = [sentence for n, sentence in enumerate(parts(text)) if n % 3 != 1]
    blocks = [kept[n : n + 3] for n in range(0, len(kept), 3)]
    chance.shuffle(blocks)
    body = " ".join(itertools.chain.from_iterable(blocks))
    return "Here is what a recent report says. " + re.sub(
        r"\b[a-z]+\b", lambda match: _SWAPS.get(match[0], match[0]), body
    )


def renumbered(text: str, chance: random.Random) -> str:
    """The same words with other figures, as a sister trial has them in the set phrases of one press office."""

    def other(match: re.Match[str]) -> str:
        if re.fullmatch(r"(?:19|20)\d\d", match[0]):
            return match[0]
        return re.sub(r"\d", lambda digit: str((int(digit[0]) + chance.randint(1, 8)) % 9 + 1), match[0])

    return re.sub(r"\d+(?:[.,]\d+)*", other, text)


def figures_in(text: str) -> int:
    return len(
        {found for found in re.findall(r"\d+(?:[.,]\d+)*", text) if not re.fullmatch(r"(?:19|20)\d\d", found)}
    )


def later(text: Text, chance: random.Random) -> Text:
    """A follow-up: new results first, then a third of the old text as background."""
    told = parts(text.body)
    news = (
        f"The team now reports {chance.randint(4, 9)}-year results. At that time {chance.randint(11, 99)}."
        f"{chance.randint(1, 9)}% of those who took part were alive, and {chance.randint(101, 999)} of "
        f"{chance.randint(1000, 3000)} had a relapse. Late effects were seen in {chance.randint(11, 99)} people. "
    )
    return Text(f"Long-term results: {text.title}", news + " ".join(told[: max(3, len(told) // 3)]))


def built_pairs(texts: Sequence[Text]) -> Iterator[Pair]:
    """Copies, rewordings, sisters and follow-ups of each text, and its nearest neighbours among the others."""
    chance = random.Random(7)
    for text in texts:
        told = parts(text.body)
        cut = " ".join(told[: max(3, len(told) * 3 // 4)])
        yield Pair(
            "built: copy with its end cut", True, text, Text(f"Report: {text.title}", f"(Wire) -- {cut}")
        )
        yield Pair(
            "built: reworded", True, text, Text("What a recent report says", reworded(text.body, chance))
        )
        if figures_in(text.body) >= 5:
            yield Pair(
                "built: sister with other figures",
                False,
                text,
                Text(text.title, renumbered(text.body, chance)),
            )
        yield Pair("built: follow-up", False, text, later(text, chance))
    for a, b in nearest(texts):
        yield Pair("built: nearest other text", False, a, b)
        yield Pair("built: headline of another study", False, a, Text(a.title, b.body))


def nearest(texts: Sequence[Text], count: int = 5) -> Iterator[tuple[Text, Text]]:
    """Each text with the ``count`` others that share most rare words with it."""
    sets = [set(terms_of(text.body)) for text in texts]
    often = Counter(term for terms in sets for term in terms)
    for n, terms in enumerate(sets):
        shared = [
            (sum(1 / often[term] for term in terms & other), m) for m, other in enumerate(sets) if m != n
        ]
        for _, m in sorted(shared, reverse=True)[:count]:
            yield texts[n], texts[m]


def given_texts(places: Sequence[Path]) -> tuple[list[Text], list[Pair]]:
    """The texts of the places that are there, each once, and newsworld's own copies."""
    files = [
        file for place in places for file in (sorted(place.glob("*.jsonl")) if place.is_dir() else [place])
    ]
    rows = [
        json.loads(line)
        for file in files
        if file.is_file()
        for line in file.read_text().splitlines()
        if line.strip()
    ]
    texts = {
        row["text"][:80]: Text(row.get("title") or row.get("release_title") or "", row["text"])
        for row in rows
        if isinstance(row.get("text"), str) and len(row["text"]) > 1200
    }
    copies = [
        pair for place in places if (place / "newsworld.py").is_file() for pair in newsworld_pairs(place)
    ]
    return list(texts.values()), copies


def newsworld_pairs(folder: Path) -> Iterator[Pair]:
    spec = importlib.util.spec_from_file_location("newsworld", folder / "newsworld.py")
    assert spec is not None
    assert spec.loader is not None
    world = importlib.util.module_from_spec(spec)
    sys.modules["newsworld"] = world
    spec.loader.exec_module(world)
    items = world.load(folder / "releases.jsonl")
    titles = {item["id"]: item["title"] for item in items}
    for item in items:
        title, body = world.edited(item)
        yield Pair(
            "newsworld: copies", True, Text(titles[item["id"]], item["text"]), Text(title, "\n\n".join(body))
        )
    for a, b in itertools.combinations(items, 2):
        yield Pair("newsworld: other items", False, Text(a["title"], a["text"]), Text(b["title"], b["text"]))


# --- precision and recall --------------------------------------------------------------------------------


def judged(pairs: Sequence[Pair]) -> dict[str, list[tuple[Pair, Likeness, Likeness, tuple[str, ...]]]]:
    """Each pair by kind with the verdict on feed entries and the one on full texts."""
    texts = list({text for pair in pairs for text in (pair.a, pair.b)})
    often = Counter(term for text in texts for term in terms_of(f"{text.title} {text.body}"))
    weight = rarity(often, len(texts))
    looks = {text: full_text(text.title, text.body) for text in texts}
    found = defaultdict(list)
    for pair in pairs:
        first = same_story(entry(pair.a, "a"), entry(pair.b, "b"))
        second = same_study(looks[pair.a], looks[pair.b], weight)
        found[pair.kind].append((pair, first.same, second.same, second.reasons))
    return found


def entry(text: Text, source: str, key: str = "") -> Entry:
    return Entry(source=source, key=key or text.title, url="", title=text.title, content=text.body)


def table_of_pairs(pairs: Sequence[Pair], *, wrong: bool) -> list[str]:
    lines = [
        "| pairs | n | same story? | entries: merged | entries: possible | full text: merged | full text: possible |"
    ]
    lines += ["|---|---:|---|---:|---:|---:|---:|"]
    totals = {"entries": [0, 0, 0], "full text": [0, 0, 0]}
    for kind, rows in judged(pairs).items():
        same = rows[0][0].same
        counts = [Counter(row[look] for row in rows) for look in (1, 2)]
        shown = [str(count[verdict]) for count in counts for verdict in (Likeness.SAME, Likeness.POSSIBLE)]
        lines.append(f"| {kind} | {len(rows)} | {'yes' if same else 'no'} | {' | '.join(shown)} |")
        for name, count in zip(totals, counts, strict=True):
            totals[name][0] += count[Likeness.SAME] if same else 0
            totals[name][1] += 0 if same else count[Likeness.SAME]
            totals[name][2] += len(rows) if same else 0
        if wrong:
            for pair, first, second, reasons in rows:
                if first is Likeness.SAME and not pair.same:
                    why = same_story(entry(pair.a, "a"), entry(pair.b, "b")).reasons
                    print(
                        f"  {kind}: entries merged: {pair.a.title[:50]} | {pair.b.title[:50]}: {'; '.join(why)[:220]}"
                    )
                if (second is Likeness.SAME) is not pair.same:
                    print(
                        f"  {kind}: {second.value}: {pair.a.title[:50]} | {pair.b.title[:50]}: {'; '.join(reasons)[:220]}"
                    )
    lines.append("")
    for name, (right, false, positive) in totals.items():
        merged = right + false
        precision = f"{right / merged:.4f} ({right} of {merged})" if merged else "nothing merged"
        recall = f"{right / positive:.3f} ({right} of {positive})" if positive else "no pairs"
        lines.append(f"- {name}: precision of merging {precision}, recall {recall}")
    return lines


# --- the cost of a lookup --------------------------------------------------------------------------------


def synthetic(number: int, chance: random.Random, vocabulary: Sequence[str], steps: Sequence[float]) -> Text:
    """A text of about 300 words whose words are as unevenly frequent as those of a language (Zipf)."""
    drawn = chance.choices(vocabulary, cum_weights=steps, k=300)
    figures = [str(chance.randint(11, 9999)) for _ in range(8)]
    return Text(f"Report {number} on {drawn[0]} and {drawn[1]}", " ".join([*drawn, *figures]))


def lookup_cost(stored: int, lookups: int = 60) -> str:
    """One table row: what it costs to place one new entry among ``stored`` stories of the window."""
    chance = random.Random(stored)
    vocabulary = [f"word{n}" for n in range(40_000)]
    steps = list(itertools.accumulate(1 / (n + 5) for n in range(len(vocabulary))))
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/state.db")
        texts = (synthetic(number, chance, vocabulary, steps) for number in range(stored))
        kept = fill(database, texts, max(1, stored // lookups))[:lookups]
        searches, places, right = [], [], 0
        for number, text in enumerate(kept):
            told = text.body.split()
            copy = entry(
                Text(f"Wire: {text.title}", " ".join(told[: len(told) * 3 // 4])), "wire", str(number)
            )
            started = time.perf_counter()
            known = database.candidates(copy, NOW - timedelta(days=60))
            found = time.perf_counter()
            placed = group([copy], known, NOW)
            places.append(time.perf_counter() - started)
            searches.append(found - started)
            right += bool(placed.joins)
        writes = []
        for number in range(lookups):
            text = synthetic(stored + number, chance, vocabulary, steps)
            started = time.perf_counter()
            mine = entry(text, "more", str(number))
            database.add_story(Story(id=f"T{number:08}", title=text.title, entries=(mine,), created_at=NOW))
            writes.append(time.perf_counter() - started)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        database.close()
    shown = [f"{milliseconds:.1f}" for times in (searches, places, writes) for milliseconds in spread(times)]
    return f"| {stored:,} | {' | '.join(shown)} | {right} of {len(kept)} | {size:.0f} |"


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    return statistics.median(times) * 1e3, sorted(times)[int(len(times) * 0.95) - 1] * 1e3


def fill(database: Database, texts: Iterator[Text], every: int) -> list[Text]:
    """Store a story for each text by the thousand, as ``add_story`` does one by one; every n-th text is returned."""
    kept, number = [], 0
    while batch := list(itertools.islice(texts, 1000)):
        rows: dict[str, list[dict[str, object]]] = defaultdict(list)
        for text in batch:
            if number % every == 0:
                kept.append(text)
            made, mine = stamp(NOW - timedelta(seconds=200_000 - number)), entry(text, "feed", str(number))
            story = {
                "id": f"S{number:08}",
                "title": text.title,
                "state": "filed",
                "reason": "",
                "detail": "",
                "errors": 0,
            }
            rows["stories"].append({**story, "created_at": made, "updated_at": made})
            key = {"source": "feed", "key": mine.key, "url": "", "entry": mine.model_dump_json()}
            rows["entries"].append({**key, "story_id": story["id"], "seen_at": made})
            carried = plain(mine.title, mine.summary, mine.content)
            rows["story_texts"].append(
                {"story_id": story["id"], "text": carried, "from_page": 0, "created_at": made}
            )
            number += 1
        with database.transaction() as connection:
            for table, values in rows.items():
                connection.execute(schema.metadata.tables[table].insert(), values)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="*", type=Path)
    parser.add_argument("--stories", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parser.add_argument("--wrong", action="store_true", help="show the pairs that were judged wrong")
    options = parser.parse_args()
    texts, copies = given_texts(options.places)
    lines = [SECTION, ""]
    intro = (
        f"`python benchmarks/story_matching.py PLACE …`, {len(texts)} texts given, newsworld "
        f"{'among them' if copies else 'not at hand'}. “Entries” compares what feeds carry, here with the full text; “full "
        "text” is the second look, after pages were read. Only “merged” acts by itself; “possible” is shown to the editor. "
        "Goal: precision of merging at least 0.99. The built pairs are harder and much more often false than a feed's, and most "
        "of the merges are plain copies. The same pairs were looked at while the rules were made (the entry rules were "
        "mended on their mistakes), so these are development figures, not those of unseen pairs; 298 merges without a "
        "mistake leave a true precision of 0.988 possible (95 %)."
    )
    lines += [intro, ""]
    lines += table_of_pairs([*written_pairs(), *copies, *built_pairs(texts)], wrong=options.wrong)
    if options.stories:
        cost = (
            "The cost of one new entry, in milliseconds, with every stored story in the window: finding candidates, "
            "placing it (that and the comparison), keeping it as a story. The entries are copies with their end cut. Other work "
            "shared the machine, so a factor of two between rows is noise."
        )
        lines += ["", cost, ""]
        lines += [
            "| stored stories | find: median | p95 | place: median | p95 | keep: median | p95 | joined | MB |"
        ]
        lines += ["|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
        lines += [lookup_cost(stored) for stored in options.stories]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        write(text)


def write(text: str) -> None:
    """Replace this script's section of the page, or add it."""
    page = PAGE.read_text() if PAGE.exists() else "# Benchmarks\n"
    found = re.search(rf"^{re.escape(SECTION)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if found:
        following = "\n" if found.end() < len(page) else ""
        page = page[: found.start()] + text + following + page[found.end() :]
    else:
        page = page.rstrip() + "\n\n" + text
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
