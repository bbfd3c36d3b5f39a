"""One file, read and proven, ready to land."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa

from close.store.datasets import DATASETS, TEXT
from close.store.warehouse import Landing, Settings, Warehouse
from loaders.catalogue import LOADERS
from loaders.files.sources import open_sheets
from loaders.intake.cards import Card, draw_card
from loaders.intake.organisation import NAME, TITLE, VERSION, Organisation
from loaders.intake.periods import Evidence, check_month, decide_period, read_name, read_period_line
from loaders.layouts.description import Known, Loader
from loaders.layouts.preambles import check_organisation
from loaders.layouts.recognition import recognise


class Reading(NamedTuple):
    """A file that was read, and its card, still without an outcome."""

    landing: Landing
    card: Card


@dataclass(frozen=True)
class Folder:
    """What is known of the other files of a folder: its settings, if any, and the month that was chosen."""

    organisation: Organisation | None = None
    chosen: str | None = None

    @property
    def settings(self) -> Settings | None:
        """The settings that came with the files."""
        return self.organisation.settings if self.organisation else None

    def evidence(self) -> tuple[Evidence | None, Evidence | None]:
        """What the person chose, and what the settings say."""
        stated = self.organisation.period if self.organisation else None
        chosen = Evidence(self.chosen, "the month chosen") if self.chosen else None
        return chosen, Evidence(stated, "organisation.toml") if stated else None


def read(
    name: str,
    content: bytes,
    warehouse: Warehouse | None = None,
    folder: Folder = Folder(),
    loaders: Sequence[Loader] = LOADERS,
) -> Reading:
    """One export, read and proven, ready to land. Raises what is wrong with it; every failure is a Refused."""
    page = recognise(open_sheets(content), loaders)
    order = folder.settings.date_order if folder.settings else None
    line = read_period_line(page.preamble, order)
    evidence = decide_period([line, *folder.evidence(), read_name(name)])
    settings = folder.settings or (warehouse.settings(evidence.period) if warehouse else None)
    check_organisation(page.preamble, page.loader.title, settings)
    known = Known(settings, warehouse.had_total_row) if warehouse else Known(settings)
    contents = page.loader.layout(page, known)
    check_month(evidence.period, contents.days, contents.other_days)
    reading = {**page.sheet.reading, **contents.words, "period_evidence": evidence.words}
    landing = Landing(
        file_name=name,
        content=content,
        loader=page.loader.name,
        loader_version=page.loader.version,
        period=evidence.period,
        exported_on=settings.exported_on if settings and folder.settings else None,
        reading=reading,
        absent=contents.absent,
        totals=contents.totals,
        tables={key: complete(key, table, evidence.period) for key, table in contents.tables.items()},
    )
    return Reading(landing, draw_card(landing, page.loader.title, settings, contents.checks))


def read_settings(name: str, content: bytes, organisation: Organisation, folder: Folder) -> Reading:
    """Settings, ready to land. Raises PeriodUnknown, PeriodsDisagree."""
    evidence = decide_period([*folder.evidence(), read_name(name)])
    tables = {key: complete(key, table, evidence.period) for key, table in organisation.tables.items()}
    reading = {"format": "toml", "period_evidence": evidence.words}
    taken = organisation.settings.exported_on
    landing = Landing(name, content, NAME, VERSION, evidence.period, taken, reading, (), {}, tables)
    return Reading(landing, draw_card(landing, TITLE, organisation.settings, ()))


def complete(name: str, table: pa.Table, period: str) -> pa.Table:
    """Rows in exactly the columns of their dataset."""
    with_period = table.append_column("period", pa.repeat(pa.scalar(period, TEXT), table.num_rows))
    schema = DATASETS[name].schema
    return with_period.select(schema.names).cast(schema)
