"""What colours mean, on every page: each has one meaning, and is told apart by who does not see red and green.

All read on a light page and on a dark one.
"""

# A balance, or what is in order and needs nobody.
NEUTRAL = "#8594a3"
# Omni has it and the ledger does not; the other way round.
OMNI, LEDGER = "#3b82d6", "#d9772f"
# Nobody has it in hand: it needs a look.
ATTENTION = "#c43d6b"
# Cells of a crossing of months: in order; from little to much that needs a look. Dark text is read on all of them.
CLEAN, LITTLE, MUCH, INK = "#b9c5d0", "#f5d8e2", "#dc7a9b", "#12171d"
# What is not chosen.
FAINT = 0.35
