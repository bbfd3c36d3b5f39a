"""A ledger export from Xero as typed Parquet, by pandas."""

from pathlib import Path

import pandas as pd
import pyarrow as pa

COLUMNS = ["date", "source", "contact", "description", "reference", "debit", "credit", "balance", "gross", "tax"]
MONEY = pd.ArrowDtype(pa.decimal128(18, 4))


def landing(file: Path, target: Path) -> int:
    """Write the lines of an export, and return their number."""
    lines = pd.read_csv(file, skiprows=4, names=COLUMNS, dtype="string[pyarrow]")
    lines["account"] = lines.date.where(lines.debit.isna()).ffill()
    lines = lines[lines.source.notna()].drop(columns=["balance", "gross", "tax"])
    lines["date"] = pd.to_datetime(lines.date, format="%d %b %Y")
    keys = lines.reference.str.split("|", n=1, expand=True)
    lines["key_1"], lines["key_2"] = (keys[part].str.strip().str.upper() for part in (0, 1))
    for side in ("debit", "credit"):
        lines[side] = lines[side].str.replace(",", "").astype(MONEY)
    lines.to_parquet(target, compression="zstd")
    return len(lines)
