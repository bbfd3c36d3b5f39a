"""The quantities and unit costs of production jobs that the API may not know, and their proof by the total cost.

Of a component, the API may state only the standard quantity. A unit cost of 0 may mean that there is none.
"""

from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from loaders.layouts.description import Values
from loaders.omni.api.document_list import value_lines

_CENTS = Decimal("0.02")


def choose_values(rows: Values) -> Values:
    """Return the rows with the standard quantities that are proven, and without the unit costs of 0 that are not.

    They are proven if everything that the job made, or everything that it used, adds up to its total cost with them.
    """
    is_proven = _find_proven(rows)
    standard = pc.if_else(is_proven, rows["component_standard"], None)
    is_certain = pc.or_(is_proven, pc.not_equal(rows["unit_cost"], 0))
    return {
        **rows,
        "qty": pc.coalesce(rows["qty"], standard),
        "unit_cost": pc.if_else(is_certain, rows["unit_cost"], None),
    }


def _find_proven(rows: Values) -> pa.Array:
    """Return a mask of the lines that add up to the total cost of their job, unless that is zero."""
    side = pc.if_else(pc.equal(rows["part"], "MAKE"), "made", "used")
    key = pc.binary_join_element_wise(side, rows["reference"], " ")
    value = value_lines(pc.coalesce(rows["qty"], rows["component_standard"]), rows["unit_cost"])
    table = pa.table({"key": key, "value": value, "total": rows["total_cost"]})
    how = [("value", "sum"), ("value", "count"), ("key", "count"), ("total", "max")]
    sums = table.group_by("key", use_threads=False).aggregate(how)
    total = sums["total_max"]
    proofs = (
        pc.equal(sums["value_count"], sums["key_count"]),
        pc.greater_equal(sums["value_sum"], pc.subtract(total, _CENTS)),
        pc.less_equal(sums["value_sum"], pc.add(total, _CENTS)),
        pc.not_equal(total, 0),
    )
    return pc.is_in(key, value_set=sums.filter(reduce(pc.and_, proofs))["key"].combine_chunks())
