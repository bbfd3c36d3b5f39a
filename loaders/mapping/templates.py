"""The datasets that a mapping can fill, each with the loader whose columns, layout and proofs it uses."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from close.errors import Refused
from close.store.datasets import LEDGER_ENTRIES
from loaders import ledger, omni
from loaders.cells.columns import Column, Text
from loaders.layouts.description import Loader
from loaders.layouts.tables import read_table
from loaders.ledger.columns import Debit
from loaders.mapping.mapping import AMOUNT, SIDE
from loaders.omni import api

LOADERS = (*omni.LOADERS, *ledger.LOADERS)
# A header that only a program would write: TransType, lineItems.qty, reference.
_KEY = r"^[a-z]|[a-z][A-Z]|\w\.\w"
_WORDS = {"move_date": "Date moved", "acct_date": "Invoice date", "qty": "Quantity", "qty_moved": "Quantity moved"}
_SIGNED = Debit("Amount", ("Net amount", "Net", "Value", "Movement"))
# Parts of a key that a whole file may share, such as a list of bills, or the stock of one branch.
_CATEGORIES = {"kind", "branch"}
# What tells documents, accounts and products apart. One text in every row would make them all duplicates.
_IDENTIFIERS = frozenset(
    {
        "name",
        "code",
        "reference",
        "order_ref",
        "number",
        "account_name",
        "product_code",
        "supplier_inv_no",
        "credit_number",
    }
)
# What Omni's report always has and lists of other programs often lack. Rules that need it cannot tell without it.
_MAY_LACK = {"purchase_documents": ("supplier_inv_no", "qty_ordered", "qty_moved")}
_CONTRA_FIELDS = {
    "contra_code": Text("Contra account code", optional=True),
    "contra_name": Text("Contra account name", optional=True),
}
_SIDE = Text("Debit or credit", ("D/C", "Dr/Cr", "DC", "DrCr", "Side"), optional=True)


class UnknownDataset(Refused):
    """The name of a dataset that no export fills."""

    def __init__(self, name: str) -> None:
        super().__init__(f'There is no dataset "{name}". Choose one of {", ".join(list_templates())}.')


@cache
def list_templates() -> Mapping[str, Loader]:
    """Return the loader for each dataset: the general one, or else the first that is described.

    A list of the API has a layout for its nested lines. If only such a list fills a dataset, a table is read instead.
    """
    found: dict[str, Loader] = {}
    for loader in sorted(LOADERS, key=lambda loader: (not loader.is_general, loader in api.LOADERS)):
        table = replace(loader, layout=read_table) if loader in api.LOADERS else loader
        found.setdefault(loader.dataset.name, _relax(table))
    return found


def _relax(loader: Loader) -> Loader:
    relaxed = {name: replace(loader.columns[name], optional=True) for name in _MAY_LACK.get(loader.dataset.name, ())}
    return replace(loader, columns={**loader.columns, **relaxed})


def find_template(dataset: str) -> Loader:
    """Return the loader for a dataset. Raises UnknownDataset."""
    if dataset not in list_templates():
        raise UnknownDataset(dataset)
    return list_templates()[dataset]


def has_sides(loader: Loader) -> bool:
    """Return True if the loader has debits and credits that a file may also give as one signed amount."""
    return isinstance(loader.columns.get("debit"), Debit)


def list_fields(loader: Loader) -> dict[str, Column]:
    """Return the columns that a mapping may assign, required ones first."""
    columns = dict(sorted(loader.columns.items(), key=lambda item: item[1].optional))
    if not has_sides(loader):
        return columns
    contra = _CONTRA_FIELDS if loader.dataset == LEDGER_ENTRIES else {}
    return {**columns, AMOUNT: _SIGNED, SIDE: _SIDE, **contra}


def list_required(loader: Loader, assigned: Mapping[str, object]) -> list[str]:
    """Return the columns that are needed. One amount replaces debit and credit if it is assigned."""
    required = [name for name, column in loader.columns.items() if not column.optional]
    if has_sides(loader) and AMOUNT in assigned:
        return [*(name for name in required if name not in {"debit", "credit"}), AMOUNT]
    return required


def list_headers(dataset: str, name: str) -> list[str]:
    """Return every header under which any loader of a dataset knows a column, in order of preference."""
    own = [loader.columns[name] for loader in LOADERS if loader.dataset.name == dataset and name in loader.columns]
    columns = [*own, *(column for known, column in ((AMOUNT, _SIGNED), (SIDE, _SIDE)) if known == name)]
    return list(dict.fromkeys(header for column in columns for header in (column.header, *column.aliases) if header))


def name_field(name: str, column: Column) -> str:
    """Return the name of a column for a person: its header if that is words, not a key such as lineItems.qty."""
    words = _WORDS.get(name, name.replace("_", " ").capitalize())
    return words if re.search(_KEY, column.header) else column.header


def may_be_constant(loader: Loader, name: str) -> bool:
    """Return True if all rows of a file may share one text in this column, such as their status or document type.

    A column that identifies documents or accounts differs from row to row.
    """
    column = loader.columns[name]
    identifies = {loader.key, *loader.dataset.key, *_IDENTIFIERS}
    return column.kind == "string" and name not in identifies - _CATEGORIES
