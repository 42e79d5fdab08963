"""Two editors at one draft, and somebody who edits its file while the page is open: nothing is lost."""

import pytest

from desks import EDITOR, OTHER, at_desk, open_desk


@pytest.fixture(scope="module")
def desk(desk_project, model, sample_site):
    with open_desk(desk_project, "--by", EDITOR) as opened:
        yield opened


@pytest.fixture(scope="module")
def ref(desk, sample_site):
    """One draft, which the tests change one after the other."""
    made = desk.project("draft", f"{sample_site}/news/quayside-stomach-trial.html", "--json")
    assert made.code == 0, made.err
    return made.json["draft"]["id"]


def file_of(desk, ref):
    return desk.project.folder / desk.project("show", ref, "--json").json["path"]


def write(page, ref, part, text):
    page.goto(f"/draft/{ref}/edit/{part}")
    page.get_by_label("Text (markdown)").fill(text)


def save(page):
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()


def test_the_same_part_is_shown_in_both_texts_and_nothing_is_lost(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _), at_desk(browser, desk, OTHER) as (ben, _):
        write(ana, ref, "lead", "Ana's words stand here.")
        write(ben, ref, "lead", "Ben's words stand here.")
        save(ana)
        save(ben)
        assert "Somebody changed this part" in ben.content()
        assert ben.get_by_label("Text (markdown)").input_value() == "Ben's words stand here."
        assert "Ana's words stand here." in ben.locator(".theirs").inner_text()
        assert "Ana's words" in file_of(desk, ref).read_text("utf-8")
        ben.get_by_label("Text (markdown)").fill("Ana's and Ben's words stand here.")
        save(ben)
        assert "Ana's and Ben's words" in file_of(desk, ref).read_text("utf-8")


def test_different_parts_are_both_saved(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _), at_desk(browser, desk, OTHER) as (ben, _):
        write(ana, ref, "lead", "Only the lead is mine.")
        write(ben, ref, "conclusion", "Only the end is mine.")
        save(ana)
        save(ben)
        text = file_of(desk, ref).read_text("utf-8")
        assert "Only the lead is mine." in text
        assert "Only the end is mine." in text


def test_a_newer_version_is_shown_as_what_changed(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _), at_desk(browser, desk, OTHER) as (ben, _):
        ana.goto(f"/draft/{ref}?plain=1")
        write(ben, ref, "lead", "A lead that Ana has not seen.")
        save(ben)
        ana.goto(f"/draft/{ref}")
        assert "Changed since you last looked" in ana.locator("h1").inner_text()
        assert "Ana" in " ".join(ana.get_by_role("region", name="Lead").locator("ins").all_inner_texts())
        ana.get_by_role("button", name="I have seen this version").click()
        ana.goto(f"/draft/{ref}")
        assert ana.locator(".post h1").count() == 1
        assert ana.locator("ins").count() == 0


def test_a_page_that_is_out_of_date_approves_nothing(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _):
        ana.goto(f"/draft/{ref}/approve")
        path = file_of(desk, ref)
        path.write_text(
            path.read_text("utf-8").replace("## ", "Typed in the file meanwhile.\n\n## ", 1), "utf-8"
        )
        ana.get_by_label("The evidence level is right").check()
        for reason in ana.locator("textarea").all():
            reason.fill("It is as it should be.")
        ana.get_by_role("button", name="Approve as").click()
        ana.wait_for_load_state()
        assert "changed since this page was opened" in ana.content()
        assert desk.project("show", ref, "--json").json["status"] == "in_review"


def test_a_page_that_is_out_of_date_takes_nothing_back(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _), at_desk(browser, desk, OTHER) as (ben, _):
        ana.goto(f"/draft/{ref}?plain=1")
        write(ben, ref, "lead", "Ben wrote this last.")
        save(ben)
        ana.get_by_role("button", name="Undo the last change").click()
        ana.wait_for_load_state()
        assert f"by {OTHER}" in ana.locator("main").inner_text()
        assert "Ben wrote this last." in file_of(desk, ref).read_text("utf-8")
        ana.goto(f"/draft/{ref}/approve")
        assert "/changes" in ana.url  # nobody approves what they have not seen


def test_words_stay_on_the_page_when_their_part_has_gone(browser, desk, ref):
    path = file_of(desk, ref)
    with at_desk(browser, desk) as (ana, _):
        write(ana, ref, "conclusion", "Words that must not be lost.")
        path.write_text(path.read_text("utf-8").replace("## In short", "", 1), "utf-8")
        save(ana)
        assert ana.get_by_label("What you wrote").input_value() == "Words that must not be lost."


def test_an_edit_of_the_file_is_a_version_when_the_page_is_opened_again(browser, desk, ref):
    with at_desk(browser, desk) as (ana, _):
        ana.goto(f"/draft/{ref}?plain=1")
        path = file_of(desk, ref)
        path.write_text(path.read_text("utf-8").replace("title:", "mine: 007  # kept\ntitle:", 1), "utf-8")
        ana.reload()
        assert "mine: 007  # kept" in path.read_text("utf-8")
        ana.goto(f"/draft/{ref}/changes")
        assert "somebody, in the file" in ana.content()


def test_damaged_front_matter_is_said_and_left_alone(browser, desk, ref):
    path = file_of(desk, ref)
    whole = path.read_bytes()
    broken = whole.replace(b"title: ", b'title: "', 1)
    path.write_bytes(broken)
    try:
        with at_desk(browser, desk) as (ana, _):
            ana.goto("/?status=all")
            assert "Needs attention" in ana.content()
            answer = ana.goto(f"/draft/{ref}")
            assert answer.status == 409
            assert "line" in ana.locator("main").inner_text()
            assert path.read_bytes() == broken
    finally:
        path.write_bytes(whole)
