"""Everything that is out of step: who works on it, what was said about it, and where to click to fix it."""
