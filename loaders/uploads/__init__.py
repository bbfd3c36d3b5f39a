"""The way of a whole upload: many files at once, what a person agrees to, progress, and a process for long ones."""
