"""The settings of an organisation, defined once, with their values for a month.

The fields of `Settings` are the definition. The dataset's columns, the keys of organisation.toml, the fields of the
form and the SQL defaults (the generated model `setting_defaults`) are all derived from them.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args

from close.store.packages import NONE, PACKAGES

# The roles that a ledger account can have in a company, and their names.
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
# The accounts of an accrual journal. Accruals to payables and receivables go to accounts of their own.
ACCRUAL_ROLES = {
    "inventory": ROLES["inventory"],
    "goods_in_transit": "Goods in transit",
    "payable": "Accrued purchases",
    "receivable": "Accrued income",
    "revenue": ROLES["revenue"],
    "deferred_revenue": "Deferred revenue",
    "cogs": ROLES["cogs"],
}
# The roles of the accounts that are reconciled, each with a tolerance.
CONTROL_ROLES = ("inventory", "receivable", "payable", "cogs", "landed_costs", "deposits")
# The kinds of document that can have a reference prefix, and the document type that each prefix indicates.
PREFIX_KINDS = {
    "sales_order": "SO",
    "pos_order": "SO",
    "web_order": "SO",
    "credit_note": "CN",
    "purchase_order": "PO",
    "supplier_credit_note": "SCN",
    "adjustment": "ADJ",
}
# The kinds of ledger entry that can have a reference pattern, and their plural names.
PATTERN_KINDS = {
    "sales_invoice": "sales invoices",
    "sales_credit": "sales credit notes",
    "bill": "bills",
    "bill_credit": "supplier credit notes",
    "journal": "journals",
}
# The ways a ledger can write Omni's references: the part it writes (the full reference, or also its number without the
# prefix), and its position in a text. `serial` is anything else in the text, such as the ledger's own number.
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
RULE = {"is_rule": True}  # it governs how a month is signed, so only an administrator may change it
ASKED = {"is_asked": True}  # it decides which steps apply, and is unknown until a user states it


@dataclass(frozen=True)
class Setting:
    """One setting. `kind` is one of KINDS. `default` applies if no value is stated. None means unknown.

    If `is_rule` is True, it governs signing, so only an administrator may change it. If `is_asked` is True, it decides
    which steps apply, so the form leaves it open until a user chooses. Until then, the default applies.
    """

    name: str
    kind: type
    default: Any = None
    choices: tuple[str, ...] = ()
    is_rule: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class Settings:
    """The settings of an organisation that apply to a month.

    `period` is the month they were landed for. They are in force from that month onwards. `past_months` is the number
    of earlier months that Omni syncs again. `materiality` is the amount by which a month may be out of balance and
    still be signed. `item_threshold` is the largest amount of an item that may be accepted as it is. A change since
    last month is to be explained from `flux_amount` and from `flux_percent` of last month's amount. If `flux_amount`
    is 0, materiality applies, or 1,000.00 if that is 0 as well. The tolerances are the residual of a control account to
    accept, and the percentage of its balance. Zero sets no limit. `country` is a
    country (NZ) or a part of one (AU-VIC), and `public_holidays` are its public holidays by day. `accounts` are (role,
    code, name), and `people` are (role, name). `prefixes` map a kind of document to the start of its references.
    `patterns` map a kind of ledger entry to the way it writes references. `accrual_accounts` map a role in
    ACCRUAL_ROLES to the code or name that journals use for its account. `stated` lists the settings that were chosen,
    and `also_named` other names of the organisation that a person confirmed.
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
    flux_amount: Decimal = field(default=Decimal(0), metadata=RULE)
    flux_percent: Decimal = field(default=Decimal(10), metadata=RULE)
    one_person_may_review: bool = field(default=False, metadata=RULE)
    inventory_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    inventory_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    receivable_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    receivable_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    payable_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    payable_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    cogs_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    cogs_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    landed_costs_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    landed_costs_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    deposits_tolerance: Decimal = field(default=Decimal(0), metadata=RULE)
    deposits_tolerance_percent: Decimal = field(default=Decimal(0), metadata=RULE)
    accounts: tuple[tuple[str, str, str], ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
    accrual_accounts: Mapping[str, str] = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()
    holidays: tuple[date, ...] = ()
    public_holidays: Mapping[date, str] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()
    also_named: frozenset[str] = frozenset()

    def say_free(self, day: date) -> str:
        """Return the reason a day is not a business day, such as Saturday or Good Friday, or an empty string."""
        if day.weekday() > FRIDAY:
            return f"{day:%A}"
        return self.public_holidays.get(day, "a holiday" if day in self.holidays else "")

    @property
    def expects_drafts(self) -> bool:
        """True if invoices and bills reach the ledger as drafts for approval."""
        return PACKAGES[self.package].keeps_drafts and self.upload_state == "draft"


def _define(declared: Field[Any]) -> Setting:
    """Return the setting that a field declares. An empty string means that it has no default."""
    default = None if declared.default == "" else declared.default
    return Setting(declared.name, _kind(declared), default, **declared.metadata)


def _kind(declared: Field[Any]) -> Any:
    kind = declared.type
    return get_args(kind)[0] if isinstance(kind, UnionType) else kind


DEFINITION = {f.name: _define(f) for f in fields(Settings) if f.name != "period" and _kind(f) in KINDS}
