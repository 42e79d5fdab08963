"""Each reason to hold a page, as an editor meets it: the reason, what shows it, and the way to overrule."""

import pytest

PARAGRAPHS = (
    "Researchers at Harbor Lake gave a new tablet to 48 people with kidney cancer in a phase 2 trial.",
    "Tumors shrank in 17 of 48 people (35%), the team reports in the Journal of Sample Oncology.",
    "Side effects were common: 29 people (60%) felt very tired, and four stopped the tablet for that reason.",
    "There was no comparison group, so the trial cannot show whether people live longer with the tablet.",
    "The work was paid for by the maker of the tablet, which also took part in the analysis of the results.",
    "A larger trial that compares the tablet with standard treatment is planned for next year, the team said.",
    "People who took part had already been treated with two other drugs before their kidney cancer grew again.",
    "The tablet is not approved anywhere, and doctors cannot prescribe it outside a trial, the hospital added.",
)
TITLE = "Kidney cancer tablet tested"
GERMAN = "Die neue Studie zeigt, dass der Wirkstoff das Wachstum von Krebs bei den Patienten deutlich bremst."
PLANTS = tuple(p.replace("kidney cancer", "frost damage").replace("Oncology", "Botany") for p in PARAGRAPHS)


def page(*paragraphs: str, title: str = TITLE) -> str:
    inside = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{inside}</article></html>"


HELD = {
    "paywall": page(PARAGRAPHS[0], "Subscribe to continue reading."),
    "cookie wall": page("We use cookies. Accept all cookies or manage choices.", title="Before you continue"),
    "bot check": page(
        "Checking your browser. Please enable JavaScript and cookies.", title="Just a moment..."
    ),
    "too thin": page(*PARAGRAPHS[:2]),
    "embargo": page("EMBARGOED until 1 January 2099.", *PARAGRAPHS),
    "retracted": page(*PARAGRAPHS, "This paper was retracted by its authors."),
    "not about cancer": page(
        *(text.replace("Tumors", "Leaves") for text in PLANTS), title="Frost tablet tested"
    ),
    "not English": page(*[GERMAN] * 12),
    "advertisement": page("Sponsored content", *PARAGRAPHS),
}


OVERRULED = ("paywall", "embargo", "retracted", "advertisement")


@pytest.mark.parametrize("reason", HELD)
def test_a_page_is_held_with_its_reason_and_can_be_overruled(project, reason):
    saved = project.folder / "saved.html"
    saved.write_text(HELD[reason], encoding="utf-8")
    held = project("draft", saved, "--json")
    assert held.code == 1, held.err
    assert held.json["held"]
    assert reason.split()[-1].lower() in held.json["reason"].lower()
    if reason in OVERRULED:
        done = project("draft", saved, "--overrule", "--json")
        assert done.code == 0, done.err
        assert done.json["draft"]["path"]
    else:
        shown = project("draft", saved)
        assert "--overrule" in shown.out + shown.err
