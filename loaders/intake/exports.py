"""Reading and proving of one export so that it is ready to land."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pyarrow as pa

from close.errors import Refused
from close.spools import MappedRows, Rows
from close.store.datasets import DATASETS, TEXT
from close.store.warehouse import Landing, Settings, Warehouse
from loaders import ledger, omni
from loaders.files.contents import Content
from loaders.files.formats import open_sheets
from loaders.intake.cards import Card, draw_card
from loaders.intake.cross_casts import check_rows, soften_proof
from loaders.intake.month_parts import limit_contents, limit_tables
from loaders.intake.organisation import NAME, TITLE, VERSION, Organisation, build_holidays
from loaders.intake.other_sheets import check_other_sheets
from loaders.intake.periods import (
    Evidence,
    decide_period,
    describe_days,
    names_end,
    read_name,
    read_period_line,
)
from loaders.intake.repeated_rows import find_repeats
from loaders.intake.report_lines import check_report_lines
from loaders.layouts.description import Expectations, Export, Loader
from loaders.layouts.recognition import SeveralReports
from loaders.layouts.stated_organisation import check_organisation
from loaders.ledger.layouts.report_scope import SeveralMonths
from loaders.ledger.layouts.single.account_sheets import describe_sheets, place_lines
from loaders.mapping.choice import choose_exports
from loaders.mapping.loader import open_mapped
from loaders.mapping.mapping import Mapping
from loaders.mapping.saved import list_mappings
from loaders.omni.api.unused import check_used

LOADERS = (*omni.LOADERS, *ledger.LOADERS)


class RepeatedReport(Refused):
    """A workbook with the same report for the same month on several sheets."""

    def __init__(self, names: Sequence[str], title: str, period: str) -> None:
        listed = " and ".join(f'"{name}"' for name in names)
        super().__init__(
            f"The sheets {listed} are all {title} for {period}. Keep only the right one, save the workbook and upload "
            "it again."
        )


class PendingLanding(NamedTuple):
    """An export that is ready to land, and its card without an outcome."""

    landing: Landing
    card: Card


@dataclass(frozen=True)
class Folder:
    """The context of a file: its folder's organisation.toml, if any, the selected month, and confirmed names.

    `part` is the only month to read of a file that covers several. If `leaves_out` is true, somebody has agreed to
    leave out the rows of the file that cannot be read.
    """

    organisation: Organisation | None = None
    chosen: str | None = None
    names: frozenset[str] = frozenset()
    part: str | None = None
    leaves_out: bool = False

    @property
    def settings(self) -> Settings | None:
        """The settings that came with the files."""
        return self.organisation.settings if self.organisation else None

    def evidence(self) -> tuple[Evidence | None, Evidence | None]:
        """The selected month, and the month in the settings."""
        stated = self.organisation.period if self.organisation else None
        chosen = Evidence(self.chosen, "the month chosen", is_chosen=True) if self.chosen else None
        return chosen, Evidence(stated, "organisation.toml") if stated else None


def read(
    name: str,
    content: Content,
    warehouse: Warehouse | None = None,
    folder: Folder = Folder(),
    loaders: Sequence[Loader] = LOADERS,
    mapping: Mapping | None = None,
) -> PendingLanding:
    """Read and prove the only export in a file, with this mapping if it is given.

    Every failure is raised as a Refused.
    """
    exports = _list_exports(content, warehouse, loaders, mapping)
    if len(exports) > 1:
        raise SeveralReports([export.sheet.name for export in exports])
    return _read_export(exports[0], name, content, warehouse, folder)


def read_each(
    name: str, content: Content, warehouse: Warehouse | None, folder: Folder, loaders: Sequence[Loader] = LOADERS
) -> list[tuple[str, PendingLanding | Refused]]:
    """Read and prove every export in a file. Return each, or the reason to refuse it, with the name of its sheet.

    The name is blank if the file has only one export. A file without any is refused as a whole.
    """
    exports = _list_exports(content, warehouse, loaders)
    if len(exports) == 1:
        return [("", pending) for pending in _read_months(exports[0], name, content, warehouse, folder)]
    found: list[tuple[str, PendingLanding | Refused]] = []
    for export in exports:
        try:
            by_sheet = None if export.joined else read_name(export.sheet.name, "the name of its sheet")
            months = _read_months(export, name, content, warehouse, folder, by_sheet)
        except Refused as error:
            found.append((export.sheet_name, error))
        else:
            found += [(export.sheet_name, pending) for pending in months]
    return _refuse_repeats(found)


def _list_exports(
    content: Content, warehouse: Warehouse | None, loaders: Sequence[Loader], mapping: Mapping | None = None
) -> list[Export]:
    sheets = open_sheets(content)
    check_used(sheets)
    saved = list_mappings(warehouse) if warehouse else ()
    exports = [open_mapped(sheets, mapping)] if mapping else choose_exports(sheets, loaders, saved)
    check_other_sheets(sheets, exports)
    return exports


def _refuse_repeats(
    found: Sequence[tuple[str, PendingLanding | Refused]],
) -> list[tuple[str, PendingLanding | Refused]]:
    """Refuse the sheets of a workbook that contain the same report for the same month."""
    sheets: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for sheet, one in found:
        if isinstance(one, PendingLanding):
            sheets[one.card.title, one.landing.period].append(sheet)
    repeats = {key: RepeatedReport(names, *key) for key, names in sheets.items() if len(names) > 1}
    return [
        (sheet, one if isinstance(one, Refused) else repeats.get((one.card.title, one.landing.period), one))
        for sheet, one in found
    ]


def _read_months(
    export: Export,
    name: str,
    content: Content,
    warehouse: Warehouse | None,
    folder: Folder,
    by_sheet: Evidence | None = None,
) -> list[PendingLanding]:
    """Read an export. One that covers several whole months is read for each, unless a month is stated for it."""
    try:
        return [_read_export(export, name, content, warehouse, folder, by_sheet)]
    except SeveralMonths as error:
        if not error.months or any(folder.evidence()) or by_sheet:
            raise
        parts = [replace(folder, part=month) for month in error.months]
    return [_read_export(export, name, content, warehouse, part) for part in parts]


def _read_export(
    export: Export,
    name: str,
    content: Content,
    warehouse: Warehouse | None,
    folder: Folder,
    by_sheet: Evidence | None = None,
) -> PendingLanding:
    order = folder.settings.date_order if folder.settings else None
    evidence = _decide_month(export, name, folder, by_sheet)
    settings = folder.settings or (warehouse.settings(evidence.period) if warehouse else None)
    settings = replace(settings, also_named=folder.names) if settings else None
    check_organisation(export.preamble, export.loader.title, settings)
    stated = check_report_lines(export, settings)
    expected = Expectations(settings, leaves_out=folder.leaves_out)
    expected = replace(expected, had_total=warehouse.had_total_row) if warehouse else expected
    with place_lines(export):
        contents = export.loader.layout(export, expected)
    contents, month = limit_contents(export, contents, evidence, order, folder.part)
    exported_on = settings.exported_on if settings and folder.settings else None
    covers, part = describe_days(export.loader.dataset.name, export.preamble, order, exported_on)
    tables, left_out = limit_tables(contents.tables, export.loader, evidence.period)
    landing = Landing(
        file_name=name,
        content=content,
        loader=export.loader.name,
        loader_version=export.loader.version,
        period=evidence.period,
        exported_on=exported_on,
        reading={**export.sheet.reading, **covers, **contents.reading, "period_evidence": evidence.words},
        absent=contents.absent,
        totals=contents.totals,
        tables={key: _complete(key, table, evidence.period) for key, table in tables.items()},
    )
    rows = landing.tables[export.loader.dataset.name]
    casts = check_rows(export, rows)
    proof = tuple(soften_proof(contents.checks, casts))
    repeats = find_repeats(export.loader.dataset, rows, proof)
    checks = (*proof, *casts, *repeats, *stated, *month, *part, *left_out, *describe_sheets(export))
    return PendingLanding(landing, draw_card(landing, export.loader.title, settings, checks))


def _decide_month(export: Export, name: str, folder: Folder, by_sheet: Evidence | None) -> Evidence:
    """Return the month of an export: the part to read, or what all the evidence agrees on."""
    line = read_period_line(export.preamble, folder.settings.date_order if folder.settings else None)
    if line and folder.part:
        return Evidence(folder.part, line.words)
    found = decide_period([line, *folder.evidence(), read_name(name), by_sheet])
    return found._replace(is_chosen=found.is_chosen and not names_end(name, found.period))


def read_settings(name: str, content: Content, organisation: Organisation, folder: Folder) -> PendingLanding:
    """Prepare settings for landing. Raises PeriodUnknown, PeriodsDisagree."""
    evidence = decide_period([*folder.evidence(), read_name(name)])
    rows = {**organisation.tables, **build_holidays(organisation.settings, evidence.period)}
    tables = {key: _complete(key, table, evidence.period) for key, table in rows.items()}
    reading = {"format": "toml", "period_evidence": evidence.words}
    exported_on = organisation.settings.exported_on
    landing = Landing(name, content, NAME, VERSION, evidence.period, exported_on, reading, (), {}, tables)
    return PendingLanding(landing, draw_card(landing, TITLE, organisation.settings, ()))


def _complete(name: str, rows: Rows, period: str) -> Rows:
    """Return the rows with exactly their dataset's columns."""
    schema = DATASETS[name].schema

    def complete(batch: pa.RecordBatch) -> pa.RecordBatch:
        with_period = batch.append_column("period", pa.repeat(pa.scalar(period, TEXT), batch.num_rows))
        return with_period.select(schema.names).cast(schema)

    if isinstance(rows, pa.Table):
        return pa.Table.from_batches(map(complete, rows.to_batches()), schema)
    return MappedRows(rows, complete)
