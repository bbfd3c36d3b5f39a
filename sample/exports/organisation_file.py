"""organisation.toml: the settings that the finance lead adds to a month's exports."""

from datetime import date

import tomli_w

from sample.books import Books
from sample.company.months import Month


def settings(books: Books, month: Month) -> str:
    """Return the organisation's settings as its finance lead would write them."""
    company = books.company
    values: dict[str, str | bool | int | date] = {
        "name": company.name,
        "package": company.package,
        "inventory_method": "perpetual",
        "currency": company.currency,
        "time_zone": company.time_zone,
        "date_order": company.date_order,
        "uses_pos": company.uses_pos,
        "uses_ecommerce": company.uses_ecommerce,
        "batches_sales": company.batches_sales,
        "third_party_sales_poster": False,
        "upload_state": company.upload_state,
        "past_months": 12,
        "exported_on": books.exported_on(month),
        "period": str(month),
    }
    roles = ("inventory", "cogs", "revenue", "receivable", "payable", "landed_costs", "adjustments")
    accounts = {role: company.accounts[role] for role in roles}
    tables = {
        "accounts": {role: [{"code": account.code, "name": account.name}] for role, account in accounts.items()},
        "reference_prefixes": dict(company.prefixes),
    }
    return tomli_w.dumps({**values, **tables})
