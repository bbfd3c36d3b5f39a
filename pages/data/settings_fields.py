"""The fields of the settings form: each setting's name on screen, and the widget for its kind."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from close.store.packages import PACKAGES
from close.store.public_holidays import list_places
from close.store.settings import CONTROL_ROLES, DEFINITION, ROLES, Setting, Settings
from pages.parts.frame.page_context import find_date_format


@dataclass(frozen=True)
class Label:
    """A setting's name, its help, the placeholder of an empty field, and the maximum number of characters."""

    text: str
    help: str | None = None
    placeholder: str = ""
    longest: int | None = None


TOLERANCE = "The largest residual of the account that is shown as within tolerance. Blank sets no limit."
PERCENT = "The same in percent of the account's balance. If both are set, the smaller one applies."
LABELS = {
    "name": Label(
        "Name", "The name at the top of the ledger's and Omni's reports. Files with a different name are refused."
    ),
    "currency": Label("Currency", placeholder="NZD", longest=3),
    "time_zone": Label("Time zone"),
    "country": Label(
        "Public holidays of",
        "Steps are due on business days. Choose your country or region. If none is chosen, only "
        "weekends and your own holidays are skipped. Save the settings again to pick up newly announced holidays.",
    ),
    "package": Label("Accounting package"),
    "inventory_method": Label("Inventory method"),
    "upload_state": Label("Invoices and bills arrive as"),
    "uses_pos": Label("Sells through Omni's point of sale"),
    "uses_ecommerce": Label("Sells through a web shop"),
    "batches_sales": Label("Batches register or web shop sales"),
    "third_party_sales_poster": Label("Another product posts the sales (such as A2X); Omni posts only COGS"),
    "date_order": Label("Dates in exports", placeholder="As each file shows"),
    "past_months": Label(
        "Past months to re-sync",
        "Omni's setting Update Transactions for Number of Past Months: 1 while closing, 0 afterwards.",
    ),
    "lock_date": Label("Lock date"),
    "exported_on": Label("Exported on"),
    "materiality": Label(
        "Materiality", "The largest unexplained amount with which a month can be signed. Blank means 0.00.", "0.00"
    ),
    "item_threshold": Label(
        "Item threshold",
        "The largest worklist item that can be accepted as it is. Blank means 0.00.",
        "0.00",
    ),
    "flux_amount": Label(
        "Flux amount",
        "The change since last month from which Flux asks for an explanation. Blank means the materiality, or 1,000.00 "
        "if there is none.",
        "materiality",
    ),
    "flux_percent": Label(
        "Flux percent",
        "The change in percent of last month's amount from which Flux asks for an explanation, if the amount is "
        "reached as well. Blank means that only the amount counts.",
        "0.00",
    ),
    "one_person_may_review": Label("One person may prepare and review"),
    **{f"{role}_tolerance": Label(ROLES[role], TOLERANCE, "0.00") for role in CONTROL_ROLES},
    **{f"{role}_tolerance_percent": Label(f"{ROLES[role]} %", PERCENT, "0.00") for role in CONTROL_ROLES},
}
SUFFIXES = ("_tolerance", "_tolerance_percent")
TOLERANCES = {f"{role}{suffix}" for suffix in SUFFIXES for role in CONTROL_ROLES}
CHOICES = {
    **{package.code: package.title for package in PACKAGES.values()},
    "perpetual": "Perpetual: every sale posts COGS",
    "periodic": "Periodic: closing stock is journalled at month end",
    "day-first": "Day first: 31/03/2026",
    "month-first": "Month first: 03/31/2026",
    "year-first": "Year first: 2026-03-31",
    "": "Not stated: only weekends",
    "draft": "Draft: approved by hand in the ledger",
    "authorised": "Authorised",
}
PATTERN_WORDS = {
    "order": "Omni's reference alone",
    "serial-order": "The ledger's number, then Omni's reference",
    "order-serial": "Omni's reference, then the ledger's number",
    "number": "Omni's number without its prefix, alone",
    "serial-number": "The ledger's number, then Omni's without its prefix",
    "number-serial": "Omni's number without its prefix, then the ledger's",
}
MOST_MONTHS = 12
UNKNOWN = "Not stated yet"


@dataclass(frozen=True)
class Fields:
    """Fields filled with the settings in force. `scope` is part of their keys, one for each organisation and month."""

    now: Settings
    scope: str

    def key(self, name: str) -> str:
        """Return the key of a widget."""
        return f"settings-{self.scope}-{name}"

    def ask(self, container: DeltaGenerator, name: str, *, disabled: bool = False) -> Any:
        """Draw a setting's field, and return its value, which is None or a blank text if it is empty."""
        setting, label, value = DEFINITION[name], LABELS[name], getattr(self.now, name)
        common: dict[str, Any] = {"key": self.key(name), "help": label.help, "disabled": disabled}
        if setting.is_asked:
            value = value if name in self.now.stated else None
        if options := _options(setting):
            options = options if value in options else (value, *options)
            return container.selectbox(
                label.text,
                options,
                index=options.index(value),
                format_func=lambda option: label.placeholder or UNKNOWN if option is None else _say_choice(option),
                **common,
            )
        if setting.kind is bool:
            return container.checkbox(label.text, value, wrap=True, **common)
        if setting.kind is int:
            return container.number_input(label.text, 0, MOST_MONTHS, value, **common)
        if setting.kind is date:
            return container.date_input(label.text, value, format=find_date_format(self.now), **common)
        common["placeholder"] = label.placeholder
        if setting.kind is Decimal:
            return container.text_input(label.text, f"{value:.2f}" if value else "", **common)
        return container.text_input(label.text, value, max_chars=label.longest, **common)


def say_rule(name: str) -> str:
    """Return the name of a signing rule. The fields of tolerances share a heading that says what they are."""
    return f"Tolerance of {LABELS[name].text}" if name in TOLERANCES else LABELS[name].text


def _options(setting: Setting) -> Sequence[str | bool | None]:
    """Return a setting's options, with None if it may stay unknown. Empty if any text may be typed."""
    if setting.name == "country":
        return ["", *list_places()]
    if setting.name == "time_zone":
        return sorted(zoneinfo.available_timezones())
    if setting.is_asked and setting.kind is bool:
        return [None, True, False]
    may_stay_open = setting.is_asked or setting.default is None
    return [None, *setting.choices] if setting.choices and may_stay_open else setting.choices


def say_pattern(pattern: str | None) -> str:
    """Return how the ledger writes references, in words. None means that Tieout learns it from the entries."""
    return PATTERN_WORDS[pattern] if pattern else "Recognised automatically"


def _say_choice(option: str | bool) -> str:
    if isinstance(option, str):
        return CHOICES.get(option) or list_places().get(option, option)
    return "Yes" if option else "No"
