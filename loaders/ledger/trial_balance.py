"""Xero: Accounting > Reports > Trial Balance at the month's last day, then Export > Excel. Lands closing balances only.

Figures are from the start of the financial year on, so its debits and credits are no movements of the month.
"""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.datasets import LEDGER_BALANCES, MONEY
from loaders.columns import Locale, Text
from loaders.description import Check, Contents, Known, Loader, Rows
from loaders.grids import Grid, decide_locale, open_grid, read_values
from loaders.ledger import frame
from loaders.ledger.book import split_sides
from loaders.ledger.columns import Credit, Debit
from loaders.ledger.proofs import Unbalanced
from loaders.recognition import Page
from loaders.tables import StrayRow, build_table, find_absent
from loaders.totals import BARE, GRAND, CutOff, add_up, cents, prove_totals

_AMOUNTS = ("debit", "credit")


def read_balances(page: Page, known: Known) -> Contents:
    """A row for each account; debits must equal credits. Raises what is wrong with the file."""
    frame.read_period(page, known.settings)
    frame.check_basis(page.preamble)
    grid = open_grid(page)
    locale, words = decide_locale(page, grid, known.settings)
    is_total = pc.match_substring_regex(pc.fill_null(grid.label, ""), f"{GRAND}|{BARE}")
    data = grid.filter(_find_accounts(page, grid, is_total))
    values = read_values(data, page.loader.columns, locale)
    proven = _prove(page, grid.filter(is_total), values, locale)
    if not len(data):
        raise CutOff("no account stands under its headers")
    if not (proven or page.sheet.whole):
        raise CutOff(f"line {page.sheet.lines[-1].as_py()}, its last, has no line end and there is no total")
    sides = split_sides(values["debit"], values["credit"])
    table = build_table(page.loader, _close(values, sides), data.lines)
    none = pa.nulls(0, pa.date32())
    return Contents(
        tables={LEDGER_BALANCES.name: table},
        totals={side: add_up(sides[side]) for side in _AMOUNTS},
        checks=(proven or _NO_TOTAL, _balance(sides), frame.prove_organisation(page, known.settings)),
        absent=find_absent(page),
        words={**words, "total_row": "yes" if proven else "no"},
        days=none,
        other_days=none,
    )


_NO_TOTAL = Check("Totals", "not proven", "the file states no total to hold against its accounts")


def _find_accounts(page: Page, grid: Grid, is_total: pa.Array) -> pa.Array:
    """Rows with an account and more; a row of one cell is a heading, or an account without any figure."""
    several = pc.greater(grid.filled, 1)
    account = pc.and_(grid.cells["account_name"].is_valid(), several)
    row = pc.index(pc.and_(several, pc.invert(pc.or_(account, is_total))), value=True).as_py()
    if row >= 0:
        raise StrayRow(grid.lines[row].as_py(), page.headers["account_name"], grid.label[row].as_py() or "")
    return pc.and_(account, pc.invert(is_total))


def _prove(page: Page, totals: Grid, values: Rows, locale: Locale) -> Check | None:
    """Formulas without a value state nothing. Raises TotalsDiffer."""
    cells = {n: pc.if_else(pc.starts_with(totals.cells[n], "="), None, totals.cells[n]) for n in _AMOUNTS}
    stated = read_values(replace(totals, cells=cells), {n: page.loader.columns[n] for n in _AMOUNTS}, locale)
    proven = False
    for row, line in enumerate(totals.lines.to_pylist()):
        told = {name: column[row].as_py() for name, column in stated.items() if column[row].is_valid}
        if any(told.values()) or page.sheet.reading["format"] != "xlsx":
            proven = bool(prove_totals(values, told, totals.headers, line)) or proven
    return Check("Totals", "passed", "the accounts add up to the totals of the file") if proven else None


def _close(values: Rows, sides: Rows) -> Rows:
    closing = pc.subtract(sides["debit"], sides["credit"]).cast(MONEY)
    return {**values, "account": values["account_name"], "closing": closing}


def _balance(sides: Rows) -> Check:
    debits, credit = (add_up(sides[side]) for side in _AMOUNTS)
    if cents(debits) != cents(credit):
        raise Unbalanced("The trial balance", debits, credit)
    return Check("Debits = credits", "passed", f"{debits:,.2f} on either side")


LOADER = Loader(
    name="ledger.balances",
    version=1,
    title="Trial Balance",
    where=__doc__,
    dataset=LEDGER_BALANCES,
    key="account_name",
    columns={
        "account_code": Text("Account Code", ("Code", "Account #", "Account No"), optional=True),
        "account_name": Text("Account", ("Account Name", "Full name")),
        "account_type": Text("Account Type", ("Type",), optional=True),
        "debit": Debit("Debit - Year to date", ("Debit YTD", "YTD Debit", "Debit")),
        "credit": Credit("Credit - Year to date", ("Credit YTD", "YTD Credit", "Credit")),
    },
    layout=read_balances,
    yields_to=(
        "omni.reconciliation",
        "ledger.xero",
        "ledger.journals",
        "ledger.quickbooks_sides",
        "ledger.journal_entries",
        "ledger.myob",
        "ledger.sheet",
    ),
)
