"""The settings of an organisation as a form: its layout, and the values by their organisation.toml keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from close.store.packages import PACKAGES
from close.store.settings import ACCRUAL_ROLES, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES
from close.work.ledger_accounts import LedgerAccount
from loaders.cells.days import parse_day
from pages.data.settings_fields import Fields, say_pattern
from pages.data.settings_parts import ACCOUNTS, ACCRUALS, BOOKS, CHANNELS, COMPANY, EXPORTS, REFERENCES, say_part
from pages.parts.month.ledger_accounts import ask_account
from pages.parts.words import say, say_day

LINES = (("name", "currency", "time_zone", "country"), ("package", "inventory_method", "upload_state"))
SWITCHES = ("uses_pos", "uses_ecommerce", "batches_sales", "third_party_sales_poster")
DAYS = ("date_order", "past_months", "lock_date", "exported_on")
HOLIDAYS = "Days off besides public holidays, separated by commas, such as 3 Apr 2026."

PATTERNS_HELP = (
    "Tieout learns this from each month's entries, and the report Reference patterns shows what it found. Set it only "
    "if entries are not recognised, or if the ledger's own numbers look like Omni's. Then only that part of a "
    "reference identifies a document."
)


@dataclass(frozen=True)
class Form:
    """The form for one organisation and month.

    If `is_settled` is true, the name cannot be changed. `ledger` are the accounts in the ledger's files.
    """

    fields: Fields
    is_settled: bool
    ledger: Sequence[LedgerAccount] = ()
    is_new: bool = False

    def ask(self) -> dict[str, Any]:
        """Draw the fields in folded parts, and return their values by their organisation.toml keys.

        A new organisation begins with its name, so that part is open.
        """
        parts: dict[str, Callable[[], dict[str, Any]]] = {
            COMPANY: lambda: self._ask_line(LINES[0]),
            BOOKS: lambda: self._ask_line(LINES[1]),
            CHANNELS: self._ask_switches,
            ACCOUNTS: lambda: {"accounts": self._ask_accounts()},
            REFERENCES: self._ask_references,
            ACCRUALS: lambda: {"accrual_accounts": self._ask_accruals()},
            EXPORTS: self._ask_days,
        }
        values: dict[str, Any] = {}
        for part, ask in parts.items():
            # The label is also the identity of the expander, which a user may have opened.
            with st.expander(
                f"**{part}**: {say_part(part, self.fields.now)}", expanded=self.is_new and part == COMPANY
            ):
                values |= ask()
        return values

    def _ask_line(self, line: Sequence[str]) -> dict[str, Any]:
        return {
            name: self.fields.ask(container, name, disabled=name == "name" and self.is_settled)
            for container, name in zip(st.columns(len(line)), line, strict=True)
        }

    def _ask_references(self) -> dict[str, Any]:
        return {"reference_prefixes": self._ask_prefixes(), "reference_patterns": self._ask_patterns()}

    def _ask_switches(self) -> dict[str, Any]:
        left, right = st.columns(2)
        return {
            name: self.fields.ask(container, name) for container, name in zip((left, right) * 2, SWITCHES, strict=True)
        }

    def _ask_days(self) -> dict[str, Any]:
        *containers, last = st.columns(len(DAYS) + 1)
        values = {name: self.fields.ask(container, name) for container, name in zip(containers, DAYS, strict=True)}
        holidays = ", ".join(map(say_day, self.fields.now.holidays))
        typed = last.text_input(
            "Holidays", holidays, key=self.fields.key("holidays"), placeholder="3 Apr 2026", help=HOLIDAYS
        )
        return {**values, "holidays": [_read_day(text) for text in map(str.strip, typed.split(",")) if text]}

    def _ask_accounts(self) -> dict[str, list[dict[str, str]]]:
        """Draw the accounts as rows that can be added and deleted, and return them by role."""
        rows = [{"role": role, "code": code, "name": name} for role, code, name in self.fields.now.accounts]
        columns: dict[str, Any] = {
            "role": st.column_config.SelectboxColumn("For", options=list(ROLES), format_func=_say_role, required=True),
            "code": st.column_config.TextColumn("Code"),
            "name": st.column_config.TextColumn("Name"),
        }
        edited: list[dict[str, Any]] = st.data_editor(
            rows or [{"role": role, "code": "", "name": ""} for role in ROLES],
            num_rows="dynamic",
            hide_index=True,
            key=self.fields.key("accounts"),
            column_config=columns,
        )
        return _group_by_role(edited)

    def _ask_prefixes(self) -> dict[str, str]:
        """Draw the reference prefixes, and return them by kind of document."""
        st.markdown("**How references begin**")
        columns, now = st.columns(2), self.fields.now.prefixes
        return {
            kind: columns[index % 2].text_input(say_kind(kind), now.get(kind, ""), key=self.fields.key(kind))
            for index, kind in enumerate(PREFIX_KINDS)
        }

    def _ask_accruals(self) -> dict[str, str]:
        """Draw the accounts of the accrual journal, and return them by role."""
        st.caption("By code in Xero and by name in QuickBooks.")
        now, columns = self.fields.now, [*st.columns(4), *st.columns(4)]
        part, given = PACKAGES[now.package].account_key, now.accrual_accounts
        return {
            role: ask_account(
                container, name, part, self.ledger, given.get(role, ""), self.fields.key(f"accrual-{role}")
            )
            for container, (role, name) in zip(columns, ACCRUAL_ROLES.items(), strict=False)
        }

    def _ask_patterns(self) -> dict[str, str | None]:
        """Draw how the ledger writes references, and return it by kind of entry, or None if it is learnt."""
        st.markdown("**How the ledger writes references**")
        st.caption(PATTERNS_HELP)
        options, now = [None, *PATTERNS], self.fields.now.patterns
        return {
            kind: container.selectbox(
                say_kind(kind),
                options,
                index=options.index(now.get(kind)),
                format_func=say_pattern,
                key=self.fields.key(kind),
            )
            for container, kind in zip(
                [*st.columns(3), *st.columns(3)], PATTERN_KINDS, strict=False
            )  # the words are long
        }


def _read_day(text: str) -> date | str:
    """Return a day, or the text as typed, which the settings reader then refuses.

    The month is a word or the year comes first, because the date order may be changed in the same form.
    """
    return parse_day(text, "year-first") or text


def say_kind(kind: str) -> str:
    """Return the name of a kind of document or ledger entry: POS order, sales invoices."""
    return PATTERN_KINDS.get(kind, kind).replace("_", " ").capitalize().replace("Pos", "POS")


def _say_role(role: object) -> str:
    return str(say(role))


def _group_by_role(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, str]]]:
    accounts: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        account = {key: str(row[key]).strip() for key in ("code", "name") if row.get(key)}
        if row.get("role") and account:
            accounts.setdefault(row["role"], []).append(account)
    return accounts
