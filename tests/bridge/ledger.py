"""Comparisons of the ledger side of a month with the expected figures."""

from collections import Counter, defaultdict
from decimal import Decimal

from tests.reports.closed import Closed

ASKED = ("findings", "bridge", "revenue_bridge", "balances", "ledger_only", "checklist")
ESTIMATED = {"S09", "S10"}  # no export has their true cost, so an inexact estimate leaves an unexplained amount
MATCHES = {"G06"}  # shows how a match was made, not that a document differs
PRO_RATA = Decimal("0.02")
LEDGER_STEPS = ("SY2", "SY3", "SY6")
GAPS = {"hsv_to_sohr": "hsv_minus_sohr", "sohr_to_gl": "sohr_minus_gl"}


def findings(closed: Closed, folder: str) -> None:
    """Compare every document in the month's files with its cause, or with one that a careful reader might choose."""
    found = closed.answers[folder, "findings"]
    truth = {(r["doc_type"], r["ref"], r["cause_id"]): r for r in closed.truth("findings", folder)}
    named: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in found:
        named[row["doc_type"], row["ref"]].append(row)
    for (doc_type, ref, cause), wanted in truth.items():
        if wanted["row_in_month_files"] == "Y":
            accepted = {cause, *wanted["accept"].split()}
            assert any(row["cause_id"] in accepted for row in named[doc_type, ref]), (doc_type, ref, cause)
    known = {(doc_type, ref) for doc_type, ref, _ in truth}
    cut = {(doc_type, ref[:length]) for doc_type, ref in known for length in range(4, len(ref))}  # by QuickBooks
    strangers = [row for row in found if (row["doc_type"], row["ref"]) not in known | cut]
    assert [row for row in strangers if row["cause_id"] not in MATCHES] == []


def one_primary_cause(closed: Closed, folder: str) -> None:
    """Check that no document has two causes in the same leg."""
    for leg in ("leg1_amount", "revenue_amount"):
        rows = [row for row in closed.answers[folder, "findings"] if Decimal(row[leg]) and row["doc_type"] != "GL"]
        counts = Counter((row["doc_type"], row["ref"]) for row in rows)
        assert [key for key, count in counts.items() if count > 1] == []


def bridge(closed: Closed, folder: str) -> None:
    """Check that each leg adds up to the gap between the balances, to the cent.

    Only estimates may differ from the truth.
    """
    (balances,) = closed.answers[folder, "balances"]
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in closed.answers[folder, "bridge"]:
        found[row["leg"]][row["cause_id"]] = Decimal(row["amount"])
    for leg, column in GAPS.items():
        assert sum(found[leg].values()) == Decimal(balances[column])
        assert "unexplained" in found[leg]
    accepted = {r["cause_id"]: set(r["accept"].split()) for r in closed.truth("findings", folder)}
    for row in closed.truth("bridge", folder):
        leg, cause = row["leg"], row["cause_id"]
        if cause not in ESTIMATED and not accepted.get(cause, set()) & found[leg].keys():
            near = PRO_RATA * 20 if cause == "P04" else Decimal(0)
            assert abs(found[leg].get(cause, Decimal(0)) - Decimal(row["amount"])) <= near, (leg, cause)


def revenue_bridge(closed: Closed, folder: str) -> None:
    """Check that the causes add up to Omni sales less ledger revenue, with an unexplained amount of zero."""
    (balances,) = closed.answers[folder, "balances"]
    rows = {row["cause_id"]: Decimal(row["amount"]) for row in closed.answers[folder, "revenue_bridge"]}
    assert sum(rows.values()) == Decimal(balances["cin7_sales"]) - Decimal(balances["gl_revenue"])
    assert rows["unexplained"] == 0


def ledger_only(closed: Closed, folder: str) -> None:
    truth = [r for r in closed.truth("gl_only", folder) if r.get("visible_in_month_file", "Y") == "Y"]
    found = closed.answers[folder, "ledger_only"]
    listed, wanted = (
        Counter((row["reference"], Decimal(row["debit_minus_credit"])) for row in rows) for rows in (found, truth)
    )
    assert listed == wanted


def balances(closed: Closed, folder: str) -> None:
    (found,), (truth,) = closed.answers[folder, "balances"], closed.truth("balances", folder)
    columns = [column for column in found if column in truth]
    assert len(columns) >= 13
    assert {column: found[column] for column in columns} == {column: truth[column] for column in columns}


def ledger_steps(closed: Closed, folder: str) -> None:
    found = {row["step"]: row for row in closed.answers[folder, "checklist"]}
    for row in closed.truth("checklist", folder):
        if row["step"] in LEDGER_STEPS and row["applicable"] == "Y":
            counts = (row["exception_count"], row["count_with_rounding"])
            assert found[row["step"]]["exception_count"] in counts, row["step"]


AGREEMENTS = (findings, one_primary_cause, bridge, revenue_bridge, ledger_only, balances, ledger_steps)
