"""The worklist: items to correct, assign, explain or accept, with comments and the fix plan."""
