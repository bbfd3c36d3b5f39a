"""The story of a document from page to line of a file."""

from pages.parts.month.causes import cause
from tests.pages.screen import Open, pick, words


def test_the_story_names_the_broken_link(open_page: Open, months: list[str], rows) -> None:
    draft = next(row for row in rows("findings") if row["cause_id"] == "P07")
    app = open_page("document", period=months[-1], ref=draft["ref"])
    text = words(app)
    assert "no entry names it" in text
    assert ":red[**Ledger**]" in text
    assert cause("P07", months[-1]).title in text
    assert app.title[0].value.replace("\\", "") == draft["ref"]


def test_every_state_of_the_story_has_words(rows) -> None:
    from pages.parts.widgets.story import STATES  # noqa: PLC0415

    assert {row["state"] for row in rows("document_story")} <= STATES.keys()


def test_every_finding_of_a_document_has_a_story(rows) -> None:
    known = {row["ref"] for row in rows("document_story")}
    documents = {row["ref"] for row in rows("findings") if row["doc_type"] in {"SO", "CN", "PO", "SCN", "ADJ"}}
    assert len(documents - known) <= len(documents) * 0.05, documents - known


def test_a_step_opens_down_to_its_line(open_page: Open, months: list[str], rows) -> None:
    ref = next(row["ref"] for row in rows("findings") if row["cause_id"] == "P09")
    app = open_page("document", period=months[-1], ref=ref)
    app.toggle[0].set_value(True).run()
    assert "Line " in words(app)
    assert ref in app.dataframe[-1].value["In the file"].tolist()


def test_a_part_of_a_reference_finds_several(open_page: Open, months: list[str], rows) -> None:
    ref = rows("findings")[0]["ref"]
    app = open_page("document", period=months[-1], ref=ref[:-1].lower())
    assert ref in app.pills(key="found").options
    nobody = open_page("document", period=months[-1], ref="no such thing")
    assert "No document has" in words(nobody)
    assert "· one document step by step in both systems" in words(nobody)


def test_a_picked_row_leads_to_its_story(open_page: Open, months: list[str], rows) -> None:
    ref = rows("findings")[0]["ref"]
    app = pick(open_page("document", period=months[-1]), "findings", 0)
    app.button(key="open-story").click().run()
    assert app.title[0].value.replace("\\", "") == ref
