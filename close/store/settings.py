"""The organisation's settings in force for a period, with the defaults that hold where nothing was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Settings:
    """What an organisation says of itself (design.md section 3).

    `period` is the month the settings were landed for: they are in force from then on. `accounts` are
    (role, code, name); `prefixes` map a kind of document to the start of its references; `people` are (role, who).
    `materiality` is how far a month may be out of balance and still be signed, `item_threshold` how much money an item
    may be worth and be accepted as it is; blank is 0.00.
    """

    period: str = ""
    name: str = ""
    package: str = "xero"
    inventory_method: str = "perpetual"
    currency: str = ""
    time_zone: str = "UTC"
    date_order: str | None = None
    uses_pos: bool = False
    uses_ecommerce: bool = False
    batches_sales: bool = False
    third_party_sales_poster: bool = False
    upload_state: str = "authorised"
    past_months: int | None = None
    lock_date: date | None = None
    exported_on: date | None = None
    materiality: Decimal | None = None
    item_threshold: Decimal | None = None
    one_person_may_review: bool = False
    accounts: tuple[tuple[str, str, str], ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()
    holidays: tuple[date, ...] = ()
