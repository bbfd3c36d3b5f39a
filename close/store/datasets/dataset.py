"""The declaration of a dataset, and the types of its columns."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

TEXT, DAY, FLAG = pa.string(), pa.date32(), pa.bool_()
MONEY = QUANTITY = pa.decimal128(18, 4)
TYPES: dict[type, pa.DataType] = {str: TEXT, bool: FLAG, int: pa.int32(), date: DAY, Decimal: MONEY}
STATUSES = ("NOT_IMPORTED", "IMPORTED", "ERROR", "DO_NOT_IMPORT")


@dataclass(frozen=True)
class Dataset:
    """A table of the warehouse: its columns by name, and the key that identifies a row.

    `source` is the menu path to the export. `unique`: a file may contain each key only once. Within a period, a landing
    replaces the files that share a key with it. With `key_by_key` (accounts are often exported one at a time) a file
    stays current for the keys that no newer file of its period has, and SQL takes the newest file for each key.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: dict[str, pa.DataType]
    source: str = ""
    unique: bool = True
    key_by_key: bool = False

    @property
    def schema(self) -> pa.Schema:
        """Columns of a landed file: the period it was landed for, the declared ones and the line of the export."""
        columns = {"period": TEXT, **self.columns, "_line": pa.int32()}
        return pa.schema(list(columns.items()))
