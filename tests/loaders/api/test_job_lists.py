"""Production jobs from the Omni API land as those of the exported list. No fact that they lack becomes zero."""

from typing import Any

import pytest

from loaders.intake.periods import WrongMonth
from loaders.layouts.faults import BadCells
from loaders.omni.api.jobs import UnclearJob
from loaders.omni.api.voids import UnclearVoid
from tests.loaders.api.saved import checks, refuse, rows
from tests.loaders.golden import SAMPLES, read_golden

SHEET = {"type": "Use", "code": "S", "name": "Sheet", "qty": 5, "unitCost": 3}
LABOUR = {"type": "Addon", "code": "L", "name": "Labour", "qty": 1, "unitCost": 5}
MUG = {"type": "Make", "code": "M", "name": "Mug", "standardQty": 5, "actualQty": 5, "unitCost": 4}
JOB = {"id": 1, "reference": "J-1", "isApproved": True, "completedDate": "2027-09-16T00:00:00Z", "totalCost": 20}


def job(*components: dict[str, Any], product: dict[str, Any] | None = None, **changed: object) -> dict[str, Any]:
    made = {**MUG, **(product or {}), "components": list(components or (SHEET, LABOUR))}
    return {**JOB, "products": [made], **changed}


def quantities(*documents: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    return [(row["part"], row["product_code"], row["qty"], row["unit_cost"]) for row in rows(*documents)]


def test_a_list_lands_as_the_exported_one() -> None:
    listed, exported = (read_golden(SAMPLES / name) for name in ("api_jobs/as_in_file", "jobs/plain"))
    assert [{**row, "_line": ""} for row in exported] == [{**row, "_line": ""} for row in listed]


def test_each_product_and_each_component_has_a_row() -> None:
    second = {**MUG, "code": "N", "actualQty": 1, "unitCost": 0, "components": [{**SHEET, "qty": 0}]}
    both = {**job(), "products": [*job()["products"], second]}
    assert quantities(both) == [
        ("MAKE", "M", 5, 4),
        ("USE", "S", 5, 3),
        ("ADDON", "L", 1, 5),
        ("MAKE", "N", 1, 0),
        ("USE", "S", 0, 3),
    ]


def test_types_may_be_the_numbers_of_the_api() -> None:
    numbered = job({**SHEET, "type": 20}, {**LABOUR, "type": "30"}, product={"type": 10})
    assert quantities(numbered) == quantities(job())


@pytest.mark.parametrize(
    ("total", "landed"), [(20, (5, 1)), (20.02, (5, 1)), (20.03, (None, None)), (4, (None, None)), (None, (None, None))]
)
def test_a_standard_quantity_counts_only_if_the_total_cost_proves_it(
    total: float | None, landed: tuple[int | None, ...]
) -> None:
    document = job(totalCost=total)
    assert tuple(row["qty"] for row in rows(document))[1:] == landed
    assert ("Value added" in checks(document)) is (None in landed)


def test_a_total_of_zero_proves_nothing() -> None:
    free = job({**SHEET, "unitCost": 0}, product={"unitCost": 0}, totalCost=0)
    assert [(row["qty"], row["unit_cost"]) for row in rows(free)] == [(5, None), (None, None)]


@pytest.mark.parametrize(("total", "costs"), [(20, [4, 3, 5, 0]), (21, [4, 3, 5, None])])
def test_a_unit_cost_of_zero_counts_only_if_the_total_cost_proves_it(total: int, costs: list[int | None]) -> None:
    packed = {**LABOUR, "code": "P", "unitCost": 0}
    document = job({**SHEET, "actualQty": 5}, {**LABOUR, "actualQty": 1}, {**packed, "actualQty": 1}, totalCost=total)
    assert [row["unit_cost"] for row in rows(document)] == costs


def test_an_actual_quantity_counts_in_any_case() -> None:
    used = {**SHEET, "standardQty": 5, "actualQty": -6}
    assert quantities(job(used, totalCost=None)) == [("MAKE", "M", 5, 4), ("USE", "S", 6, 3)]


def test_a_missing_unit_cost_stays_blank_and_is_stated() -> None:
    document = job({**SHEET, "actualQty": 5, "unitCost": None})
    assert [row["unit_cost"] for row in rows(document)] == [4, None]
    assert checks(document)["Value added"].startswith("1 line of completed jobs without a unit cost")
    assert "Value added" not in checks(job({**SHEET, "unitCost": None}, completedDate=None))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (job({**SHEET, "type": None}), "the type of a line is missing"),
        (job(SHEET, product={"type": None}), "the type of a line is missing"),
        (job({**SHEET, "type": "Make"}), "a component has the type Make"),
        (job({**SHEET, "components": [LABOUR]}), "the type of a line is missing"),
        (job({**SHEET, "actualQty": 0}), "it used no units of a component"),
        ({**job(), "products": [{**MUG, "components": None}]}, "no components for a product"),
        ({**job(), "products": [*job()["products"], {**MUG, "components": []}]}, "no components for a product"),
        ({**job(), "products": [{**MUG, "components": []}, *job()["products"]]}, "no components for a product"),
        (job(product={"actualQty": 0}), "its actual quantity is 0"),
    ],
)
def test_a_job_whose_value_is_not_certain_is_refused(document: dict[str, Any], words: str) -> None:
    assert words in refuse(UnclearJob, document)


def test_a_used_product_needs_no_components() -> None:
    used = {**MUG, "type": "Use", "code": "T", "components": []}
    assert ("USE", "T", 5, 4) in quantities({**job(), "products": [*job()["products"], used]})


def test_an_open_job_may_have_no_components_and_no_quantities_yet() -> None:
    started = {**job(), "completedDate": None, "products": [{**MUG, "actualQty": 0, "components": []}]}
    assert quantities(started) == [("MAKE", "M", 0, 4)]


def test_an_unknown_type_is_refused() -> None:
    assert 'products.components.type: "Undefined" is not Make, Use or Addon' in refuse(
        BadCells, job({**SHEET, "type": "Undefined"})
    )


def test_a_completed_job_that_is_not_approved_may_be_void() -> None:
    assert "J-1 was completed on 2027-09-16" in refuse(UnclearVoid, job(isApproved=False))
    assert {row["is_void"] for row in rows(job(isApproved=False, isVoid=True))} == {True}
    assert {row["is_void"] for row in rows(job(isApproved=False, completedDate=None))} == {False}


def test_jobs_without_products_are_counted() -> None:
    bare = [
        {**JOB, "id": number, "reference": f"J-{number}", "products": made} for number, made in ((2, []), (3, None))
    ]
    assert {row["reference"] for row in rows(job(), *bare)} == {"J-1"}
    assert checks(job(), *bare)["Without lines"] == "2 of 3 documents"


def test_the_day_of_creation_shows_that_a_quiet_month_was_covered() -> None:
    later = job(completedDate="2027-10-03T00:00:00Z")
    assert "2027-10" in refuse(WrongMonth, later)
    assert rows({**later, "createdDate": "2027-09-28T00:00:00Z"})


def test_the_days_of_a_document_count_once_however_many_lines_it_has() -> None:
    earlier = job(*[SHEET] * 30, completedDate="2027-08-03T00:00:00Z", totalCost=None)
    assert len(rows(earlier, {**job(), "id": 2, "reference": "J-2"})) == 34
