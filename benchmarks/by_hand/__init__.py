"""The same answers as an analyst would write them for DuckDB: one script per report, over the same Parquet."""
