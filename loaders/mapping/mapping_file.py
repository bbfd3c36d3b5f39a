"""A mapping as a TOML file, for people to read and edit."""

from collections import abc
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from close.errors import Refused
from close.store.settings_toml import NOTHING, parse_toml, write_toml
from loaders.mapping.mapping import Mapping, RowRule
from loaders.mapping.numbered.columns import name_columns
from loaders.mapping.numbered.kinds import KIND
from loaders.mapping.numbered.relations import RELATION
from loaders.mapping.templates import list_templates

_TABLES = frozenset({"headers", "kinds", "relations", "columns", "constants", "sides", "rows"})
_Text = Annotated[str, Field(min_length=1, max_length=200)]


class BadMapping(Refused):
    """A mapping file with errors, one on each line."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


class RowRuleFile(_Strict):
    """One [[rows]] of a mapping file."""

    kind: Literal["total", "grand-total", "opening", "closing", "heading", "row", "ignored"] = Field(
        description='"total", "grand-total", "opening", "closing", "heading", "row" or "ignored"'
    )
    begins: _Text = Field(description="the words that these rows begin with")


class MappingFile(_Strict):
    """A mapping file. The descriptions are used in error messages."""

    name: _Text = Field(description="a name for the mapping")
    dataset: str = Field(description="the name of a dataset")
    headers: list[str] = Field(default=[], description="a list of the headers in the file")
    kinds: list[Annotated[str, Field(pattern=f"^({KIND})$")]] = Field(
        default=[], description='"text", "dates", "whole numbers", "amounts", "amounts with 2 decimals" or "blank"'
    )
    relations: list[Annotated[str, Field(pattern=f"^{RELATION}$")]] = Field(
        default=[], description='numbers of columns, such as "4 x 6 = 7" or "2 + 3 = 5"'
    )
    instead_of: str = Field(default="", description="the name of a loader")
    date_order: Literal["day-first", "month-first", "year-first", ""] = Field(
        default="", description='"day-first", "month-first" or "year-first"'
    )
    decimal_mark: Literal["point", "comma", ""] = Field(default="", description='"point" or "comma"')
    positive: Literal["debit", "credit", ""] = Field(default="", description='"debit" or "credit"')
    columns: dict[str, Annotated[int, Field(ge=1)] | _Text] = Field(
        min_length=1, description="a header of the file, or the number of a column counted from 1"
    )
    sides: dict[str, Literal["debit", "credit"]] = Field(default={}, description='"debit" or "credit"')
    constants: dict[str, _Text] = Field(default={}, description="a text")
    rows: list[RowRuleFile] = Field(default=[], description="tables [[rows]] with kind and begins")

    @field_validator("dataset")
    @classmethod
    def _check_dataset(cls, name: str) -> str:
        if name not in list_templates():
            raise ValueError(name)
        return name


def seems_mapping(text: str) -> bool:
    """Return True if a TOML file has the keys of a mapping, which no settings file has."""
    try:
        document = parse_toml(text.replace("\r\n", "\n"))
    except ValueError:
        return False
    return {"dataset", "columns"} <= document.keys()


def read_mapping(text: str) -> Mapping:
    """Read a mapping. Raises BadMapping with a sentence for each mistake."""
    try:
        values = MappingFile.model_validate(parse_toml(text)).model_dump()
    except ValidationError as error:
        raise BadMapping("\n".join(dict.fromkeys(map(_explain, error.errors())))) from error
    except ValueError as error:
        raise BadMapping(f"The mapping is not valid TOML: {error}. Correct it.") from error
    if bool(values["headers"]) == bool(values["kinds"]):
        raise BadMapping(
            "A mapping lists the headers of the file or, if it has none, the kinds of its columns. Add one of them."
        )
    rows = tuple(RowRule(**rule) for rule in values.pop("rows"))
    headers = tuple(values["headers"]) or name_columns(len(values["kinds"]))
    listed = {name: tuple(values[name]) for name in ("kinds", "relations")}
    return Mapping(**{**values, **listed, "headers": headers, "rows": rows})


def write_mapping(mapping: Mapping, notes: abc.Mapping[str, Sequence[str]] = NOTHING) -> str:
    """Write a mapping as TOML. `notes` become comments above their key."""
    texts = [name for name in MappingFile.model_fields if name not in _TABLES]
    values = {name: getattr(mapping, name) for name in texts}
    rows = [{"kind": rule.kind, "begins": rule.begins} for rule in mapping.rows]
    named = {name: dict(getattr(mapping, name)) for name in ("columns", "constants", "sides")}
    tables = {**named, "rows": rows}
    stated = {name: table for name, table in tables.items() if table}
    columns = {"headers": list(mapping.headers)} if mapping.has_headers else {"kinds": list(mapping.kinds)}
    columns |= {"relations": list(mapping.relations)} if mapping.relations else {}
    return write_toml({**values, **columns, **stated}, notes)


def _explain(error: Any) -> str:
    """Describe the expected value and the actual one."""
    first, *rest = (part for part in error["loc"] if part not in {"str", "int", "constrained-str", "constrained-int"})
    key = ".".join(str(part) for part in (first, *rest))
    if error["type"] == "extra_forbidden":
        return f"{key}: there is no such key. The known keys are {', '.join(MappingFile.model_fields)}."
    if error["type"] == "missing":
        return f"{key}: this key is missing. Add {_describe(first, rest)}."
    if first == "dataset":
        return f'dataset: "{error["input"]}" is not a dataset. Choose {", ".join(list_templates())}.'
    return f"{key}: expected {_describe(first, rest)}, found {error['input']!r}."


def _describe(first: str | int, rest: Sequence[str | int]) -> str:
    inner = RowRuleFile.model_fields.get(str(rest[-1])) if first == "rows" and rest else None
    field = inner or MappingFile.model_fields[str(first)]
    return str(field.description)
