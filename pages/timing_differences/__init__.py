"""Documents with stock on one side of the month end and books on the other: their dates, fields and accruals."""
