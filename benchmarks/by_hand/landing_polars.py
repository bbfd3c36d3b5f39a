"""A ledger export from Xero as typed Parquet, by polars."""

from pathlib import Path

import polars as pl

COLUMNS = ["date", "source", "contact", "description", "reference", "debit", "credit", "balance", "gross", "tax"]


def landing(file: Path, target: Path) -> int:
    """Write the lines of an export, and return their number."""
    text = pl.scan_csv(file, skip_lines=4, has_header=False, new_columns=COLUMNS, infer_schema=False)
    keys = pl.col("reference").str.split_exact("|", 1).struct
    lines = text.with_columns(account=pl.when(pl.col("debit").is_null()).then("date").forward_fill())
    lines = lines.filter(pl.col("source").is_not_null()).with_columns(
        pl.col("date").str.to_date("%d %b %Y"),
        pl.col("debit", "credit").str.replace_all(",", "").cast(pl.Decimal(18, 4)),
        key_1=keys.field("field_0").str.strip_chars().str.to_uppercase(),
        key_2=keys.field("field_1").str.strip_chars().str.to_uppercase(),
    )
    lines.drop("balance", "gross", "tax").sink_parquet(target, compression="zstd")
    return pl.scan_parquet(target).select(pl.len()).collect().item()
