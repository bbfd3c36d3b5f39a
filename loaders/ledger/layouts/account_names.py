"""The account of each entry, from the section it is in or from its own columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import translate
from loaders.layouts.description import Values
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline, Section
from loaders.ledger.layouts.row_labels import CODED

_NO_CODE = "(no code)"


class AccountTwice(Refused):
    """Two sections of a file with the same account in their headings."""

    def __init__(self, account: str, first: int, second: int) -> None:
        super().__init__(
            f'Lines {first} and {second} are both headings for the account "{account}". If the export was pasted '
            "twice, export it again. If two accounts have this name, add the account code to the report. If these are "
            "groups inside an account, such as customers, group the report by account only."
        )


class SeveralNames(Refused):
    """An account code next to different names, one of which may be a customer or supplier account."""

    def __init__(self, code: str, names: Sequence[str]) -> None:
        listed = " and ".join(f'"{name}"' for name in names[:3])
        super().__init__(
            f"The account code {code} has the names {listed}. Export the report with the name of each ledger account "
            "next to its code, or without the column that shows customers or suppliers."
        )


class NoAccount(Refused):
    """An entry without an account."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line}: the account of this entry is not stated. Export the report grouped by account, or with "
            "an Account column that is filled on every row."
        )


class Account(NamedTuple):
    """An account: its heading in the file, and its code and name if they can be separated."""

    heading: str
    code: str | None
    name: str | None


@dataclass(frozen=True)
class AccountNames:
    """The account of each section (None if it is not an account), and the account, code and name of each entry.

    `of_balance` is the account of each balance outside any section.
    """

    of_section: Sequence[Account | None]
    of_entry: Values
    of_balance: Sequence[Account] = ()


def name_accounts(
    cells: Values, lines: pa.Array, outline: Outline, section_of: pa.Array, settings: Settings | None, *, nests: bool
) -> AccountNames:
    """Return the accounts of entries. `cells` are their account columns, and `section_of` their sections.

    If `nests` is true, headings inside headings are sub-accounts, named Parent:Child. Raises NoAccount, AccountTwice.
    """
    settings_names, headed = _list_names(settings), name_sections(outline.sections, settings, nests)
    if _are_journals(cells, section_of, headed) or (outline.balances and not headed):
        return _name_by_columns(cells, lines, outline, settings_names, nests)
    unowned = pc.index(pc.equal(section_of, NOWHERE), value=True).as_py()
    if unowned >= 0:
        raise NoAccount(lines[unowned].as_py())
    _check_twice(outline.sections, headed)
    coded = _add_codes(headed, cells, section_of)
    columns = [pa.array([account[part] for account in coded], TEXT).take(section_of) for part in range(3)]
    return AccountNames(coded, _build_columns(*columns))


def _name_by_columns(
    cells: Values, lines: pa.Array, outline: Outline, settings_names: frozenset[str], nests: bool
) -> AccountNames:
    """Name accounts by their columns.

    Balances without a heading are named in the same way, so that accounts without entries are also found.
    """
    entries = len(lines)
    stated = {part: pa.array([getattr(line, part) for line in outline.balances], TEXT) for part in cells}
    both = {part: pa.concat_arrays([column, stated[part]]) for part, column in cells.items()}
    numbers = pa.concat_arrays([lines, pa.array([line.number for line in outline.balances], lines.type)])
    names = _name_rows(both, numbers, settings_names, nests)
    balance_rows = zip(*(names[part].slice(entries).to_pylist() for part in names), strict=True)
    of_entry = {part: column.slice(0, entries) for part, column in names.items()}
    return AccountNames([None] * len(outline.sections), of_entry, [Account(*parts) for parts in balance_rows])


def _are_journals(cells: Values, section_of: pa.Array, headed: Sequence[Account]) -> bool:
    """Return True if a column gives the account of each entry, and the heading above the entry is a different name."""
    stated = cells.get("name", cells.get("code"))
    if stated is None or not stated.is_valid().true_count:
        return False
    pairs = pa.table({"section_of": section_of, "stated": stated}).group_by(["section_of", "stated"]).aggregate([])
    numbers, names = pairs["section_of"].to_pylist(), pairs["stated"].to_pylist()
    if NOWHERE in numbers:
        return True
    if "name" not in cells:
        codes = pairs.filter(pc.is_valid(pairs["stated"]))
        return any(len(codes[part].unique()) < len(codes) for part in ("section_of", "stated"))
    return any(name and not _is_same(name, headed[number]) for number, name in zip(numbers, names, strict=True))


def _is_same(stated: str, account: Account) -> bool:
    names = {normalise(name) for name in account if name}
    return normalise(stated) in names or normalise(stated.rpartition(":")[2]) in names


def _list_names(settings: Settings | None) -> frozenset[str]:
    return frozenset(normalise(name) for _, _, name in settings.accounts) if settings else frozenset()


def name_sections(sections: Sequence[Section], settings: Settings | None, nests: bool) -> list[Account]:
    """Return the accounts that the headings would be."""
    split = split_names((section.name for section in sections), _list_names(settings))
    accounts: list[Account] = []
    for section in sections:
        code, name = split[section.name]
        above = f"{accounts[section.parent].heading}:" if nests and section.parent is not None else ""
        accounts.append(Account(above + section.name, code, name))
    return accounts


def split_names(names: Iterable[str], settings_names: frozenset[str]) -> Mapping[str, tuple[str | None, str | None]]:
    """Split codes off names, if most names begin with one: name -> (code, rest).

    A name that is in the settings as a whole is not split.
    """
    listed = list(dict.fromkeys(names))
    for pattern in CODED:
        matches = {
            name: match for name in listed if (match := pattern.match(name)) and normalise(name) not in settings_names
        }
        if len(matches) * 2 > len(listed):
            return {n: (matches[n]["code"], matches[n]["name"]) if n in matches else (None, n or None) for n in listed}
    return {name: (None, name or None) for name in listed}


def _check_twice(sections: Sequence[Section], accounts: Sequence[Account]) -> None:
    seen: dict[str, int] = {}
    for section, account in zip(sections, accounts, strict=True):
        if account.heading in seen:
            raise AccountTwice(account.heading, seen[account.heading], section.line)
        seen[account.heading] = section.line


def _add_codes(accounts: Sequence[Account], cells: Values, section_of: pa.Array) -> list[Account]:
    if "code" not in cells:
        return list(accounts)
    pairs = pa.table({"section_of": section_of, "code": cells["code"]}).filter(pc.is_valid(cells["code"]))
    first = pairs.group_by("section_of").aggregate([("code", "min")])
    codes = dict(zip(first["section_of"].to_pylist(), first["code_min"].to_pylist(), strict=True))
    return [account._replace(code=account.code or codes.get(number)) for number, account in enumerate(accounts)]


def _name_rows(cells: Values, lines: pa.Array, settings_names: frozenset[str], nests: bool) -> Values:
    """Name accounts by the name column, or by the code if it is blank, or by both if one name has several codes.

    Raises NoAccount, SeveralNames.
    """
    rows = len(next(iter(cells.values())))
    name, code = (cells.get(part, pa.nulls(rows, TEXT)) for part in ("name", "code"))
    nameless = pc.index(pc.invert(pc.or_(name.is_valid(), code.is_valid())), value=True).as_py()
    if "name" in cells and nameless >= 0:
        raise NoAccount(lines[nameless].as_py())
    name = pc.coalesce(name, translate(code, _check_names(_list_pairs(name, code).drop_null()).get, TEXT)[0])
    account, pairs = pc.coalesce(name, code, _NO_CODE), _list_pairs(name, code)
    counted = pairs.group_by("name").aggregate([("code", "count")]).filter(pc.field("code_count") > 1)
    several = pc.and_(pc.is_in(name, value_set=counted["name"].combine_chunks().drop_null()), code.is_valid())
    account = pc.if_else(several, pc.binary_join_element_wise(code, name, " - "), account)
    if "code" in cells:
        return _build_columns(account, code, name)
    last = pc.replace_substring_regex(name, r"^.*:", "") if nests else name
    coded = last.dictionary_encode()
    split = split_names(coded.dictionary.to_pylist(), settings_names)
    parts = [split[text] for text in coded.dictionary.to_pylist()]
    return _build_columns(account, *(pa.array([part[n] for part in parts], TEXT).take(coded.indices) for n in (0, 1)))


def _list_pairs(name: pa.Array, code: pa.Array) -> pa.Table:
    return pa.table({"name": name, "code": code}).group_by(["name", "code"], use_threads=False).aggregate([])


def _check_names(pairs: pa.Table) -> Mapping[str, str]:
    """Return the name of each code, which has only one apart from case and punctuation. Raises SeveralNames."""
    names: dict[str, dict[str, str]] = {}
    for code, name in zip(pairs["code"].to_pylist(), pairs["name"].to_pylist(), strict=True):
        names.setdefault(code, {}).setdefault(normalise(name), name)
    code = next((code for code, found in names.items() if len(found) > 1), None)
    if code is not None:
        raise SeveralNames(code, [*names[code].values()])
    return {code: next(iter(found.values())) for code, found in names.items()}


def _build_columns(account: pa.Array, code: pa.Array, name: pa.Array) -> Values:
    return {"account": account, "account_code": code, "account_name": name}
