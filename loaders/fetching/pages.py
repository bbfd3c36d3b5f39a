"""A list fetched page by page, so that no document is lost or repeated although documents change in the meantime.

Pages are ordered by id. If a document is deleted, those after it move forward, and one of them is on no page that was
fetched. So once all pages are here, they are asked for again with only the ids, until the ids of every page agree.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from close.errors import Refused
from loaders.fetching.client import Client, Entry
from loaders.fetching.page_store import PageStore

ROWS, PASSES = 250, 6


class NeverStill(Refused):
    """A list whose documents kept moving from page to page."""

    def __init__(self, resource: str) -> None:
        super().__init__(
            f"{resource} kept changing while it was fetched. Run the same command again when fewer people are at work."
        )


def fetch_pages(
    client: Client, resource: str, where: str, store: PageStore, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Fetch the pages that the store lacks, and make sure that they fit together.

    `tell` is called with the progress in words. Raises NeverStill and the errors of the client.
    """
    kept = store.numbers()
    is_complete = bool(kept) and len(store.load(kept[-1])) < ROWS
    number = len(kept)
    while not is_complete:
        number += 1
        page = client.ask(resource, _list_parameters(where, number))
        store.save(number, page)
        tell(f"page {number:,}")
        is_complete = len(page) < ROWS
    if kept or number > 1:
        _settle(client, resource, where, store, tell)


def merge_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return each document once, in the order of the ids. The version that was changed last counts."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        held = newest.get(entry.key)
        if held is None or entry.modified >= held.modified:
            newest[entry.key] = entry
    return sorted(newest.values(), key=lambda entry: (len(entry.key), entry.key))


def _settle(client: Client, resource: str, where: str, store: PageStore, tell: Callable[[str], None]) -> None:
    for _ in range(PASSES):
        if not _correct_pages(client, resource, where, store, tell):
            return
    raise NeverStill(resource)


def _correct_pages(client: Client, resource: str, where: str, store: PageStore, tell: Callable[[str], None]) -> bool:
    """Fetch the pages again whose documents have moved or changed. Return True if any document has moved."""
    has_moved = False
    for number in count(1):
        tell(f"checking page {number:,}")
        heads = client.ask(resource, {**_list_parameters(where, number), "fields": "id,modifiedDate"})
        held = store.load(number)
        moved = [head.key for head in heads] != [entry.key for entry in held]
        if moved or any(head.modified > entry.modified for head, entry in zip(heads, held, strict=True)):
            store.save(number, client.ask(resource, _list_parameters(where, number)))
        has_moved = has_moved or moved
        if len(heads) < ROWS:
            store.drop_after(number)
            return has_moved
    return has_moved


def _list_parameters(where: str, number: int) -> Mapping[str, str]:
    return {"where": where, "order": "id ASC", "page": str(number), "rows": str(ROWS)}
