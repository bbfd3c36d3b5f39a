"""The datasets of an organisation's settings."""

import pyarrow as pa

from close.store.datasets.dataset import DAY, TEXT, TYPES, Dataset
from close.store.settings import DEFINITION

SETTINGS = Dataset(
    "settings",
    "Organisation settings",
    (),
    {name: TYPES[setting.kind] for name, setting in DEFINITION.items()},
    source="Exports > Upload: fill in the settings, or drop an organisation.toml",
    is_optional=True,
)
SETTINGS_ACCOUNTS = Dataset(
    "settings_accounts",
    "Organisation settings: accounts",
    (),
    {"role": TEXT, "code": TEXT, "name": TEXT},
    is_optional=True,
)
SETTINGS_PREFIXES = Dataset(
    "settings_prefixes",
    "Organisation settings: reference prefixes",
    (),
    {"kind": TEXT, "prefix": TEXT},
    is_optional=True,
)
SETTINGS_PATTERNS = Dataset(
    "settings_patterns",
    "Organisation settings: reference patterns",
    (),
    {"kind": TEXT, "pattern": TEXT},
    is_optional=True,
)
SETTINGS_ACCRUALS = Dataset(
    "settings_accruals",
    "Organisation settings: accrual accounts",
    (),
    {"role": TEXT, "account": TEXT},
    is_optional=True,
)
SETTINGS_PEOPLE = Dataset("settings_people", "Organisation settings: people", (), {"role": TEXT, "who": TEXT})
# What a file states about roles ("role") and signing rules ("rule"): only a proposal.
SETTINGS_PROPOSED = Dataset(
    "settings_proposed",
    "Organisation settings: proposed roles and signing rules",
    (),
    {"part": TEXT, "name": TEXT, "value": TEXT},
)
SETTINGS_HOLIDAYS = Dataset(
    "settings_holidays",
    "Organisation settings: holidays",
    (),
    {"day": DAY, "name": TEXT},
    is_optional=True,
)
# One row for each mapping, as TOML. `headers` identifies the files that it reads: a newer mapping of the same headers
# replaces it, with the next version.
SETTINGS_MAPPINGS = Dataset(
    "settings_mappings",
    "Organisation settings: mappings of unknown files",
    ("headers",),
    {"headers": TEXT, "name": TEXT, "version": pa.int32(), "mapping": TEXT},
)
