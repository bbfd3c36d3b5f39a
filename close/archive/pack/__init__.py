"""The month pack: a month as a workbook whose sums recalculate, as a PDF, and as import files for the ledger."""
