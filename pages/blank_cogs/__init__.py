"""Sales without cost of goods sold: the documents, the reasons and the amounts."""
