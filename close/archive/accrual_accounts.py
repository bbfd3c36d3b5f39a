"""The accounts of an accrual journal: those in the settings that a ledger's journals may use, and those it lacks."""

from collections.abc import Mapping

from close.store.packages import PACKAGES, Package
from close.store.settings import ACCRUAL_ROLES, Settings
from close.work.words import say

NO_TAX = {"NZD": "No GST", "AUD": "BAS Excluded", "GBP": "No VAT"}
ANY_TAX = "Tax Exempt (0%)"


def list_packages() -> dict[str, Package]:
    """Return the packages into which an accrual journal can be imported, by code."""
    return {code: package for code, package in PACKAGES.items() if package.accrual_journal}


def find_accounts(settings: Settings, package: Package) -> dict[str, str]:
    """Return the account of each role in the settings, by code or name as the package requires.

    Accounts that its journals cannot post to are left out, because an accrual needs a separate account. An account that
    was remembered for accruals comes first, in the organisation's own package.
    """
    found: dict[str, str] = {}
    for role, code, name in settings.accounts:
        if role not in package.control_roles:
            found.setdefault(role, {"code": code, "name": name}[package.account_key])
    return found | (dict(settings.accrual_accounts) if package.code == settings.package else {})


def say_role(role: str) -> str:
    """Return the name of a role's account in an accrual."""
    return ACCRUAL_ROLES.get(role) or str(say(role))


def list_lacking(accounts: Mapping[str, str]) -> list[str]:
    """Return the roles without an account, in words."""
    return [say_role(role) for role, account in accounts.items() if not account.strip()]


def tax_rate(settings: Settings) -> str:
    """Return the name of the tax-free rate in the currency's country."""
    return NO_TAX.get(settings.currency, ANY_TAX)
