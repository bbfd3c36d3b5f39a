"""What people vouch for: signatures, pins, seals, re-runs and drift. May import work and every room below it."""
