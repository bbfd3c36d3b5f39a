"""Ledgers that print each account once land like those that print it on every row, or are refused."""

import pytest

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.account_names import NoAccount
from loaders.ledger.layouts.proving.group_proof import AmbiguousAccount
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import land

FOLDER = Folder(Organisation(Settings(name="Osprey Lane", date_order="day-first"), "2027-05", {}))
HEADERS = "Code|Account|Date|Reference|Debit|Credit"
ROWS = [
    "630|Stock|03/05/2027|PO-1|70.50|",
    "630|Stock|13/05/2027|PO-2|10.00|",
    "630|Stock|31/05/2027|COGS||20.25",
    "310|COGS|31/05/2027|COGS|20.25|",
    "800|Accounts Payable|03/05/2027|PO-1||70.50",
    "800|Accounts Payable|13/05/2027|PO-2||10.00",
]
TOTALS = {"630": "80.50|20.25", "310": "20.25|", "800": "|80.50"}


def write(lines: list[str], headers: str = HEADERS, drop: str = "") -> bytes:
    """Return lines as a file, perhaps without one of its columns."""
    places = [n for n, name in enumerate(headers.split("|")) if name != drop]
    rows = [line.split("|") for line in [headers, *lines]]
    return write_csv([[row[place] for place in places] for row in rows])


def print_once(totals: str = "") -> list[str]:
    """Return the rows with each account once, and perhaps a total below each that names it by a code or name."""
    lines, before = list[str](), ""
    for row in [*ROWS, ""]:
        code, _, rest = row.partition("|")
        if before and code != before and totals:
            name = next(line.split("|")[1] for line in ROWS if line.startswith(before))
            lines.append(f"{totals.format(code=before, name=name)}||{TOTALS[before]}")
        if row:
            lines.append(row if code != before else f"||{rest.partition('|')[2]}")
        before = code
    return lines


def rows(content: bytes) -> dict[str, list[dict[str, object]]]:
    tables = {name: table.drop_columns("_line") for name, table in land(content, FOLDER).tables.items()}
    return {name: table.to_pylist() for name, table in tables.items()}


def refuse(kind: type[Refused], content: bytes) -> str:
    with pytest.raises(kind) as caught:
        land(content, FOLDER)
    return str(caught.value)


@pytest.mark.parametrize(
    ("totals", "drop"),
    [
        ("", ""), ("", "Code"), ("|Total {name}|", ""), ("|Total {name}|", "Code"), ("|{name} Total|", "Code"),
        ("Total {code}||", ""),
    ],
)  # fmt: skip
def test_an_account_to_the_left_covers_the_entries_below_it(totals: str, drop: str) -> None:
    assert rows(write(print_once(totals), drop=drop)) == rows(write(ROWS, drop=drop))


def test_codes_need_a_total_or_a_balance() -> None:
    assert rows(write(print_once("Total {code}||"), drop="Account")) == rows(write(ROWS, drop="Account"))
    message = refuse(AmbiguousAccount, write(print_once(), drop="Account"))
    assert message.startswith('Code: the blank cells below "630" (line 2) can mean the same account or none')
    headers = f"{HEADERS}|Balance"
    balances = ["70.50", "80.50", "60.25", "20.25", "70.50", "80.50"]
    chained = [f"{line}|{balance}" for line, balance in zip(print_once(), balances, strict=True)]
    full = [f"{line}|{balance}" for line, balance in zip(ROWS, balances, strict=True)]
    assert rows(write(chained, headers, "Account")) == rows(write(full, headers, "Account"))
    chained[1] = chained[1].replace("|80.50", "|81.50")
    refuse(AmbiguousAccount, write(chained, headers, "Account"))


def test_a_total_proves_only_the_columns_that_it_states() -> None:
    lines = ["|Stock|03/05/2027|A|5.00|", "||03/05/2027|A||5.00", "|Total Stock|||5.00|", "|Bank|04/05/2027|B|1.00|"]
    refuse(AmbiguousAccount, write(lines, drop="Code"))
    assert rows(write([*lines[:2], "|Total Stock|||5.00|5.00", lines[3]], drop="Code"))


def test_running_balances_of_the_whole_list_prove_no_account() -> None:
    headers = f"{HEADERS}|Balance"
    bank = ["630||03/05/2027|A||5.00|95.00", "||04/05/2027|B||10.00|85.00", "800||05/05/2027|C|1.00||86.00"]
    refuse(AmbiguousAccount, write(bank, headers, "Account"))
    refuse(AmbiguousAccount, write(bank[:2], headers, "Account"))


def test_an_account_to_the_right_needs_a_total() -> None:
    def move(lines: list[str]) -> list[str]:
        cells = [line.split("|") for line in lines]
        return ["|".join([*row[2:4], row[1], *row[4:]]) for row in cells]

    headers = "Date|Reference|Account|Debit|Credit"
    refuse(AmbiguousAccount, write(move(print_once()), headers))
    assert rows(write(move(print_once("|Total {name}|")), headers)) == rows(write(move(ROWS), headers))


def test_a_total_that_differs_is_refused() -> None:
    lines = [line.replace("|10.00|", "|11.00|") for line in print_once("|Total {name}|")]
    assert "Total Stock" in refuse(TotalsDiffer, write(lines))


def test_journals_that_state_only_the_first_account_are_refused() -> None:
    lines = ["|Stock|03/05/2027|PO-1|70.50|", "||03/05/2027|PO-1||70.50", "|Freight|04/05/2027|F-1|7.00|"]
    refuse(AmbiguousAccount, write([*lines, "||04/05/2027|F-1||7.00"], drop="Code"))


def test_journals_with_a_blank_account_at_their_end_are_refused() -> None:
    first = ["|Rent|03/05/2027|J-1|300.00|", "|Power|03/05/2027|J-1|200.00|", "||03/05/2027|J-1||500.00"]
    second = ["|Freight|01/05/2027|J-2|7.00|", "||01/05/2027|J-2||7.50"]
    for lines in (first, second + first, first + second):
        refuse(AmbiguousAccount, write(lines, drop="Code"))


def test_blanks_are_real_if_an_account_occurs_twice() -> None:
    twice = [*ROWS[:4], "||03/05/2027|PO-1||70.50"]
    refuse(NoAccount, write(twice, drop="Code"))
    unknown = rows(write(twice, drop="Account"))["ledger_entries"][-1]
    assert unknown["account_code"] is None


@pytest.mark.parametrize("line", ["||03/05/2027|PO-1|70.50|", "||Total||80.50|20.25"])
def test_an_entry_without_an_account_above_it_is_refused(line: str) -> None:
    start = 0 if "PO-1" in line else 3
    lines = [*print_once()[:start], line, *([] if start == 0 else ["||04/05/2027|X|1.00|"]), *print_once()[start:]]
    refuse(Refused, write(lines))


def test_codes_of_accounts_under_headings_are_not_carried_down() -> None:
    headers = "Date|Code|Reference|Debit|Credit"
    lines = ["Stock||||", "03/05/2027|630|PO-1|70.50|", "Bank||||", "04/05/2027||PO-1||70.50"]
    found = rows(write(lines, headers))["ledger_entries"]
    assert [(row["account"], row["account_code"]) for row in found] == [("Stock", "630"), ("Bank", None)]


def test_a_blank_name_is_that_of_its_code() -> None:
    lines = [*ROWS[:1], "630||13/05/2027|PO-2|10.00|", *ROWS[2:]]
    assert rows(write(lines)) == rows(write(ROWS))
