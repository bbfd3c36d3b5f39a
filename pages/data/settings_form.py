"""The settings of an organisation as a form, and as the organisation.toml that lands in its stead (design.md 3)."""

import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from close.store.settings import Settings
from loaders.intake.organisation import CHOICES, PREFIXES, ROLES
from pages.data.rules_form import Rules
from pages.parts.words import say

CHOICE_WORDS = {
    "xero": "Xero",
    "quickbooks": "QuickBooks Online",
    "none": "None, or one that Omni does not sync with",
    "perpetual": "Perpetual: every sale posts COGS",
    "periodic": "Periodic: stock is journalled at the month end",
    "day-first": "Day first: 31/03/2026",
    "month-first": "Month first: 03/31/2026",
    "year-first": "Year first: 2026-03-31",
    "draft": "Draft: somebody approves them in Xero",
    "authorised": "Authorised",
}
SWITCHES = {
    "uses_pos": "Sells through Omni's point of sale",
    "uses_ecommerce": "Sells through a web shop",
    "batches_sales": "Batches the sales of registers or web shops",
    "third_party_sales_poster": "Another product posts the sales (such as A2X); Omni posts only COGS",
}
HOLIDAYS = "Days on which nobody works, such as 2026-04-03, with commas between them: steps are due on business days."
PAST_MONTHS = "Omni's setting Update Transactions for Number of Past Months: 1 while closing, 0 afterwards."


@dataclass(frozen=True)
class Form:
    """The fields, filled with the settings in force. `scope` names them: another month or organisation has others.

    `is_settled`: the name stays as it is.
    """

    now: Settings
    scope: str
    is_settled: bool
    rules: Rules

    def ask(self) -> dict[str, Any]:
        """Draw the fields; what they hold, by the names of organisation.toml."""
        values = {**self._who(), **self._books(), **self._sales(), **self._days()}
        left, right = st.columns([3, 2])
        with left:
            values["accounts"] = self._accounts()
        with right:
            values["reference_prefixes"] = self._prefixes()
        return {**values, **self.rules.ask(self.now, self._key)}

    def _who(self) -> dict[str, Any]:
        name, currency, zone = st.columns(3)
        zones = sorted(zoneinfo.available_timezones())
        why = "As the ledger and Omni print it above their reports: files that print another name are refused."
        return {
            "name": name.text_input("Name", self.now.name, key=self._key("name"), disabled=self.is_settled, help=why),
            "currency": currency.text_input(
                "Currency", self.now.currency, max_chars=3, placeholder="NZD", key=self._key("currency")
            ),
            "time_zone": zone.selectbox(
                "Time zone", zones, index=zones.index(self.now.time_zone), key=self._key("time_zone")
            ),
        }

    def _books(self) -> dict[str, Any]:
        package, method, state = st.columns(3)
        with package:
            chosen = {"package": self._choose("Accounting package", "package")}
        with method:
            chosen["inventory_method"] = self._choose("Inventory method", "inventory_method")
        with state:
            chosen["upload_state"] = self._choose("Invoices and bills arrive as", "upload_state")
        return chosen

    def _sales(self) -> dict[str, Any]:
        left, right = st.columns(2)
        columns = dict(zip(SWITCHES, (left, right, left, right), strict=True))
        return {
            name: columns[name].checkbox(words, getattr(self.now, name), key=self._key(name))
            for name, words in SWITCHES.items()
        }

    def _days(self) -> dict[str, Any]:
        order, months, locked, taken, off = st.columns(5)
        with order:
            chosen = {"date_order": self._choose("Dates in exports", "date_order", "As each file shows")}
        closed = ", ".join(day.isoformat() for day in self.now.holidays)
        closed = off.text_input("Holidays", closed, key=self._key("holidays"), placeholder="2026-04-03", help=HOLIDAYS)
        return {
            **chosen,
            "past_months": months.number_input(
                "Past months that re-sync", 0, 12, self.now.past_months, key=self._key("past_months"), help=PAST_MONTHS
            ),
            "lock_date": _ask_day(locked, "Books locked until", self.now.lock_date, self._key("lock_date")),
            "exported_on": _ask_day(taken, "Files taken on", self.now.exported_on, self._key("exported_on")),
            "holidays": [_read_day(word) for word in closed.replace(",", " ").split()],
        }

    def _accounts(self) -> dict[str, list[dict[str, str]]]:
        """Accounts as rows that can be added and deleted; what they hold, by role."""
        st.markdown("**Accounts**")
        rows = [{"role": role, "code": code, "name": name} for role, code, name in self.now.accounts]
        columns: dict[str, Any] = {
            "role": st.column_config.SelectboxColumn("For", options=list(ROLES), format_func=_role, required=True),
            "code": st.column_config.TextColumn("Code"),
            "name": st.column_config.TextColumn("Name"),
        }
        edited: list[dict[str, Any]] = st.data_editor(
            rows or [{"role": role, "code": "", "name": ""} for role in ROLES],
            num_rows="dynamic",
            hide_index=True,
            key=self._key("accounts"),
            column_config=columns,
        )
        return _by_role(edited)

    def _prefixes(self) -> dict[str, str]:
        """How references begin, by kind of document."""
        st.markdown("**How references begin**")
        columns = st.columns(2)
        return {
            kind: columns[index % 2].text_input(_kind(kind), self.now.prefixes.get(kind, ""), key=self._key(kind))
            for index, kind in enumerate(PREFIXES)
        }

    def _choose(self, label: str, name: str, blank: str = "") -> str | None:
        options: Sequence[str | None] = [None, *CHOICES[name]] if blank else CHOICES[name]
        return st.selectbox(
            label,
            options,
            index=options.index(getattr(self.now, name)),
            format_func=lambda option: CHOICE_WORDS[option] if option else blank,
            key=self._key(name),
        )

    def _key(self, name: str) -> str:
        return f"settings-{self.scope}-{name}"


def _ask_day(place: DeltaGenerator, label: str, now: date | None, key: str) -> date | None:
    day = place.date_input(label, now, key=key, format="YYYY-MM-DD")
    return day if isinstance(day, date) else None


def _read_day(word: str) -> date | str:
    """A day, or the word as it was typed, for the reader of settings to refuse."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        return word


def _kind(kind: str) -> str:
    return kind.replace("_", " ").capitalize().replace("Pos", "POS")


def _role(role: object) -> str:
    return str(say(role))


def _by_role(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        account = {key: str(row[key]).strip() for key in ("code", "name") if row.get(key)}
        if row.get("role") and account:
            found.setdefault(row["role"], []).append(account)
    return found
