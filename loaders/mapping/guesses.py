"""A proposed mapping: what the headers and the values of a file suggest. Each guess says what it rests on."""

from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day
from loaders.files.sheets import Sheet
from loaders.layouts.description import Loader
from loaders.layouts.recognition import read_labels
from loaders.mapping.file_columns import (
    AMOUNTS,
    DATES,
    NUMBERS,
    TEXTS,
    FileColumn,
    list_columns,
    starts_with_heading,
)
from loaders.mapping.headers import make_place, read_headers
from loaders.mapping.mapping import AMOUNT, CONTRA, SIDE, Mapping
from loaders.mapping.running_columns import find_balance
from loaders.mapping.sides.both_accounts import find_accounts
from loaders.mapping.sides.words import guess_side
from loaders.mapping.templates import (
    find_template,
    has_sides,
    list_fields,
    list_headers,
    list_required,
    list_templates,
    name_field,
)

# The share of rows that may be totals, and the largest share of different texts that repeat.
_TOTALS, _REPEATED = 0.1, 0.5
_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Proposal:
    """A proposed mapping. `unsure`: column -> the reason for a guess that a person should confirm.

    `lacking` are the required columns for which nothing was found.
    """

    mapping: Mapping
    unsure: abc.Mapping[str, str]
    lacking: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        """True if more than half of the columns that the dataset requires were found."""
        required = list_required(find_template(self.mapping.dataset), self.mapping.columns)
        return len(self.lacking) * 2 < len(required)


@dataclass
class _Guesses:
    """The positions found so far, by column of the dataset."""

    positions: dict[str, int] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, position: int, reason: str = "") -> None:
        self.positions[name] = position
        if reason:
            self.unsure[name] = reason

    def list_free(self, columns: Sequence[FileColumn], kind: str) -> list[FileColumn]:
        taken = set(self.positions.values())
        return [column for column in columns if column.kind == kind and column.position not in taken]


def rank_datasets(sheet: Sheet, row: int) -> list[str]:
    """Return the datasets, the one whose required columns the headers name best first."""
    labels = read_labels(read_headers(sheet, row))

    def share(name: str) -> float:
        loader = list_templates()[name]
        found = _match_headers(loader, labels).positions
        required = list_required(loader, found)
        return sum(column in found for column in required) / len(required)

    return sorted(list_templates(), key=share, reverse=True)


def propose(sheet: Sheet, row: int, dataset: str) -> Proposal:
    """Propose a mapping of a file to a dataset. Raises UnknownDataset."""
    loader, headers = find_template(dataset), read_headers(sheet, row)
    guesses = _match_headers(loader, read_labels(headers))
    columns = list_columns(sheet, row)
    is_paired = loader.dataset == LEDGER_ENTRIES and _match_both_accounts(columns, guesses)
    _match_values(loader, columns, guesses, has_headings=starts_with_heading(sheet, row))
    places = {name: make_place(headers, position) for name, position in guesses.positions.items()}
    lacking = [name for name in list_required(loader, places) if name not in places]
    mapping = Mapping(loader.title, dataset, headers, places, positive="debit" if is_paired else "")
    return Proposal(mapping, guesses.unsure, tuple(lacking))


def remember_formats(mapping: Mapping, reading: abc.Mapping[str, str]) -> Mapping:
    """Return the mapping with the date order and decimal mark that the file proved, for files that do not prove them.

    `reading` describes how the file was read.
    """
    order, evidence, mark = (reading.get(name, "") for name in ("date_order", "date_evidence", "decimal_mark"))
    proven_order = order if evidence.startswith(("evidence", "only")) else ""
    proven_mark = mark.partition(" ")[0] if "line" in mark else ""
    return replace(
        mapping,
        date_order=mapping.date_order or proven_order,
        decimal_mark=mapping.decimal_mark or proven_mark,
    )


def _match_headers(loader: Loader, labels: Sequence[str]) -> _Guesses:
    """Match columns by the headers that the loader knows, then by those of the other loaders of its dataset."""
    guesses, fields = _Guesses(), list_fields(loader)
    own = {name: [column.header, *column.aliases, name_field(name, column)] for name, column in fields.items()}
    others = {name: list_headers(loader.dataset.name, name) for name in fields}
    for name, known in (*own.items(), *others.items()):
        free = [label if at not in guesses.positions.values() else "" for at, label in enumerate(labels)]
        position = next((free.index(label) for label in read_labels(known) if label and label in free), None)
        if position is not None and name not in guesses.positions:
            guesses.add(name, position)
    if has_sides(loader) and {"debit", "credit"} & guesses.positions.keys():
        guesses.positions = {name: at for name, at in guesses.positions.items() if name not in {AMOUNT, SIDE}}
    return guesses


def _match_both_accounts(columns: Sequence[FileColumn], guesses: _Guesses) -> bool:
    """Match the accounts that are debited and credited, if each row has both. Return True if it does."""
    found = find_accounts(columns)
    taken = {column.position for column in found.values()}
    replaced = {"debit", "credit", "code", "name", *CONTRA, *found} if found else set()
    kept = {name: at for name, at in guesses.positions.items() if name not in replaced and at not in taken}
    guesses.positions = kept | {name: column.position for name, column in found.items()}
    return bool(found)


def _match_values(loader: Loader, columns: Sequence[FileColumn], guesses: _Guesses, *, has_headings: bool) -> None:
    """Match what the headers do not settle: the only column of dates, the amounts with their sides, then texts.

    A report with headings names its accounts there, and in no column.
    """
    lacking = [name for name in list_required(loader, guesses.positions) if name not in guesses.positions]
    days = [name for name in lacking if isinstance(loader.columns.get(name), Day)]
    dates, amounts = guesses.list_free(columns, DATES), guesses.list_free(columns, AMOUNTS)
    if len(days) == 1 and len(dates) == 1:
        guesses.add(days[0], dates[0].position, "the only column of dates")
    if has_sides(loader):
        if {"debit", "credit"} <= set(lacking):
            _match_sides(amounts, guesses)
        _match_balance(loader, columns, guesses)
        _match_side_words(columns, guesses)
    elif len(amounts) == 1:
        numeric = [name for name in lacking if loader.columns[name].numeric]
        if len(numeric) == 1:
            guesses.add(numeric[0], amounts[0].position, "the only other column of amounts")
    if not has_headings and not {"name", "code"} & guesses.positions.keys():
        _match_account(loader, columns, guesses)
    _match_texts(loader, columns, guesses)


def _match_texts(loader: Loader, columns: Sequence[FileColumn], guesses: _Guesses) -> None:
    """Match the reference and the description by how often their texts repeat and how long they are."""
    reference = next((name for name in ("reference", "order_ref") if name in loader.columns), "")
    texts = guesses.list_free(columns, TEXTS)
    if reference and reference not in guesses.positions and (coded := [c for c in texts if c.has_digits]):
        best = min(coded, key=lambda column: (not column.is_coded, -column.variety, column.length))
        guesses.add(reference, best.position, "texts with digits that differ most")
    lacks_description = "description" in loader.columns and "description" not in guesses.positions
    if lacks_description and (rest := guesses.list_free(columns, TEXTS)):
        guesses.add("description", max(rest, key=lambda column: column.length).position, "the longest texts")


def _match_account(loader: Loader, columns: Sequence[FileColumn], guesses: _Guesses) -> None:
    """Match the account: numbers that repeat, and the text that always comes with each. Or else a text that repeats."""
    codes = [column for column in guesses.list_free(columns, NUMBERS) if column.variety <= _REPEATED]
    texts = [column for column in guesses.list_free(columns, TEXTS) if not column.is_coded]
    names = [column for column in texts if len(set(column.cells)) > 1 and column.length > _SHORTEST_NAME]
    if "code" in loader.columns and codes:
        code = min(codes, key=lambda column: column.variety)
        guesses.add("code", code.position, "the numbers that repeat most")
        names = [name for name in names if len(set(zip(code.cells, name.cells, strict=True))) == len(set(code.cells))]
    names = [column for column in names if column.variety <= _REPEATED]
    if "name" in loader.columns and names:
        guesses.add("name", min(names, key=lambda column: column.variety).position, "the texts that repeat most")


def _match_sides(amounts: Sequence[FileColumn], guesses: _Guesses) -> None:
    """Match debit and credit to two columns of which each row fills one, or one column of amounts."""
    if len(amounts) == 1:
        guesses.add(AMOUNT, amounts[0].position, "the only column of amounts")
    for left, right in pairwise(amounts):
        if _are_exclusive(left, right):
            guesses.add("debit", left.position, "the left of two columns of which each row fills one")
            guesses.add("credit", right.position, "the right of two columns of which each row fills one")
            return


def _match_balance(loader: Loader, columns: Sequence[FileColumn], guesses: _Guesses) -> None:
    """Match the running balance, and with it the only amount column that it follows from."""
    sides = {guesses.positions.get(name) for name in ("debit", "credit", AMOUNT)} - {None}
    free = guesses.list_free(columns, AMOUNTS)
    found = find_balance([column for column in columns if column.position in sides or column in free])
    if not found or "balance" not in loader.columns or "balance" in guesses.positions or found[1] not in free:
        return
    moves, balance = found
    guesses.add("balance", balance.position, "each is the one before, changed by the amount of its row")
    if not sides and len(moves) == 1:
        guesses.add(AMOUNT, moves[0].position, "the amounts by which the balance changes")


def _match_side_words(columns: Sequence[FileColumn], guesses: _Guesses) -> None:
    """Match the column whose texts mean debit and credit, if there is one amount column."""
    if AMOUNT not in guesses.positions:
        guesses.positions.pop(SIDE, None)
        return
    for column in guesses.list_free(columns, TEXTS):
        if {guess_side(cell) for cell in column.cells if cell} == {"debit", "credit"}:
            guesses.add(SIDE, column.position, "its texts mean debit and credit")
            return


def _are_exclusive(left: FileColumn, right: FileColumn) -> bool:
    """Return True if rows fill one of two columns, except for a total that fills both."""
    filled = list(zip(left.cells, right.cells, strict=True))
    both, either = (sum(map(test, filled)) for test in (all, any))
    return either > 1 and both <= max(1, either * _TOTALS)
