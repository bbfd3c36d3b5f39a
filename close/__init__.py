"""What must hold without a screen: the warehouse, the reports, the journal, the checklist."""
