"""A handwritten ledger with a few lines."""

from datetime import date
from decimal import Decimal
from typing import Any

from close.months import month
from close.store.warehouse import Landing
from tests.given.landings import landing, rows_of

Row = dict[str, Any]
ROLES = ("inventory", "cogs", "revenue", "receivable", "payable", "landed_costs", "adjustments", "deposits")


def accounts() -> Landing:
    return landing("settings_accounts", [{"role": role, "name": role} for role in ROLES], "2026-01")


def line(account: str, reference: str, net: object, on: date, kind: str = "", **columns: object) -> Row:
    """Return debit less credit on an account, which is named after its role."""
    parts = [part.strip().upper() for part in reference.split("|")]
    keys = {f"key_{number}": part for number, part in enumerate(parts, 1)}
    sale = account in ("revenue", "receivable")
    usual = "sales_invoice" if sale else "bill" if account in ("inventory", "payable") else "journal"
    amount = Decimal(str(net))
    return {
        "account": account,
        "account_name": account,
        "entry_date": on,
        "reference": reference,
        **keys,
        "kind": kind or usual,
        "debit": max(amount, Decimal(0)),
        "credit": max(-amount, Decimal(0)),
        **columns,
    }


def balance(account: str, lines: tuple[Row, ...], opening: object) -> Row:
    debit, credit = (
        sum((row[side] for row in lines if row["account"] == account), Decimal(0)) for side in ("debit", "credit")
    )
    closing = Decimal(str(opening)) + debit - credit
    account_columns = {"account": account, "account_name": account}
    return {**account_columns, "opening": Decimal(str(opening)), "debits": debit, "credits": credit, "closing": closing}


def ledger(*lines: Row, period: str = "2026-03", inventory: object = 0) -> Landing:
    """Return the account transactions for a month. `inventory` is the opening balance of that account."""
    accounts_in_file = [*ROLES, *sorted({row["account"] for row in lines} - {*ROLES})]
    balances = [balance(account, lines, inventory if account == "inventory" else 0) for account in accounts_in_file]
    tables = {"ledger_entries": rows_of("ledger_entries", list(lines), period)}
    tables["ledger_balances"] = rows_of("ledger_balances", balances, period)
    name, content = f"ledger {period}.csv", f"{period} {lines} {inventory}".encode()
    taken = date.fromordinal(month(period).end.toordinal() + 4)
    return Landing(name, content, "by.hand", 1, period, taken, {"format": "csv"}, (), {}, tables)


def reconciliation(opening: object, closing: object, *rows: Row, period: str = "2026-03") -> list[Landing]:
    ends = [{"opening": Decimal(str(opening)), "closing": Decimal(str(closing))}]
    found = [landing("stock_reconciliation_balances", ends, period)]
    return [*found, landing("stock_reconciliation_entries", rows, period)] if rows else found


def valuation(total: object, period: str = "2026-03") -> Landing:
    return landing("stock_valuation_lines", [{"product_code": "P", "stock_value": Decimal(str(total))}], period)


def lists(period: str = "2026-03") -> list[Landing]:
    """Return Omni's lists for a month without purchases and adjustments, so that other journals were keyed by hand."""
    return [landing(dataset, [], period) for dataset in ("purchase_documents", "stock_adjustments")]
