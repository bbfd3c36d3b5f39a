"""The evidence for a proposed setting, in words: counts are written as elsewhere, and a partial match says the rest."""

from close.rules.reasons import reasons, say

PERIOD = "2026-03"


def test_counts_have_separators() -> None:
    assert say("proposed_adjusted|2032|2080", {}, PERIOD).startswith("2,032 of 2,080 ")
    sentences = [reason.sentence for code, reason in reasons(PERIOD).items() if code.startswith("proposed_")]
    assert [sentence for sentence in sentences if "{1} of {2}" in sentence] == []


def test_journals_that_are_not_exact_are_said_to_be_near() -> None:
    words = say("proposed_cogs_debit|1|4", {}, PERIOD)
    assert words.startswith("in 1 of 4 months a journal debits this account by exactly the amount")
    assert "in any others by an amount within 10% of it" in words
