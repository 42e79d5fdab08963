from datetime import UTC, datetime, timedelta

import pytest
from reading_samples import NOW, RELEASE, page

from newsdraft.model import Article, Held, HoldReason
from newsdraft.reading import extract, judge

URL = "https://news.marlow.invalid/items/copper"


def held(html: str, now: datetime = NOW) -> Held | None:
    return judge(extract(html, URL), now)


def reason(html: str) -> HoldReason | None:
    found = held(html)
    return found.reason if found else None


def test_a_good_release_is_not_held() -> None:
    assert held(page()) is None


ASKS = "<div class='paywall'>Subscribe to continue reading.</div>"
CONSENT = "Before you continue", "We use cookies. Accept all cookies or manage choices."
BROWSER = "Just a moment...", "Checking your browser. Please enable JavaScript and cookies."
GERMAN = "Die neue Studie zeigt, dass der Wirkstoff das Wachstum von Krebs bei Tieren deutlich bremst."
INDEX = [f"Study of a cancer drug number {n} is presented 10/{n}/2025" for n in range(10, 25)]
FROST = [p.replace("cancer", "frost").replace("tumor", "leaf").replace("Oncology", "Botany") for p in RELEASE]
WALL = "<html><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(RELEASE[0], ASKS), HoldReason.PAYWALL),
        (page(RELEASE[0], "Already a subscriber? Log in to read the full story."), HoldReason.PAYWALL),
        (WALL.format(*CONSENT), HoldReason.COOKIE_WALL),
        (WALL.format(*BROWSER), HoldReason.BOT_CHECK),
        (WALL.format("Cancer news", "A drug slows cancer. More tomorrow."), HoldReason.TOO_THIN),
        (WALL.format("Cancer news", ""), HoldReason.TOO_THIN),
        (page(RELEASE[0]), HoldReason.TOO_THIN),
        (page(title="RETRACTED: Copper drug slows cancer"), HoldReason.RETRACTED),
        (page(*RELEASE, "This paper was retracted by its authors."), HoldReason.RETRACTED),
        (page(title="Opinion: Copper drugs will not cure cancer"), HoldReason.NOT_NEWS),
        (page("Sponsored content", *RELEASE), HoldReason.NOT_NEWS),
        (page(*FROST, title="Copper and frost"), HoldReason.OFF_TOPIC),
        (page(*[GERMAN] * 12), HoldReason.NOT_ENGLISH),
        (page(*INDEX), HoldReason.TOO_THIN),
    ],
)
def test_holds(html: str, expected: HoldReason) -> None:
    found = held(html)
    assert found is not None
    assert found.reason is expected
    assert found.message


def test_a_full_page_that_also_asks_for_money_is_not_held() -> None:
    html = page(*RELEASE, "</p><div class='paywall'>Subscribe to continue reading other stories.</div><p>")
    assert held(html) is None


def test_not_free_counts_only_for_a_short_text() -> None:
    stated = '{"@type": "NewsArticle", "headline": "x cancer", "isAccessibleForFree": %s}'
    ld = f'<script type="application/ld+json">{stated}</script>'
    assert reason(page(head=ld % "false")) is HoldReason.PAYWALL
    assert reason(page(head=ld % "true")) is None


def test_a_foreign_word_in_html_lang_does_not_hold_english_text() -> None:
    assert held(page().replace('lang="en"', 'lang="de"')) is None


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED until 00:01 GMT on 31 December 2026.", datetime(2026, 12, 31, 0, 1, tzinfo=UTC)),
        (
            "Embargoed for release: 4:00 p.m. ET, Friday, July 17, 2026",
            datetime(2026, 7, 17, 21, 0, tzinfo=UTC),
        ),
        ("EMBARGOED FOR RELEASE UNTIL 4 PM ET, July 19, 2026", datetime(2026, 7, 19, 21, 0, tzinfo=UTC)),
        ("Under embargo until 2026-07-01", datetime(2026, 7, 2, 0, 0, tzinfo=UTC)),
        ("Embargo: 1 July", datetime(2026, 7, 2, 0, 0, tzinfo=UTC)),
    ],
)
def test_embargo_holds_until_its_moment(line: str, until: datetime) -> None:
    html = page(line, *RELEASE)
    before = held(html, until - timedelta(minutes=1))
    assert before is not None
    assert before.reason is HoldReason.EMBARGO
    assert "embargo" in before.evidence.lower()
    assert held(html, until) is None


def test_embargo_without_a_date() -> None:
    assert reason(page("EMBARGOED - not for publication yet", *RELEASE)) is HoldReason.EMBARGO
    assert reason(page("The embargo has lifted.", *RELEASE)) is None
    assert reason(page(*RELEASE, "The trade embargo lasted until spring.")) is None


def test_messages_do_not_depend_on_the_page_alone() -> None:
    article = Article(url=URL, title="Cancer", text="")
    found = judge(article, NOW)
    assert found is not None
    assert "0 words" in found.message


FOREIGN = {
    "German": "Die neue Studie zeigt, dass der Wirkstoff das Wachstum von Krebs bei Tieren deutlich bremst. ",
    "French": "La nouvelle étude montre que le médicament freine la croissance du cancer chez les souris. ",
    "Spanish": "El nuevo estudio muestra que el fármaco frena el crecimiento del cáncer en los ratones. ",
    "Chinese": "新的研究表明，这种药物可以减缓小鼠体内癌症的生长。研究人员说还需要更多的试验。",
    "Russian": "Новое исследование показывает, что препарат замедляет рост опухоли у мышей. ",
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("times", [20])
def test_other_languages_are_held(language: str, times: int) -> None:
    found = held(page(*[FOREIGN[language] * times] * 3))
    assert found is not None
    assert found.reason is HoldReason.NOT_ENGLISH
    assert found.evidence


def test_foreign_names_do_not_make_a_text_foreign() -> None:
    names = "Others were Łukasz Żółkiewski, François Lévêque, Jürgen Größl, 王芳 and Σοφία Παππά of Université de Lyon."
    assert held(page(*RELEASE, names)) is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:section" content="Opinion">',
        '<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"On cancer drugs"}</script>',
        '<script type="application/ld+json">{"@type":"AdvertiserContentArticle","headline":"A cancer tea"}</script>',
        '<meta property="og:type" content="product">',
    ],
)
def test_what_a_page_says_of_itself_holds_opinion_advertisement_and_products(head: str) -> None:
    found = held(page(head=head))
    assert found is not None
    assert found.reason is HoldReason.NOT_NEWS
    assert "Page type" in found.evidence


def test_the_section_of_news_holds_nothing() -> None:
    assert held(page(head='<meta property="article:section" content="Cancer">')) is None
