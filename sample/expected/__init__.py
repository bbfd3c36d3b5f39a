"""The exact truth about each month, worked out from the documents and not from the exported files."""
