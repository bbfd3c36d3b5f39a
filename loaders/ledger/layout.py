"""The layout of ledgers: entries under headings of accounts or journals, or with an account column; all of it proven.

Lands ledger_entries, and ledger_balances with a row for each account: opening, debits, credits, closing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from close.datasets import LEDGER_BALANCES, LEDGER_ENTRIES, TEXT
from loaders.columns import Locale
from loaders.description import Check, Contents, Known, Rows
from loaders.grids import decide_locale, open_grid, read_values
from loaders.ledger import book, frame, proofs
from loaders.ledger.accounts import name_accounts
from loaders.ledger.kinds import name_kinds
from loaders.ledger.lines import Body, is_marked, read_lines, sort_rows
from loaders.ledger.references import add_keys
from loaders.ledger.walk import NOWHERE, Outline, outline
from loaders.recognition import Page
from loaders.tables import build_table, find_absent
from loaders.totals import add_up

_JOURNAL = r"(?i)^(?:ID|journal|no\.?|#)?\s*#?(?P<id>[0-9][0-9,.]*|[^ ]*[0-9][^ ]*)\s*[-–:]?\s*(?P<text>.*)$"


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
        span = frame.read_period(page, known.settings)
        frame.check_basis(page.preamble)
        body = sort_rows(page, open_grid(page), self.journals)
        settings, why = frame.order_by_span(known.settings, span, body.entries.cells["entry_date"])
        locale, words = decide_locale(page, body.telling, settings)
        found = self._outline(page, body, locale)
        lines = body.entries.lines
        values = read_values(body.entries, page.loader.columns, locale)
        entries, balances, checks = self._read_book(
            page, known, found, found.where.filter(body.is_entry), values, lines
        )
        told = (
            *checks,
            proofs.prove_end(found, page.sheet.whole, page.sheet.lines[-1].as_py(), self._had_total(known)),
            frame.prove_days(values["entry_date"], lines, span),
            frame.prove_organisation(page, known.settings),
            frame.find_remarks(page, known.settings),
        )
        return Contents(
            tables={
                page.loader.dataset.name: build_table(page.loader, entries, lines),
                LEDGER_BALANCES.name: balances,
            },
            totals={side: add_up(entries[side]) for side in ("debit", "credit")},
            checks=tuple(check for check in told if check),
            absent=find_absent(page),
            words=_tell(words, why, found),
            days=values["entry_date"],
            other_days=pa.nulls(0, pa.date32()),
        )

    def _outline(self, page: Page, body: Body, locale: Locale) -> Outline:
        found = outline(page, body, read_lines(page, body, locale), journals=self.journals, totals=self.totals)
        frame.check_basis(found.footers)
        return found

    def _read_book(
        self, page: Page, known: Known, found: Outline, where: pa.Array, values: Rows, lines: pa.Array
    ) -> tuple[Rows, pa.Table, list[Check | None]]:
        """The entries as they land, the balances, and what was proven of both."""
        stated = {name: values[name] for name in self._amounts}
        cells = {part: values[part] for part in ("name", "code") if part in page.places}
        headers = {name: page.headers[name] for name in stated}
        computed = page.sheet.reading["format"] == "xlsx"
        accounts = name_accounts(cells, lines, found, where, known.settings, nests=self.own_side)
        stated_sums = proofs.add_by_section(where, stated)
        totals = proofs.prove_totals(found.totals, stated_sums, headers, computed=computed)
        kept = book.open_book(found, where, accounts, lines)
        proofs.prove_totals(kept.totals, proofs.add_by_section(kept.of_entry, stated), headers, computed=computed)
        running = None
        if self.signed:
            running = proofs.prove_running(kept.of_entry, values, kept.sections, lines)
            sided, sides = book.stand_amounts(kept, values, known.settings)
        else:
            sided, sides = book.follow_amounts(
                kept, values, known.settings, own_side=self.own_side, marked=is_marked(page)
            )
        sums = proofs.add_by_section(kept.of_entry, sided)
        balances, proof = proofs.prove_balances(kept.sections, sides, book.move_accounts(kept, sums))
        if self.journals:
            balanced = proofs.prove_journals(found, where, values)
        else:
            balanced = proofs.compare_sides(add_up(sided["debit"]), add_up(sided["credit"]))
        rows = add_keys({**self._describe(found, where, values), **accounts.of_entry, **sided})
        checks = [totals, running or proof, balanced, book.check_openings(kept, sides)]
        return rows, book.list_balances(kept, sums, balances), checks

    def _had_total(self, known: Known) -> bool:
        """Reports of journals have no grand total."""
        return not self.journals and known.had_total(LEDGER_ENTRIES.name)

    @property
    def _amounts(self) -> tuple[str, ...]:
        return ("amount",) if self.signed else ("debit", "credit")

    def _describe(self, found: Outline, where: pa.Array, values: Rows) -> Rows:
        """Kinds; and for a journal its number and narration from its heading, where its lines have none."""
        rows = {"number": pa.nulls(len(where), TEXT), **values}
        if not self.journals:
            return {**rows, "kind": name_kinds(rows["source_type"])}
        sources = pc.fill_null(rows["source_type"], "journal")
        headings = pa.array([section.name for section in found.sections], TEXT)
        parts = pc.extract_regex(headings, _JOURNAL)
        own = pc.if_else(pc.equal(where, NOWHERE), None, where)
        number, text = (pc.struct_field(parts, name).take(own) for name in ("id", "text"))
        text = pc.if_else(pc.equal(text, ""), None, text)
        return {
            **rows,
            "kind": name_kinds(sources),
            "journal_id": pc.coalesce(rows["journal_id"], pc.replace_substring(number, ",", "")),
            "description": pc.coalesce(rows["description"], text),
        }


def _tell(words: Mapping[str, str], why: str, found: Outline) -> dict[str, str]:
    ended = "yes" if found.ended or found.footers else "no"
    return {**words, **({"date_evidence": why} if why else {}), "total_row": ended}
