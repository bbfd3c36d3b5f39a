"""Why a report is over its target at a million documents, with what its profile says (docs/speed.md)."""

REASONS: dict[str, str] = {}
