"""The facts for a signer before signing: waivers with reasons, changed rules, and all that is still open."""

from decimal import Decimal
from pathlib import Path

from close.signing import signoff
from close.signing.answers import answer
from close.signing.review import list_rule_changes, review
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog
from close.store.seals import MONTH
from close.store.warehouse import Past, Warehouse
from close.work.authority.acts import set_rule
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, waive, waive_all
from pages.parts.words import say_money
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, steps_of, table_of, words

REASON = "Cleared in October."


def test_the_card_lists_what_matters_before_a_signature(open_page: Open, writable: Path, months: list[str]) -> None:
    books, period = Warehouse(writable, FAULTY), months[-1]
    step = steps_of(answer(books, "checklist", period), EXCEPTIONS)[0]["step"]
    waive(books, period, step, "Ann", REASON)
    set_rule(books, "Ann", "materiality", Decimal("20.00"), "agreed")
    set_rule(books, "Ben", "materiality", Decimal("90000.00"), "agreed")
    found = review(books, period)
    app = open_page("signoff", period=period)
    said = words(app)
    assert f"{found.done.count} of {found.applicable}, {found.done.say()}" in said
    assert "Materiality from not set to 20.00 by Ann" in said
    assert "Materiality from 20.00 to 90000.00 by Ben" in said
    assert f"{found.open_items:,}, {say_money(found.open_amount)} in total" in said
    assert f"**Flux:** {len(found.unexplained_changes):,} change" in said
    assert f"**Tie-outs that differ:** {len(found.differing)}" in said
    assert f"**Tie-outs with an unknown side:** {len(found.unknown) or 'none'}" in said
    named = [f"{row['label']} ({row['tie_out']})" for row in found.differing]
    assert table_of(app, "Tie-out", "Difference")["Tie-out"].tolist() == named
    assert "**Exports with unreadable rows:** none" in said
    table = table_of(app, "Reason")
    assert table["Reason"].tolist() == [REASON]
    assert table["By"].tolist() == ["Ann"]
    links = {link.proto.label for link in app.main.get("page_link")}
    assert {"Materiality and other rules", "Change the materiality"} <= links


def test_each_number_is_that_of_its_report(warehouse: Path, months: list[str]) -> None:
    books, period = Warehouse(warehouse, FAULTY), months[-1]
    found = review(books, period)
    open_items = [row for row in answer(books, "worklist", period).table.to_pylist() if row["status"] == "open"]
    assert found.open_items == len(open_items)
    assert found.open_amount == sum(abs(row["amount"]) for row in open_items)
    assert len(found.differing) == answer(books, "tie_outs", period).table["state_code"].to_pylist().count("fails") > 0
    above = [row for row in answer(books, "flux", period).table.to_pylist() if row["above"] == "Y"]
    assert len(found.unexplained_changes) == len(above) > 0


def test_what_a_signer_saw_can_be_read_again(writable: Path, months: list[str]) -> None:
    books, period = Warehouse(writable, FAULTY), months[-1]
    rows = answer(books, "checklist", period)
    waive_all(books, period, [row["step"] for s in (EXCEPTIONS, CANNOT_TELL) for row in steps_of(rows, s)], "Ann", "x")
    set_rule(books, "Ann", "materiality", Decimal(1_000_000), "agreed")
    shown = review(books, period)
    event = signoff.sign(books, period, MONTH, "Ann", PREPARER)
    set_rule(books, "Ann", "materiality", Decimal(0), "agreed")
    assert review(books, period).rules != shown.rules
    assert review(Warehouse(writable, FAULTY, Past(event.manifest, event.number)), period) == shown


def test_rules_changed_before_the_month_are_not_listed(writable: Path) -> None:
    books = Warehouse(writable, FAULTY)
    set_rule(books, "Ann", "materiality", Decimal(5), "agreed")
    events = AuditLog(books).events()
    year = int(events[0].recorded_at[:4])
    assert not list(list_rule_changes(events, f"{year + 1}-01"))
    assert [change.after for change in list_rule_changes(events, f"{year - 1}-01")] == ["5.00"]
