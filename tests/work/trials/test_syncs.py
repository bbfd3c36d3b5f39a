"""The sync in a trial: documents that are ready leave the gap with what Omni posts, and never as unexplained."""

from decimal import Decimal

from close.signing.answers import answer
from close.signing.effects import Effect, compare, measure
from close.signing.syncs import Sync, hold_back, sync
from close.store.warehouse import Warehouse
from close.work.corrections import Correction
from close.work.trials import correct, open_trial


def find(company: Warehouse, *causes: str) -> list[dict]:
    rows = answer(company, "correctable", company.head().periods()[-1]).table.to_pylist()
    return [row for row in rows if row["cause_id"] in causes and row["acct_date"]]


def set_fields(rows: list[dict], column: str, value: str) -> list[Correction]:
    return [Correction(row["_dataset"], row["_ref_key"], column, value) for row in rows]


def try_out(company: Warehouse, corrections: list[Correction]) -> tuple[Effect, Sync]:
    period = company.head().periods()[-1]
    with open_trial(company) as trial:
        correct(trial, period, hold_back(corrections))
        after, found = sync(trial, period, measure(trial, period), corrections)
        return compare(measure(company, period), after, found.posted_amount), found


def changes(effect: Effect) -> dict[str, Decimal]:
    return {each.name: Decimal(each.change) for each in effect.figures if each.change and each.kind == "money"}


def test_a_number_makes_a_purchase_ready_and_the_sync_takes_it_out_of_the_gap(company: Warehouse) -> None:
    rows = find(company, "P05")
    assert rows
    numbers, refs = set_fields(rows, "supplier_inv_no", "N-1"), tuple(sorted(row["ref"] for row in rows))
    effect, found = try_out(company, numbers)
    assert (found.ready, found.posted) == (refs, ())
    assert found.ready_amount == sum(row["amount"] for row in rows)
    assert "expected_gap" not in changes(effect)
    effect, after = try_out(company, numbers + set_fields(rows, "status", "IMPORTED"))
    assert (after.ready, after.posted, after.posted_amount) == ((), refs, found.ready_amount)
    assert changes(effect)["expected_gap"] == -found.ready_amount
    assert not {"unexplained", "following"} & {*changes(effect)}
    assert not [each for each in effect.causes if each.cause_id in ("unexplained", "P06", "S14")]


def test_a_synced_sale_is_not_shown_as_voided_in_omni(company: Warehouse) -> None:
    rows = find(company, "S05", "S06")
    assert rows
    effect, found = try_out(company, set_fields(rows, "status", "IMPORTED"))
    assert found.posted == tuple(sorted(row["ref"] for row in rows))
    assert not [each for each in effect.causes if each.cause_id in ("unexplained", "S22", "S09", "S13")]


def test_a_purchase_without_its_number_cannot_be_synced(company: Warehouse) -> None:
    rows = find(company, "P05")[:1]
    effect, found = try_out(company, set_fields(rows, "status", "IMPORTED"))
    assert (found.posted, found.blocked) == ((), (rows[0]["_ref_key"],))
    assert not changes(effect)


def test_what_the_totals_do_not_show_yet_is_apart_from_unexplained(company: Warehouse) -> None:
    late = find(company, "P02")[:1]
    effect, _ = try_out(company, set_fields(late, "move_date", str(late[0]["acct_date"])))
    found = changes(effect)
    assert found["following"] == -found["expected_gap"]
    assert "unexplained" not in found
