"""The bar at the top of every page, and the counts in the menu."""
