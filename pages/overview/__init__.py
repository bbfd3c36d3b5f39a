"""The overview of a month: whether to trust it, how far apart the two sides are and why, and what is next."""
