"""The statement from the timing differences to the accruals writes deductions as screens write money."""

from pages.timing_differences.accrual_journal import list_coverage


def test_documents_left_out_are_in_parentheses() -> None:
    parts = [
        {"is_timing": "Y", "is_accrued": "Y", "reason": "Accrued", "flow": "Purchases", "documents": 5},
        {"is_timing": "Y", "is_accrued": "N", "reason": "Not accrued", "flow": "Purchases", "documents": 3},
        {"is_timing": "N", "is_accrued": "Y", "reason": "Moved in part", "flow": "Sales", "documents": 1},
    ]
    assert [line["documents"] for line in list_coverage(parts)] == ["8", "(3)", "1", "6"]
