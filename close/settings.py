"""The organisation's settings in force for a period, with the defaults that hold where nothing was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Settings:
    """What an organisation says of itself (design.md section 3).

    `period` is the month the settings were landed for: they are in force from then on. `accounts` are
    (role, code, name); `prefixes` map a kind of document to the start of its references.
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
    accounts: tuple[tuple[str, str, str], ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
