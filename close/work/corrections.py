"""Corrections: a field of a document as it should be, in every export that shows the field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import (
    COGS_ENTRIES,
    DATASETS,
    DAY,
    PURCHASE_DOCUMENTS,
    PURCHASE_STATUSES,
    SALES_DOCUMENTS,
    STATUSES,
    STOCK_ADJUSTMENTS,
)
from close.texts import clean

VOID = "Void"
STAGES = ("Draft", "Approved", VOID)
CHOICES: Mapping[str, tuple[str, ...]] = {"status": STATUSES, "po_status": STAGES}
FIELDS: Mapping[str, tuple[str, ...]] = {
    SALES_DOCUMENTS.name: ("move_date", "acct_date", "sales_reference", "status"),
    PURCHASE_DOCUMENTS.name: ("move_date", "acct_date", "supplier_inv_no", "status", "po_status"),
    STOCK_ADJUSTMENTS.name: ("move_date", "acct_date"),
}
# Other exports that show the same documents.
ALSO_IN = {SALES_DOCUMENTS.name: COGS_ENTRIES.name, PURCHASE_DOCUMENTS.name: PURCHASE_STATUSES.name}
NAMES = {
    "move_date": "the date that stock moved",
    "acct_date": "the accounting date",
    "sales_reference": "the Sales Reference",
    "supplier_inv_no": "the supplier's number",
    "status": "the accounting status",
    "po_status": "the stage",
    "number": "the number",
}
# A date as somebody types one: 31/03/2026, 31/3/26, 2026-03-31 or 31 Mar 2026. A number such as 10-11-12 is not a date.
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_ORDERS = (f"{_DAY}([/.-]){_MONTH}\\1{_YEAR}", f"{_MONTH}([/.-]){_DAY}\\2{_YEAR}", f"{_YEAR}([/.-]){_MONTH}\\3{_DAY}")
_SHORT = rf"{_DAY}/{_MONTH}/\d\d|{_MONTH}/{_DAY}/\d\d"
_WORDS = rf"{_DAY}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]{_YEAR}"
DATE = re.compile("|".join((*_ORDERS, _SHORT, _WORDS)), re.IGNORECASE)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LONGEST = 200  # characters of a number


class NotCorrectable(Refused):
    """A field that cannot be set in a trial."""


class BadCorrection(Refused):
    """A value that a field cannot have."""


@dataclass(frozen=True)
class Correction:
    """A field of the document with a key, and its new value: a day, a text, or None for a blank."""

    dataset: str
    ref_key: str
    column: str
    value: date | str | None


def read_correction(correction: Correction) -> Correction:
    """Return a correction with its value as the dataset has it. A day may be written as 2026-03-31.

    Raises NotCorrectable, BadCorrection.
    """
    dataset, column, value = correction.dataset, correction.column, correction.value
    if column not in FIELDS.get(dataset, ()):
        title = DATASETS[dataset].title if dataset in DATASETS else dataset
        raise NotCorrectable(
            f"{correction.ref_key} has no such field: {NAMES.get(column, column)}, in {title}. Leave it as it is."
        )
    if value is None or value == "":
        return replace(correction, value=None)
    if DATASETS[dataset].columns[column] == DAY:
        return replace(correction, value=_read_day(correction))
    return replace(correction, value=_read_text(correction))


def _read_day(correction: Correction) -> date:
    try:
        day = date.fromisoformat(str(correction.value)[:10])
    except ValueError:
        raise BadCorrection(
            f'{_say(correction)}: "{correction.value}" is not a date. Write it as 2026-03-31.'
        ) from None
    if not EARLIEST <= day <= LATEST:
        raise BadCorrection(f"{_say(correction)}: {day} is not plausible. Enter a date from 2000 to 2099.")
    return day


def _read_text(correction: Correction) -> str:
    text, choices = clean(str(correction.value)).strip(), CHOICES.get(correction.column)
    if choices and text not in choices:
        raise BadCorrection(f'{_say(correction)}: "{text}" is not one of them. Choose {" or ".join(choices)}.')
    if not choices and DATE.fullmatch(text):
        raise BadCorrection(f'{_say(correction)}: "{text}" is a date. Enter the number itself.')
    if not text or len(text) > LONGEST or "\n" in text:
        raise BadCorrection(f"{_say(correction)}: it is longer than a line. Shorten it to {LONGEST} characters.")
    return text


def _say(correction: Correction) -> str:
    return f"{correction.ref_key}, {NAMES[correction.column]}"


def spread(correction: Correction) -> Iterator[Correction]:
    """Yield a correction for every export that shows the field, that of the document first."""
    yield correction
    also = ALSO_IN.get(correction.dataset)
    if also and correction.column in DATASETS[also].columns:
        yield replace(correction, dataset=also)


def apply(table: pa.Table, correction: Correction) -> pa.Table:
    """Return the rows of a dataset with a correction. A document with the stage Void becomes void."""
    values: dict[str, date | str | bool | None] = {correction.column: correction.value}
    if correction.column == "po_status":
        values["is_void"] = correction.value == VOID
    own = pc.fill_null(pc.equal(table["ref_key"], correction.ref_key), False)
    for column, value in values.items():
        index = table.schema.get_field_index(column)
        field = table.schema.field(index)
        table = table.set_column(index, field, pc.if_else(own, pa.scalar(value, field.type), table[column]))
    return table
