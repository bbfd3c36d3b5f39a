"""The made-up company: its profile, its trade and its stock movements. Imports nothing else from sample."""
