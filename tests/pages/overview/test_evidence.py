"""The evidence of a month: what is required, what is optional, and what could not be tested without it."""

from pages.overview.evidence import Evidence, say_complete
from tests.pages.screen import Open, words

from .test_overview import links


def test_optional_exports_are_told_from_required_ones() -> None:
    none = Evidence(0, 0, 0)
    evidence = {"exports": Evidence(9, 0, 0), "steps": Evidence(14, 0, 0), "earlier_months": none}
    whole = say_complete(evidence, ["Production jobs", "Stock movements"], is_complete=True)
    assert whole.startswith("**Complete:** all 9 required exports are in, ")
    assert whole.endswith(" 2 optional ones are not: Production jobs and Stock movements.")
    assert "optional" not in say_complete(evidence, [], is_complete=True)
    short = {**evidence, "exports": Evidence(8, 0, 1)}
    said = say_complete(short, ["Stock movements"], is_complete=False)
    assert "8 of 9 required exports are in" in said
    assert said.endswith(" 1 optional one is not: Stock movements.")


def test_what_was_not_tested_is_where_its_link_leads(open_page: Open, months: list[str], answer) -> None:
    rows = answer("causes_not_tested").table.to_pylist()
    assert rows
    chosen = links(open_page("overview", period=months[-1]))["What was not tested"]
    app = open_page("bridge", **chosen)
    assert "Causes that could not be tested" in words(app)
    assert next(len(frame.value) for frame in app.dataframe if "What is missing" in frame.value) == len(rows)
