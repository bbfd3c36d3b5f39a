"""The rows that a person agreed to leave out of an export, because a cell in them cannot be read."""

from close.store.datasets.dataset import TEXT, Dataset

UNREADABLE_ROWS = Dataset(
    "unreadable_rows",
    "Unreadable rows",
    ("dataset", "reference", "header"),
    {
        "dataset": TEXT,  # the dataset that lacks the row
        "reference": TEXT,  # the row's key, such as the reference of the order
        "ref_key": TEXT,
        "header": TEXT,  # the column of the unreadable cell, as the file heads it
        "value": TEXT,  # the cell as the file writes it
        "expected": TEXT,  # what the cell should be, such as "a date"
    },
    unique=False,
    follows_file=True,
)
