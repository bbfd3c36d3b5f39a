"""Properties that hold for any company, whatever its errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from close.store.warehouse import Landing, Warehouse
from loaders import Folder, land, read
from loaders.intake.organisation import read_organisation
from sample import COMPANIES, PLANTERS, Books, Faults, simulate
from sample.exports.omni_files import write_exports
from sample.folders import write_truth
from tests.reports.agreement import blank_cogs, checklist, cleared, missing_fields, roll_forward, timing
from tests.reports.closed import ASKED, Closed, bag, close, rows

TINY = {name: replace(c, documents=30, products=c.products[:6]) for name, c in COMPANIES.items()}
LISTS = ("timing_differences", "missing_fields", "blank_cogs")
names, seeds, causes = st.sampled_from(sorted(TINY)), st.integers(0, 10**6), st.sampled_from(sorted(PLANTERS))


@contextmanager
def closing(books: Books, asked: tuple[str, ...] = ASKED) -> Iterator[Closed]:
    """Return Omni's exports and the expected figures of a company, closed month by month."""
    with TemporaryDirectory() as folder:
        write_exports(books, Path(folder) / "exports")
        write_truth(books, Path(folder) / "truth")
        yield close(Path(folder), Path(folder) / "warehouse", asked)


@settings(max_examples=2)
@given(names, seeds)
def test_no_faults_mean_no_findings(name: str, seed: int) -> None:
    with closing(simulate(TINY[name], seed, 1, Faults.none()), (*LISTS, "step_exceptions", "timing_matrix")) as closed:
        (month,) = closed.folders
        for report in (*LISTS, "step_exceptions"):
            assert closed.answers[month, report] == []
        off = [row for row in closed.answers[month, "timing_matrix"] if row["move_month"] != row["acct_month"]]
        assert off == []


@settings(max_examples=6)
@given(names, seeds, causes)
def test_a_planted_cause_adds_its_own_rows_and_no_others(name: str, seed: int, cause: str) -> None:
    books = simulate(TINY[name], seed, 1, Faults.of([cause]))
    planted = {document.ref for document in books.documents if document.fault.startswith(cause)}
    with closing(books, LISTS) as closed:
        (month,) = closed.folders
        for agree in (timing, missing_fields, blank_cogs):
            agree(closed, month)
        shown = {row.get("ref") or row["order_ref"] for report in LISTS for row in closed.answers[month, report]}
        assert shown <= planted


@settings(max_examples=2)
@given(names, seeds, st.dictionaries(causes, st.integers(0, 4), min_size=8, max_size=20))
def test_the_answers_for_any_company_equal_its_truth(name: str, seed: int, counts: Mapping[str, int]) -> None:
    with closing(simulate(TINY[name], seed, 2, Faults(counts))) as closed:
        for month in closed.folders:
            for agree in (timing, cleared, missing_fields, blank_cogs, checklist, roll_forward):
                agree(closed, month)
            for report, key in (("timing_differences", "ref"), ("blank_cogs", "order_ref")):
                assert max(bag(closed.answers[month, report], "doc_type", key).values(), default=1) == 1


@settings(max_examples=1)
@given(names, seeds)
def test_two_files_of_a_month_add_up_to_one(name: str, seed: int) -> None:
    books = simulate(TINY[name], seed, 1, Faults.all(1))
    with TemporaryDirectory() as folder:
        write_exports(books, Path(folder) / "exports")
        (exports,) = (Path(folder) / "exports").iterdir()
        settings_first = sorted(exports.iterdir(), key=lambda path: path.suffix != ".toml")
        whole, halves = (Warehouse(Path(folder) / kind, "any") for kind in ("whole", "halves"))
        land([("", path.name, path.read_bytes()) for path in settings_first], whole)
        land([("", path.name, path.read_bytes()) for path in settings_first if path.suffix == ".toml"], halves)
        folder_of = Folder(read_organisation(settings_first[0].read_bytes()))
        read_files = [read(path.name, path.read_bytes(), halves, folder_of).landing for path in settings_first[1:]]
        halves.land([half for landing in read_files for half in split(landing, Random(seed))], "ada")
        assert len(halves.head().landings) == len(whole.head().landings) + 4
        for report in (*LISTS, "sales_and_credits", "purchases_and_credits", "cogs_breakdown"):
            one, two = (rows(warehouse, report, exports.name) for warehouse in (whole, halves))
            columns = [column for column in one[0] if not column.startswith("_")]
            assert bag(one, *columns) == bag(two, *columns), report


def split(landing: Landing, chance: Random) -> list[Landing]:
    """Return an export of documents split into two without shared keys. Any other export is unchanged."""
    ((name, table), *others) = landing.tables.items()
    if others or name not in ("sales_documents", "purchase_documents", "cogs_entries", "stock_adjustments"):
        return [landing]
    first = pa.array([chance.random() < 0.5 for _ in range(table.num_rows)])
    return [
        replace(
            landing,
            file_name=f"{half} {landing.file_name}",
            content=landing.content + half.encode(),
            tables={name: part},
        )
        for half, part in (("one", table.filter(first)), ("two", table.filter(pc.invert(first))))
    ]
