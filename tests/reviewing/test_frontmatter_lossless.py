"""Front matter keeps every byte that nobody asked to change; what cannot be read is said with its line."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft

TEXT = """\
---
# our desk's notes
title: 'A study: in "mice"'   # keep
code: 007
ratio: 1.10
time: 12:30
answer: no
status: in_review  # the desk sets this
empty:
nothing: ~
tags: [mice,   copper]
sources:
    - {id: S1,   title: "x"}
long: >
  folded
  text
approved_by: null
---

Body: stays
---
still body
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_only_the_asked_values_change(newline, bom):
    text = bom + TEXT.replace("\n", newline)
    front = frontmatter.parse(text)
    assert front.render() == text
    changed = front.with_values({"status": "approved", "approved_by": "Ann: Lee", "empty": "x", "version": 2})
    expected = (
        text.replace("status: in_review ", "status: approved ")
        .replace("approved_by: null", 'approved_by: "Ann: Lee"')
        .replace(f"empty:{newline}", f"empty: x{newline}")
        .replace(f'"Ann: Lee"{newline}---', f'"Ann: Lee"{newline}version: 2{newline}---')
    )
    assert changed.render() == expected
    assert changed.with_values({"status": "approved", "version": 2}).render() == expected


def test_values_are_read_as_they_stand():
    front = frontmatter.parse(TEXT)
    read = {key: front.get(key) for key in front.fields}
    assert read["title"] == 'A study: in "mice"'
    assert (read["code"], read["ratio"], read["time"], read["answer"]) == ("007", "1.10", "12:30", "no")
    assert read["empty"] is read["nothing"] is read["approved_by"] is None
    assert read["sources"] == [{"id": "S1", "title": "x"}]
    assert front.items("tags") == ["mice", "copper"]


def test_a_folded_value_is_replaced_whole():
    changed = frontmatter.parse(TEXT).with_values({"long": "short"}).render()
    assert changed == TEXT.replace("long: >\n  folded\n  text\n", "long: short\n")


def test_a_list_can_be_replaced_by_a_word():
    changed = frontmatter.parse(TEXT).with_values({"sources": None}).render()
    assert frontmatter.parse(changed).get("sources") is None
    assert frontmatter.parse(changed).text("long") == "folded text"


@pytest.mark.parametrize(
    ("yaml", "line", "words"),
    [
        ("a: 1\ntitle: Copper: a study", 3, "second “:”"),
        ("title: x\ntitle: y", 3, "second time"),
        ("a: 1\ntags: [x, y\nb: 2", 4, "bracket"),
        ("\tb: 1", 2, "tab"),
        ("a: @x", 2, "quotation marks"),
        ('a: "open\nb: 1', 2, "quotation mark"),
        ("- a", 2, "name: value"),
        ("just words", 2, "name: value"),
        ("a: \x00", 2, "character"),
        ("a: &x [*x]", 2, "refers to itself"),
        ("a: *x", 2, "“*”"),
    ],
)
def test_damage_is_said_in_plain_words_with_its_line(yaml, line, words):
    with pytest.raises(DamagedDraft) as damage:
        frontmatter.parse(f"---\n{yaml}\n---\nBody\n", "drafts/x.md")
    assert str(damage.value).startswith(f"drafts/x.md: line {line}: ")
    assert words in str(damage.value)
    assert "leaves the file as it is" in str(damage.value)


def test_front_matter_that_never_ends_is_damage():
    with pytest.raises(DamagedDraft, match="does not end"):
        frontmatter.parse("---\ntitle: x\n\nBody\n")


def test_aliases_cannot_blow_up():
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    with pytest.raises(DamagedDraft, match="too large"):
        frontmatter.parse(f"---\n{bomb}---\n")


def test_a_text_without_front_matter_is_all_body():
    assert frontmatter.parse("# Title\n").body == "# Title\n"
    assert not frontmatter.parse("# Title\n").present


def test_other_encodings_are_damage():
    with pytest.raises(DamagedDraft, match="line 2"):
        frontmatter.decode("title\nJosé".encode("latin-1"), "x.md")


anything = st.text(max_size=30) | st.sampled_from(
    [
        "no",
        "007",
        "1.10",
        "12:30",
        "null",
        "~",
        "---",
        "a: b",
        "# x",
        "'",
        '"',
        "{{ x }}",
        "- a",
        "\u2028",
        "\x85",
        "x\ny",
    ]
)


@settings(max_examples=80, deadline=None)
@given(anything, anything)
def test_any_text_survives_as_a_value(title, name):
    tree = {
        "title": title,
        "tags": [title, name],
        "image": {"src": None},
        "sources": [{"id": "S1", "title": name}],
    }
    text = f"---\n{frontmatter.dump(tree)}---\nBody\n"
    clean = {key: frontmatter.parse(text).get(key) for key in tree}
    assert clean == tree
    # Another YAML reader sees the same text, so an exported post shows it too.
    loaded = YAML(typ="safe", pure=True).load(re.match(r"---\n(.*)---\nBody", text, re.DOTALL)[1])
    assert loaded == tree
    again = frontmatter.parse(text).with_values({"title": name, "new": title})
    assert (again.get("title"), again.get("new"), again.body) == (name, title, "Body\n")
