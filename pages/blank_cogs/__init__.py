"""Sales without cost of goods sold: which, why, and what they are worth."""
