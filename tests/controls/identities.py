"""Identities that hold on every control account, whatever is wrong with the books."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tests.reports.closed import Rows

STATED = {"receivable", "payable", "cogs", "landed_costs"}  # the accounts that the settings of a sample company name


def amounts(rows: Rows, account: str, part: str) -> list[Any]:
    """Return the amounts of one side from top to bottom, None for a blank."""
    own = [row for row in rows if (row["account"], row["part"]) == (account, part)]
    return [Decimal(row["amount"]) if row["amount"] else None for row in own]


def check_identities(accounts: Rows, items: Rows) -> dict[str, Decimal]:
    """Check that the lines of each side add up and that the residual is their difference. Return the residuals."""
    found = {}
    for account in {row["account"] for row in accounts}:
        (residual,) = amounts(accounts, account, "residual")
        if residual is None:
            assert amounts(accounts, account, "omni")[-1] is None
            assert all(row["unmet"] and row["settled_by"] for row in accounts if row["account"] == account)
            continue
        sides = [amounts(accounts, account, part) for part in ("omni", "ledger")]
        for side in sides:
            assert sum(side[:-1]) == side[-1]
        assert sides[0][-1] - sides[1][-1] == residual
        opening, *movements, closing = amounts(accounts, account, "balance")
        if closing is not None and opening is not None:
            assert opening + sum(movements) == closing
        assert sum(movements) == sides[1][0]
        check_items(accounts, items, account, residual)
        found[account] = residual
    return found


def check_items(accounts: Rows, items: Rows, account: str, residual: Decimal) -> None:
    """Check that the items behind each line add up to it."""
    listed: dict[str, list[Decimal]] = defaultdict(list)
    for row in items:
        if row["account"] == account:
            listed[row["line_code"]].append(Decimal(row["difference"]))
    for row in accounts:
        if row["account"] == account and row["part"] in {"omni", "ledger"} and row["position"] == "2":
            sign = -1 if row["part"] == "omni" else 1
            assert sum(listed[row["line_code"]]) == sign * Decimal(row["amount"]), row
            assert len(listed[row["line_code"]]) == int(row["documents"])
    assert sum(listed["control_residual"]) == residual
