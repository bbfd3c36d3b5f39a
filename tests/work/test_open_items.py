"""The documents that may be corrected, in words, and their relation to the worklist."""

import pytest

from close.work.open_items import say_correctable

PARTS = [{"part": "to_correct", "items": 5, "amount": None, "off_list": 0}]
OTHERS = "for ledger entries, journals, batches or void documents, which have no field to correct."

BLANK = "2 have a blank field or are drafts without being on it."


@pytest.mark.parametrize(
    ("listed", "documents", "said"),
    [
        (5, 5, "All of these documents are among the 5 items of the worklist."),
        (4, 4, f"All of these documents are among the 5 items of the worklist. The other 1 item is {OTHERS}"),
        (5, 7, f"5 of these documents are among the 5 items of the worklist and {BLANK}"),
    ],
)
def test_all_of_the_documents_are_not_some_of_them(listed: int, documents: int, said: str) -> None:
    assert say_correctable(listed, documents, PARTS) == said
