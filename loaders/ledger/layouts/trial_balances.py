"""The layout of trial balances: a row for each account, subtotals and totals. Debits must equal credits."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES, MONEY, TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import Locale
from loaders.cells.date_ranges import DateRange
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.layouts.grids import Grid, SecondHeader, open_grid, read_values
from loaders.layouts.notations import decide_locale
from loaders.layouts.printed.pages import explain_pages, join_pages
from loaders.layouts.recognition import Unrecognised, normalise, read_labels
from loaders.layouts.table_rows import StrayRow
from loaders.layouts.tables import build_table, find_absent
from loaders.layouts.totals import BARE, GRAND, CutOff, add_up, cents, prove_totals
from loaders.ledger.layouts import report_scope
from loaders.ledger.layouts.account_names import Account, split_names
from loaders.ledger.layouts.account_roles import find_missing
from loaders.ledger.layouts.proofs import Unbalanced
from loaders.ledger.layouts.proving.side_proof import describe_roles
from loaders.ledger.layouts.row_labels import SUM, list_totalled, says_total
from loaders.ledger.layouts.sides import split_sides

_AMOUNTS = ("debit", "credit")
_BALANCE = re.compile(r"(?i)\b(opening|beginning|closing|ending|brought|carried|movement)\b")
_NO_DAY = Check("Dates", "not proven", "no line states the day of its balances")
_NO_TOTAL = Check("Totals", "not proven", "the file does not state a total to compare with its accounts")


class AccountRepeats(Refused):
    """A trial balance that contains an account twice."""

    def __init__(self, account: str, first: int, second: int) -> None:
        super().__init__(
            f'Lines {first} and {second} are both the account "{account}", but a trial balance lists each once. '
            "If two accounts have this name, add the account code. "
            "If these are transactions, rename the date column to Date."
        )


class MovementsOnly(Refused):
    """A trial balance whose debits and credits are the month's movements, not its closing balances."""

    def __init__(self, line: int, debit: str, other: str) -> None:
        super().__init__(
            f'Line {line}: next to "{other}", "{debit}" is the movement for the month, not the closing balance. '
            "Run the trial balance as at the last day, with one debit and one credit for each account."
        )


class BothSides(Refused):
    """A trial balance in which an account has a debit and a credit, which are its movements."""

    def __init__(self, line: int, account: str) -> None:
        super().__init__(
            f'Line {line}: "{account}" has a debit and a credit, but a balance is on one side. These seem to be the '
            "movements for the month. Run the trial balance as at the last day, or export the entries of the ledger."
        )


def read_trial_balance(export: Export, expected: Expectations) -> Contents:
    """Read a row for each account. Debits must equal credits. Raises Refused with the error in the file."""
    joined = join_pages(export)
    with explain_pages(joined, AccountRepeats, Unbalanced):
        return _read_accounts(joined, expected)


def _read_accounts(export: Export, expected: Expectations) -> Contents:
    covered = _check_report(export, expected.settings)
    grid = open_grid(export)
    locale, words = decide_locale(export, grid, expected.settings)
    is_total = pc.match_substring_regex(pc.fill_null(grid.label, ""), f"{GRAND}|{BARE}|{SUM}")
    parts = _find_parts(grid)
    is_part = pa.array([row in parts for row in range(len(grid))], pa.bool_())
    is_account = _find_accounts(export, grid, pc.or_(is_total, is_part))
    data = grid.filter(is_account)
    values = read_values(data, export.loader.columns, locale)
    _check_sides(values, data.lines)
    totals_check = _prove(export, grid.filter(is_total), values, locale)
    if export.pages and not (totals_check and pc.max(grid.lines.filter(is_total)).as_py() > export.pages[-1]):
        raise SecondHeader(export.pages[0])
    _prove_parts(export, grid, is_account, parts, locale)
    _check_end(export, data, has_total=bool(totals_check))
    coded = _split_codes(values, expected.settings)
    _check_twice(coded, data.lines)
    sides = split_sides(values["debit"], values["credit"])
    balances = build_table(export.loader, _add_closing(coded, sides), data.lines)
    return Contents(
        tables={LEDGER_BALANCES.name: balances},
        totals={side: add_up(sides[side]) for side in _AMOUNTS},
        checks=(
            totals_check or _NO_TOTAL,
            _check_balance(sides),
            report_scope.prove_organisation(export, expected.settings),
            *filter(None, [find_missing(_list_accounts(coded), expected.settings)]),
            *filter(None, [describe_roles(balances, expected, export.headers, moves=False)]),
            *filter(None, [report_scope.find_part(covered) if covered else _NO_DAY]),
        ),
        absent=find_absent(export),
        reading={**words, "total_row": "yes" if totals_check else "no"},
        period_days=Counter(),
        other_days=Counter(),
    )


def _check_report(export: Export, settings: Settings | None) -> DateRange | None:
    """Return the days that the report covers. Raises Refused if it is not an accrual trial balance of one month."""
    covered = report_scope.read_period(export, settings)
    report_scope.check_basis(export.preamble)
    _check_title(export)
    _check_columns(export)
    return covered


def _check_title(export: Export) -> None:
    """Check the title, if the header of the account column is blank, as QuickBooks leaves it. Raises Unrecognised."""
    report_title = any("trial balance" in line.casefold() for line in export.preamble)
    if not export.headers["account_name"] and not report_title:
        raise Unrecognised(export.loader, ["Account"])


def _check_columns(export: Export) -> None:
    """Raise MovementsOnly if plain debits and credits are between balance columns."""
    headers = [header or "" for header in export.sheet.row(export.header)]
    other = next((header for header in headers if _BALANCE.search(header)), None)
    if other and read_labels([export.headers["debit"]]) == ["debit"]:
        raise MovementsOnly(export.sheet.line(export.header), export.headers["debit"], other)


def _check_end(export: Export, data: Grid, *, has_total: bool) -> None:
    """Raise CutOff if there are no accounts, or if neither a line end nor a total shows where the file ends."""
    if not len(data):
        raise CutOff("there is no account under its headers")
    if not (has_total or export.sheet.whole):
        raise CutOff(f"line {export.sheet.line(-1)}, its last, has no line end and there is no total")


def _split_codes(values: Values, settings: Settings | None) -> Values:
    """Split codes off the account names, if there is no code column."""
    if values["account_code"].is_valid().true_count:
        return values
    settings_names = frozenset(normalise(name) for _, _, name in settings.accounts) if settings else frozenset()
    headings = values["account_name"].to_pylist()
    split = split_names(headings, settings_names)
    codes, names = zip(*(split[heading] for heading in headings), strict=True)
    parts = {"account_code": pa.array(codes, TEXT), "account_name": pa.array(names, TEXT)}
    return {**values, **parts, "account": values["account_name"]}


def _list_accounts(values: Values) -> list[Account]:
    columns = (values[part].to_pylist() for part in ("account_name", "account_code"))
    return [Account(name or "", code, name) for name, code in zip(*columns, strict=True)]


def _check_sides(values: Values, lines: pa.Array) -> None:
    """Check that every account has its balance on one side. Raises BothSides."""
    row = pc.index(pc.and_(*(pc.not_equal(values[side], 0) for side in _AMOUNTS)), value=True).as_py()
    if row >= 0:
        raise BothSides(lines[row].as_py(), values["account_name"][row].as_py())


def _check_twice(values: Values, lines: pa.Array) -> None:
    """Refuse repeated accounts, which occur only in lists of entries. Raises AccountRepeats."""
    names = {name: values[name] for name in ("account_code", "account_name")}
    counted = pa.table({**names, "line": lines}).group_by(list(names)).aggregate([("line", "min"), ("line", "max")])
    twice = counted.filter(pc.less(counted["line_min"], counted["line_max"])).sort_by("line_min")
    if twice.num_rows:
        row = twice.slice(0, 1).to_pylist()[0]
        raise AccountRepeats(row["account_name"], row["line_min"], row["line_max"])


def _find_accounts(export: Export, grid: Grid, is_total: pa.Array) -> pa.Array:
    """Return the rows with an account and more. A row with one cell is a heading, or an account without any amount."""
    several = pc.greater(grid.filled, 1)
    account = pc.and_(grid.cells["account_name"].is_valid(), several)
    row = pc.index(pc.and_(several, pc.invert(pc.or_(account, is_total))), value=True).as_py()
    if row >= 0:
        raise StrayRow(grid.lines[row].as_py(), export.headers["account_name"], grid.label[row].as_py() or "")
    return pc.and_(account, pc.invert(is_total))


def _find_parts(grid: Grid) -> dict[int, int]:
    """Return the row of each subtotal's heading: "Total Assets" after "Assets". "Total Tools" alone is an account."""
    headings: dict[str, int] = {}
    headings_of = {}
    for row, (label, filled) in enumerate(zip(grid.label.to_pylist(), grid.filled.to_pylist(), strict=True)):
        if filled == 1:
            headings[normalise(label)] = row
        elif says_total(label or "") and (heading := next((n for n in list_totalled(label) if n in headings), None)):
            headings_of[row] = headings.pop(heading)
    return headings_of


def _prove_parts(export: Export, grid: Grid, is_account: pa.Array, parts: Mapping[int, int], locale: Locale) -> None:
    """Prove the subtotals. Raises TotalsDiffer."""
    for row, heading in parts.items():
        inside, itself = zip(*((heading < index < row, index == row) for index in range(len(grid))), strict=True)
        values = read_values(grid.filter(pc.and_(is_account, pa.array(inside))), export.loader.columns, locale)
        _prove(export, grid.filter(pa.array(itself)), values, locale)


def _prove(export: Export, totals: Grid, values: Values, locale: Locale) -> Check | None:
    """Prove the totals. Formulas without a value are treated as blank. Raises TotalsDiffer."""
    stated_columns = [name for name in _AMOUNTS if name in totals.cells]
    cells = {n: pc.if_else(pc.starts_with(totals.cells[n], "="), None, totals.cells[n]) for n in stated_columns}
    stated = read_values(replace(totals, cells=cells), {n: export.loader.columns[n] for n in cells}, locale)
    has_proof = False
    for row, line in enumerate(totals.lines.to_pylist()):
        amounts = {name: column[row].as_py() for name, column in stated.items() if column[row].is_valid}
        if any(amounts.values()) or export.sheet.reading["format"] != "xlsx":
            sums = {name: add_up(values[name]) for name in amounts}
            has_proof = bool(prove_totals(sums, amounts, totals.headers, line)) or has_proof
    return Check("Totals", "passed", "the accounts add up to the totals of the file") if has_proof else None


def _add_closing(values: Values, sides: Values) -> Values:
    closing = pc.subtract(sides["debit"], sides["credit"]).cast(MONEY)
    return {"account": values["account_name"], **values, "closing": closing}


def _check_balance(sides: Values) -> Check:
    debits, credit = (add_up(sides[side]) for side in _AMOUNTS)
    if cents(debits) != cents(credit):
        raise Unbalanced("The trial balance", debits, credit)
    return Check("Debits = credits", "passed", f"{debits:,.2f} on either side")
