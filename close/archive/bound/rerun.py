"""Re-run every signed number in this binder with Python and DuckDB alone: `python rerun.py`."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True  # nothing is added to this folder

import duckdb  # noqa: E402
from digests import digest_rows  # type: ignore[import-not-found]  # noqa: E402 - a binder has them next to this file
from records import digest, list_records, name, read, verify  # type: ignore[import-not-found]  # noqa: E402

HERE = Path(__file__).resolve().parent
HISTORY = "_history"
PROVEN = ("exports", "data", "sql", "evidence")
SUMS = "SHA256SUMS"
Record = dict[str, Any]


def main() -> int:
    """Return 0 if no file was changed and every signed number is reproduced, otherwise 1."""
    os.chdir(HERE)  # paths are then relative, so a glob character in the folder's name has no effect
    faults = [*_find_changes()]
    for path, why in faults:
        print(f"TOUCHED    {path}: {why}")
    if faults:
        return 1
    binder = json.loads((HERE / "binder.json").read_bytes())
    signed = [event for event in _events() if event["period"] == binder["period"] and event["pins"]]
    same = [_rerun(event, pin, binder) for event in signed for pin in event["pins"]]
    print(f"{sum(same)} of {len(same)} signed answers of {binder['period']} are the same. DuckDB {duckdb.__version__}.")
    print(f"All files match {SUMS}. README.md explains how to check its signature.")
    print(f"That a number is the same does not mean that it is still signed. {binder['standing']}")
    return 0 if same and all(same) else 1


def _rerun(event: Record, pin: Record, binder: Record) -> bool:
    digest_now, reason = "", ""
    try:
        digest_now = _digest(event, pin, binder)
    except (duckdb.Error, KeyError) as error:
        reason = f" ({type(error).__name__}: {error})"
    if digest_now != pin["digest"] and pin["engine"] != f"DuckDB {duckdb.__version__}":
        reason += f" (signed with {pin['engine']})"
    is_same = digest_now == pin["digest"]
    title = f"{pin['report']} {pin['only']}".strip()
    signature = f"{event['number']:>5} {event['value']:<9} {event['subject']:<22}"
    print(f"{'same' if is_same else 'DIFFERENT':<10} {signature} {title:<24} {digest_now or 'not run'}{reason}")
    return is_same


def _digest(event: Record, pin: Record, binder: Record) -> str:
    """Return the digest of a pinned query over the exports and events that were current when it was signed."""
    sql = {digest(path.read_bytes()): path for path in (HERE / "sql").iterdir()}[pin["sql"]].read_text("utf-8")
    parameters = {key: _day(key, value) for key, value in binder["parameters"].items() if re.search(rf"\${key}\b", sql)}
    # The same setting as in Tieout: DuckDB 2.0.0 may mix up the chunks that it gathers between operators.
    with duckdb.connect(config={"enable_caching_operators": "false"}) as connection:
        _fill(connection, event["manifest"], pin, binder)
        answer = connection.execute(sql, parameters)
        names = [column[0] for column in answer.description or []]
        rows: Iterable[tuple[Any, ...]] = answer.fetchall()
    if pin["only"]:
        rows = [row for row in rows if row[names.index("step")] == pin["only"]]
    return str(digest_rows(names, rows))


def _fill(connection: duckdb.DuckDBPyConnection, manifest: int, pin: Record, binder: Record) -> None:
    """Create every table that the query may read, with exports as views, and block access to anything else."""
    current = _landings(manifest, binder)
    hears = any(dataset.endswith(HISTORY) for dataset in pin["datasets"])
    history = _history(manifest, binder) if hears else current
    for dataset in pin["datasets"]:
        records = history if dataset.endswith(HISTORY) else current
        _view(connection, dataset, records, binder["tables"][dataset.removesuffix(HISTORY)])
    events = [_moment(event) for event in _events() if event["number"] <= pin["journal"]]
    given = {
        "landings": _list_landing_rows(current),
        "landings_history": _list_landing_rows(history),
        "audit_log": events,
        "journal": events,  # the name of this table in queries signed before it was renamed
    }
    for table in binder["given"]:
        _table(connection, table, given.get(table, []), binder["tables"][table])
    connection.execute("set allowed_directories = [$folder]", {"folder": f"{HERE}/"})
    connection.execute("set enable_external_access = false")


def _view(connection: duckdb.DuckDBPyConnection, dataset: str, records: list[Record], columns: dict[str, str]) -> None:
    base = dataset.removesuffix(HISTORY)
    files = [file["path"] for record in records for file in record["files"] if file["dataset"] == base]
    if not files:
        _table(connection, dataset, [], columns)
        return
    landed = connection.read_parquet(files, hive_partitioning=False, union_by_name=True, filename=True)
    read_as = {"_landing": "parse_filename(filename, true) as _landing"}
    landed.project(", ".join(read_as.get(column, f'"{column}"') for column in columns)).create_view(dataset)


def _table(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Record], columns: dict[str, str]) -> None:
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f'create table "{table}" ({declared})')
    if rows:
        marks = ", ".join("?" * len(columns))
        values = [[row[column] for column in columns] for row in rows]
        connection.executemany(f'insert into "{table}" values ({marks})', values)


def _events() -> list[Record]:
    return [read(path) for path in list_records(HERE / "journal")]


def _moment(event: Record) -> Record:
    return event | {"recorded_at": datetime.fromisoformat(event["recorded_at"]).replace(tzinfo=None)}


def _landings(manifest: int, binder: Record) -> list[Record]:
    """Return the landings that are current in a snapshot, without those for later months."""
    landings = read(HERE / "manifests" / name(manifest))["landings"] if manifest else []
    return [record for record in landings if record["period"] <= binder["period"]]


def _history(manifest: int, binder: Record) -> list[Record]:
    """Return the landings that are current in a snapshot or were current in an earlier one."""
    landings = {record["landing"]: record for number in range(1, manifest + 1) for record in _landings(number, binder)}
    return list(landings.values())


def _list_landing_rows(records: list[Record]) -> list[Record]:
    return [
        record
        | {"dataset": file["dataset"], "rows": file["rows"], "absent": "|".join(["", *record["absent"], ""])}
        | {"landed_at": datetime.fromisoformat(record["landed_at"]).replace(tzinfo=None)}
        | {name: record["reading"].get(name) for name in ("date_order", "date_evidence", "covers_until")}
        for record in records
        for file in record["files"]
    ]


def _day(key: str, value: str | None) -> str | date | None:
    return value if value is None or key.endswith("period") else date.fromisoformat(value)


def _find_changes() -> Iterator[tuple[str, str]]:
    """Yield the files that were changed. The list of all files comes first, then the hash chains and what they name."""
    named = _name_data()
    broken = [(path, f"{why} ({named[path]})" if path in named else why) for path, why in _compare_sums()]
    broken += [(fault.path, fault.why) for part in ("journal", "manifests") for fault in verify(HERE / part)]
    yield from broken
    if broken:
        return
    recorded = dict(_list_hashes(json.loads((HERE / "binder.json").read_bytes())))
    files = (path for folder in PROVEN for path in sorted((HERE / folder).rglob("*")) if path.is_file())
    digests = {digest(path.read_bytes()): path.relative_to(HERE).as_posix() for path in files}
    for sha256, path in recorded.items():
        if sha256 not in digests:
            yield path, f"it is missing or was changed{f' ({named[path]})' if path in named else ''}"
    yield from ((path, "no record refers to it") for sha256, path in digests.items() if sha256 not in recorded)


def _name_data() -> dict[str, str]:
    """Return the uploaded file that each data file was read from. A manifest that was changed names none."""
    named: dict[str, str] = {}
    for path in list_records(HERE / "manifests"):
        try:
            landings = read(path)["landings"]
            named |= {file["path"]: f"read from {each['file_name']}" for each in landings for file in each["files"]}
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return named


def _compare_sums() -> Iterator[tuple[str, str]]:
    """Yield the files that differ from the list of all files, and those that it does not contain."""
    if not (HERE / SUMS).is_file():
        yield SUMS, "it is missing"
        return
    listed = {path: sha256 for sha256, path in (line.split("  ", 1) for line in _read_lines(HERE / SUMS))}
    found = {path.relative_to(HERE).as_posix(): path for path in sorted(HERE.rglob("*")) if path.is_file()}
    for path, sha256 in listed.items():
        if path not in found:
            yield path, "it is missing"
        elif digest(found[path].read_bytes()) != sha256:
            yield path, f"it was changed after {SUMS} was written"
    yield from ((path, f"it is not in {SUMS}") for path in found if path not in {*listed, SUMS, f"{SUMS}.sig"})


def _read_lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8", "replace").splitlines() if "  " in line]


def _list_hashes(binder: Record) -> Iterator[tuple[str, str]]:
    """Yield the hash and name of every file that a manifest or an event refers to."""
    for record in _history(len(list_records(HERE / "manifests")), binder):
        yield from ((file["sha256"], file["path"]) for file in record["files"])
        if record["period"] == binder["period"]:
            yield record["sha256"], f"exports/{record['file_name']}"
    for event in (event for event in _events() if event["period"] == binder["period"]):
        yield from ((pin["sql"], f"sql/{pin['report']}") for pin in event["pins"])
        if event["kind"] == "attached":
            yield event["value"], f"evidence/{event['note']}"


if __name__ == "__main__":
    sys.exit(main())
