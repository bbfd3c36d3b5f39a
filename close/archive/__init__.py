"""What leaves the house: exports, prints, binders, backups, accrual files. May import every other room of close."""
