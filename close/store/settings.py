"""The settings of an organisation: what they are, defined once, and the value that is in force for a month.

The fields of `Settings` are the definition. From them follow the columns of the dataset, the keys of organisation.toml,
the fields of the form and, as the generated model `setting_defaults`, the defaults of SQL.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args

from close.store.packages import NONE, PACKAGES

# What a ledger account may be to a company, and what it is called.
ROLES = {
    "inventory": "Stock",
    "cogs": "Cost of goods sold",
    "revenue": "Sales",
    "receivable": "Receivables",
    "payable": "Payables",
    "landed_costs": "Landed costs",
    "adjustments": "Stock adjustments",
    "deposits": "Deposits",
}
# What a reference prefix may be given for, and the type of document that such a reference then is.
PREFIX_KINDS = {
    "sales_order": "SO",
    "pos_order": "SO",
    "web_order": "SO",
    "credit_note": "CN",
    "purchase_order": "PO",
    "supplier_credit_note": "SCN",
    "adjustment": "ADJ",
}
# Which kinds of ledger entries a pattern may be stated for, and what several of them are called.
PATTERN_KINDS = {
    "sales_invoice": "sales invoices",
    "sales_credit": "sales credit notes",
    "bill": "bills",
    "bill_credit": "supplier credit notes",
    "journal": "journals",
}
# How the ledger may write Omni's references: what it writes of one (the reference in full, or also its number without
# the prefix), and where in a text that is. `serial` is whatever else the text holds, such as the ledger's own number.
PATTERNS = {
    "order": ("order", "alone"),
    "serial-order": ("order", "last"),
    "order-serial": ("order", "first"),
    "number": ("number", "alone"),
    "serial-number": ("number", "last"),
    "number-serial": ("number", "first"),
}
FRIDAY = 4
KINDS = (str, bool, int, date, Decimal)
RULE = {"is_rule": True}  # how a month is signed: only an administrator changes it
ASKED = {"is_asked": True}  # which steps apply hangs on it: until a user states it, it is unknown


@dataclass(frozen=True)
class Setting:
    """One setting. `kind` is one of KINDS; `default` holds where the organisation states none, None for unknown.

    `is_rule`: it decides how a month is signed, so that only an administrator may change it. `is_asked`: which steps
    apply hangs on it, so that the form leaves it open until a user chooses; the default only fills the gap.
    """

    name: str
    kind: type
    default: Any = None
    choices: tuple[str, ...] = ()
    is_rule: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class Settings:
    """The settings of an organisation as they hold for a month.

    `period` is the month they were landed for: they are in force from then on. `past_months` is how many earlier months
    Omni syncs again; `materiality` how far a month may be out of balance and still be signed; `item_threshold` up to
    which amount an item may be accepted as it is. `country` is a country (NZ) or a part of one (AU-VIC); its public
    holidays landed with the settings, by day. `accounts` are (role, code, name), `people` (role, name). `prefixes`
    map a kind of document to the start of its references, `patterns` a kind of ledger entry to the way it writes them.
    `stated` names the settings that were chosen.
    """

    period: str = ""
    name: str = ""
    package: str = field(default=NONE.code, metadata={"choices": tuple(PACKAGES), **ASKED})
    inventory_method: str = field(default="perpetual", metadata={"choices": ("perpetual", "periodic"), **ASKED})
    currency: str = ""
    time_zone: str = "UTC"
    country: str = ""
    date_order: str | None = field(default=None, metadata={"choices": ("day-first", "month-first", "year-first")})
    uses_pos: bool = field(default=False, metadata=ASKED)
    uses_ecommerce: bool = field(default=False, metadata=ASKED)
    batches_sales: bool = field(default=False, metadata=ASKED)
    third_party_sales_poster: bool = False
    upload_state: str = field(default="authorised", metadata={"choices": ("draft", "authorised"), **ASKED})
    past_months: int = 1
    lock_date: date | None = None
    exported_on: date | None = None
    materiality: Decimal = field(default=Decimal(0), metadata=RULE)
    item_threshold: Decimal = field(default=Decimal(0), metadata=RULE)
    one_person_may_review: bool = field(default=False, metadata=RULE)
    accounts: tuple[tuple[str, str, str], ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()
    holidays: tuple[date, ...] = ()
    public_holidays: Mapping[date, str] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()

    def say_free(self, day: date) -> str:
        """Return why a day is not a business day, such as Saturday or Good Friday; blank where it is one."""
        if day.weekday() > FRIDAY:
            return f"{day:%A}"
        return self.public_holidays.get(day, "a holiday" if day in self.holidays else "")

    @property
    def expects_drafts(self) -> bool:
        """Whether invoices and bills reach the ledger as drafts that somebody approves."""
        return PACKAGES[self.package].keeps_drafts and self.upload_state == "draft"


def _define(declared: Field[Any]) -> Setting:
    """The setting that a field declares; a blank text is no default."""
    default = None if declared.default == "" else declared.default
    return Setting(declared.name, _kind(declared), default, **declared.metadata)


def _kind(declared: Field[Any]) -> Any:
    kind = declared.type
    return get_args(kind)[0] if isinstance(kind, UnionType) else kind


DEFINITION = {f.name: _define(f) for f in fields(Settings) if f.name != "period" and _kind(f) in KINDS}
