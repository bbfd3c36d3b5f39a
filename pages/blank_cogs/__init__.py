"""Sales without cost of goods sold: which condition fails, what the cost is likely to be, and its journal."""
