"""What computes: the only room that knows DuckDB. May import the store."""
