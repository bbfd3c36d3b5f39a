"""The two sides of a control account, and the documents and entries that they are made of."""

from decimal import Decimal

from tests.bridge.slips import line
from tests.given.landings import Row
from tests.reports.golden import INSIDE

Lines = dict[str, Decimal]


def side(rows: list[Row], account: str, part: str) -> Lines:
    """Return the amounts of one side by line."""
    return {
        r["line_code"].removeprefix("control_"): r["amount"]
        for r in rows
        if (r["account"], r["part"]) == (account, part)
    }


def state(rows: list[Row], account: str) -> tuple[object, str]:
    """Return the residual of an account and its state."""
    (row,) = [row for row in rows if (row["account"], row["part"]) == (account, "residual")]
    return row["amount"], row["state"]


def money(**lines: object) -> Lines:
    return {name: Decimal(str(amount)) for name, amount in lines.items()}


def entry(section: str, ref: str, net: object) -> Row:
    signed = Decimal(str(net))
    key = {"section": section, "reference": ref, "ref_key": ref, "entry_date": INSIDE}
    return {**key, "debit": max(signed, Decimal(0)), "credit": max(-signed, Decimal(0))}


def billed(ref: str, net: object, gross: object, **columns: object) -> list[Row]:
    return [
        line("inventory", ref, net, INSIDE, "bill", **columns),
        line("payable", ref, -Decimal(str(gross)), INSIDE, "bill", **columns),
    ]
