"""The reports of Omni with flags, and the story of one document."""
