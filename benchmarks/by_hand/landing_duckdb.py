"""A ledger export from Xero as typed Parquet, by DuckDB."""

from pathlib import Path

import duckdb

COLUMNS = ["date", "source", "contact", "description", "reference", "debit", "credit", "balance", "gross", "tax"]
SELECT = """
    with

    lines as (
        select *, row_number() over () as line
        from read_csv(
            $file, skip = 4, header = false, all_varchar = true, null_padding = true, names = $columns
        )
    ),

    accounts as (
        select
            *,
            last_value(case when debit is null then date end ignore nulls) over (order by line) as account
        from lines
    )

    select
        account, try_strptime(date, '%d %b %Y')::date as entry_date, source, contact, description, reference,
        upper(trim(split_part(reference, '|', 1))) as key_1, upper(trim(split_part(reference, '|', 2))) as key_2,
        replace(debit, ',', '')::decimal(18, 4) as debit, replace(credit, ',', '')::decimal(18, 4) as credit, line
    from accounts
    where source is not null
    order by line
"""


def landing(file: Path, target: Path) -> int:
    """Write the lines of an export, and return their number."""
    with duckdb.connect() as connection:
        connection.sql(SELECT, params={"file": str(file), "columns": COLUMNS}).to_parquet(
            str(target), compression="zstd"
        )
        return connection.read_parquet(str(target)).count("*").fetchall()[0][0]
