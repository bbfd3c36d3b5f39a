"""Lists of the Omni API that cannot replace a report, with what to do instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from close.errors import Refused
from loaders.files.sheets import Sheet
from loaders.layouts.recognition import normalise

_NOTHING = "No report of the close uses it, so nothing is needed from it."


@dataclass(frozen=True)
class UnusedList:
    """A list of the API: what it is called, the fields that identify it, and what to do instead, in a sentence."""

    name: str
    fields: tuple[str, ...]
    advice: str


LISTS = (
    UnusedList(
        "stock levels",
        ("stockOnHand", "productOptionId", "openSales"),
        "It shows the stock of today, without values. "
        "Export Insights > Standard Reports > Historic Stock Valuations with the last day of the month instead.",
    ),
    UnusedList("products", ("styleCode", "productOptions.code"), _NOTHING),
)


class Unused(Refused):
    """A list of the API from which nothing can be uploaded."""

    def __init__(self, listed: UnusedList) -> None:
        super().__init__(f"This is the list of {listed.name} from the Omni API. {listed.advice}")


def check_used(sheets: Sequence[Sheet]) -> None:
    """Raise Unused for a list that cannot replace a report."""
    for sheet in sheets:
        if sheet.reading["format"] == "json" and sheet.rows:
            fields = {normalise(field) for field in sheet.row(0)}
            for listed in LISTS:
                if fields.issuperset(map(normalise, listed.fields)):
                    raise Unused(listed)
