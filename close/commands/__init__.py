"""The month-end commands. This package may import every other package of close. Only tieout imports it."""
