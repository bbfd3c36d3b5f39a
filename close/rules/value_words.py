"""The values of a reason code as its sentence writes them: months, counts, and names instead of codes."""

from collections.abc import Callable, Mapping

from close.months import PERIOD, month
from close.rules.catalogue import causes
from close.store.datasets import DATASETS
from close.store.settings import ROLES

DOCUMENTS = {
    "SO": "sales orders",
    "CN": "credit notes",
    "PO": "purchase orders",
    "SCN": "supplier credit notes",
    "ADJ": "adjustments",
    "BATCH": "payment batches",
}


def _name_datasets(names: str) -> str:
    return ", ".join(DATASETS[name].title for name in names.split(", "))


def _name_column(column: str) -> str:
    return column.replace("_", " ")


def _name_role(role: str) -> str:
    return ROLES[role].lower()


def _name_documents(doc_type: str) -> str:
    return DOCUMENTS.get(doc_type, doc_type)


def _name_month(period: str) -> str:
    return f"{month(period).start:%B %Y}" if PERIOD.match(period) else period


def name_cause(code: str) -> str:
    """Return the title of a cause with its code, or any other text unchanged."""
    title = causes().get(code)
    return f"{title} ({code})" if title else code


def _write_count(number: str) -> str:
    return f"{int(number):,}"


FORMATS: Mapping[str, Callable[[str], str]] = {
    "dataset": _name_datasets,
    "column": _name_column,
    "role": _name_role,
    "documents": _name_documents,
    "month": _name_month,
    "cause": name_cause,
    "count": _write_count,
}
