"""Ledgers and trial balances printed in pages land the same rows as without page breaks, or are refused."""

import pytest

from close.errors import Refused
from loaders.layouts.grids import SecondHeader
from loaders.layouts.printed.pages import PagesDiffer
from loaders.layouts.totals import TotalsDiffer
from loaders.ledger.layouts.outline.lines import UnknownRow
from tests.loaders.ledger.golden import land, text

XERO = text("xero/transactions.csv").splitlines()
HEADER = next(number for number, line in enumerate(XERO) if line.startswith("Date,"))
TITLE, ORGANISATION, PERIOD = XERO[:3]
NAMED = [
    "xero/transactions.csv", "xero/ledger_detail.csv", "xero/columns.csv", "quickbooks/general_ledger.csv",
    "quickbooks/transaction_detail.csv", "quickbooks_sides/general_ledger.csv", "myob/general_ledger.csv",
    "journals/report.csv", "sheet/plain.csv", "balances/trial_balance.csv",
]  # fmt: skip


def rows(content: str | bytes) -> dict[str, object]:
    return {name: table.drop_columns("_line") for name, table in land(content).tables.items()}


def paginate(lines: list[str], header: int, every: int, *, titled: bool = True) -> list[str]:
    """Break a file into pages, each with the lines above the headers, and with page numbers."""
    commas = "," * lines[header].count(",")
    top, body = lines[:header], lines[header + 1 :]
    pages = [body[first : first + every] for first in range(0, len(body), every)]
    printed = list[str]()
    for number, page in enumerate(pages, 1):
        count = [f"Page {number} of {len(pages)}{commas}"]
        printed += [*(top if titled or number == 1 else []), *(count if titled else []), lines[header], *page]
    return printed


def join(lines: list[str]) -> str:
    return "\r\n".join([*lines, ""])


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("every", [4, 9])
def test_printed_pages_land_as_one_report(name: str, every: int) -> None:
    lines = text(name).replace("\r\n", "\n").rstrip("\n").split("\n")
    header = next(n for n, line in enumerate(lines) if sum(map(bool, line.split(","))) > 3)
    assert rows(join(paginate(lines, header, every))) == rows(join(lines))


@pytest.mark.parametrize("name", ["xero/transactions.csv", "balances/trial_balance.csv", "sheet/plain.csv"])
def test_total_of_the_file_proves_pages_with_headers_only(name: str) -> None:
    lines = text(name).replace("\r\n", "\n").rstrip("\n").split("\n")
    header = next(n for n, line in enumerate(lines) if sum(map(bool, line.split(","))) > 3)
    pages = paginate(lines, header, 4, titled=False)
    assert rows(join(pages)) == rows(join(lines))
    refuse(SecondHeader, join([line for line in pages if "Total," not in line]))


def xero(*added: str, at: int = 12, body: list[str] | None = None) -> str:
    """Return the sample with lines in the middle of its first account, where a page would break."""
    lines = body or XERO
    return join([*lines[:at], *added, *lines[at:]])


def refuse(kind: type[Refused], content: str) -> str:
    with pytest.raises(kind) as caught:
        land(content)
    return str(caught.value)


TOP = XERO[: HEADER + 1]
HEADING = XERO[HEADER + 1]


@pytest.mark.parametrize(
    "added",
    [
        [XERO[HEADER]],
        TOP,
        ["Page 1,,,,,,,,", *TOP, HEADING],
        ["Page 1 of 3,,,Printed on 1 June 2027 10:31,,,,,", *TOP, HEADING.replace(",", " (continued),", 1)],
        [*TOP, HEADING.replace(",", " - cont'd,", 1)],
        [HEADING.replace(",", " (continued),", 1)],
        [f"{TITLE[:-2]},Page 2", *XERO[1 : HEADER + 1]],
        [",,,,,,,,1 of 2", *TOP],
        ["Carried forward,,,,500.10,,,,", *TOP, "Brought forward,,,,500.10,,,,"],
        ["Carried forward,,,,500.10,,,,", *TOP, HEADING, "Brought forward,,,,500.10,,,,"],
    ],
)  # fmt: skip
def test_lines_that_a_page_repeats_are_left_out(added: list[str]) -> None:
    assert rows(xero(*added)) == rows(join(XERO))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1 May 2027 to 31 May 2027", "1 June 2027 to 30 June 2027"),
        ("Teal Harbour Supplies", "Kelp & Sons"),
        ("Account Transactions", "Draft Transactions"),
    ],
)
def test_a_page_of_another_report_is_refused(old: str, new: str) -> None:
    other = [line.replace(old, new) for line in TOP]
    assert other != TOP
    assert "differs from the lines on the other pages" in refuse(PagesDiffer, xero(*other))


def test_the_number_of_the_last_page_is_left_out() -> None:
    assert rows(xero(",,,,,,,,1 of 2", *TOP) + ",,,,,,,,2 of 2\r\n") == rows(join(XERO))


def test_titles_of_pages_without_headers_are_no_accounts() -> None:
    lines = ["Ledger,,,,", "May 2027,,,,", "Date,Reference,Text,Debit,Credit", "Stock,,,,", "1/05/2027,A,x,5.00,"]
    pages = [*lines, "Ledger,,,,", "May 2027,,,,", "2/05/2027,B,x,6.00,"]
    assert '("May 2027")' in refuse(UnknownRow, join(pages))


def test_entries_that_mention_a_balance_carried_forward_are_kept() -> None:
    entries = [
        f"13 May 2027,Manual Journal,Accrual {word},#9,{sides},,,"
        for word, sides in (("c/f", ",7.00"), ("b/f", "7.00,"))
    ]
    unpaged = refuse(TotalsDiffer, xero(*entries))
    assert "Total Stock on Hand" in unpaged
    assert "Total Stock on Hand" in refuse(SecondHeader, xero(entries[0], *TOP, entries[1]))


def test_a_heading_with_a_code_may_be_repeated() -> None:
    sample = text("myob/general_ledger.csv").replace("1-1320 Stock on Hand,", "1-1320,Stock on Hand")
    lines = sample.replace("\r\n", "\n").rstrip("\n").split("\n")
    header = next(n for n, line in enumerate(lines) if sum(map(bool, line.split(","))) > 3)
    heading = next(line for line in lines if line.startswith("1-1320,"))
    at = lines.index(heading) + 3
    assert rows(join([*lines[:at], *lines[: header + 1], heading, *lines[at:]])) == rows(join(lines))


def test_any_number_of_lines_above_the_headers_may_be_repeated() -> None:
    long = [*XERO[:3], *[f"Region {number},,,,,,,," for number in range(20)], *XERO[3:]]
    header = next(number for number, line in enumerate(long) if line.startswith("Date,"))
    pages = paginate(long, header, 9)
    assert rows(join(pages)) == rows(join(long))
    pages[len(pages) // 2 :] = [line.replace("Region 3,", "Region X,") for line in pages[len(pages) // 2 :]]
    refuse(PagesDiffer, join(pages))


def test_pages_with_different_lines_above_them_are_refused() -> None:
    assert refuse(PagesDiffer, xero(*TOP[1:], at=20, body=xero(*TOP).splitlines()))


def test_a_page_of_other_accounts_without_a_title_is_refused() -> None:
    end = next(number for number, line in enumerate(XERO) if line.startswith("Cost of Goods Sold,,"))
    body = [line for line in XERO if not line.startswith("Total,")]
    assert "line 21 repeats the headers" in refuse(SecondHeader, join([*body[:end], XERO[HEADER], *body[end:]])).lower()


@pytest.mark.parametrize("below", ["Brought forward,,,,500.10,,,,", "Balance b/fwd,,,,,,12.00,,"])
def test_a_balance_that_the_page_before_does_not_carry_forward_is_refused(below: str) -> None:
    assert f'("{below.partition(",")[0]}' in refuse(PagesDiffer, xero(*TOP, below))
    refuse(PagesDiffer, xero(*TOP, HEADING, below))
    refuse(PagesDiffer, xero("Carried forward,,,,500.00,,,,", *TOP, "Brought forward,,,,500.10,,,,"))


def test_an_account_continued_after_its_total_is_refused() -> None:
    total = next(number for number, line in enumerate(XERO) if line.startswith("Total Stock"))
    refuse(UnknownRow, xero(HEADING.replace(",", " (continued),", 1), at=total + 2))


def test_a_missing_row_of_a_page_is_refused_with_its_total() -> None:
    lines = xero(*TOP).splitlines()
    message = refuse(SecondHeader, join([*lines[:9], *lines[10:]]))
    assert "the rows of the file are not those of one export" in message
    assert "Total Stock on Hand" in message


COLUMNS = "Date,Account,Source,Reference,Debit,Credit"
PAGES = [
    ["13/05/2027,Stock,Bill,r1,5.00,", "15/05/2027,Creditors,Bill,r2,,12.00", "{},,,,5.00,12.00"],
    ["14/05/2027,Stock,Bill,r3,7.00,", "{},,,,{},{}"],
]


def table(word: str, *last: str, total: str = "7.00", credit: str = "", headers: bool = True) -> str:
    first, second = ([line.format(word, total, credit) for line in page] for page in PAGES)
    return join([COLUMNS, *first, *([COLUMNS] if headers else []), *second, *last])


@pytest.mark.parametrize(
    "word", ["Page Total", "Total for page", "Page 1 total", "Total this page", "Total", "Subtotal"]
)
@pytest.mark.parametrize("headers", [True, False])
def test_totals_of_pages_are_proven_and_not_those_of_accounts(word: str, headers: bool) -> None:
    plain = rows(join([COLUMNS, *PAGES[0][:2], PAGES[1][0], "Grand Total,,,,12.00,12.00"]))
    assert rows(table(word, "Grand Total,,,,12.00,12.00", headers=headers)) == plain
    so_far = table(word, "Grand Total,,,,12.00,12.00", total="12.00", credit="12.00", headers=headers)
    assert rows(so_far) == plain


def test_a_page_total_that_differs_is_refused_with_the_sum_of_its_page() -> None:
    why = "Line 6, Page Total, Debit: the file states a total of 8.00, but its rows add up to 7.00 (difference -1.00)."
    assert why in refuse(TotalsDiffer, table("Page Total", "Grand Total,,,,12.00,12.00", total="8.00", headers=False))


@pytest.mark.parametrize("word", ["Page total", "Total"])
def test_totals_of_pages_may_be_within_an_account(word: str) -> None:
    first, rest = XERO[HEADER + 1 : HEADER + 5], XERO[HEADER + 5 :]
    inside = f'{word},,,,"1,338.50",0.00,,,'
    assert rows(join([*TOP, *first, inside, *TOP, HEADING, *rest])) == rows(join(XERO))
    why = r"Line 10, .*total, Debit: the file states a total of 1,338.51, but its rows add up to 1,338.50"
    with pytest.raises(SecondHeader, match=f"(?i){why}"):
        land(join([*TOP, *first, inside.replace("1,338.50", "1,338.51"), *TOP, HEADING, *rest]))
