"""Running balances that contradict the entries of their rows, in layouts without totals to prove them."""

from collections.abc import Sequence

import pytest

from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.proving.balance_proof import BrokenSequence
from loaders.ledger.layouts.proving.side_proof import SidesExchanged
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land
from tests.loaders.ledger.reports import COLUMNS, balances, make_folder, move, quickbooks, state, total, xero

HEADERS = ["Date", "Account", "Source", "Reference", "Debit", "Credit", "Balance"]
STOCK = ["250.00|750.00", "-40.00|710.00", "1000.00|1710.00", "-3.10|1706.90", "60.00|1766.90"]
SALES = ["-20.00|-20.00", "-35.50|-55.50", "5.50|-50.00", "-70.00|-120.00"]
Rows = list[tuple[str, str, str, str]]


def books(own_side: bool = False) -> Rows:
    """Return the rows of two accounts: account, day, movement and balance."""
    rows: Rows = []
    for name, moves in (("Stock", STOCK), ("Sales", SALES)):
        for day, text in enumerate(moves, 3):
            net, _, balance = text.partition("|")
            turned = f"{-float(balance):.2f}" if own_side and name == "Sales" else balance
            rows.append((name, f"{day:02d} May 2027", net, turned))
    return rows


def flat(rows: Sequence[tuple[str, str, str, str]]) -> bytes:
    body = [
        [day, name, "Manual Journal", f"R-{number}", *_split(net), balance]
        for number, (name, day, net, balance) in enumerate(rows)
    ]
    return write_csv([HEADERS, *body])


def _split(net: str) -> list[str]:
    return ["", net[1:]] if net.startswith("-") else [net, ""]


@pytest.mark.parametrize("own_side", [False, True])
@pytest.mark.parametrize("order", ["listed", "newest first", "by day", "by amount"])
def test_balances_may_be_on_either_side_and_rows_in_any_order(own_side: bool, order: str) -> None:
    rows = books(own_side)
    orders = {"newest first": rows[::-1], "by day": sorted(rows, key=lambda row: row[1]), "by amount": sorted(rows)}
    assert len(land(flat(orders.get(order, rows))).tables["ledger_entries"]) == len(rows)


@pytest.mark.parametrize("order", ["listed", "newest first", "by day"])
@pytest.mark.parametrize("change", ["deleted", "digit", "balance", "moved"])
def test_a_row_that_contradicts_the_balances_is_refused(order: str, change: str) -> None:
    rows = books()
    if change == "deleted":
        del rows[2]
    elif change == "moved":
        rows[2:2] = [("Stock", *row[1:]) for row in rows[6:8]]
    else:
        name, day, net, balance = rows[2]
        rows[2] = (name, day, "1010.00", balance) if change == "digit" else (name, day, net, "1711.00")
    rows = {"newest first": rows[::-1], "by day": sorted(rows, key=lambda row: row[1])}.get(order, rows)
    with pytest.raises(BrokenSequence, match=r'Line \d+: the balance of "Stock" is'):
        land(flat(rows))


def test_the_message_names_the_balance_that_does_not_follow() -> None:
    rows = books()
    del rows[2]
    with pytest.raises(BrokenSequence) as caught:
        land(flat(rows))
    assert 'Line 4: the balance of "Stock" is 1,706.90, so it was 1,710.00 before this entry' in str(caught.value)


def test_amounts_without_a_sign_may_cross_zero() -> None:
    rows = [("Bank", "03 May 2027", "100.00", "60.00"), ("Bank", "04 May 2027", "-90.00", "30.00")]
    rows += [("Bank", "05 May 2027", "50.00", "20.00"), ("Bank", "06 May 2027", "5.00", "25.00")]
    assert len(land(flat(rows)).tables["ledger_entries"]) == 4


def test_balances_of_the_whole_list_are_followed_through_its_accounts() -> None:
    rows, balance = [], 0
    for number in range(8):
        balance += 10 * (number + 1)
        rows.append(
            (("Stock", "Sales")[number % 2], f"{number + 3:02d} May 2027", f"{10 * (number + 1)}.00", f"{balance}.00")
        )
    assert len(land(flat(rows)).tables["ledger_entries"]) == 8


def test_balances_in_another_currency_prove_nothing() -> None:
    foreign = [("Bank USD", f"{day:02d} May 2027", f"{1.5 * day:.2f}", f"{500 + day * day}.00") for day in range(3, 9)]
    assert state(flat([*books(), *foreign]), "Running balances") == "not proven"


def test_balances_of_rounded_amounts_prove_nothing() -> None:
    rows = [("Stock", f"{n:02d} May 2027", "3.33", f"{n * 10 / 3:.2f}") for n in range(1, 13)]
    assert state(flat(rows), "Running balances") == "not proven"


CONTACTS = "ABBAABB"


@pytest.mark.parametrize("start", [0, 100])
def test_balances_of_each_contact_are_followed(start: int) -> None:
    owed, rows = dict.fromkeys(CONTACTS, start), list[list[str]]()
    for day, contact in enumerate(CONTACTS, 13):
        owed[contact] += day
        rows.append(
            [f"{day} May 2027", "Debtors", contact, "Invoice", f"I-{day}", f"{day}.00", "", f"{owed[contact]}.00"]
        )
    headers = [*HEADERS[:2], "Contact", *HEADERS[2:]]
    assert state(write_csv([headers, *rows]), "Running balances") == "not proven"
    rows[4][5] = "27.00"
    with pytest.raises(BrokenSequence):
        land(write_csv([headers, *rows]))


def test_a_contact_on_each_row_hides_no_missing_row() -> None:
    rows = [
        [row[1], row[0], f"Contact {n}", "Journal", f"R-{n}", *_split(row[2]), row[3]] for n, row in enumerate(books())
    ]
    headers = [*HEADERS[:2], "Contact", *HEADERS[2:]]
    assert len(land(write_csv([headers, *rows])).tables["ledger_entries"]) == len(rows)
    for listed in (rows[:2] + rows[3:], (rows[:2] + rows[3:])[::-1]):
        with pytest.raises(BrokenSequence):
            land(write_csv([headers, *listed]))


def test_balances_that_start_again_prove_nothing() -> None:
    rows = [("Stock", f"{day:02d} May 2027", "10.00", f"{day % 3 * 10 + 10}.00") for day in range(3, 15)]
    assert state(flat(rows), "Running balances") == "not proven"


def test_blank_balances_are_passed_over() -> None:
    rows = books()
    rows[1], rows[6] = (*rows[1][:3], ""), (*rows[6][:3], "")
    assert len(land(flat(rows)).tables["ledger_entries"]) == len(rows)
    rows[2] = (*rows[2][:2], "1000.50", rows[2][3])
    with pytest.raises(BrokenSequence):
        land(flat(rows))


def _xero(first: str, last: str = "") -> bytes:
    rows = [["Stock"], ["Opening Balance", "", "", "", "500.00", "", "500.00"]]
    rows += [
        ["03 May 2027", "Manual Journal", "a", "r", "20.00", "", "520.00"],
        ["Total Stock", "", "", "", "20.00", "", last],
    ]
    for name in ("Sales", "Freight", "Rent"):
        amount = first if name == "Rent" else "7.00"
        rows += [[name], ["04 May 2027", "Manual Journal", "b", "r", amount, "", "7.00"]]
        rows += [["05 May 2027", "Manual Journal", "b", "r", "1.00", "", "8.00"], [f"Total {name}"]]
    return xero(*rows)


def test_the_only_account_that_seems_to_open_with_a_balance_is_refused() -> None:
    assert state(_xero("7.00"), "Totals") == "passed"
    with pytest.raises(BrokenSequence, match=r'the balance of "Rent" is 7.00, so it was -10.00 before this entry'):
        land(_xero("17.00"))


def test_a_balance_on_the_total_of_an_account_is_its_closing_balance() -> None:
    assert state(_xero("7.00", "520.00"), "Totals") == "passed"
    with pytest.raises(TotalsDiffer, match=r"Total Stock, Running Balance: the file states a total of 530.00"):
        land(_xero("7.00", "530.00"))


def test_two_errors_that_cancel_out_are_refused_in_a_report_with_one_amount() -> None:
    rows = [move("05/03/2027", "Bill", "10.00", "10.00"), move("05/04/2027", "Bill", "5.00", "15.00")]
    rows += [move("05/05/2027", "Bill Payment", "-2.00", "13.00"), move("05/06/2027", "Bill", "1.00", "14.00")]
    whole = quickbooks(["Accounts Payable (A/P)"], *rows, total("Accounts Payable (A/P)", "14.00"))
    assert state(whole, "Balances") == "passed"
    rows[1][7], rows[2][7] = "6.00", "-3.00"
    with pytest.raises(BrokenSequence, match="Line 8"):
        land(quickbooks(["Accounts Payable (A/P)"], *rows, total("Accounts Payable (A/P)", "14.00")))


@pytest.mark.parametrize("opening", ["", "500.00"])
def test_stock_that_grows_with_credits_shows_that_the_headers_are_exchanged(opening: str) -> None:
    books = make_folder((("inventory", "630", "Stock on Hand"), ("payable", "800", "Creditors")))
    start = float(opening or 0)
    rows = [["Opening Balance", "", "", "", opening, "", opening]] if opening else []
    rows += [["05/13/2027", "Bill", "", f"R{n}", "10.00", "", f"{start + 10 * n:.2f}"] for n in (1, 2, 3)]
    rows += [["Total Stock on Hand", "", "", "", "30.00", ""]]
    owed = [["05/13/2027", "Bill", "", f"R{n}", "", "10.00", f"{10 * n:.2f}"] for n in (1, 2, 3)]
    report = [["Stock on Hand"], *rows, ["Creditors"], *owed, ["Total Creditors", "", "", "", "", "30.00"]]
    assert state(xero(*report), "Totals", books) == "passed"
    exchanged = [*COLUMNS[:4], "Credit", "Debit", COLUMNS[6]]
    with pytest.raises(SidesExchanged, match='every amount under "Credit" adds to the balance of "Stock on Hand"'):
        land(xero(*report, columns=exchanged), books)


@pytest.mark.parametrize("opening", [True, False])
@pytest.mark.parametrize("order", ["oldest first", "newest first", "by amount"])
def test_one_amount_column_is_proven_by_balances_in_any_order(opening: bool, order: str) -> None:
    rows = [move(f"05/{day}/2027", "Bill", f"{day}.00", f"{sum(range(13, day + 1)) + 100}.00") for day in range(13, 18)]
    listed = {"newest first": rows[::-1], "by amount": rows[1:4] + rows[:1] + rows[4:]}.get(order, rows)
    head = [["", "Beginning Balance", *[""] * 6, "100.00"]] if opening else []
    report = quickbooks(["Accounts Payable (A/P)"], *head, *listed, total("Accounts Payable (A/P)", "75.00"))
    assert state(report, "Balances") == "passed"
    (found,) = balances(report).values()
    assert found == (-100, 0, 75, -175) if opening or order != "by amount" else (None, 0, 75, None)


def test_the_oldest_entry_missing_from_a_list_with_the_newest_first_is_named_with_the_right_balance() -> None:
    rows = [move(f"05/{day}/2027", "Bill", f"{day}.00", f"{sum(range(13, day + 1)) + 100}.00") for day in range(13, 18)]
    head = ["", "Beginning Balance", *[""] * 6, "100.00"]
    with pytest.raises(TotalsDiffer, match=r"Line 8, balance of Accounts.* total of 175.00, but .* up to 162.00"):
        land(quickbooks(["Accounts Payable (A/P)"], head, *rows[:0:-1], ["Total for Accounts Payable (A/P)"]))
