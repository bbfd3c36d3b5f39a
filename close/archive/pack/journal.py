"""The accruals of the month pack as import files for the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from close.archive import accrual_accounts, accrual_dates, accrual_files
from close.archive.accrual_files import Style
from close.archive.pack.month import PackedMonth
from close.months import month as find_month
from close.store.packages import Package


@dataclass(frozen=True)
class Journal:
    """The import files by name, or the reason why there are none."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    why_not: str = ""


def find_package(month: PackedMonth) -> Package | None:
    """Return the organisation's ledger if an accrual journal can be imported into it."""
    return accrual_accounts.list_packages().get(month.settings.package)


def list_roles(month: PackedMonth) -> list[str]:
    """Return the roles for which the journal needs an account."""
    return sorted({row["role"] for row in month.rows("accruals")})


def make_journal(month: PackedMonth, chosen: Mapping[str, str]) -> Journal:
    """Return the journal and its reversal. `chosen` are accounts by role that come before those of the settings."""
    package, roles, missing = find_package(month), list_roles(month), month.lacks("accruals")
    if missing:
        return Journal(why_not=f"Tieout cannot tell the accruals. Not uploaded for the month: {', '.join(missing)}.")
    if not roles:
        return Journal(why_not="There is nothing to accrue at this month end.")
    if package is None:
        return Journal(why_not="Choose the ledger on the Organisation page: Xero or QuickBooks can import the journal.")
    accounts = accrual_accounts.find_accounts(month.settings, package, month.ledger)
    accounts |= {role: account for role, account in chosen.items() if account.strip()}
    if lacking := accrual_accounts.say_lacking(roles, accounts, month.settings, package, month.ledger):
        return Journal(why_not=lacking)
    return Journal(_write(month, package, accounts))


def _write(month: PackedMonth, package: Package, accounts: Mapping[str, str]) -> Mapping[str, bytes]:
    days, answer = find_month(month.period), month.answer("accruals")
    lines = accrual_files.lines(answer.table, accounts, days.end, f"Accruals {month.facts['month']}")
    tax_rate = accrual_accounts.tax_rate(month.settings) if package.has_tax_rates else ""
    style = Style(month.warehouse.organisation, tax_rate, accrual_accounts.is_day_first(month.settings))
    notes = accrual_dates.write_notes(days.end, package.code, style.is_day_first, answer.caution)
    return {**notes, **accrual_files.files(lines, days.next.start, package.code, style)}
