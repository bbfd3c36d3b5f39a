"""The layout of ledgers: entries under account or journal headings, or with an account column, all proven.

Lands ledger_entries, and ledger_balances with a row for each account: opening, debits, credits, closing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES, LEDGER_ENTRIES, MONEY, TEXT
from loaders.cells.columns import Locale
from loaders.cells.date_ranges import DateRange
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.layouts.grids import decide_locale, open_grid, read_values
from loaders.layouts.tables import build_table, find_absent
from loaders.layouts.totals import add_up
from loaders.ledger.layouts import proofs, report_scope
from loaders.ledger.layouts.account_names import AccountNames, name_accounts
from loaders.ledger.layouts.account_roles import find_missing, find_sides
from loaders.ledger.layouts.accounts import (
    LedgerAccounts,
    check_openings,
    collect_accounts,
    list_balances,
    move_accounts,
)
from loaders.ledger.layouts.document_kinds import name_kinds
from loaders.ledger.layouts.match_keys import add_keys
from loaders.ledger.layouts.outline import NOWHERE, Outline
from loaders.ledger.layouts.outline_builder import build_outline
from loaders.ledger.layouts.rows import SortedRows, is_marked, read_lines, sort_rows
from loaders.ledger.layouts.sides import Sides, imply_openings, split_own_amounts, split_stated_amounts

_JOURNAL = r"(?i)^(?:ID|journal|no\.?|#)?\s*#?(?P<id>[0-9][0-9,.]*|[^ ]*[0-9][^ ]*)\s*[-–:]?\s*(?P<text>.*)$"


class OneAmount(Refused):
    """A table with a single amount column that does not show which amounts are debits."""

    def __init__(self, line: int, header: str) -> None:
        super().__init__(
            f'Line {line}: this table of entries has one amount column ("{header}"), which does not show '
            "which amounts are debits. Add the columns Debit and Credit to the report and export it again."
        )


@dataclass(frozen=True)
class Ledger:
    """The layout of a ledger.

    `journals`: each group is a journal, and balances. `signed`: the file has one Amount column, on the account's own
    side. `own_side`: balances are also on the account's own side, and headings inside headings are sub-accounts.
    `totals`: every heading has a total, otherwise the file is cut off. `kinds`: the package's own terms for kinds of
    entries, in addition to those in `document_kinds`.
    """

    journals: bool = False
    signed: bool = False
    own_side: bool = False
    totals: bool = True
    kinds: Mapping[str, str] = field(default_factory=dict)

    def read(self, export: Export, expected: Expectations) -> Contents:
        """Read entries and balances, and prove them. Raises Refused with the error in the file."""
        covered = report_scope.read_period(export, expected.settings)
        report_scope.check_basis(export.preamble)
        rows = sort_rows(export, open_grid(export), self.journals)
        settings, why = report_scope.order_by_period(expected.settings, covered, rows.entries.cells["entry_date"])
        locale, reading = decide_locale(export, rows.telling, settings)
        file = self._read_file(export, expected, rows, locale)
        proofs.check_signs(file.stated)
        entries, balances, checks = self._prove(file)
        checks += self._prove_scope(file, covered)
        return Contents(
            tables={
                export.loader.dataset.name: build_table(export.loader, entries, file.lines),
                LEDGER_BALANCES.name: balances,
            },
            totals={side: add_up(entries[side]) for side in ("debit", "credit")},
            checks=tuple(check for check in checks if check),
            absent=find_absent(export),
            reading=_describe_reading(reading, why, file.outline) | report_scope.describe_part(covered),
            period_days=file.values["entry_date"],
            other_days=pa.nulls(0, pa.date32()),
        )

    def _read_file(self, export: Export, expected: Expectations, rows: SortedRows, locale: Locale) -> "_File":
        lines = read_lines(export, rows, locale)
        outline = build_outline(export, rows, lines, journals=self.journals, totals=self.totals)
        report_scope.check_basis(outline.footers)
        values = read_values(rows.entries, export.loader.columns, locale)
        amounts = ("amount",) if self.signed else ("debit", "credit")
        section_of_entry = outline.section_of_row.filter(rows.is_entry)
        return _File(export, expected, outline, section_of_entry, values, rows.entries.lines, amounts)

    def _prove(self, file: "_File") -> tuple[Values, pa.Table, list[Check | None]]:
        """Prove the file, and return the entries ready to land, the balances, and the checks made on both."""
        settings = file.expected.settings
        names = name_accounts(
            file.account_columns, file.lines, file.outline, file.section_of_entry, settings, nests=self.own_side
        )
        ledger, totals = _prove_totals(file, names)
        amounts, sides, running = self._split_amounts(file, ledger)
        sums = proofs.add_by_section(ledger.account_of_entry, amounts)
        running_balance = file.values.get("balance", pa.nulls(len(file.lines), MONEY))
        implied = imply_openings(ledger, amounts, running_balance, sides, find_sides(ledger.accounts, settings))
        balances, proof = proofs.prove_balances(ledger.sections, sides, move_accounts(ledger, sums), implied)
        described = file.describe_journals(self.kinds) if self.journals else file.describe(self.kinds)
        entries = add_keys({**described, **names.of_entry, **amounts})
        balance = self._prove_sides(file, amounts)
        checks = [totals, running or proof, balance, check_openings(ledger, sides)]
        if not self.journals and balance.state == "passed":
            checks.append(find_missing(ledger.accounts, settings))
        return entries, list_balances(ledger, sums, balances), checks

    def _split_amounts(self, file: "_File", ledger: LedgerAccounts) -> tuple[Values, Sides, Check | None]:
        """Split amounts into debits and credits.

        Also return each account's side and the checks on running balances.
        """
        settings = file.expected.settings
        if self.signed:
            running = proofs.prove_running(ledger.account_of_entry, file.values, ledger.sections, file.lines)
            return *split_own_amounts(ledger, file.values, settings), running
        marked = is_marked(file.export)
        return *split_stated_amounts(ledger, file.values, settings, own_side=self.own_side, marked=marked), None

    def _prove_sides(self, file: "_File", amounts: Values) -> Check:
        if self.journals:
            return proofs.prove_journals(file.outline, file.section_of_entry, file.values)
        return proofs.compare_sides(add_up(amounts["debit"]), add_up(amounts["credit"]))

    def _prove_scope(self, file: "_File", covered: DateRange | None) -> list[Check | None]:
        """Check what the report covers.

        Journal reports have no grand total, even if the previous export had one.
        """
        export, settings = file.export, file.expected.settings
        had_total = not self.journals and file.expected.had_total(LEDGER_ENTRIES.name)
        return [
            proofs.prove_end(file.outline, export.sheet.whole, export.sheet.lines[-1].as_py(), had_total),
            report_scope.prove_days(file.values["entry_date"], file.lines, covered),
            report_scope.prove_organisation(export, settings),
            report_scope.find_remarks(export, settings),
            report_scope.find_part(covered),
            proofs.find_rounding(file.stated),
            proofs.find_shortened(file.values),
        ]


def refuse_one_amount(export: Export, _: Expectations) -> Contents:
    """Raise OneAmount. Such a file is recognised only so that the refusal can give advice."""
    raise OneAmount(export.sheet.lines[export.header].as_py(), export.headers["amount"])


@dataclass(frozen=True)
class _File:
    """A ledger file before anything is proven: its outline, and its entries' cells as values.

    `lines` are the lines of the entries. `amounts` are the columns that give the movement of each entry.
    """

    export: Export
    expected: Expectations
    outline: Outline
    section_of_entry: pa.Array
    values: Values
    lines: pa.Array
    amounts: tuple[str, ...]

    @property
    def stated(self) -> Values:
        """The amounts as stated in the file."""
        return {name: self.values[name] for name in self.amounts}

    @property
    def headers(self) -> Mapping[str, str]:
        """The file's own headers for the amounts."""
        return {name: self.export.headers[name] for name in self.amounts}

    @property
    def account_columns(self) -> Values:
        """The file's account columns."""
        return {part: self.values[part] for part in ("name", "code") if part in self.export.positions}

    @property
    def is_workbook(self) -> bool:
        """True if totals may be formulas."""
        return self.export.sheet.reading["format"] == "xlsx"

    def describe(self, kinds: Mapping[str, str]) -> Values:
        """Return the values, with the kind of each entry."""
        values = {"number": pa.nulls(len(self.section_of_entry), TEXT), **self.values}
        return {**values, "kind": name_kinds(values["source_type"], kinds)}

    def describe_journals(self, kinds: Mapping[str, str]) -> Values:
        """Return the values of journals.

        If a journal's lines lack the number and narration, its heading provides them.
        """
        values = self.describe(kinds)
        headings = pa.array([section.name for section in self.outline.sections], TEXT)
        parts = pc.extract_regex(headings, _JOURNAL)
        own = pc.if_else(pc.equal(self.section_of_entry, NOWHERE), None, self.section_of_entry)
        number, text = (pc.struct_field(parts, name).take(own) for name in ("id", "text"))
        return {
            **values,
            "kind": name_kinds(pc.fill_null(values["source_type"], "journal"), kinds),
            "journal_id": pc.coalesce(values["journal_id"], pc.replace_substring(number, ",", "")),
            "description": pc.coalesce(values["description"], pc.if_else(pc.equal(text, ""), None, text)),
        }


def _prove_totals(file: _File, names: AccountNames) -> tuple[LedgerAccounts, Check]:
    """Prove the section totals, then the totals of accounts that have no heading."""
    headers, computed = file.headers, file.is_workbook
    sums = proofs.add_by_section(file.section_of_entry, file.stated)
    totals = proofs.prove_totals(file.outline.totals, sums, headers, computed=computed)
    ledger = collect_accounts(file.outline, file.section_of_entry, names, file.lines)
    sums = proofs.add_by_section(ledger.account_of_entry, file.stated)
    loose = proofs.prove_totals(ledger.totals, sums, headers, computed=computed)
    return ledger, loose if loose.state == "passed" and totals.state != "passed" else totals


def _describe_reading(reading: Mapping[str, str], why: str, outline: Outline) -> dict[str, str]:
    ended = "yes" if outline.ended or outline.footers else "no"
    return {**reading, **({"date_evidence": why} if why else {}), "total_row": ended}
