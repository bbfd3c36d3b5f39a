"""The checklist of a month: each step, its evidence, and what a person can do about it."""
