"""The schema of organisation.toml: one model, built from the definition of the settings.

The description of a field states the expected value. Error messages about other values use it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model

from close.months import PERIOD
from close.store.authority.people import MOST_LETTERS, Role, clean_name, is_name
from close.store.public_holidays import list_places
from close.store.settings import ACCRUAL_ROLES, DEFINITION, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES, Setting

TEXT = "text in quotes"
TABLES: Mapping[str, tuple[str, ...]] = {
    "accounts": (*ROLES,),
    "reference_prefixes": (*PREFIX_KINDS,),
    "reference_patterns": (*PATTERN_KINDS,),
    "accrual_accounts": (*ACCRUAL_ROLES,),
    "people": (*map(str, Role),),
}


def _widen(value: object) -> object:
    return Decimal(value) if type(value) is int else value


def _trim(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _check_stated(value: Any) -> Any:
    """Reject a blank account."""
    if not any(value.values()):
        raise ValueError(value)
    return value


def _check_name(name: str) -> str:
    if not is_name(name):
        raise ValueError(name)
    return name


def _clean(value: object) -> object:
    return clean_name(value) if isinstance(value, str) else value


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error
    return name


def _check_place(code: str) -> str:
    if code and code not in list_places():
        raise ValueError(code)
    return code


KINDS: Mapping[type, tuple[Any, str]] = {
    str: (str, TEXT),
    bool: (bool, "true or false"),
    int: (Annotated[int, Field(ge=-(10**6), le=10**6)], "a whole number"),
    date: (date, "a day such as 2026-03-31, without quotes"),
    Decimal: (
        Annotated[Decimal, BeforeValidator(_widen), Field(ge=0, lt=10**12, decimal_places=2)],
        "an amount such as 25.00",
    ),
}
SPECIAL: Mapping[str, tuple[Any, str]] = {
    "name": (
        Annotated[str, BeforeValidator(_clean), AfterValidator(_check_name)],
        f"the name of the organisation, with visible letters and at most {MOST_LETTERS}",
    ),
    "time_zone": (Annotated[str, AfterValidator(_check_zone)], "a time zone such as Pacific/Auckland"),
    "country": (Annotated[str, AfterValidator(_check_place)], "a country such as NZ, or a part of one such as AU-VIC"),
}


def _one_of(choices: tuple[str, ...]) -> Any:
    return Literal[choices]


TRIMMED: Any = Annotated[str, BeforeValidator(_trim)]
ACCOUNT: Any = Annotated[dict[Literal["code", "name"], TRIMMED], AfterValidator(_check_stated)]
PATTERN: Any = Annotated[_one_of((*PATTERNS, "")), BeforeValidator(_trim)]
PERSON: Any = Annotated[TRIMMED, AfterValidator(_check_name)]
PEOPLE: Any = Annotated[list[PERSON], Field(max_length=1000)]
MONTH: Any = Annotated[str, Field(pattern=f"^{PERIOD.pattern}$")]


def _field(setting: Setting) -> tuple[Any, Any]:
    kind, words = SPECIAL.get(setting.name, KINDS[setting.kind])
    if setting.choices:
        kind, words = _one_of(setting.choices), f"one of {', '.join(setting.choices)}"
    return kind, Field(None, description=words)


def _table(name: str, kind: Any, words: str) -> tuple[Any, Any]:
    table: Any = dict
    return table[_one_of(TABLES[name]), kind], Field({}, description=words)


FIELDS: dict[str, Any] = {
    **{name: _field(setting) for name, setting in DEFINITION.items()},
    "period": (MONTH, Field(None, description='a month such as "2026-03"')),
    "holidays": (list[date], Field([], description="a list of days such as [2026-04-03, 2026-04-06], without quotes")),
    "accounts": _table("accounts", list[ACCOUNT], 'accounts such as [{ code = "630", name = "Inventory" }]'),
    "reference_prefixes": _table("reference_prefixes", TRIMMED, TEXT),
    "reference_patterns": _table("reference_patterns", PATTERN, f"one of {', '.join(PATTERNS)}"),
    "accrual_accounts": _table("accrual_accounts", TRIMMED, TEXT),
    "people": _table("people", PEOPLE, 'up to 1,000 names as they sign in, such as ["ann@ash.example"]'),
}
OrganisationFile: type[BaseModel] = create_model(
    "OrganisationFile", __config__=ConfigDict(strict=True, extra="forbid"), **FIELDS
)
