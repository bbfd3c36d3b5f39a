"""The query engine: the only package that imports DuckDB. May import the store."""
