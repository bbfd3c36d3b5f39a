"""Work on a month: steps, checklist, worklist and comments. May import rules, engine and store."""
