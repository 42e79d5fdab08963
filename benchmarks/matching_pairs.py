# ruff: noqa: E501 - texts to compare
"""Pairs of texts that do or do not report one study: written here, built from given texts, or read from a file."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsworld import module

from newsdraft.store.search import terms_of
from newsdraft.text import sentences


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
    world = module(folder / "newsworld.py")
    items = world.load(folder / "releases.jsonl")
    titles = {item["id"]: item["title"] for item in items}
    for item in items:
        title, body = world.edited(item)
        yield Pair(
            "newsworld: copies", True, Text(titles[item["id"]], item["text"]), Text(title, "\n\n".join(body))
        )
    for a, b in itertools.combinations(items, 2):
        yield Pair("newsworld: other items", False, Text(a["title"], a["text"]), Text(b["title"], b["text"]))


# --- pairs of a file -------------------------------------------------------------------------------------


def pairs_of(file: Path) -> list[Pair]:
    """JSON lines with ``a`` and ``b`` (texts whose first paragraph is the title), ``same`` and ``kind``."""
    rows = [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
    return [Pair(row["kind"], row["same"], _text(row["a"]), _text(row["b"])) for row in rows]


def _text(whole: str) -> Text:
    title, _, body = whole.partition("\n\n")
    return Text(title, body)
