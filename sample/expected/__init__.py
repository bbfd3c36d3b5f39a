"""The exact errors in each month, derived from the documents and not from the exported files."""
