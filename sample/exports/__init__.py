"""The files that the finance lead would export each month. May import company, faults and the books."""
