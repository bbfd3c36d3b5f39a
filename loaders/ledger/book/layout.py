"""The layout of ledgers: entries under headings of accounts or journals, or with an account column; all of it proven.

Lands ledger_entries, and ledger_balances with a row for each account: opening, debits, credits, closing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from close.store.datasets import LEDGER_BALANCES, LEDGER_ENTRIES
from loaders.cells.columns import Locale
from loaders.cells.spans import Span
from loaders.layouts.description import Check, Contents, Known, Page, Rows
from loaders.layouts.grids import decide_locale, open_grid, read_values
from loaders.layouts.tables import build_table, find_absent
from loaders.layouts.totals import add_up
from loaders.ledger.book import book, headings, proofs
from loaders.ledger.book.accounts import Accounts, name_accounts
from loaders.ledger.book.drafts import Draft
from loaders.ledger.book.lines import Body, is_marked, read_lines, sort_rows
from loaders.ledger.book.outlines import Outline
from loaders.ledger.book.references import add_keys
from loaders.ledger.book.roles import find_missing
from loaders.ledger.book.sides import Sides
from loaders.ledger.book.walk import outline


@dataclass(frozen=True)
class Ledger:
    """`journals`: what stands together is a journal, and balances. `signed`: one Amount, on the account's own side.

    `own_side`: balances, too, stand on the account's own side, and headings inside headings are sub-accounts.
    `totals`: whatever has a heading has a total, else the file is cut.
    """

    journals: bool = False
    signed: bool = False
    own_side: bool = False
    totals: bool = True

    def read(self, page: Page, known: Known) -> Contents:
        """Entries and balances, proven. Raises what is wrong with the file."""
        span = headings.read_period(page, known.settings)
        headings.check_basis(page.preamble)
        body = sort_rows(page, open_grid(page), self.journals)
        settings, why = headings.order_by_span(known.settings, span, body.entries.cells["entry_date"])
        locale, words = decide_locale(page, body.telling, settings)
        draft = self._draft(page, known, body, locale)
        proofs.check_signs(draft.stated)
        entries, balances, checks = self._prove(draft)
        checks += self._prove_frame(draft, span)
        return Contents(
            tables={
                page.loader.dataset.name: build_table(page.loader, entries, draft.lines),
                LEDGER_BALANCES.name: balances,
            },
            totals={side: add_up(entries[side]) for side in ("debit", "credit")},
            checks=tuple(check for check in checks if check),
            absent=find_absent(page),
            words=_tell(words, why, draft.found),
            days=draft.values["entry_date"],
            other_days=pa.nulls(0, pa.date32()),
        )

    def _draft(self, page: Page, known: Known, body: Body, locale: Locale) -> Draft:
        found = outline(page, body, read_lines(page, body, locale), journals=self.journals, totals=self.totals)
        headings.check_basis(found.footers)
        values = read_values(body.entries, page.loader.columns, locale)
        amounts = ("amount",) if self.signed else ("debit", "credit")
        return Draft(page, known, found, found.where.filter(body.is_entry), values, body.entries.lines, amounts)

    def _prove(self, draft: Draft) -> tuple[Rows, pa.Table, list[Check | None]]:
        """The entries as they land, the balances, and what was proven of both."""
        accounts = name_accounts(
            draft.owners, draft.lines, draft.found, draft.where, draft.known.settings, nests=self.own_side
        )
        kept, totals = self._open(draft, accounts)
        sided, sides, running = self._stand(draft, kept)
        sums = proofs.add_by_section(kept.of_entry, sided)
        balances, proof = proofs.prove_balances(kept.sections, sides, book.move_accounts(kept, sums))
        described = draft.describe_journals() if self.journals else draft.describe()
        rows = add_keys({**described, **accounts.of_entry, **sided})
        checks = [totals, running or proof, self._balance(draft, sided), book.check_openings(kept, sides)]
        if not self.journals and checks[2] and checks[2].state == "passed":
            checks.append(find_missing(kept.owners, draft.known.settings))
        return rows, book.list_balances(kept, sums, balances), checks

    def _open(self, draft: Draft, accounts: Accounts) -> tuple[book.Book, Check]:
        """Totals of sections, then those of accounts that have no heading."""
        headers, computed = draft.headers, draft.is_workbook
        sums = proofs.add_by_section(draft.where, draft.stated)
        totals = proofs.prove_totals(draft.found.totals, sums, headers, computed=computed)
        kept = book.open_book(draft.found, draft.where, accounts, draft.lines)
        sums = proofs.add_by_section(kept.of_entry, draft.stated)
        loose = proofs.prove_totals(kept.totals, sums, headers, computed=computed)
        return kept, loose if loose.state == "passed" and totals.state != "passed" else totals

    def _stand(self, draft: Draft, kept: book.Book) -> tuple[Rows, Sides, Check | None]:
        settings = draft.known.settings
        if self.signed:
            running = proofs.prove_running(kept.of_entry, draft.values, kept.sections, draft.lines)
            return *book.stand_amounts(kept, draft.values, settings), running
        marked = is_marked(draft.page)
        return *book.follow_amounts(kept, draft.values, settings, own_side=self.own_side, marked=marked), None

    def _balance(self, draft: Draft, sided: Rows) -> Check:
        if self.journals:
            return proofs.prove_journals(draft.found, draft.where, draft.values)
        return proofs.compare_sides(add_up(sided["debit"]), add_up(sided["credit"]))

    def _prove_frame(self, draft: Draft, span: Span | None) -> list[Check | None]:
        """Reports of journals have no grand total, whatever the export before had."""
        page, settings = draft.page, draft.known.settings
        had_total = not self.journals and draft.known.had_total(LEDGER_ENTRIES.name)
        return [
            proofs.prove_end(draft.found, page.sheet.whole, page.sheet.lines[-1].as_py(), had_total),
            headings.prove_days(draft.values["entry_date"], draft.lines, span),
            headings.prove_organisation(page, settings),
            headings.find_remarks(page, settings),
            headings.find_part(span),
            proofs.find_rounding(draft.stated),
            proofs.find_shortened(draft.values),
        ]


def _tell(words: Mapping[str, str], why: str, found: Outline) -> dict[str, str]:
    ended = "yes" if found.ended or found.footers else "no"
    return {**words, **({"date_evidence": why} if why else {}), "total_row": ended}
