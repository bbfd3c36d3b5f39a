"""Lists of movements and transfers: signs follow the quantities or the directions, and units are never guessed."""

from decimal import Decimal

import pytest

from loaders import read
from loaders.omni.movements import DirectionDiffers, SignMissing
from loaders.omni.transfers import UnknownUnits
from tests.loaders.exports import folder

HEADER = "Code,Date,TransType,Ref,SerialQty"
ROWS = ("TK-1,2027-09-02,Purchase Order,PO-1,12", "TK-1,2027-09-14,Sales Order,K-7,{}")


def land(*rows: str, header: str = HEADER) -> list[dict[str, object]]:
    content = "\n".join([header, *rows, ""]).encode()
    return read("movements.csv", content, folder=folder()).landing.tables["stock_movements"].to_pylist()


def units(*rows: str, header: str = HEADER) -> list[object]:
    return [row["units"] for row in land(*rows, header=header)]


@pytest.mark.parametrize("written", ["-4", "(4)", "4-"])
def test_a_negative_quantity_goes_out(written: str) -> None:
    assert units(*(row.format(written) for row in ROWS)) == [Decimal(12), Decimal(-4)]


@pytest.mark.parametrize(("inward", "outward"), [("1", "-1"), ("In", "Out"), ("Inwards", "Outwards")])
def test_directions_give_the_signs_of_a_list_without_any(inward: str, outward: str) -> None:
    rows = (f"{ROWS[0]},{inward}", f"{ROWS[1].format(4)},{outward}")
    assert units(*rows, header=f"{HEADER},Direction") == [Decimal(12), Decimal(-4)]


def test_a_movement_within_the_company_changes_no_stock() -> None:
    rows = (f"{ROWS[0]},1", f"{ROWS[1].format(-4)},-1", "TK-1,2027-09-15,Transfer,BT-1,3,0")
    assert units(*rows, header=f"{HEADER},Direction") == [Decimal(12), Decimal(-4), Decimal(0)]


def test_a_list_without_signs_and_directions_is_refused() -> None:
    with pytest.raises(SignMissing, match=r"Line 3: K-7 \(Sales Order\) moves 4 units of TK-1.*column Direction"):
        land(*(row.format("4") for row in ROWS))


def test_purchases_alone_need_no_negative_quantity() -> None:
    assert units(ROWS[0]) == [Decimal(12)]


def test_a_sign_against_its_direction_is_refused() -> None:
    with pytest.raises(DirectionDiffers, match="Line 3: K-7 moves -4 units of TK-1, but its direction is in"):
        land(f"{ROWS[0]},1", f"{ROWS[1].format(-4)},1", header=f"{HEADER},Direction")


def test_an_unknown_type_lands_in_its_own_words() -> None:
    (row,) = land("TK-1,2027-09-02,Recount,RC-1,-2")
    assert (row["doc_type"], row["trans_type"], row["branch"]) == (None, "Recount", "")


TRANSFERS = "Reference,From Branch,To Branch,Status,Dispatched Date,Received Date,Product Code,Qty,Qty Transferred\n"


@pytest.mark.parametrize(("quantities", "what"), [(",", "missing"), ("3,-3", "negative"), ("-3,", "negative")])
def test_a_dispatched_transfer_states_the_units_sent(quantities: str, what: str) -> None:
    sent = f"BT-1,Leith,Oban,Approved,30/09/2027,,TK-1,4,4\nBT-1,Leith,Oban,Approved,30/09/2027,,TK-2,{quantities}\n"
    with pytest.raises(UnknownUnits, match=f"Line 3: BT-1 was dispatched, but the quantity of TK-2 is {what}"):
        read("transfers.csv", f"{TRANSFERS}{sent}".encode(), folder=folder())


@pytest.mark.parametrize("state", ["Void,30/09/2027", "Draft,"])
def test_a_void_or_open_transfer_need_not(state: str) -> None:
    rows = f"BT-1,Leith,Oban,{state},,TK-1,,\nBT-2,Leith,Oban,Approved,30/09/2027,,TK-2,4,0\n"
    landing = read("transfers.csv", f"{TRANSFERS}{rows}".encode(), folder=folder()).landing
    assert landing.tables["branch_transfers"]["qty"].to_pylist() == [None, 0]
