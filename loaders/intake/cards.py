"""The card of an uploaded file: its kind, the checks it passed, and the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from close.errors import Refused
from close.store.manifests import Stamp
from close.store.warehouse import Landing, Outcome, Settings
from loaders.intake.changes import Changes
from loaders.layouts.description import Check


@dataclass(frozen=True)
class Problem:
    """The reason for refusing a file: the error class, its sentences and its values."""

    refusal: type[Refused]
    sentences: tuple[str, ...]
    values: Mapping[str, object]


@dataclass(frozen=True)
class Card:
    """The outcome for one report of a file. `status` is landed, unchanged, older, set_aside, waiting or refused.

    `problem` is why it was refused. `period_evidence` describes how the month was decided, and `reading` how the file
    was read. A file that waits for consent has the outcome and the changes that landing it would have. `versions` are
    the positions of other versions of this export among the cards, and `newer` is the path of the one that took its
    place. `file` is the position of the file in the upload, since a file may have several cards. `stamp` is that of the
    snapshot for which all of this holds.
    """

    file_name: str
    folder: str = ""
    title: str = ""
    loader: str = ""
    organisation: str = ""
    period: str = ""
    period_evidence: str = ""
    rows: int = 0
    checks: tuple[Check, ...] = ()
    problem: Problem | None = None
    outcome: Outcome | None = None
    status: str = "refused"
    reading: str = ""
    changes: tuple[Changes, ...] = ()
    exported_on: date | None = None
    versions: tuple[int, ...] = ()
    newer: str = ""
    file: int = 0
    stamp: Stamp | None = None

    @property
    def path(self) -> str:
        """The file's name, with its folder if it came in one."""
        return join_path(self.folder, self.file_name)

    @property
    def problems(self) -> tuple[str, ...]:
        """The sentences that explain why the file was refused. The list is empty if it landed."""
        return self.problem.sentences if self.problem else ()


def say_set_aside(card: Card) -> str:
    """Return why a list was not used: its report has been uploaded."""
    kept = ", ".join(card.outcome.kept) if card.outcome else ""
    return f"{card.title} in {card.path} were not used, because the report {kept} has more. It stays."


def join_path(folder: str, name: str) -> str:
    """Return the name of an uploaded file, with its folder if it came in one."""
    return f"{folder}/{name}" if folder not in {"", "."} else name


def draw_card(landing: Landing, title: str, settings: Settings | None, checks: tuple[Check, ...]) -> Card:
    """Return the card for a file that is ready to land."""
    return Card(
        file_name=landing.file_name,
        title=title,
        loader=landing.loader,
        organisation=settings.name if settings else "",
        period=landing.period,
        period_evidence=landing.reading["period_evidence"],
        rows=next(iter(landing.tables.values())).num_rows,
        checks=checks,
        reading=_describe_reading(landing),
        exported_on=landing.exported_on,
    )


def draw_refused_card(file_name: str, error: Refused, sheet: str = "") -> Card:
    """Return the card for a refused file, or for one sheet of it.

    The card keeps the error's values but not the error itself, which refers to the whole file.
    """
    sentences = [f'Sheet "{sheet}": {line}' if sheet else line for line in str(error).splitlines()]
    return Card(file_name, problem=Problem(type(error), tuple(sentences), dict(vars(error))))


def _describe_reading(landing: Landing) -> str:
    reading = landing.reading
    sheet = f'sheet "{reading["sheet"]}"' if reading.get("sheet") else ""
    how = ", ".join(filter(None, (reading["format"], sheet, reading.get("delimiter"), reading.get("encoding"))))
    dates = f"dates {reading['date_order']} ({reading['date_evidence']})" if reading.get("date_evidence") else ""
    decimals = f"decimal {reading['decimal_mark']}" if reading.get("decimal_mark") else ""
    mapping = f"with the mapping {reading['mapping']}" if reading.get("mapping") else ""
    lacks = f"without {', '.join(name.replace('_', ' ') for name in landing.absent)}" if landing.absent else ""
    return "; ".join(filter(None, (how, mapping, dates, decimals, lacks)))
