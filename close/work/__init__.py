"""What people do to a month: steps, checklist, worklist, comments. May import rules, engine and store."""
