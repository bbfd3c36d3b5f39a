"""The accounts of an accrual journal: those that the settings or the ledger's files hold, and those it lacks.

Xero imports manual journals by account code alone, "200, not 200 - Sales": https://help.xero.com/nz/ManualJournalsImport.
QuickBooks Online imports journal entries by account name, a sub-account as Parent:Sub, with account numbers turned off:
https://quickbooks.intuit.com/learn-support/en-au/help-article/import-export-files/L4tQBwbs7_AU_en_AU.
"""

from collections.abc import Iterable, Mapping, Sequence

from close.store.packages import PACKAGES, Package
from close.store.settings import ACCRUAL_ROLES, Settings
from close.texts import list_words
from close.work.ledger_accounts import LedgerAccount, bare, find_account
from close.work.words import say

NO_TAX = {"NZD": "No GST", "AUD": "BAS Excluded", "GBP": "No VAT"}
ANY_TAX = "Tax Exempt (0%)"
# What ledgers call the accounts that only accruals use, besides the names in ACCRUAL_ROLES.
NAMES = {
    "goods_in_transit": ("stock in transit", "inventory in transit"),
    "payable": ("goods received not invoiced", "goods received not billed", "grni"),
    "receivable": ("accrued revenue", "accrued sales"),
    "deferred_revenue": ("deferred income", "unearned revenue", "unearned income"),
}


def list_packages() -> dict[str, Package]:
    """Return the packages into which an accrual journal can be imported, by code."""
    return {code: package for code, package in PACKAGES.items() if package.accrual_journal}


def find_accounts(settings: Settings, package: Package, ledger: Sequence[LedgerAccount]) -> dict[str, str]:
    """Return the account of each role that is known, by code or name as the package requires.

    An account that was remembered for accruals comes first, in the organisation's own package. Accounts that the
    package's journals cannot post to are left out, because an accrual needs a separate account.
    """
    held = {role: getattr(account, package.account_key) for role, account in _list_held(settings, package, ledger)}
    remembered = dict(settings.accrual_accounts) if package.code == settings.package else {}
    return {role: text for role, text in (held | remembered).items() if text}


def _list_held(
    settings: Settings, package: Package, ledger: Sequence[LedgerAccount]
) -> list[tuple[str, LedgerAccount]]:
    """Return each role with the first account that the settings state, or else the only one with its usual name."""
    found: dict[str, LedgerAccount] = {}
    for role, code, name in settings.accounts:
        if role not in package.control_roles:
            found.setdefault(role, find_account(ledger, code, name))
    for role, names in NAMES.items():
        usual = {bare(name) for name in (ACCRUAL_ROLES[role], *names)}
        alike = [account for account in ledger if bare(account.name.rpartition(":")[2]) in usual]
        if role not in found and len(alike) == 1:
            found[role] = alike[0]
    return list(found.items())


def say_role(role: str) -> str:
    """Return the name of a role's account in an accrual."""
    return ACCRUAL_ROLES.get(role) or str(say(role))


def say_lacking(
    roles: Iterable[str],
    accounts: Mapping[str, str],
    settings: Settings,
    package: Package,
    ledger: Sequence[LedgerAccount],
) -> str:
    """Return a sentence with the accounts that `accounts` lacks for the roles, or an empty text if it lacks none."""
    lacking = [role for role in roles if not accounts.get(role, "").strip()]
    held = {role: account.label for role, account in _list_held(settings, package, ledger) if account.label}
    unknown = list_words(say_role(role) for role in lacking if role not in held)
    half_known = list_words(f"{say_role(role)} ({held[role]})" for role in lacking if role in held)
    needs = [f"The journal needs an account for {unknown}."] if unknown else []
    if half_known:
        key = f"the account {package.account_key} of {half_known}, which the trial balance shows."
        needs.append(f"It also needs {key}" if unknown else f"The journal needs {key}")
    return " ".join(needs)


def is_day_first(settings: Settings) -> bool:
    """Return True if the organisation's exports put the day first, as its ledger then does."""
    return settings.date_order == "day-first"


def tax_rate(settings: Settings) -> str:
    """Return the name of the tax-free rate in the currency's country."""
    return NO_TAX.get(settings.currency, ANY_TAX)
