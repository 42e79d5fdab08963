import time

import pytest

from newsdraft.text import fold, sentences, words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial was reported in N. Engl. J. Med. 2024 and discussed in J. Clin. Oncol. last year.",
        "Drug A vs. Drug B was the question.",
        "Risk did not differ (HR 0.88, 95% CI 0.65–1.18; p = 0.38).",
        "The gap was wide, p < 0.001 in both arms.",
        "As shown in Fig. 2 and Figs. 3 and 4, the tumours shrank.",
        "Dr. J. R. Okafor and Prof. Mary-Ann Lee led the work at St. Brigid's.",
        "Patients in the U.S. and the U.K. took 2.5 mg a day.",
        "Maria Silva, M.D., Ph.D., who was not involved, urged caution.",
        'She asked "Why now?" and waited.',
        "Enrolment runs from Oct. 8 to Nov. 30 at sites in Tampa, Fla. and Boise, Idaho.",
        "Okafor et al. reported the same in mice.",
        "DURHAM, N.C. - Most patients were never told.",
        "The tool is called SCAN.AI by its makers (e.g. in the protocol, v. 1.2).",
        "The women (one had stopped treatment. She returned later) were all counted.",
        "It was approved at 9 a.m. EDT on Monday.",
        "Exelon Bio Inc. Chief Executive Ada Moss declined to comment.",
        "See No. 7 of the list.",
        "Mice lacking p53 lived longer (approx. 40 days) than others.",
    ],
)
def test_one_sentence_stays_whole(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["It was tested in the U.S.", "The next site is in Peru."],
        ["The patients had hepatitis B.", "Nobody was cured."],
        ["They took vitamin D.", "The others did not."],
        ["The dose was 2.5 mg.", "Patients took it daily."],
        ["The gap was small (p = 0.20).", "It may be chance."],
        ["“We were surprised.”", "She smiled."],
        ["Is it safe?", "Nobody knows yet!", "The trial goes on."],
        ["Tumours shrank.", "mRNA levels fell.", "p53 was unchanged."],
        ["It was published in 2019.", "240 patients took part."],
        ["It shrank.[3]", "The rest did not.[^S1.2][^S1.3]", "That is all."],
        ["The work was done by Okafor et al.", "The team will go on."],
        ["(The study was small.)", "More are planned."],
        ["He asked for vitamin C…", "Then he left."],
    ],
)
def test_sentences_part(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_lost_space_is_seen_but_names_with_dots_are_whole() -> None:
    assert split("It lasted six months.The trial ended.") == ["It lasted six months.", "The trial ended."]
    assert split("Read it at Cancer.Net today.") == ["Read it at Cancer.Net today."]


def test_lines_are_sentences_and_bullets_are_left_out() -> None:
    text = "What was found\n\n• Fewer harms\n- One death. It was unrelated.\n1. Rest well\n***\n"
    assert split(text) == [
        "What was found",
        "Fewer harms",
        "One death.",
        "It was unrelated.",
        "1. Rest well",
    ]


def test_offsets_rise_and_cover_all_words() -> None:
    text = "  A first one. A second, with Dr. Who!  \n\nA third"
    spans = sentences(text)
    assert spans == sorted(spans)
    assert " ".join(text[s:e] for s, e in spans).split() == text.split()
    assert sentences("") == []
    assert sentences(" \n … \n") == []


def test_long_line_takes_linear_time() -> None:
    text = "The (open bracket of J. R. Lee vs. others was 2.5 mg. A. B. " * 20_000
    began = time.process_time()
    found = sentences(text)
    assert time.process_time() - began < 5  # quadratic behaviour took minutes
    assert max(end - start for start, end in found) <= 2000


def test_what_never_ends_is_cut_at_spaces() -> None:
    text = "word " * 1000 + "x" * 5000
    found = split(text)
    assert max(map(len, found)) <= 2000
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_fold_makes_look_alikes_equal() -> None:
    assert (
        fold("95\u00a0% CI 0.65\u20131.18 \u201cef\ufb01cacy\u201d \u2212\u00a02\u200b")
        == '95 % CI 0.65-1.18 "efficacy" - 2'
    )
    assert fold("cafe\u0301") == "caf\u00e9"
    assert fold("10\u00b2 a\u2026b") == "10\u00b2 a...b"


def test_words() -> None:
    assert words("HER2\u2011positive patients\u2019 1,204 doses of 2.5\u00a0mg don\u2019t") == [
        "her2", "positive", "patients", "1,204", "doses", "of", "2.5", "mg", "don't",
    ]  # fmt: skip
