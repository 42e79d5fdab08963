"""Every page of the desk by axe-core, in light and dark, and on a screen of 320 pixels."""

from itertools import pairwise

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from desks import EDITOR, at_desk, open_desk

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["/", "/?status=all&q=nothing", "/without", "/health", "/new", "/help", "/nowhere", "/draft/{}?plain=1",
         "/draft/{}?at=c1", "/draft/{}?at=lead", "/draft/{}/edit/title", "/draft/{}/edit/lead", "/draft/{}/approve",
         "/draft/{}/changes", "/draft/{}/preview", "/draft/{}/source/S1", "/enter/none"]  # fmt: skip


@pytest.fixture(scope="module")
def draft(desk_project, model, sample_site):
    done = desk_project("draft", f"{sample_site}/news/quayside-stomach-trial.html", "--json")
    assert done.code == 0, done.err
    return done.json["draft"]["id"]


@pytest.fixture(scope="module")
def desk(desk_project, draft):
    with open_desk(desk_project, "--by", EDITOR) as opened:
        yield opened


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser, desk, draft, colours):
    found = []
    # The policy of the desk lets no script in but its own; here axe is to run beside it.
    with at_desk(browser, desk, color_scheme=colours, bypass_csp=True) as (page, _):
        for place in PAGES:
            page.goto(place.format(draft))
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            page.evaluate(AXE_SCRIPT)
            result = page.evaluate(
                "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}})", LEVELS
            )
            assert len(result["passes"]) > 8
            found += [
                (place, each["id"], node["html"]) for each in result["violations"] for node in each["nodes"]
            ]
    assert found == []


def test_no_page_is_wider_than_a_small_telephone(browser, desk, draft):
    wide = {}
    with at_desk(browser, desk, viewport={"width": 320, "height": 640}) as (page, _):
        for place in PAGES:
            page.goto(place.format(draft))
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            wide[place] = page.evaluate("document.documentElement.scrollWidth")
    assert {place: width for place, width in wide.items() if width > 320} == {}


def test_headings_go_down_one_level_at_a_time(browser, desk, draft):
    wrong = {}
    with at_desk(browser, desk) as (page, _):
        for place in PAGES:
            page.goto(place.format(draft))
            levels = page.evaluate(
                "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => +each.tagName[1])"
            )
            steps = pairwise(levels)
            if levels.count(1) != 1 or levels[0] != 1 or any(after - before > 1 for before, after in steps):
                wrong[place] = levels
    assert wrong == {}


def test_focus_is_seen_wherever_the_tab_key_leads(browser, desk, draft):
    with at_desk(browser, desk) as (page, _):
        page.goto(f"/draft/{draft}?plain=1")
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
            assert page.evaluate("document.activeElement !== document.body")


def test_the_post_stays_where_it_is_when_a_sentence_is_chosen(browser, desk, draft):
    with at_desk(browser, desk, viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(f"/draft/{draft}?plain=1")
        place = page.locator("article.post > section").first
        before = place.evaluate("each => each.getBoundingClientRect().top + scrollY")
        page.locator("a.sentence").first.click()
        page.wait_for_selector("#evidence .chosen")
        assert place.evaluate("each => each.getBoundingClientRect().top + scrollY") == before
