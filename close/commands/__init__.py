"""The commands of a month, without a screen. It may import every other room of close; only tieout imports it."""
