"""How long people wait, and for how much memory: `python -m benchmarks`."""
