"""Another text in one part of a draft's file leaves every other byte as the editor had it."""

import pytest
from review_samples import draft

from newsdraft import frontmatter
from newsdraft.errors import DecisionRefused
from newsdraft.model import Passage
from newsdraft.reviewing import DraftStore, parts_of, with_part
from newsdraft.reviewing.parts import part_key


@pytest.fixture
def filed(tmp_path):
    made = draft()
    DraftStore(tmp_path).file(made)
    return made, next(tmp_path.glob("*.md")).read_text("utf-8")


def parts(text):
    return {part.key: part for part in parts_of(frontmatter.parse(text))}


def changed(made, text, key, new):
    return with_part(frontmatter.parse(text), parts(text)[key], new, made.dossier.documents)


def test_parts_are_what_the_file_has_in_its_order(filed):
    _, text = filed
    found = parts(text)
    assert list(found)[:3] == ["title", "description", "lead"]
    assert {"what-happened", "how-ai-fits", "what-patients-should-know", "conclusion"} == set(found) - {
        "title",
        "description",
        "lead",
    }
    assert "[^" in found["lead"].text
    assert not any("]: “" in part.text for part in found.values())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_other_bytes_stay(filed, newline, bom):
    made, text = filed
    text = bom + text.replace("---\n", "---\n# a comment of mine\nmine: 007\n", 1).replace("\n", newline)
    key = "how-ai-fits"
    after = changed(made, text, key, parts(text)[key].text + "\n\nOne sentence more, by hand.")
    before, now = text.split(newline), after.split(newline)
    new = [line for line in now if line not in before]
    assert set(new) <= {
        "One sentence more, by hand.",
        *(line for line in new if line.startswith("[^check-uncited]:")),
    }
    assert [line for line in before if line not in now] == []
    assert after.startswith(bom + "---")
    assert "mine: 007" in after


def test_a_footnote_comes_with_its_mark_and_goes_with_the_last(filed):
    made, text = filed
    extra = Passage(id="S1.9", text="Nine mice died.", start=0, end=15)
    source = made.dossier.documents[0]
    more = source.model_copy(update={"passages": (*source.passages, extra)})
    made = made.model_copy(update={"dossier": made.dossier.model_copy(update={"documents": (more,)})})
    with_it = changed(made, text, "lead", f"{parts(text)['lead'].text} It says so.[^S1.9]")
    assert "[^S1.9]: “Nine mice died.”" in with_it
    without = changed(made, with_it, "lead", parts(text)["lead"].text)
    assert "[^S1.9]" not in without


def test_words_of_the_editors_own_are_never_taken_out(filed):
    """Also where they stand as a footnote by a label of newsdraft's that no sentence uses."""
    made, text = filed
    after = changed(
        made,
        text,
        "lead",
        "A text.\n\n[^S1.3]: They joined at 118 hospitals, I think.\n\n[^check-cost]: ask Ben",
    )
    assert "They joined at 118 hospitals, I think." in after
    assert "ask Ben" in after


def test_no_other_part_is_swallowed(filed):
    made, text = filed
    with pytest.raises(DecisionRefused, match="What Happened"):
        changed(made, text, "lead", "```\ncode that is never closed")


def test_a_last_section_named_sources_keeps_its_footnotes(filed):
    made, text = filed
    after = changed(made, text, "conclusion", "The end.\n\n## Sources\n\nA text that cites.[^S1.2]")
    assert after.count("[^S1.2]: “") == 1


def test_an_editors_own_footnote_is_never_taken_out(filed):
    made, text = filed
    text += "\n[^mine]: A note of my own.\n"
    after = changed(made, text, "lead", "Something else.")
    assert "[^mine]: A note of my own." in after


def test_a_heading_in_code_is_no_part(filed):
    made, text = filed
    after = changed(made, text, "lead", "Look:\n\n```\n## Background\n```")
    assert list(parts(after)) == list(parts(text))
    assert "## Background" in parts(after)["lead"].text


def test_title_and_description_are_one_line_of_the_front_matter(filed):
    made, text = filed
    after = changed(made, text, "title", 'A: “B”\n#C\t"d" ')
    assert parts(after)["title"].text == 'A: “B” #C "d"'
    assert changed(made, after, "title", parts(text)["title"].text).count("title:") == text.count("title:")


def test_what_looks_like_a_heading_to_nobody_else_is_none(filed):
    """Parts are read by the parser that reads the post: code within a line, other fences, comments."""
    made, text = filed
    for odd in ("```code``` within a line", "````\n```\n## no heading\n````", "<!--\n## no heading\n-->"):
        after = changed(made, text, "lead", odd)
        assert list(parts(after)) == list(parts(text)), odd


@pytest.mark.parametrize("heading", ["### Notes", "# Notes", "Notes\n---"])
def test_a_heading_of_any_kind_begins_a_part(filed, heading):
    made, text = filed
    more = text.replace("## How AI", f"{heading}\n\nOne.\n\n## How AI", 1)
    assert parts(more)["notes"].text == "One."
    after = changed(made, more, "notes", "Two.")
    assert f"{heading}\n\nTwo." in after


def test_a_section_called_title_is_not_the_title(filed):
    _, text = filed
    found = parts(text.replace("## How AI", "## Title\n\nOne.\n\n## How AI", 1))
    assert found["title-2"].text == "One."


def test_two_headings_of_one_name_are_two_parts(filed):
    _, text = filed
    more = text.replace("## How AI", "## Notes\n\nOne.\n\n## Notes\n\nTwo.\n\n## How AI", 1)
    found = parts(more)
    assert (found["notes"].text, found["notes-2"].text) == ("One.", "Two.")


@pytest.mark.parametrize(
    ("place", "key"), [("What Happened", "what-happened"), ("lead", "lead"), ("?!", "part")]
)
def test_keys_are_safe_in_an_address(place, key):
    assert part_key(place) == key
