"""The overview: its figures are the reports', every number leads to its explanation, and what is unknown is a dash."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from close.signing.conditions import obstacles
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.work.legs import Leg, say_leg
from loaders import land
from pages.overview import closing, corrections
from pages.overview.balances import say_causes
from pages.overview.evidence import Evidence, say_agreement
from pages.parts.month.uploads import list_every
from pages.parts.words import plain, say_directions, say_money, title
from tests.given.landings import adjustment, landing, settings
from tests.given.named import appoint
from tests.given.screens import USER
from tests.given.signed import PERIOD
from tests.pages.conftest import CLEAN, FAULTY, HALF, LANDED_OF_HALF
from tests.pages.screen import Open, find_popover, steps_of, table, words


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """Return the links of the page itself: label -> parameters, and the page."""
    found = [element.proto for element in app.main.get("page_link")]
    return {link.label: {name: value[0] for name, value in parse_qs(link.query_string).items()} for link in found}


def tooltips(app: AppTest) -> dict[str, str]:
    return {element.proto.label: element.proto.help for element in app.main.get("page_link")}


def test_the_balances_and_the_gap_are_those_of_the_reports(open_page: Open, months: list[str], answer) -> None:
    app = open_page("overview", period=months[-1])
    (balances,) = answer("balances").table.to_pylist()
    shown = links(app)
    for name in ("hsv", "sohr_closing", "gl_inventory"):
        assert say_money(balances[name]) in shown
    for name in ("hsv_minus_sohr", "sohr_minus_gl"):
        sign = "less" if balances[name] >= 0 else "plus"
        assert f"{sign} {say_money(abs(balances[name]))}" in shown
    before, now = (row["gap"] for row in answer("gap_by_month").table.to_pylist()[-2:])
    assert now == balances["hsv"] - balances["gl_inventory"]
    assert any(label.endswith(say_money(now)) for label in shown)
    assert shown[say_money(before)]["period"] == months[-2]
    unexplained = next(row for row in answer("gap_split").table.to_pylist() if row["piece"] == "unexplained")
    assert say_money(unexplained["size"]) in shown


def test_a_difference_says_in_a_sentence_what_it_consists_of(open_page: Open, months: list[str], legs) -> None:
    told, leg = tooltips(open_page("overview", period=months[-1])), legs[0]
    between = abs(leg.first - leg.last)
    label = f"{'less' if leg.first >= leg.last else 'plus'} {say_money(between)}"
    assert told[label] == say_leg(leg)
    ends = f"Historic stock valuation is {say_money(leg.first)} and reconciliation balance {say_money(leg.last)}"
    assert told[label].startswith(f"{ends}: {len(leg.causes)} causes explain ")
    assert f" the {say_money(between)} between them" in told[label]


def test_a_piece_opens_the_bridge_with_its_documents(open_page: Open, months: list[str], answer) -> None:
    app = open_page("overview", period=months[-1])
    shown = links(app)
    for row in answer("gap_split").table.to_pylist():
        (label,) = [label for label in shown if label.endswith(f"**{plain(say_money(row['amount']))}**")]
        if not row["documents"]:
            assert "piece" not in shown[label]
            continue
        assert shown[label]["piece"] == row["piece"]
        listed = table(open_page("bridge", **shown[label]), "findings")
        assert len(listed) == row["documents"]


def test_what_to_correct_first_leads_to_its_documents(open_page: Open, months: list[str], answer) -> None:
    app = open_page("overview", period=months[-1])
    rows = [row for row in answer("correct_first").table.to_pylist() if row["level"] == "cause"][: corrections.MOST]
    causes = [link["cause"] for link in links(app).values() if "," not in link.get("cause", ",")]
    causes = [code for code in causes if code != "unexplained"]
    assert causes == [row["cause_id"] for row in rows]
    assert f"five causes make up {rows[-1]['share']:.0f}% of what" in words(app)
    app.session_state["correct-level"] = corrections.DOCUMENTS
    app.run()
    assert "five documents make up" in words(app)


def test_a_difference_leads_to_its_causes(open_page: Open, months: list[str], legs) -> None:
    shown = links(open_page("overview", period=months[-1]))
    for leg in legs:
        amount = say_money(abs(leg.first - leg.last))
        label = next(label for label in shown if label in (f"less {amount}", f"plus {amount}"))
        count = next(label for label in shown if say_causes(leg) in label.replace("\N{NO-BREAK SPACE}", " "))
        assert {*shown[label]["cause"].split(",")} >= {row["cause_id"] for row in leg.causes}
        assert shown[count] == shown[label]
    rest = [link for label, link in shown.items() if label.startswith("Unexplained")]
    assert all(link["cause"] == "unexplained" for link in rest)


@pytest.mark.parametrize(
    ("rest", "said"),
    [("0.00", "1 cause"), ("16.60", "1 cause, 16.60 unexplained"), (None, "1 cause, the rest unknown")],
)
def test_a_difference_says_what_its_causes_leave_unexplained(rest: str | None, said: str) -> None:
    unexplained = None if rest is None else Decimal(rest)
    rows = ({"cause_id": "P01", "amount": Decimal("83.40")}, {"cause_id": "unexplained", "amount": unexplained})
    assert (
        say_causes(
            Leg("hsv_to_sohr", Decimal("83.40") + (5 if unexplained is None else unexplained), Decimal("0.00"), rows)
        )
        == said
    )


def test_states_of_steps_lead_to_the_first_step_in_them(open_page: Open, months: list[str], answer) -> None:
    shown = links(open_page("overview", period=months[-1]))
    failing = [row["step"] for row in answer("checklist").table.to_pylist() if row["state"] == "exceptions"]
    (label,) = [label for label in shown if "with exceptions" in label]
    assert shown[label]["step"] == failing[0]


def row(share: str | None) -> dict:
    return {"share": None if share is None else Decimal(share)}


@pytest.mark.parametrize(
    ("shares", "heading"),
    [
        (["81.0", "90.0"], "one cause makes up 81% of what has to be corrected"),
        (["40.0", "79.9", "99.0", "100.0"], "three causes make up 99% of what has to be corrected"),
        (["50.0", "100.0"], "two causes make up all of what has to be corrected"),
        ([None], "Correct these first"),
    ],
)
def test_no_more_causes_than_hold_most_of_the_money(shares: list[str | None], heading: str) -> None:
    assert corrections.say_heading(corrections.choose_rows([*map(row, shares)]), "cause").endswith(heading)


def test_the_close_counts_its_steps_and_lists_those_due_first(open_page: Open, months: list[str], answer) -> None:
    app, checklist = open_page("overview", period=months[-1]), answer("checklist")
    failing = steps_of(checklist, "exceptions")
    shown = links(app)
    assert f":red-badge[{len(failing)} with exceptions]" in shown
    listed = [link["step"] for label, link in shown.items() if "step" in link and "-badge[" not in label]
    assert listed == [row["step"] for row in sorted(failing, key=lambda row: row["due_date"])][: closing.MOST]


def test_steps_are_with_the_people_whose_role_they_wait_for(open_page: Open, writable: Path, months: list[str]) -> None:
    assert "Nobody has the role preparer yet" in words(open_page("overview", period=months[-1]))
    appoint(Warehouse(writable, FAULTY), ("preparer", "ada"), ("preparer", USER), ("administrator", "root"))
    said = words(open_page("overview", period=months[-1]))
    assert "· ada, you (preparers)" in said
    assert "Nobody has the role" not in said


def test_a_day_is_said_as_seen_from_today() -> None:
    today = date(2026, 4, 2)
    days = [closing.say_due(today + timedelta(days=days), today) for days in (-1, 0, 1, 5)]
    assert days == [":red[overdue since 1 April]", "due today", "due tomorrow", "due 7 April"]


def test_what_is_missing_is_said_with_the_one_action_that_settles_it(open_page: Open, months: list[str]) -> None:
    app = open_page("overview", HALF, period=months[-1])
    assert f"{len(LANDED_OF_HALF)} of {len(list_every())} required exports are in, taken" in words(app)
    assert f"Not uploaded: **{title('purchase_documents')}" in words(app)
    assert "Upload them" in links(app)
    assert "every step can be tested" not in words(app)
    assert "–" in links(app)


@pytest.mark.parametrize(
    ("tie_outs", "failing", "said"),
    [
        (Evidence(23, 0, 0), 0, "What was checked agrees:** 23 of 23 tie-outs agree, and no step has exceptions."),
        (Evidence(14, 8, 1), 2, "Not everything agrees yet:** 14 of 23 tie-outs agree, 8 differ and 2 steps have ex"),
        (Evidence(23, 0, 0), 1, "Not everything agrees yet:** 23 of 23 tie-outs agree and 1 step has exceptions."),
        (Evidence(0, 0, 23), 0, "Not checked yet:** 0 of 23 tie-outs agree."),
    ],
)
def test_complete_is_not_yet_right(tie_outs: Evidence, failing: int, said: str) -> None:
    icon, sentence = say_agreement(tie_outs, failing)
    assert said in sentence
    assert ("green" in icon) == sentence.startswith("**What was checked agrees")


def test_what_stands_in_the_way_of_signing_is_said_beforehand(
    open_page: Open, warehouse: Path, months: list[str]
) -> None:
    app = open_page("overview", period=months[-1])
    ahead = obstacles(Warehouse(warehouse, FAULTY), months[-1], MONTH)
    button = find_popover(app, "Sign as preparer")
    assert button.disabled
    assert button.help.startswith("It cannot be signed yet.")
    assert links(app)[f"{len(ahead)} points to clear before signing the month"]["subject"] == MONTH
    clean = open_page("overview", CLEAN, period=months[-1])
    assert not find_popover(clean, "Sign as preparer").disabled
    assert "You can withdraw the signature on the page Sign-off" in words(clean)


def test_an_amount_is_what_goes_up_less_what_goes_down() -> None:
    assert say_directions(Decimal("4217.90"), Decimal("4361.94")) == "4,289.92 less 72.02"
    assert say_directions(Decimal("-8032.08"), Decimal("8032.08")) == ""


def test_nothing_in_doubt_is_one_calm_sentence(open_page: Open, months: list[str]) -> None:
    app = open_page("overview", CLEAN, period=months[-1])
    assert "all 9 required exports are in" in words(app)
    assert "**Complete:** all 9 required exports are in, and every step can be tested." in words(app)
    assert not app.warning


def test_unconfirmed_accounts_are_named_with_the_way_to_accept_them(open_page: Open, writable: Path) -> None:
    clean = Warehouse(writable, CLEAN)
    records = [record for record in clean.head().landings if record.period == clean.head().periods()[-1]]
    files = [("", record.file_name, clean.original(record.sha256)) for record in records]
    land([file for file in files if not file[1].endswith(".toml")], Warehouse(writable, "unsettled"), who="ada")
    app = open_page("overview", "unsettled")
    assert "The ledger accounts are not confirmed. From your files: stock is **" in words(app)
    assert any(label.startswith("Review and accept") for label in links(app))


def test_what_no_export_shows_is_a_dash_and_not_zero(open_page: Open, writable: Path) -> None:
    Warehouse(writable, "bare").land([landing("stock_adjustments", [adjustment("SA-1")], PERIOD)], "ada")
    app = open_page("overview", "bare", period=PERIOD)
    shown = links(app)
    assert "–" in shown
    assert not [label for label in shown if "0.00" in label]
    assert "How much is unexplained is unknown" in words(app)


def test_an_organisation_without_exports_begins_with_an_upload(open_page: Open, writable: Path) -> None:
    Warehouse(writable, "fresh").land([settings()], "ada")
    app = open_page("overview", "fresh")
    assert "No exports uploaded yet" in [header.value for header in app.header]
    assert "Upload exports" in [button.label for button in app.button]


def test_the_first_month_has_no_last_month(open_page: Open, months: list[str]) -> None:
    app = open_page("overview", period=months[0])
    assert not [link for link in links(app).values() if link.get("period") not in {None, months[0]}]
    assert "Gap by month" not in [header.value for header in app.header]


def test_an_unforeseen_error_shows_no_traceback(open_page: Open, months: list[str], monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr(corrections, "choose_rows", fail)
    app = open_page("overview", period=months[-1])
    assert not app.exception
    assert "Something went wrong" in app.error[0].value
    assert "secret" not in words(app)
