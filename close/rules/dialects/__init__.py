"""The same SQL on another engine than DuckDB: its translation, and the constructs that cannot be translated."""
