"""Omni: Production > Production Jobs, all statuses, with the products, components and unit costs, then Export."""

from collections.abc import Mapping
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import PRODUCTION_JOBS, TEXT
from close.store.settings import Settings
from loaders.cells.columns import (
    Approval,
    Column,
    Day,
    Locale,
    Money,
    Quantity,
    Read,
    Reference,
    Text,
    letters,
    translate,
)
from loaders.layouts.description import Loader, OuterLabel, Values, Weights
from loaders.layouts.tables import read_table
from loaders.omni.documents import find_voids, make_key

PARTS = {
    "MAKE": ("make", "made", "product", "finished", "finishedgood", "finishedgoods", "output"),
    "USE": ("use", "used", "component", "components", "input", "material"),
    "ADDON": ("addon", "addons", "labour", "labor", "service", "overhead"),
}


class JobPart(Column):
    """The part of a line in a job: made, used or added on."""

    noun = "Make, Use or Addon"
    words: ClassVar[Mapping[str, tuple[str, ...]]] = PARTS

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read MAKE, USE or ADDON."""
        words = {word: part for part, listed in self.words.items() for word in listed}
        return translate(cells, lambda text: words.get(letters(text)), TEXT)


def derive_job(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Add the matching key and void. Components may be negative in the file, so quantities lose their sign."""
    void = find_voids(rows["job_status"], len(rows["qty"]))
    return {**rows, "ref_key": make_key(rows["reference"]), "is_void": void, "qty": pc.abs(rows["qty"])}


LOADER = Loader(
    name="omni.jobs",
    version=1,
    title="Production jobs",
    how_to_export=__doc__,
    dataset=PRODUCTION_JOBS,
    key="product_code",
    period_columns=("completed_date",),
    lists_open=True,
    columns={
        "reference": Reference("Reference", ("Job Reference", "Job Ref", "Production Job Ref", "Job No", "Job", "Ref")),
        "job_status": Approval("Status", ("Job Status", "Stage"), optional=True),
        "completed_date": Day("Completed Date", ("Completed", "Date Completed")),
        "part": JobPart("Type", ("Line Type", "Component Type", "Item Type")),
        "product_code": Reference("Product Code", ("Code", "SKU", "Item Code")),
        "product_name": Text("Product Name", ("Product", "Name", "Description"), optional=True),
        "qty": Quantity("Actual Qty", ("Qty", "Quantity", "Actual Quantity")),
        "unit_cost": Money("Unit Cost", ("Cost", "Landed Unit Cost")),
    },
    layout=read_table,
    outer_labels={
        "reference": OuterLabel(always_filled=True),
        "part": OuterLabel(always_filled=True),
        **{name: OuterLabel(of="reference") for name in ("job_status", "completed_date")},
    },
    derive=derive_job,
)
