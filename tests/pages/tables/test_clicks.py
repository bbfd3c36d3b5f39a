"""Every row of a small table leads somewhere: to a page, or to the list of its documents."""

from collections.abc import Callable

import pyarrow as pa

from tests.pages.screen import Open, pick, select, table, table_at


def test_a_month_opens_as_it_is_listed(open_page: Open, months: list[str]) -> None:
    app = open_page("retrospective", period=months[-1])
    assert [f"{day:%Y-%m}" for day in table_at(app, "close-history")["Month"]] == months[::-1]
    app = select(app, "close-history", 1)
    assert not app.exception
    assert (app.title[0].value, app.query_params["period"]) == ("Overview", months[-2])


def test_a_late_step_opens_on_the_checklist(open_page: Open, months: list[str]) -> None:
    app = open_page("retrospective", period=months[-1])
    wanted = table_at(app, "steps-due")["Step"].iloc[2]
    app = select(app, "steps-due", 2)
    assert app.title[0].value == "Checklist"
    assert app.query_params["step"] in next(found.value for found in app.header if wanted in found.value)


def test_an_offender_opens_its_items(open_page: Open, months: list[str], rows: Callable) -> None:
    offender = next(row for row in rows("repeat_offenders") if row["party_kind"] != "branch")
    app = open_page("retrospective", period=months[-1])
    listed = list(table_at(app, "offenders")["Name"])
    app = select(app, "offenders", listed.index(offender["party"]))
    assert (app.title[0].value, app.query_params["period"]) == ("Worklist", offender["last_month"])
    assert set(table_at(app, "worklist-")["Contact"]) == {offender["party"]}


def test_a_cell_of_the_cogs_proof_lists_its_documents(open_page: Open, months: list[str], rows: Callable) -> None:
    cells = rows("cogs_proof")
    counted = {(cell["invoice_month"], cell["dispatch_month"]): cell["documents"] for cell in cells}
    found = [(row["invoice_month"], row["dispatch_month"]) for row in rows("cogs_proof_documents")]
    assert {cell: found.count(cell) for cell in counted} == counted
    assert len(found) == sum(counted.values())

    app = open_page("cogs_proof", period=months[-1])
    apart = next(cell for cell in counted if cell[0] != cell[1])
    app.pills(key="invoice-month").set_value([apart[0]])
    app = app.pills(key="dispatch-month").set_value([apart[1]]).run()
    assert len(table(app, "cogs_proof_documents")) == counted[apart]
    drawn = pa.ipc.open_stream(app.get("vega_lite_chart")[0].proto.data.data).read_all().to_pylist()
    framed = [cell for cell in drawn if cell["on"]]
    assert [(cell["invoice_month"], cell["dispatch_month"]) for cell in framed] == [apart]


def test_a_month_of_the_cogs_proof_lists_its_documents(open_page: Open, months: list[str], rows: Callable) -> None:
    app = select(open_page("cogs_proof", period=months[-1]), "cogs-months", 0)
    first = rows("cogs_by_month")[0]["cogs_month"]
    assert app.pills(key="invoice-month").value == [first]
    assert {f"{day:%Y-%m}" for day in table(app, "cogs_proof_documents")["Invoiced"]} == {first}


def test_a_document_of_the_fix_plan_opens_its_history(open_page: Open, months: list[str]) -> None:
    app = open_page("fix_plan", period=months[-1])
    sales = list(table(app, "fix_plan")["Screen"]).index("Sales > Sales Orders")
    app = pick(app, "fix_plan", sales)
    document = table_at(app, "plan-list-")["Reference"].iloc[0]
    app = select(app, "plan-list-", 0)
    assert app.title[0].value == app.query_params["ref"] == document
