"""Omni API: GET /v1/ProductionJobs, all pages of those changed in the month or not yet completed, as a JSON list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import read_whole
from close.store.datasets import PRODUCTION_JOBS
from close.store.settings import Settings
from close.texts import say_count
from loaders.cells.columns import Column, Day, Money, Quantity, Text
from loaders.layouts.description import Check, Contents, Expectations, Export, Loader, Values, Weights
from loaders.omni.api import voids
from loaders.omni.api.document_list import DocumentList
from loaders.omni.api.job_proofs import choose_values
from loaders.omni.jobs import PARTS, JobPart, derive_job

_MENU = "Production > Production Jobs"
_PRODUCTS = "products."
_CODES = {"MAKE": "10", "USE": "20", "ADDON": "30"}


class UnclearJob(Refused):
    """A production job whose lines do not show what was made and what was used."""

    def __init__(self, reference: str, why: str) -> None:
        super().__init__(
            f"Production job {reference}: {why}, so the value that the job added to stock is not certain. "
            f"Export {_MENU} with components and unit costs instead."
        )


class PartCode(JobPart):
    """The part of a line in a job, as a word or as the number that the API uses for it."""

    words: ClassVar[Mapping[str, tuple[str, ...]]] = {part: (*listed, _CODES[part]) for part, listed in PARTS.items()}


_PRODUCT: dict[str, Column] = {
    "part": PartCode(f"{_PRODUCTS}type"),
    "product_code": Text(f"{_PRODUCTS}code"),
    "product_name": Text(f"{_PRODUCTS}name", optional=True),
    "qty": Quantity(f"{_PRODUCTS}actualQty"),
    "unit_cost": Money(f"{_PRODUCTS}unitCost"),
}
_COMPONENT = {
    f"component_{name}": replace(column, header=column.header.replace(".", ".components."), optional=True)
    for name, column in _PRODUCT.items()
}
_STANDARD = Quantity(f"{_PRODUCTS}components.qty", (f"{_PRODUCTS}components.standardQty",), optional=True)


def merge_components(rows: Values) -> Values:
    """Return the rows with the values of a product or of a component in the same columns."""
    return {**rows, **{name: pc.coalesce(rows[name], rows[f"component_{name}"]) for name in _PRODUCT}}


_LIST = DocumentList(
    of_lines=True,
    lines=_PRODUCTS,
    prepare=merge_components,
    lacks=f"a mark on void jobs. If any of these jobs was voided after its completion, export {_MENU} instead",
)


def read_jobs(export: Export, expected: Expectations) -> Contents:
    """Read the list, and state on the card how many lines of completed jobs have no known value."""
    contents = _LIST.read(export, expected)
    rows = read_whole(contents.tables[PRODUCTION_JOBS.name])
    completed = pc.and_(rows["completed_date"].is_valid(), pc.invert(rows["is_void"]))
    unknown = pc.and_(completed, pc.or_(rows["qty"].is_null(), rows["unit_cost"].is_null()))
    if not (lines := pc.sum(unknown).as_py()):
        return contents
    detail = (
        f"{say_count(lines, 'line')} of completed jobs without a unit cost, or with a quantity that "
        f"is not proven to be the actual one, so the value that these jobs added is unknown. Export {_MENU} instead"
    )
    return replace(contents, checks=(*contents.checks, Check("Value added", "not proven", detail)))


def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Add the columns of every list of jobs. Raises UnclearVoid, UnclearJob."""
    void = voids.find_void_documents(rows)
    completed = pc.and_(pc.invert(void), rows["completed_date"].is_valid())
    voids.check_approved(rows, completed, ("Production job", "completed"), "completed_date", _MENU)
    _check_parts(rows, completed)
    known = choose_values({**rows, "job_status": voids.name_status(rows, void)})
    return derive_job(known, settings, weights)


def _check_parts(rows: Values, completed: pa.Array) -> None:
    """Raise UnclearJob for a line whose part is unknown, and for a completed job that made or used no units."""
    is_made = pc.fill_null(pc.equal(rows["part"], "MAKE"), False)
    units = pc.coalesce(rows["qty"], rows["component_standard"])
    has_units = pc.fill_null(pc.not_equal(units, 0), True)
    made, used = (rows["reference"].filter(pc.and_(part, has_units)) for part in (is_made, pc.invert(is_made)))
    made_none, used_none = (pc.invert(pc.is_in(rows["reference"], value_set=some)) for some in (made, used))
    faults = (
        (rows["part"].is_null(), "the type of a line is missing"),
        (pc.equal(rows["component_part"], "MAKE"), "a component has the type Make"),
        (
            pc.and_(pc.and_(completed, is_made), _find_bare(rows)),
            "it is completed, but the list has no components for a product",
        ),
        (pc.and_(pc.and_(completed, is_made), made_none), "it is completed, but its actual quantity is 0"),
        (pc.and_(completed, used_none), "it is completed, but it used no units of a component"),
    )
    for fault, why in faults:
        row = pc.index(fault, value=True).as_py()
        if row >= 0:
            raise UnclearJob(rows["reference"][row].as_py(), why)


def _find_bare(rows: Values) -> pa.Array:
    """Return a mask of the products without components, whose rows would follow that of the product."""
    is_component = rows["component_part"].is_valid()
    is_followed = pa.concat_arrays([is_component.slice(1), pa.array([False][: len(is_component)])])
    return pc.invert(pc.or_(is_component, is_followed))


LOADER = Loader(
    name="omni.api_jobs",
    version=1,
    title="Production jobs from the API",
    how_to_export=__doc__,
    dataset=PRODUCTION_JOBS,
    key="reference",
    period_columns=("completed_date",),
    other_day_columns=("created_date",),
    lists_open=True,
    columns={
        "reference": Text("reference"),
        "created_date": Day("createdDate", optional=True),
        "completed_date": Day("completedDate"),
        "total_cost": Money("totalCost", optional=True),
        **_PRODUCT,
        **_COMPONENT,
        "component_standard": _STANDARD,
        **voids.COLUMNS,
    },
    layout=read_jobs,
    derive=derive,
)
