"""The parts of the settings, each with a sentence about what is set in it."""

from collections import Counter

from close.store.authority.people import Role
from close.store.packages import PACKAGES
from close.store.public_holidays import list_places
from close.store.settings import ACCRUAL_ROLES, CONTROL_ROLES, ROLES, Settings
from pages.data.settings_fields import LABELS
from pages.parts.words import plain, say_count, say_day, say_money

COMPANY, BOOKS, CHANNELS = "Company", "Books", "How the company sells"
ACCOUNTS, REFERENCES = "Ledger accounts", "References"
ACCRUALS, EXPORTS = "Accounts of the accrual journal", "Exports and dates"
OPEN = "not stated yet"
SELLS = {
    "uses_pos": "point of sale",
    "uses_ecommerce": "web shop",
    "batches_sales": "payments in batches",
    "third_party_sales_poster": "sales posted by another product",
}
METHODS = {"perpetual": "every sale posts COGS", "periodic": "closing stock is journalled at month end"}
ARRIVE = {"draft": "as drafts", "authorised": "authorised"}
HOLDERS = {
    Role.PREPARER: "preparer",
    Role.REVIEWER: "reviewer",
    Role.ADMINISTRATOR: "administrator",
    Role.VIEWER: "viewer",
    Role.AUDITOR: "auditor",
}


def say_part(part: str, now: Settings) -> str:
    """Return what is set in a part, for the label of its expander."""
    say = {
        COMPANY: _say_company,
        BOOKS: _say_books,
        CHANNELS: _say_channels,
        ACCOUNTS: _say_accounts,
        REFERENCES: _say_references,
        ACCRUALS: _say_accruals,
        EXPORTS: _say_exports,
    }[part]
    return say(now)


def _say_company(now: Settings) -> str:
    place = list_places().get(now.country, now.country)
    free = f"due dates skip the public holidays of {place}" if now.country else "due dates skip only weekends"
    return (
        f"{plain(now.name or 'no name yet')}, {plain(now.currency or 'currency not stated')}, {now.time_zone}, {free}"
    )


def _say_books(now: Settings) -> str:
    package = PACKAGES[now.package].short_name if "package" in now.stated else f"accounting package {OPEN}"
    method = METHODS[now.inventory_method] if "inventory_method" in now.stated else f"inventory method {OPEN}"
    bills = f"invoices and bills arrive {ARRIVE[now.upload_state]}" if "upload_state" in now.stated else ""
    return "; ".join(filter(None, (package, method, bills)))


def _say_channels(now: Settings) -> str:
    used = [word for name, word in SELLS.items() if getattr(now, name)]
    return ", ".join(used) or ("none of these" if SELLS.keys() & now.stated else OPEN)


def _say_accounts(now: Settings) -> str:
    held = {role for role, _, _ in now.accounts}
    lacking = [name.lower() for role, name in ROLES.items() if role not in held]
    if not held:
        return "none yet, so the ledger cannot be compared"
    rest = f"; none for {', '.join(lacking)}" if lacking else ""
    return f"{say_count(len(now.accounts), 'account')} for {len(held)} of {say_count(len(ROLES), 'use')}{rest}"


def _say_references(now: Settings) -> str:
    prefixes = say_count(len(now.prefixes), "prefix", "prefixes") if now.prefixes else "no prefixes"
    patterns = say_count(len(now.patterns), "kind of entry", "kinds of entry")
    how = (
        f"{patterns} written in a stated way"
        if now.patterns
        else "the ledger's references are recognised automatically"
    )
    return f"{prefixes}; {how}"


def _say_accruals(now: Settings) -> str:
    return f"{len(now.accrual_accounts)} of {len(ACCRUAL_ROLES)} are set" if now.accrual_accounts else "none is set"


def _say_exports(now: Settings) -> str:
    order = f"dates {now.date_order}" if now.date_order else "dates as each file shows"
    months = f"Omni syncs {say_count(now.past_months, 'past month')} again"
    locked = f"locked until {say_day(now.lock_date)}" if now.lock_date else "no lock date"
    taken = f"files taken on {say_day(now.exported_on)}" if now.exported_on else "export date not stated"
    holidays = f"{say_count(len(now.holidays), 'holiday')} of its own" if now.holidays else ""
    return ", ".join(filter(None, (order, months, locked, taken, holidays)))


def say_materiality(now: Settings) -> str:
    """Return the amount with which a month can be signed, and who may review."""
    flux = f"{say_money(now.flux_percent)} %"
    review = "one person may prepare and review" if now.one_person_may_review else "two people sign"
    return (
        f"{say_money(now.materiality)} may stay unexplained, items up to {say_money(now.item_threshold)} "
        f"may be accepted, changes of {flux} are explained, and {review}"
    )


def say_roles(now: Settings) -> str:
    """Return how many people have each role."""
    counts = Counter(role for role, _ in now.people)
    return ", ".join(say_count(counts[role], word) for role, word in HOLDERS.items() if counts[role]) or (
        "nobody has one yet, so everybody may do everything"
    )


def say_tolerances(now: Settings) -> str:
    """Return the control accounts with a tolerance."""
    named = [
        LABELS[f"{role}_tolerance"].text
        for role in CONTROL_ROLES
        if getattr(now, f"{role}_tolerance") or getattr(now, f"{role}_tolerance_percent")
    ]
    return ", ".join(named) or "none is set, so every residual is shown"
