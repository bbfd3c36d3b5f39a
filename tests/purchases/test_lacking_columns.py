"""Purchases from a list of another program, which has no supplier's numbers and no quantities."""

from close.store.warehouse import Landing
from tests.bridge.slips import Row
from tests.given.landings import landing, purchase, supplier_credit
from tests.purchases.orders import causes
from tests.reports.golden import INSIDE, Ask

LACKING = ("supplier_inv_no", "qty_ordered", "qty_moved")


def orders(**dates: object) -> list[Row]:
    blank = dict.fromkeys(LACKING) | {"move_date": INSIDE, "acct_date": INSIDE, "status": "NOT_IMPORTED"} | dates
    return [purchase("PO-1", **blank), supplier_credit("SCN-1", **blank)]


def listing(*rows: Row) -> Landing:
    return landing("purchase_documents", rows, name="list of another program.csv", absent=LACKING)


def test_a_column_that_is_not_there_proves_no_missing_number(ask: Ask) -> None:
    told, lacking = landing("purchase_documents", orders()), listing(*orders())
    assert {row["missing_field"] for row in ask("missing_fields", told)} == {
        "Supplier Inv No",
        "Supplier Credit Note No",
    }
    assert ask("missing_fields", lacking) == []
    assert {"P05", "P21"} <= {cause for cause, _ in causes(ask, told).values()}
    assert not {"P05", "P21"} & {cause for cause, _ in causes(ask, lacking).values()}


def test_the_flags_of_the_report_cannot_tell(ask: Ask) -> None:
    flags = ("ps4", "ps5", "ps8", "ps9")
    lacking = ask("purchases_and_credits", listing(*orders()))
    assert {row[flag] for row in lacking for flag in flags} == {None}
    assert {row["doc_type"]: row["ps7"] for row in lacking} == {"PO": "N", "SCN": None}
    undated = ask("purchases_and_credits", listing(*orders(acct_date=None)))
    assert {row["doc_type"]: row["ps7"] for row in undated} == {"PO": "N", "SCN": "Y"}


def test_the_steps_that_need_the_columns_cannot_tell(ask: Ask) -> None:
    steps = ask("checklist", listing(*orders()))
    found = {row["step"]: row for row in steps if row["step"] in {"CH3", "CH4", "X2"}}
    assert {row["state"] for row in found.values()} == {"cannot_tell"}
    unmet = {step: {code.split("|")[2] for code in row["unmet_code"].split(";")} for step, row in found.items()}
    assert unmet == {"CH3": set(LACKING), "CH4": set(LACKING), "X2": set(LACKING[1:])}


def test_documents_that_could_sync_are_still_listed(ask: Ask) -> None:
    rows = ask("unsynced", listing(*orders()))
    assert {row["ref"] for row in rows} == {"PO-1", "SCN-1"}
