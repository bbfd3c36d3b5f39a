"""The reports of Omni as tables with their flags, and the story of a single document."""
