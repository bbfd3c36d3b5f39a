"""The frame of every page: nine doors with counts, tabs, the month between its arrows, the search, and the panel."""

from urllib.parse import quote_plus

import pytest
from streamlit.testing.v1 import AppTest

from close.work.glossary import CLOSING, FIGURES, GLOSSARY, list_states
from close.work.legs import Leg, say_leg
from pages.parts.frame.navigation import DOORS, PAGES, find_door
from pages.parts.words import say_money

from .screen import Open, pick, press, table, words

NINE = (
    "Overview", "Checklist", "Timing differences", "Blank COGS", "Bridge", "Worklist", "Reports", "Sign-off", "Data",
)  # fmt: skip


def links(app: AppTest) -> list[tuple[str, str]]:
    """Return the label and the address of each link, in the order of the page."""
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


def test_there_are_nine_doors_and_every_page_is_behind_one() -> None:
    assert tuple(door.title for door in DOORS) == NINE
    assert sum(len(door.pages) for door in DOORS) == len(PAGES)


@pytest.mark.parametrize("name", ["tie_outs", "fix_plan"])
def test_the_pages_behind_a_door_are_tabs(open_page: Open, months: list[str], name: str) -> None:
    shown = [label for label, _ in links(open_page(name, period=months[-1]))]
    behind = [page.title for page in find_door(name).pages]
    assert shown[: len(behind)] == behind


def test_doors_show_counts_once_the_figures_are_ready(open_page: Open, months: list[str], rows) -> None:
    summary = rows("month_summary")[0]
    counted = {
        label.partition(" :")[0]: label for label, _ in links(open_page("bridge", period=months[-1])) if " :" in label
    }
    assert f"[{summary['timing_documents']:,}]" in counted["Timing differences"]
    assert f"[{summary['steps_done']} of {summary['steps_applicable']}]" in counted["Checklist"]
    assert not {"Bridge", "Reports"} & counted.keys()


@pytest.mark.parametrize("name", ["overview", "landings"])
def test_every_page_leads_to_one_glossary(open_page: Open, months: list[str], name: str) -> None:
    said = words(press(open_page(name, period=months[-1]), "Glossary"))
    for term in (*FIGURES, *CLOSING, *GLOSSARY, *list_states()):
        assert f"**{term}**" in said


def test_arrows_lead_to_the_month_before_and_back(open_page: Open, months: list[str]) -> None:
    app = open_page("tie_outs", period=months[1])
    press(app, "Month before")
    assert (app.selectbox(key="period").value, app.query_params["period"]) == (months[0], months[0])
    assert next(button for button in app.button if button.label == "Month before").disabled
    press(app, "Month after")
    assert app.selectbox(key="period").value == months[1]


def search(app: AppTest, text: str) -> AppTest:
    """Open the search with a text in it. A test always runs the whole page, and then a dialog closes."""
    app.session_state["search-text"] = text
    return app.button(key="search-button").click().run()


def test_the_search_finds_references_amounts_causes_and_pages(open_page: Open, months: list[str], rows) -> None:
    known = next(row for row in rows("findings") if row["doc_type"] == "PO")
    app = open_page("tie_outs", period=months[-1])
    document = next(row for row in rows("purchases_and_credits") if row["order_ref"] == known["ref"])
    for text, page in {
        known["ref"][1:]: ("ref", known["ref"]),
        say_money(document["purchases_total"]): ("ref", known["ref"]),
        "left in draft": ("cause", "P07"),
    }.items():
        assert any(f"{page[0]}={page[1]}" in query for _, query in links(search(app, text))), text
    assert "No document, ledger entry, figure, cause, tie-out or page matches" in words(
        search(app, "nothing is called this")
    )


def test_the_search_finds_contacts_ledger_references_and_items_that_only_the_ledger_knows(
    open_page: Open, months: list[str], rows
) -> None:
    app = open_page("tie_outs", period=months[-1])
    bought = next(row for row in rows("purchases_and_credits") if row["supplier"])
    hits = list_hits(app, bought["supplier"])
    supplied = {row["order_ref"] for row in rows("purchases_and_credits") if row["supplier"] == bought["supplier"]}
    assert any(f"ref={ref}" in hit for hit in hits for ref in supplied)
    entry = next(row for row in rows("ledger_match") if row["pile"] == "matched" and row["doc_type"] in ("SO", "PO"))
    assert any(f"ref={entry['document']}" in hit for hit in list_hits(app, entry["reference"]))
    alone = next(row for row in rows("worklist") if row["status"] == "open" and row["doc_type"] == "GL")
    assert any("worklist" in hit and "row=GL" in hit for hit in list_hits(app, alone["ref"]))


def test_the_search_finds_balances_pieces_of_the_gap_and_tie_outs(
    open_page: Open, months: list[str], rows, legs: list[Leg]
) -> None:
    balances = rows("balances")[0]
    piece = next(row for row in rows("gap_split") if row["amount"])
    step = next(row for leg in legs for row in leg.causes if row["amount"])
    tie = next(row for row in rows("tie_outs") if row["state_code"] == "fails")
    control = next(row for row in rows("control_accounts") if row["account"] == "payable" and row["amount"])
    app = open_page("tie_outs", period=months[-1])
    for text, page, query in (
        (say_money(balances["gl_inventory"]), "stock-account", ""),
        (f"{balances['hsv']}", "stock-valuation", ""),
        (say_money(piece["amount"]), "", ""),
        (say_money(step["amount"]), "bridge", f"cause={step['cause_id']}"),
        (say_money(control["amount"]), "stock-account", "account=payable"),
        (tie["tie_out"].lower(), "tie-outs", ""),
    ):
        found = [link.proto for link in search(app, text).get("page_link")]
        places = [(link.page, link.query_string) for link in found if link.label.startswith(("**", tie["label"][:9]))]
        assert any(place == page and query in asked for place, asked in places), (text, places)


def test_the_search_finds_every_open_item_of_the_worklist(open_page: Open, months: list[str], rows) -> None:
    app = open_page("tie_outs", period=months[-1])
    items = [row for row in rows("worklist") if row["status"] == "open"]
    for kind in sorted({row["doc_type"] for row in items}):
        item = next(row for row in items if row["doc_type"] == kind)
        hits = [hit for hit in list_hits(app, item["ref"]) if "worklist" in hit]
        assert any(f"row={quote_plus(item['item'])}" in hit for hit in hits), item["item"]


def test_an_entry_without_a_document_opens_at_its_line(open_page: Open, months: list[str], rows) -> None:
    alone = next(row for row in rows("ledger_only") if row["cause_id"] == "G01")
    line = f"{alone['_landing']}/{alone['_line']}"
    for text in (alone["reference"], say_money(alone["debit_minus_credit"])):
        hits = list_hits(open_page("tie_outs", period=months[-1]), text)
        assert any("ledger-match" in hit and f"entry={quote_plus(line)}" in hit for hit in hits), (text, line, hits)
    app = open_page("ledger_match", period=months[-1], entry=line)
    assert len(app.dataframe[0].value) == 1
    assert app.dataframe[0].value["Description"].tolist() == [alone["description"]]
    assert "not on an account for stock or sales" in words(open_page("ledger_match", period=months[-1], entry="x/1"))


def test_an_entry_of_a_purged_document_says_so_wherever_it_is_listed(rows) -> None:
    purged = {
        row["ref"]
        for row in rows("worklist")
        if row["_dataset"] == "ledger_entries" and row["cause_id"] in ("S22", "P23")
    }
    codes = {
        row["reason_code"].split("|")[1] for row in rows("ledger_match") if row["reason_code"].startswith("names_gone|")
    }
    assert codes <= purged
    assert not [row for row in rows("ledger_match") if row["reason_code"] == "names_none" and row["document"] in purged]


@pytest.mark.parametrize("write", [str.lower, lambda ref: ref.replace("-", ""), lambda ref: ref.replace("-", " 0")])
def test_a_reference_is_found_however_it_is_written(open_page: Open, months: list[str], rows, write) -> None:
    known = next(row for row in rows("findings") if row["doc_type"] == "PO")["ref"]
    assert list_hits(open_page("tie_outs", period=months[-1]), write(known))[0].endswith(f"ref={known}")


@pytest.mark.parametrize("form", ["{:,}", "${:,}", "NZ$ {:,}", "{:,} GBP", "({:,})", "-{}"])
def test_an_amount_is_found_however_it_is_written(open_page: Open, months: list[str], rows, form: str) -> None:
    known = max(rows("purchases_and_credits"), key=lambda row: row["purchases_total"] or 0)
    text = form.format(round(known["purchases_total"], 2))
    hits = list_hits(open_page("tie_outs", period=months[-1]), text)
    assert any(hit.endswith(f"ref={known['order_ref']}") for hit in hits)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("draft bill", "cause=P07"),
        ("p07", "cause=P07"),
        ("stock account", "stock-account"),
        ("moved since signed", "moved"),
        ("the landed files", "landed"),
        ("settings", "organisation"),
    ],
)
def test_the_best_hit_comes_first(open_page: Open, months: list[str], text: str, first: str) -> None:
    assert first in list_hits(open_page("tie_outs", period=months[-1]), text)[0]


def list_hits(app: AppTest, text: str) -> list[str]:
    """Search for a text, and return the address and query of each hit: every link that was not there before."""
    before = links(app)
    shown = search(app, text).get("page_link")
    hits = [hit.proto for hit in shown if (hit.proto.label, hit.proto.query_string) not in before]
    return [f"{hit.page}?{hit.query_string}" for hit in hits]


def test_the_panel_tells_the_story_of_a_row_and_leads_to_the_next(open_page: Open, months: list[str]) -> None:
    app = pick(open_page("bridge", period=months[-1]), "findings", 1)
    listed = table(app, "findings")["Reference"].tolist()
    assert listed[1] in [heading.value.split()[-1] for heading in app.header]
    assert {"Its story"} <= {heading.value for heading in app.header}
    assert f"Row 2 of {len(listed):,}" in words(app)
    press(app, "Next")
    assert f"Row 3 of {len(listed):,}" in words(app)
    press(app, "Hide")
    assert "Row 3 of" not in words(app)
    assert "row" not in app.query_params


def test_a_bill_left_in_draft_shows_the_draft(open_page: Open, months: list[str]) -> None:
    app = open_page("bridge", period=months[-1], cause="P07")
    text = words(pick(app, "findings", 0))
    assert "Bill in the ledger" in text
    assert "a draft, not approved" in text


def test_the_unexplained_amount_is_told_in_a_sentence_that_adds_up(
    open_page: Open, months: list[str], legs: list[Leg]
) -> None:
    text = words(open_page("bridge", period=months[-1], cause="unexplained"))
    rest = [leg for leg in legs if leg.unexplained]
    assert rest
    assert all(say_leg(leg) in text for leg in rest)
    for leg in legs:
        assert f"{say_money(leg.unexplained)} is unexplained" in say_leg(leg) or not leg.unexplained


def test_a_filter_is_kept_on_the_way_back(open_page: Open, months: list[str]) -> None:
    app = open_page("bridge", period=months[-1], cause="P07")
    few = len(table(app, "findings"))
    app.switch_page(str(PAGES["tie_outs"].path)).run()
    app.switch_page(str(PAGES["bridge"].path)).run()
    assert len(table(app, "findings")) == few
