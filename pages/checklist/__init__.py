"""The checklist for a month: each step, its evidence, and the actions a user can take."""
