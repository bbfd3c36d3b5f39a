"""The expected rows of each sample. `python -m tests.loaders.golden` writes them again, so review the difference."""

import csv
import io
from pathlib import Path

import pyarrow as pa

from close.errors import Refused
from close.store.warehouse import Landing
from loaders import Folder
from loaders.intake.exports import read_each
from loaders.intake.organisation import read_organisation

SAMPLES = Path(__file__).parent / "samples"
FOLDER = Folder(read_organisation((SAMPLES / "organisation.toml").read_bytes()))


def samples() -> list[Path]:
    return sorted(
        p for p in SAMPLES.glob("*/*") if p.suffix in {".csv", ".json"} and not p.name.endswith(".golden.csv")
    )


def golden_path(sample: Path) -> Path:
    return sample.with_name(f"{sample.stem}.golden.csv")


def read_golden(path: Path) -> list[dict[str, str]]:
    """Return the expected rows of the first table of a sample, given by its path without the ending."""
    text = path.with_name(f"{path.name}.golden.csv").read_text(encoding="utf-8").partition("\n\n")[0]
    return list(csv.DictReader(text.splitlines()[1:]))


def print_file(sample: Path) -> str:
    """Print every landing of a sample, or why it was refused."""
    found = read_each("sample", sample.read_bytes(), None, FOLDER)
    return "\n".join(
        f"refused: {one}\n" if isinstance(one, Refused) else print_landing(one.landing) for _, one in found
    )


def print_landing(landing: Landing) -> str:
    """Print every landed table, one below the other.

    A null is an empty cell, and `absent` lists the missing columns.
    """
    parts = [print_table(name, table) for name, table in landing.tables.items()]
    return "\n".join([*parts, f"absent: {', '.join(landing.absent)}", ""])


def print_table(name: str, table: pa.Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"# {name}"])
    writer.writerow(table.column_names)
    writer.writerows(row.values() for row in table.to_pylist())
    return text.getvalue()


def main() -> None:
    for sample in samples():
        golden_path(sample).write_text(print_file(sample), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
