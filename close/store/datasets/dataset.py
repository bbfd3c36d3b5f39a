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
    """A table in the warehouse: its columns by name, and the key that identifies a row.

    `source` is the menu path to the export. If `unique` is True, a file may contain each key only once. Within a
    period, a landing replaces the files that share a key with it. If `key_by_key` is True (accounts are often exported
    one at a time), a file stays current for its keys that are not in a newer file for the period, and SQL uses the
    newest file for each key. If `may_lack_rows` is True, a file may land without its unreadable rows, because every
    rule that reads it takes that into account. If `follows_file` is True, the rows describe the other rows of their
    file, and are current as long as those are. If `is_optional` is True, no month is incomplete without an export of
    it, and the rows of an answer that need one say so themselves.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: dict[str, pa.DataType]
    source: str = ""
    unique: bool = True
    key_by_key: bool = False
    may_lack_rows: bool = False
    follows_file: bool = False
    is_optional: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The columns of a landed file: its period, the declared columns and the line in the export."""
        columns = {"period": TEXT, **self.columns, "_line": pa.int32()}
        return pa.schema(list(columns.items()))
