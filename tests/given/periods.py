"""Months for tests of the whole library of rules."""

LATEST = "2099-12"  # the newest version of every rule is in force by then
