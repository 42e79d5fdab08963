"""An editor's day at the desk, in a real browser: by mouse, by keyboard alone, and without JavaScript."""

import re

import pytest

from desks import EDITOR, at_desk, open_desk


@pytest.fixture(scope="module")
def desk(desk_project, model, sample_site):
    """A desk that publishes, over drafts of a model of every sample story."""
    assert desk_project("run", "--json").code == 0
    with open_desk(desk_project, "--by", EDITOR, "--to", "hugo", "--out", "site") as opened:
        yield opened


@pytest.fixture(scope="module")
def refs(desk):
    """The ids of the drafts, the riskiest last, so that each test has one of its own."""
    drafts = desk.project("list", "--json").json["drafts"]
    return [draft["id"] for draft in sorted(drafts, key=lambda draft: draft["findings"]["block"])]


def shown(desk, ref):
    return desk.project("show", ref, "--json").json


def own_address(desk, ref, slug):
    """The endpoint gives every post one title, and two pages of one name cannot be published."""
    path = desk.project.folder / shown(desk, ref)["path"]
    path.write_text(re.sub(r"(?m)^slug: .*$", f"slug: {slug}", path.read_text("utf-8")), "utf-8")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def edit_lead(page, ref, more):
    page.goto(f"/draft/{ref}/edit/lead")
    text = page.get_by_label("Text (markdown)")
    text.fill(f"{text.input_value()}\n\n{more}")


def approve(page, ref):
    page.goto(f"/draft/{ref}/approve")
    page.get_by_label("The evidence level is right").check()
    for reason in page.locator("textarea").all():
        reason.fill("The passage beside it says so in other words.")
    press(page, f"Approve as {EDITOR}")


def folded(page, words):
    page.locator("summary", has_text=words).click()


def wait_for_errand(page):
    page.wait_for_url("**/errand/*")
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    page.wait_for_load_state()


@pytest.mark.parametrize(("script", "number"), [(True, 0), (False, 1)])
def test_from_the_queue_to_the_published_page(browser, desk, refs, script, number):
    ref = refs[number]
    own_address(desk, ref, f"day-{number}")
    with at_desk(browser, desk, java_script_enabled=script) as (page, watch):
        page.goto("/?status=all&q=" + ref[-6:])
        page.locator(".cards h2 a").click()
        page.wait_for_load_state()
        # read the evidence
        page.locator("a.sentence").first.click()
        page.wait_for_url("**at=*")
        assert page.locator("#evidence mark").count() >= 1
        # edit, with a preview
        edit_lead(page, ref, "A person wrote this sentence.[^S1.2]")
        press(page, "Preview")
        assert "A person wrote this sentence." in page.locator("#preview .post").inner_text()
        assert "S1.2" in page.locator("#preview .document").first.inner_text()
        press(page, "Save")
        assert shown(desk, ref)["version"] == 3
        # comment and ask for changes; the reason goes to the model
        page.goto(f"/draft/{ref}?at=c1")
        page.get_by_label("On this sentence").fill("Who paid for it?")
        press(page, "Comment")
        page.goto(f"/draft/{ref}?plain=1")
        folded(page, "Ask for changes")
        page.get_by_label("What should change, and why").fill("Name the journal.")
        press(page, "Ask for changes")
        assert shown(desk, ref)["status"] == "changes_requested"
        folded(page, "Write anew")
        press(page, "Write anew")
        wait_for_errand(page)
        after = shown(desk, ref)
        assert (after["version"], after["status"]) == (4, "in_review")
        # what changed, undo, decide
        page.goto(f"/draft/{ref}/approve")
        assert page.locator("ins, del").count()  # nobody approves what they have not seen
        press(page, "I have seen this version")
        press(page, "Undo the last change")
        assert any("A person wrote" in claim["text"] for claim in shown(desk, ref)["sections"][0]["claims"])
        approve(page, ref)
        assert shown(desk, ref)["approved_by"] == EDITOR
        page.goto(f"/draft/{ref}/preview")
        assert f"reviewed by {EDITOR}" in page.locator("article").inner_text()
        page.goto(f"/draft/{ref}?plain=1")
        press(page, "Publish")
        assert shown(desk, ref)["status"] == "published"
        assert not watch.refused
        assert not watch.foreign
    assert any(
        "A person wrote" in path.read_text("utf-8") for path in (desk.project.folder / "site").glob("*.md")
    )


def test_the_reason_and_the_comment_reach_the_model(desk, refs, model):
    asked = [str(request) for request in model.requests]
    assert any("Name the journal." in text and "Who paid for it?" in text for text in asked)


def tab_to(page, words):
    """Press Tab until what has the focus reads like this."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if re.search(
            words, page.evaluate("document.activeElement.innerText || document.activeElement.id || ''")
        ):
            return
    raise AssertionError(f"no Tab leads to {words}")


def test_the_keyboard_alone_is_enough(browser, desk, refs):
    ref = refs[2]
    with at_desk(browser, desk) as (page, _):
        page.goto(f"/draft/{ref}?plain=1")
        page.keyboard.press("n")
        page.wait_for_url("**at=*")
        first = page.locator("a.sentence[aria-current]").get_attribute("data-order")
        page.keyboard.press("n")
        page.wait_for_function("document.querySelector('a.sentence[aria-current]').dataset.order === '1'")
        page.keyboard.press("p")
        page.wait_for_function("document.querySelector('a.sentence[aria-current]').dataset.order === '0'")
        assert first == "0"  # the riskiest
        page.keyboard.press("e")
        page.wait_for_url("**/edit/*")
        tab_to(page, "^text$")
        page.keyboard.press("Control+End")
        page.keyboard.type(" Typed by keys: n, p, e and ? stay letters here.")
        tab_to(page, "^Save$")
        page.keyboard.press("Enter")
        page.wait_for_url("**plain=1*")
        assert "n, p, e and ? stay letters" in page.locator(".post").inner_text()
        page.goto(f"/draft/{ref}/approve")
        tab_to(page, "^evidence$|^$")
        page.locator("input[type=checkbox]").focus()
        page.keyboard.press("Space")
        for _ in range(page.locator("textarea").count()):
            page.keyboard.press("Tab")
            page.keyboard.type("It is right.")
        tab_to(page, "^Approve as")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert shown(desk, ref)["approved_by"] == EDITOR


def test_keys_can_be_switched_off(browser, desk, refs):
    with at_desk(browser, desk) as (page, _):
        page.goto("/help")
        page.get_by_label("use these keys in this browser").uncheck()
        page.goto(f"/draft/{refs[2]}?plain=1")
        page.keyboard.press("n")
        page.wait_for_timeout(300)
        assert page.url.endswith("plain=1")
        assert not page.locator("kbd").first.is_visible()


def test_an_approval_is_void_after_an_edit_and_says_so(browser, desk, refs):
    ref = refs[3]
    with at_desk(browser, desk) as (page, _):
        approve(page, ref)
        assert shown(desk, ref)["status"] == "approved"
        edit_lead(page, ref, "One word more.")
        press(page, "Save")
        assert "does not count any more" in page.locator("main").inner_text()
        assert shown(desk, ref)["status"] == "in_review"


def test_a_block_needs_its_own_reason(browser, desk, refs):
    ref = refs[-1]
    with at_desk(browser, desk) as (page, _):
        edit_lead(page, ref, "The drug cured 9,731 patients.[^S1.2]")
        press(page, "Save")
        page.goto(f"/draft/{ref}?plain=1")
        assert page.get_by_role("button", name="Approve", exact=True).is_disabled()
        assert "cannot be approved while" in page.locator("#why-not").inner_text()
        page.goto(f"/draft/{ref}/approve")
        page.get_by_label("The evidence level is right").check()
        press(page, f"Approve as {EDITOR}")
        assert "/approve" in page.url  # the browser asks for the missing reason first
        assert shown(desk, ref)["status"] == "in_review"


def test_a_new_draft_says_how_far_it_is(browser, desk, sample_site):
    with at_desk(browser, desk) as (page, _):
        page.goto("/new")
        page.get_by_label("Address of the news item").fill(f"{sample_site}/nothing-here.html")
        press(page, "Make a draft")
        page.wait_for_url("**/errand/*")
        page.get_by_role("link", name="Back").wait_for(timeout=60_000)
        assert "404" in page.locator("#errand").inner_text()


def test_a_held_story_can_be_overruled(browser, desk):
    with at_desk(browser, desk) as (page, _):
        page.goto("/without")
        page.get_by_role("button", name="Draft it nevertheless").first.click()
        wait_for_errand(page)
        assert "/draft/" in page.url
