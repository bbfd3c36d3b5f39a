"""Links from an obstacle to a signature, and from what cannot be told, to the place where it is settled."""

import pytest
from streamlit.testing.v1 import AppTest

from close.rules.reasons import reasons
from close.signing.conditions import Obstacle, obstacles, say
from close.store.warehouse import Warehouse
from pages.parts.frame.navigation import PAGES
from pages.parts.month.settling import find_place, find_places
from tests.pages.conftest import FAULTY, HALF
from tests.pages.screen import Open, table, words

PERIOD = "2026-03"


def list_links(app: AppTest) -> list[tuple[str, str]]:
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


@pytest.mark.parametrize("organisation", [FAULTY, HALF])
def test_each_obstacle_has_a_link(open_page: Open, warehouse, months: list[str], organisation: str) -> None:
    found = obstacles(Warehouse(warehouse, organisation), months[-1], "month")
    shown = list_links(open_page("signoff", organisation, period=months[-1]))
    assert found
    for obstacle in found:
        for place in find_places(obstacle):
            queries = [query for label, query in shown if label == place.label]
            assert any(all(f"{name}=" in query for name in place.parameters) for query in queries), place


def test_the_link_of_a_step_opens_exactly_its_documents(open_page: Open, warehouse, months: list[str]) -> None:
    found = obstacles(Warehouse(warehouse, FAULTY), months[-1], "month")
    obstacle = next(each for each in found if each.row.get("step") == "CH1")
    place, step = find_places(obstacle)
    app = open_page(place.page, period=months[-1], **place.parameters)
    assert len(table(app, place.page)) == obstacle.row["exception_count"]
    assert (step.page, dict(step.parameters)) == ("checklist", {"step": "CH1"})


@pytest.mark.parametrize(
    ("code", "page", "parameters"),
    [
        ("not_landed|cogs_entries", "upload", {"period": PERIOD}),
        ("not_landed_before|cogs_entries", "upload", {"period": "2026-02"}),
        ("rows_unreadable|sales_documents|2026-01|3", "upload", {"period": "2026-01"}),
        ("no_account|inventory", "organisation", {}),
        ("unstated_package", "organisation", {}),
        ("references_unread|SO|a|1|2|2026-03", "ledger_match", {}),
        ("above_materiality|revenue bridge|5|0.00", "bridge", {"view": "Revenue", "cause": "unexplained"}),
        ("gap_unknown|bridge", "bridge", {"view": "Stock"}),
    ],
)
def test_a_reason_leads_to_where_it_is_settled(code: str, page: str, parameters: dict[str, str]) -> None:
    place = find_place(code, PERIOD)
    assert (place.page, dict(place.parameters)) == (page, parameters)


def test_every_reason_leads_to_a_page() -> None:
    row = {"step": "CH1", "exception_count": 2, "unmet_code": "not_landed|cogs_entries"}
    for code in reasons(PERIOD):
        for place in find_places(Obstacle(PERIOD, (f"{code}|bridge|2026-01",), row)):
            assert place.page in PAGES


def test_the_page_names_unknown_accounts_as_the_command_line_does(
    open_page: Open, warehouse, months: list[str]
) -> None:
    found = obstacles(Warehouse(warehouse, HALF), months[-1], "control_accounts")
    reasons_told = [say(each) for each in found if each.codes == ("answer_unknown",)]
    app = open_page("signoff", HALF, period=months[-1], subject="control_accounts")
    assert reasons_told
    for reason in reasons_told:
        assert f"{reason[:1].upper()}{reason[1:]}" in words(app)
    assert all(button.disabled for button in app.button if button.label in {"Sign as preparer", "Review and sign"})
