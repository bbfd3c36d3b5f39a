"""The same answers as an analyst would write them for DuckDB: one script per report, reading the same Parquet."""
