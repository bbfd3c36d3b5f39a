"""Settings that assign roles to people, for tests of permissions."""

from dataclasses import replace

from close.store.warehouse import Landing
from tests.given.landings import rows_of, settings


def people(*named: tuple[str, str], period: str = "2026-01", **told: object) -> Landing:
    """Return settings with people, given as pairs of a role and a name."""
    recorded = settings(period, **told)
    rows = rows_of("settings_people", [{"role": role, "who": who} for role, who in named], period)
    return replace(
        recorded, content=recorded.content + str(named).encode(), tables={**recorded.tables, "settings_people": rows}
    )
