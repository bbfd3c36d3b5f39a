"""The lists of one month, fetched and saved as a JSON file each."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from close.errors import Refused
from loaders.fetching.client import Client
from loaders.fetching.page_store import PageStore, write_file
from loaders.fetching.pages import fetch_pages, merge_entries
from loaders.files.list_texts import join_list

ASIDE = ".unfinished"
# The API compares moments in UTC, and a company's day begins up to 14 hours before or 12 hours after that of UTC.
_MARGIN = timedelta(days=1)


class CannotWrite(Refused):
    """A folder in which a file could not be saved."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"The lists could not be saved in {folder}: {why}. Free some space or choose another folder.")


@dataclass(frozen=True)
class Scope:
    """The days that a list is for, both included, and the organisation."""

    since: date
    until: date
    organisation: str

    @property
    def words(self) -> str:
        """The month as 2026-03, or the two days."""
        first, last = f"{self.since:%Y-%m}", f"{self.until:%Y-%m}"
        return first if first == last else f"{self.since} to {self.until}"

    def limit(self, after: str, before: str) -> str:
        """Return a condition on two days of a document, with a day of margin on both sides."""
        return f"{after}>='{self._start}' AND {self.limit_end(before)}"

    def limit_end(self, before: str) -> str:
        """Return a condition on the last day of a document."""
        return f"{before}<'{self._end}'"

    def limit_others(self, name: str) -> tuple[str, str]:
        """Return conditions on a day, for documents that were last changed before these days or created after them."""
        dated = self.limit(name, name)
        return f"{dated} AND ModifiedDate<'{self._start}'", f"{dated} AND CreatedDate>='{self._end}'"

    @property
    def _start(self) -> str:
        return f"{self.since - _MARGIN}T00:00:00Z"

    @property
    def _end(self) -> str:
        return f"{self.until + 2 * _MARGIN}T00:00:00Z"


def _ask_changed(scope: Scope) -> tuple[str, ...]:
    return (scope.limit("ModifiedDate", "CreatedDate"),)


def _ask_open(*dates: str, others: tuple[str, ...] = ()) -> Callable[[Scope], tuple[str, ...]]:
    """Return the conditions of the documents to list.

    Those are the ones changed since, those that lack one of their dates, and those with a date in the days, whenever
    they were created or changed: a date may be entered in advance, or on a document that is created later. `others` are
    dates that a finished document may lack.
    """

    def ask(scope: Scope) -> tuple[str, ...]:
        lacking = (f"{name} IS NULL AND {scope.limit_end('CreatedDate')}" for name in dates)
        dated = (condition for name in (*dates, *others) for condition in scope.limit_others(name))
        return (*_ask_changed(scope), *lacking, *dated)

    return ask


def _ask_paid(scope: Scope) -> tuple[str, ...]:
    return (scope.limit("PaymentDate", "PaymentDate"),)


# The lists that the loaders can read, and the conditions that select their documents.
RESOURCES: dict[str, Callable[[Scope], tuple[str, ...]]] = {
    "SalesOrders": _ask_open("DispatchedDate", "InvoiceDate"),
    "CreditNotes": _ask_open("CompletedDate", "CreditNoteDate"),
    "PurchaseOrders": _ask_open("FullyReceivedDate", "InvoiceDate"),
    "Payments": _ask_paid,
    "Adjustments": _ask_open("CompletedDate", "AdjustInAccountingSystem"),
    "BranchTransfers": _ask_open("ReceivedDate", others=("DispatchedDate",)),
    "ProductionJobs": _ask_open("CompletedDate"),
}


@dataclass(frozen=True)
class SavedList:
    """A list that was fetched: its name, its number of documents, and its file, which is missing for an empty list."""

    resource: str
    documents: int
    path: Path | None


def fetch(
    client: Client, scope: Scope, into: Path, tell: Callable[[str], None] = lambda _: None
) -> Iterator[SavedList]:
    """Fetch and save every list, and return each once it is saved. An earlier file of the same name is replaced.

    Pages of an unfinished fetch are kept in the folder `.unfinished`, and not asked for again. `tell` is called with
    the progress in words. Raises CannotWrite and the errors of `fetch_pages`.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        for resource, conditions in RESOURCES.items():
            yield _fetch_list(client, resource, conditions(scope), scope, into, tell)
        shutil.rmtree(into / ASIDE, ignore_errors=True)
    except OSError as error:
        raise CannotWrite(into, error.strerror or type(error).__name__) from error


def _fetch_list(
    client: Client,
    resource: str,
    conditions: tuple[str, ...],
    scope: Scope,
    into: Path,
    tell: Callable[[str], None],
) -> SavedList:
    stores = [PageStore(into / ASIDE / f"{resource}-{number}") for number in range(len(conditions))]
    address = str(client.http.base_url)
    for where, store in zip(conditions, stores, strict=True):
        store.open({"address": address, "organisation": scope.organisation, "where": where})
        fetch_pages(client, resource, where, store, lambda words: tell(f"{resource}: {words}"))
    pages = (store.load(number) for store in stores for number in store.numbers())
    entries = merge_entries(entry for page in pages for entry in page)
    target = into / f"{resource} {scope.words}.json"
    if entries:
        write_file(target, join_list(entry.text for entry in entries), into / ASIDE)
    else:
        target.unlink(missing_ok=True)
    return SavedList(resource, len(entries), target if entries else None)
