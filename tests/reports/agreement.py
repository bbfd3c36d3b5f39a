"""Comparisons of a folder's answers with the expected figures and with each other."""

from collections import Counter
from decimal import Decimal

from tests.reports.closed import OMNI, Bag, Closed, bag, sums

ROLL = ("opening_value", "new_value", "revalued", "cleared_value", "closing_value")
ROLL_COUNTS = ("opening_count", "new_count", "cleared_count", "closing_count")
BALANCES = ("hsv", "sohr_opening", "sohr_closing", "hsv_minus_sohr", "cin7_cogs", "cin7_sales")


def same(found: Bag, truth: Bag) -> None:
    assert {"missing": missing(found, truth), "extra": missing(truth, found)} == {"missing": {}, "extra": {}}


def missing(found: Bag, truth: Bag) -> dict[tuple[str, ...], int]:
    return dict(truth - found)


def timing(closed: Closed, folder: str) -> None:
    found, truth = closed.answers[folder, "timing_differences"], closed.truth("timing", folder)
    columns = ("doc_type", "ref", "move_date", "acct_date", "class", "value")
    same(bag(found, *columns), bag(truth, *columns))
    assert len({(row["doc_type"], row["ref"]) for row in found}) == len(found)


def cleared(closed: Closed, folder: str) -> None:
    """Return documents that straddled in the previous month's newest export but no longer do."""
    columns = ("doc_type", "ref", "move_date", "acct_date", "previous_class")
    found, truth = bag(closed.answers[folder, "timing_cleared"], *columns), closed.truth("cleared_timing", folder)
    assert missing(found, bag(truth, *columns)) == {}
    before = closed.before(folder)
    was, still = (bag(closed.truth("timing", name or ""), "doc_type", "ref") for name in (before, folder))
    same(bag(closed.answers[folder, "timing_cleared"], "doc_type", "ref"), was - still)


def missing_fields(closed: Closed, folder: str) -> None:
    columns = ("doc_type", "ref", "missing_field")
    found, truth = closed.answers[folder, "missing_fields"], closed.truth("missing_fields", folder)
    same(bag(found, *columns), bag(truth, *columns))


def blank_cogs(closed: Closed, folder: str) -> None:
    columns = ("doc_type", "order_ref", "failing_condition", "in_month_file")
    found, truth = closed.answers[folder, "blank_cogs"], closed.truth("blank_cogs", folder)
    same(bag(found, *columns), bag(truth, *columns))


def checklist(closed: Closed, folder: str) -> None:
    found = {row["step"]: row for row in closed.answers[folder, "checklist"]}
    truth = {row["step"]: row for row in closed.truth("checklist", folder)}
    assert found.keys() >= truth.keys()
    assert {step: found[step]["applicable"] for step in truth} == {s: row["applicable"] for s, row in truth.items()}
    listed = Counter(row["step"] for row in closed.answers.get((folder, "step_exceptions"), []))
    for step in OMNI:
        count = truth[step]["exception_count"]
        if truth[step]["applicable"] == "N":
            assert (found[step]["exception_count"], found[step]["state"]) == ("", "not_applicable"), step
        else:
            assert found[step]["exception_count"] == count, step
            assert found[step]["state"] == ("exceptions" if int(count) else "proven"), step
            assert not listed or listed[step] == int(count), step


def balances(closed: Closed, folder: str) -> None:
    (found,), (truth,) = closed.answers[folder, "balances"], closed.truth("balances", folder)
    for column in BALANCES:
        assert found[column] == truth[column], column


def roll_forward(closed: Closed, folder: str) -> None:
    """Check that opening, new, revalued and cleared add up to closing, between last month's list and this month's."""
    found = closed.answers[folder, "timing_roll_forward"]
    for row in found:
        opening, new, revalued, gone, closing = (Decimal(row[column]) for column in ROLL)
        assert opening + new + revalued - gone == closing, row
        opened, added, ended, left = (int(row[column]) for column in ROLL_COUNTS)
        assert opened + added - ended == left, row
    before = closed.before(folder)
    last = closed.answers[before, "timing_differences"] if before else []
    now = closed.answers[folder, "timing_differences"]
    for column, listed in (("opening_value", last), ("closing_value", now)):
        wanted = sums(listed, "flow", "value")
        assert {flow: total for flow, total in sums(found, "flow", column).items() if total[0]} == {
            flow: total for flow, total in wanted.items() if total[0]
        }


AGREEMENTS = (timing, cleared, missing_fields, blank_cogs, checklist, balances, roll_forward)
