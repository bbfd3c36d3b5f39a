"""The same answers as an analyst would write them for DuckDB: one script a report, over the same Parquet."""
