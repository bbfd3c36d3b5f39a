"""Everything that leaves Tieout: exports, prints, binders, backups and accrual files. May import all of close."""
