"""The layout of ledgers: entries under account or journal headings, or with an account column, all proven.

Lands ledger_entries, and ledger_balances with a row for each account: opening, debits, credits, closing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES, LEDGER_ENTRIES
from loaders.cells.columns import Locale
from loaders.cells.date_ranges import DateRange
from loaders.layouts.description import Check, Contents, Expectations, Export
from loaders.layouts.printed.pages import explain_pages, join_pages
from loaders.layouts.recognition import normalise
from loaders.layouts.tables import find_absent
from loaders.ledger.layouts import proofs, report_scope
from loaders.ledger.layouts.account_names import AccountTwice
from loaders.ledger.layouts.accounts import BalanceTwice
from loaders.ledger.layouts.entries import Entries, read_entries
from loaders.ledger.layouts.landed_entries import describe_entries
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.ledger_proof import LedgerProof, prove_ledger
from loaders.ledger.layouts.outline.builder import build_outline
from loaders.ledger.layouts.outline.lines import UnknownRow, read_lines
from loaders.ledger.layouts.outline.rows import SortedRows, sort_rows
from loaders.ledger.layouts.outline.sections import Outline
from loaders.ledger.layouts.proving.balance_proof import prove_sequences
from loaders.ledger.layouts.proving.group_proof import prove_groups
from loaders.ledger.layouts.proving.heading_proof import prove_headings
from loaders.ledger.layouts.proving.page_proof import prove_pages
from loaders.ledger.layouts.proving.page_totals import prove_page_totals
from loaders.ledger.layouts.proving.remark_proof import prove_remarks
from loaders.ledger.layouts.proving.side_proof import describe_roles
from loaders.ledger.layouts.proving.sign_proof import check_negatives, describe_signs
from loaders.ledger.layouts.single.stated_account import find_account, head_account, lacks_account

_PART_LIST = "transactionlist"
_LISTS = ("transactiondetail", "generalledger", "accountquickreport", _PART_LIST)


class OneAmount(Refused):
    """A table with a single amount column that does not show which amounts are debits."""

    def __init__(self, line: int, header: str) -> None:
        super().__init__(
            f'Line {line}: this table of entries has one amount column ("{header}"), which does not show '
            "which amounts are debits. Add the columns Debit and Credit to the report and export it again, or map its "
            "columns and say which amounts are debits."
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
        joined = self._head_account(join_pages(export), expected)
        with explain_pages(joined, AccountTwice, BalanceTwice, UnknownRow):
            return self._read(joined, expected)

    def _head_account(self, export: Export, expected: Expectations) -> Export:
        """Return a list of one account with the account as a heading, if a line above its headers states it."""
        account = find_account(export, expected.settings) if lacks_account(export) else None
        return replace(export, sheet=head_account(export, account)) if account else export

    def _read(self, export: Export, expected: Expectations) -> Contents:
        covered = report_scope.read_period(export, expected.settings)
        report_scope.check_basis(export.preamble)
        rows = sort_rows(export, self.journals)
        settings, why = report_scope.order_by_period(expected.settings, covered, rows.day_texts)
        locale, reading = rows.notation.decide(settings)
        file, pages = prove_page_totals(self._read_file(export, expected, rows, locale, covered))
        check_negatives(file)
        prove_headings(file, nests=self.own_side)
        proof = prove_ledger(file, journals=self.journals, own_side=self.own_side, marked=rows.is_marked)
        followed = prove_sequences(file, proof.ledger)
        if not self.journals:
            prove_remarks(file, proof.ledger, nests=self.own_side)
        prove_pages(file, proof)
        if rows.has_groups:
            prove_groups(file, proof)
        checks = [
            *proof.checks,
            pages,
            followed,
            describe_signs(file, proof),
            None if self.signed else describe_roles(proof.balances, expected, file.headers, moves=True),
            *file.entries.remarks,
            *self._prove_scope(file, covered, proof),
        ]
        landed = describe_entries(file, proof, self.kinds, journals=self.journals)
        return Contents(
            tables={export.loader.dataset.name: landed, LEDGER_BALANCES.name: proof.balances},
            totals={side: proof.add_up(side) for side in ("debit", "credit")},
            checks=tuple(check for check in checks if check),
            absent=find_absent(export),
            reading=_describe_reading(reading, why, file.outline) | report_scope.describe_part(covered),
            period_days=file.entries.days.rows,
            other_days=Counter(),
        )

    def _read_file(
        self, export: Export, expected: Expectations, rows: SortedRows, locale: Locale, covered: DateRange | None
    ) -> LedgerFile:
        lines = read_lines(export, rows, locale)
        outline = build_outline(export, rows, lines, journals=self.journals, totals=self.totals)
        report_scope.check_basis(outline.footers)
        amounts = ("amount",) if self.signed else ("debit", "credit")
        entries = Entries(amounts, report_scope.Days(covered))
        guards = not expected.is_mapped
        read_entries(export, rows, outline, locale, entries, guards=guards)
        return LedgerFile(export, expected, outline, entries)

    def _prove_scope(self, file: LedgerFile, covered: DateRange | None, proof: LedgerProof) -> list[Check | None]:
        """Check what the report covers.

        Journal reports have no grand total, even if the previous export had one.
        """
        export, settings, marks = file.export, file.expected.settings, file.entries.marks
        had_total = not self.journals and file.expected.had_total(LEDGER_ENTRIES.name)
        return [
            proofs.prove_end(
                file.outline, export.sheet.whole, export.sheet.line(-1), had_total, is_proven=proof.is_proven
            ),
            file.entries.days.prove(),
            report_scope.prove_organisation(export, settings),
            report_scope.find_remarks(export, settings),
            report_scope.find_part(covered),
            marks.cents.check(settings),
            file.entries.references.check(),
        ]


def refuse_one_amount(export: Export, _: Expectations) -> Contents:
    """Raise OneAmount. Such a file is recognised only so that the refusal can give advice."""
    raise OneAmount(export.sheet.line(export.header), export.headers["amount"])


def read_list(export: Export, expected: Expectations) -> Contents:
    """Read a list with one Amount column and no balances, on the account's own side, which only QuickBooks prints.

    Its lists of transactions have the same columns, but leave out the other side. Raises OneAmount, and the errors of
    `Ledger.read`.
    """
    titles = [title for line in export.preamble if (title := normalise(line)).startswith(_LISTS)]
    own = normalise(export.headers["name"]) == "distributionaccount"
    if any(title.startswith(_PART_LIST) for title in titles) or not (titles or own):
        return refuse_one_amount(export, expected)
    return Ledger(signed=True, own_side=True).read(export, expected)


def _describe_reading(reading: Mapping[str, str], why: str, outline: Outline) -> dict[str, str]:
    ended = "yes" if outline.ended or outline.footers else "no"
    return {**reading, **({"date_evidence": why} if why else {}), "total_row": ended}
