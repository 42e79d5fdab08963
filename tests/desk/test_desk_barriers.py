"""Nobody is kept from the desk: WCAG 2.2 AA by axe, light and dark, 320 px wide, with what a screen reader hears."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from desks import EDITOR, at_desk, open_desk

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = {
    "queue": "/?status=all", "nothing found": "/?q=nosuchword", "draft": "/draft/{}?plain=1",
    "sentence": "/draft/{}?at=c1",
    "part": "/draft/{}?at=lead", "edit": "/draft/{}/edit/lead", "approve": "/draft/{}/approve",
    "changes": "/draft/{}/changes", "preview": "/draft/{}/preview", "source": "/draft/{}/source/S1",
    "without": "/without", "health": "/health", "new": "/new", "help": "/help", "problem": "/draft/nosuch",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(desk_project, model, sample_site):
    """A desk with every sample story, held and failed ones too, one of them with an edit and a comment."""
    assert desk_project("run", "--json").code == 0
    with open_desk(desk_project, "--by", EDITOR) as opened:
        with opened.client() as client:
            ref = first_draft(opened)
            text = "A sentence by hand, without a source, of 12 people.\n\n- one\n- two"
            part = client.get(f"/draft/{ref}/edit/lead").text
            base = part.split('name="base" value="')[1].split('"')[0]
            assert (
                client.post(f"/draft/{ref}/edit/lead", data={"text": text, "base": base}).status_code == 303
            )
            said = {"text": "Who paid?", "about": "lead"}
            assert client.post(f"/draft/{ref}/comment", data=said).status_code == 303
        yield opened


def first_draft(desk):
    return desk.project("list", "--json").json["drafts"][0]["id"]


@pytest.fixture(scope="module")
def ref(desk):
    return first_draft(desk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_any_page(browser, desk, ref, scheme):
    found = {}
    # axe is put into the page as a script, which the desk's own policy forbids.
    with at_desk(browser, desk, color_scheme=scheme, bypass_csp=True) as (page, _):
        for name, address in PAGES.items():
            page.goto(address.format(ref))
            for folded in page.locator("summary").all():
                folded.click()
            results = Axe().run(page, options=RULES)
            found[name] = [
                (each["id"], each["nodes"][0]["html"][:200]) for each in results.response["violations"]
            ]
    assert len(found) == len(PAGES)
    assert not {name: barriers for name, barriers in found.items() if barriers}


def test_axe_would_find_a_barrier(browser, desk):
    with at_desk(browser, desk, bypass_csp=True) as (page, _):
        page.goto("/new")
        page.evaluate("document.querySelector('label').outerHTML = '<input name=url>'")
        assert "label" in {each["id"] for each in Axe().run(page, options=RULES).response["violations"]}


def test_the_door_has_no_barrier(browser, desk):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for address in (desk.invite(EDITOR), f"{desk.url}/enter/nosuch", f"{desk.url}/"):
        page.goto(address)
        assert not Axe().run(page, options=RULES).response["violations"], address
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_no_page_scrolls_sideways_at_320_pixels(browser, desk, ref, script):
    with at_desk(browser, desk, viewport={"width": 320, "height": 640}, java_script_enabled=script) as (
        page,
        _,
    ):
        for name, address in PAGES.items():
            page.goto(address.format(ref))
            width = page.locator("html").evaluate("each => each.scrollWidth") if script else rightmost(page)
            assert width <= 320, name


def rightmost(page):
    """The right edge of the main column, where no script can be asked for the width of all."""
    box = page.locator("main").bounding_box()
    return box["x"] + box["width"]


def test_headings_step_down_one_at_a_time_and_each_page_has_a_name(browser, desk, ref):
    with at_desk(browser, desk) as (page, _):
        titles = set()
        for name, address in PAGES.items():
            page.goto(address.format(ref))
            levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
            assert levels.count(1) == 1, name
            assert all(after <= before + 1 for before, after in pairwise(levels)), (
                name,
                levels,
            )
            titles.add(page.title())
        assert len(titles) >= len(PAGES) - 4  # the states of one page share its name


def test_a_sentence_is_chosen_without_a_jump_and_is_heard(browser, desk, ref):
    with at_desk(browser, desk) as (page, watch):
        page.goto(f"/draft/{ref}?plain=1")
        link = page.locator("a.sentence").nth(3)
        link.scroll_into_view_if_needed()
        before = page.locator(".post").bounding_box()
        link.click()
        page.wait_for_url("**at=*")
        assert page.locator(".post").bounding_box() == before
        assert page.locator("a.sentence[aria-current]").count() == 1
        page.wait_for_function("document.getElementById('spoken').textContent.startsWith('Evidence shown')")
        assert not watch.refused


def test_focus_is_seen_on_everything_that_takes_it(browser, desk, ref):
    with at_desk(browser, desk) as (page, _):
        page.goto(f"/draft/{ref}?plain=1")
        for _ in range(12):
            page.keyboard.press("Tab")
            ring = page.evaluate(
                "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
            )
            assert ring[0] != "none"
            assert ring[1] != "0px"
