"""Reading and proving of one export so that it is ready to land, and reading of one of its lines as in the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import DATASETS, TEXT
from close.store.warehouse import Landing, Settings, Warehouse
from loaders import ledger, omni
from loaders.files.formats import open_sheets
from loaders.intake.cards import Card, draw_card
from loaders.intake.organisation import NAME, TITLE, VERSION, Organisation, build_holidays
from loaders.intake.periods import Evidence, check_month, decide_period, read_name, read_period_line
from loaders.layouts.description import Expectations, Loader
from loaders.layouts.recognition import recognise
from loaders.layouts.stated_organisation import check_organisation

LOADERS = (*omni.LOADERS, *ledger.LOADERS)


class PendingLanding(NamedTuple):
    """An export that is ready to land, and its card without an outcome."""

    landing: Landing
    card: Card


@dataclass(frozen=True)
class Folder:
    """The context of a file: its folder's organisation.toml, if any, and the selected month."""

    organisation: Organisation | None = None
    chosen: str | None = None

    @property
    def settings(self) -> Settings | None:
        """The settings that came with the files."""
        return self.organisation.settings if self.organisation else None

    def evidence(self) -> tuple[Evidence | None, Evidence | None]:
        """The selected month, and the month in the settings."""
        stated = self.organisation.period if self.organisation else None
        chosen = Evidence(self.chosen, "the month chosen") if self.chosen else None
        return chosen, Evidence(stated, "organisation.toml") if stated else None


@dataclass(frozen=True)
class OriginalLine:
    """A line of a file under the file's own headings: one row, or several if a JSON document has several lines.

    Cells are text as in the file, trimmed, or None if empty. `sheet` is the name of the workbook's sheet.
    """

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read(
    name: str,
    content: bytes,
    warehouse: Warehouse | None = None,
    folder: Folder = Folder(),
    loaders: Sequence[Loader] = LOADERS,
) -> PendingLanding:
    """Read and prove one export. Every failure is raised as a Refused."""
    export = recognise(open_sheets(content), loaders)
    order = folder.settings.date_order if folder.settings else None
    line = read_period_line(export.preamble, order)
    evidence = decide_period([line, *folder.evidence(), read_name(name)])
    settings = folder.settings or (warehouse.settings(evidence.period) if warehouse else None)
    check_organisation(export.preamble, export.loader.title, settings)
    expected = Expectations(settings, warehouse.had_total_row) if warehouse else Expectations(settings)
    contents = export.loader.layout(export, expected)
    month = check_month(evidence.period, contents.period_days, contents.other_days, export.loader.lists_open)
    landing = Landing(
        file_name=name,
        content=content,
        loader=export.loader.name,
        loader_version=export.loader.version,
        period=evidence.period,
        exported_on=settings.exported_on if settings and folder.settings else None,
        reading={**export.sheet.reading, **contents.reading, "period_evidence": evidence.words},
        absent=contents.absent,
        totals=contents.totals,
        tables={key: _complete(key, table, evidence.period) for key, table in contents.tables.items()},
    )
    return PendingLanding(landing, draw_card(landing, export.loader.title, settings, (*contents.checks, *month)))


def read_settings(name: str, content: bytes, organisation: Organisation, folder: Folder) -> PendingLanding:
    """Prepare settings for landing. Raises PeriodUnknown, PeriodsDisagree."""
    evidence = decide_period([*folder.evidence(), read_name(name)])
    rows = {**organisation.tables, **build_holidays(organisation.settings, evidence.period)}
    tables = {key: _complete(key, table, evidence.period) for key, table in rows.items()}
    reading = {"format": "toml", "period_evidence": evidence.words}
    exported_on = organisation.settings.exported_on
    landing = Landing(name, content, NAME, VERSION, evidence.period, exported_on, reading, (), {}, tables)
    return PendingLanding(landing, draw_card(landing, TITLE, organisation.settings, ()))


def read_original_line(content: bytes, line: int, loaders: Sequence[Loader] = LOADERS) -> OriginalLine:
    """Return a line of an export, without rows if the file has no such line. Raises the errors of `open_sheets`."""
    export = recognise(open_sheets(content), loaders)
    headings = tuple(heading or "" for heading in export.sheet.row(export.header))
    numbers = pc.indices_nonzero(pc.equal(export.sheet.lines, line)).to_pylist()
    rows = tuple(export.sheet.row(index) for index in numbers if index != export.header)
    return OriginalLine(export.sheet.name, headings, rows)


def _complete(name: str, table: pa.Table, period: str) -> pa.Table:
    """Return the rows with exactly their dataset's columns."""
    with_period = table.append_column("period", pa.repeat(pa.scalar(period, TEXT), table.num_rows))
    schema = DATASETS[name].schema
    return with_period.select(schema.names).cast(schema)
