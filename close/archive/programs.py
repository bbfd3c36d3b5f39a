"""The programs of a binder and their index: the tables that pinned queries read, with the types of their columns."""

import json
from pathlib import Path

import pyarrow as pa

from close.engine.views import LANDING_COLUMNS
from close.months import month
from close.rules.given import FORMER_NAMES, GIVEN
from close.store.datasets import DATASETS

HERE = Path(__file__).parent
BOUND = HERE / "bound"
SHIPPED = (HERE.parent / "rules" / "digests.py", HERE.parent / "store" / "records.py")
LOCK = HERE.parents[1] / "requirements.lock"
KINDS = {"string": "varchar", "date32[day]": "date", "int32": "integer", "int64": "bigint", "bool": "boolean"}
SQL_TYPES = KINDS | {"timestamp[us]": "timestamp"}
Content = dict[str, bytes]


def write_programs(organisation: str, period: str, standing: str) -> Content:
    """Return the files with which a month's binder is verified and run again, by name.

    `standing` is what the program says in the end about the signatures: a suspended one can be run again as well.
    """
    tables = {name: [*dataset.schema, pa.field("_landing", pa.string())] for name, dataset in DATASETS.items()}
    former = {former: GIVEN[name] for former, name in FORMER_NAMES.items()}
    given = {"landings": LANDING_COLUMNS, "landings_history": LANDING_COLUMNS, **GIVEN, **former}
    parameters = {name: str(value) for name, value in month(period).parameters().items()}
    index = {
        "organisation": organisation,
        "period": period,
        "standing": standing,
        "parameters": {**parameters, "reference": None},
        "given": [*given],
        "tables": {name: {field.name: _kind(field) for field in schema} for name, schema in (tables | given).items()},
    }
    return {
        "binder.json": encode(index),
        "requirements.txt": _read_requirement("duckdb"),
        "rerun.py": (BOUND / "rerun.py").read_bytes(),
        **{file.name: file.read_bytes() for file in SHIPPED},
    }


def encode(content: object) -> bytes:
    """Return content as JSON that a person can read, and that is always the same for the same content."""
    return json.dumps(content, indent=1, sort_keys=True, default=str, ensure_ascii=False).encode()


def _read_requirement(package: str) -> bytes:
    """Return the lines of the lock file that pin one package by hash."""
    lines = iter(LOCK.read_text(encoding="utf-8").splitlines())
    requirement = [next(line for line in lines if line.startswith(f"{package}=="))]
    while requirement[-1].endswith("\\"):
        requirement.append(next(lines))
    return "\n".join([*requirement, ""]).encode()


def _kind(field: pa.Field) -> str:
    return SQL_TYPES.get(str(field.type), str(field.type).replace("decimal128", "decimal"))
