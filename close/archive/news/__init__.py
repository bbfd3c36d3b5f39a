"""The digest: what changed since a moment, and what is due. It only restates what reports and records know."""
