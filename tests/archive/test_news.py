"""`tieout digest` states what changed, what is due and who has it, and sends it only to a safe address."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from close.archive.news.counts import count_changes
from close.archive.news.digest import Digest, compose
from close.archive.news.moments import BadSince, find_moment, find_working_day, read_since
from close.archive.news.webhook import BadWebhook, check_address
from close.archive.news.wording import write
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work import checklist, comments, current_exports, worklist
from tests.given.landings import landing, sale
from tests.given.named import appoint
from tests.given.work import BILL, LATE, SMALL, land_items
from tieout.command import main

PERIOD = "2026-03"
NOW = datetime.now(UTC)


def list_words(digest: Digest, key: str) -> list[str]:
    return [entry.words for section in digest.sections if section.key == key for entry in section.entries]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, str]:
    """A month with three items, and the moment after which one of them cleared, one was accepted and one changed."""
    warehouse = land_items(tmp_path_factory.mktemp("news"))
    appoint(warehouse, ("preparer", "ada"), ("reviewer", "ben"), ("administrator", "cyd"))
    moment = datetime.now(UTC).isoformat()
    worklist.assign(warehouse, PERIOD, [BILL], "ada", "ben")
    comments.comment(warehouse, PERIOD, BILL, "ada", "is it\nbilled?")
    number = comments.comment(warehouse, PERIOD, "month", "ben", "who closes?").number
    comments.resolve(warehouse, number, "ada", "I do")
    worklist.accept(warehouse, PERIOD, [SMALL], "ada", "rounding")
    checklist.waive(warehouse, PERIOD, "CH3", "ben", "immaterial")
    undated = {"acct_date": None, "status": "NOT_IMPORTED"}
    rows = [sale("S-1"), sale("S-2", **undated, cost=2), sale("S-3"), sale("S-4", **undated, cost=7)]
    warehouse.land([landing("sales_documents", rows, name="again.csv")], "ada")
    return warehouse, moment


@pytest.fixture(scope="module")
def digest(changed: tuple[Warehouse, str]) -> Digest:
    return compose(changed[0], PERIOD, changed[1])


def test_uploads_are_new_or_replaced(digest: Digest) -> None:
    assert list_words(digest, "uploads") == [
        "again.csv: new (4 rows, uploaded by ada)",
        "sales_documents 2026-03.csv: replaced (3 rows, uploaded by ada)",
    ]
    assert digest.snapshot == digest.snapshot_then + 1


def test_items_appear_clear_and_leave(digest: Digest) -> None:
    found = {words.split(":")[1]: words for words in list_words(digest, "items")}
    assert found.keys() == {"S-1", "S-2", "S-4"}
    assert ": appeared, " in found["S-4"]
    assert "7.00 (" in found["S-4"]
    assert ": accepted, " in found["S-2"]
    assert found["S-2"].endswith("by ada)")
    assert found["S-1"].startswith(f"{LATE}: cleared, ")
    assert "6.00 (" in found["S-1"]


def test_the_news_in_numbers_needs_the_answers_of_then(changed: tuple[Warehouse, str]) -> None:
    warehouse, moment = changed
    assert count_changes(warehouse, PERIOD) is None  # the month began today
    answer(warehouse, "findings", PERIOD, find_moment(warehouse, datetime.fromisoformat(moment)).manifest)
    counts = count_changes(warehouse, PERIOD, moment)
    assert counts is not None
    assert (counts.appeared, counts.cleared, counts.gap) == (1, 1, None)


def test_an_item_whose_export_is_gone_has_not_cleared(tmp_path: Path) -> None:
    warehouse = land_items(tmp_path)
    moment = datetime.now(UTC).isoformat()
    (sales,) = warehouse.head().of("sales_documents")
    current_exports.take_back(warehouse, sales.landing, "ada", "of another branch")
    digest = compose(warehouse, PERIOD, moment)
    assert list_words(digest, "uploads") == ["sales_documents 2026-03.csv: taken back (3 rows, uploaded by ada)"]
    words = list_words(digest, "items")
    assert [each.split(",")[0] for each in words] == [
        f"{item}: cannot tell whether it has cleared" for item in (LATE, SMALL)
    ]


def test_steps_state_what_they_were(digest: Digest) -> None:
    assert [words for words in list_words(digest, "steps") if "(CH3)" in words] == [
        "Check purchase orders (CH3): Exceptions (1) → Waived, 1 left"
    ]


def test_comments_are_addressed(digest: Digest) -> None:
    assert list_words(digest, "comments") == [
        f"For ben: ada on {BILL}: is it\nbilled?",
        "For ben: ben on month: who closes? – resolved by ada: I do",
    ]


def test_what_is_overdue_names_who_has_it(digest: Digest) -> None:
    overdue = list_words(digest, "overdue")
    assert overdue
    assert all(words.endswith(", ada (preparer)") for words in overdue)
    assert not any("(CH3)" in words for words in overdue)


def test_what_is_due_next_names_who_has_it(changed: tuple[Warehouse, str]) -> None:
    warehouse, moment = changed
    friday = next(day for day in (NOW.date() + timedelta(days=n) for n in range(7)) if day.weekday() == 4)
    worklist.set_due(warehouse, PERIOD, [BILL], "ada", friday)
    (due,) = list_words(compose(warehouse, PERIOD, moment), "due")
    assert due.endswith(f": {BILL}, 50.00, ben")


def test_a_digest_is_text_markdown_or_json(digest: Digest) -> None:
    text, markdown, facts = (write(digest, form) for form in ("text", "markdown", "json"))
    assert "- For ben: ada on PO:P-1: is it billed?\n" in text
    assert "## Comments (2)\n" in markdown
    assert "→ Waived" in markdown
    found = json.loads(facts)
    assert {row["item"]: row["amount"] for row in found["items"] if row["change"] == "appeared"} == {"SO:S-4": "7.00"}
    assert found["snapshot"] == digest.snapshot


def test_before_the_first_upload_everything_is_new(changed: tuple[Warehouse, str]) -> None:
    first = compose(changed[0], PERIOD, "2026-01-01")
    assert first.snapshot_then == 0
    assert len(list_words(first, "uploads")) == 3


def test_the_default_is_the_last_working_day() -> None:
    settings = Settings(time_zone="Pacific/Auckland", public_holidays={datetime(2026, 4, 3, tzinfo=UTC).date(): "Good"})
    monday = datetime(2026, 4, 6, 1, tzinfo=UTC)  # 13:00 in Auckland, after Good Friday
    assert find_working_day(settings, monday.date()).isoformat() == "2026-04-02"
    assert read_since(None, settings, monday) == datetime(2026, 4, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize("since", ["yesterday", "2999-01-01"])
def test_a_moment_that_cannot_be_is_refused(since: str) -> None:
    with pytest.raises(BadSince, match=since):
        read_since(since, Settings(), NOW)


@pytest.mark.parametrize(
    "address", ["http://hooks.example/1", "ftp://localhost/1", "hooks", "https://a:b@c", "https://["]
)
def test_an_address_that_is_not_encrypted_is_refused(address: str) -> None:
    with pytest.raises(BadWebhook) as refused:
        check_address(address)
    assert address not in str(refused.value)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[bytes]]]:
    """A webhook on this machine that refuses everything under /refuse, and redirects everything under /redirect."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response({"/refuse": 404, "/redirect": 302}.get(self.path, 200))
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()


def send(warehouse: Warehouse, *more: str) -> int:
    return main(["digest", "--period", PERIOD, "--since", "2026-01-01", "--warehouse", str(warehouse.root), *more])


def test_a_webhook_gets_the_digest_and_its_address_is_kept_nowhere(
    changed: tuple[Warehouse, str], hook: tuple[str, list[bytes]], tmp_path: Path, capsys, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    (url, taken), (warehouse, _), file = hook, changed, tmp_path / "digest.txt"
    assert send(warehouse, "--format", "markdown", "-o", str(file), "--webhook", f"{url}/se-cret") == 0
    assert json.loads(taken[0]) == {"text": file.read_text(encoding="utf-8")}
    shown = capsys.readouterr()
    kept = [path.read_bytes().decode("latin-1") for path in warehouse.root.rglob("*") if path.is_file()]
    assert not any("se-cret" in text for text in [shown.out, shown.err, caplog.text, *kept])


@pytest.mark.parametrize(
    "text",
    [
        "<https://q.example|Approve>", "<!channel>", "<users/all>", "[Approve](https://q.example)", "@channel", "@Here",
        r"\<https://q.example|Approve\>", "paid \u202e1,234.50",
    ],
)  # fmt: skip
def test_a_chat_makes_no_link_or_call_of_a_name(tmp_path: Path, hook: tuple[str, list[bytes]], text: str) -> None:
    """Customers choose their names, and some chats know no escape."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")], name=f"{text}.csv")], "ada")
    assert send(warehouse, "--webhook", f"{hook[0]}/se-cret") == 0
    sent = json.loads(hook[1][0])["text"]
    assert "q.example" in sent or "new (1 row" in sent
    assert not re.search(r"<|>|\]\(|@(?=channel|here)|\u202e", sent, re.IGNORECASE)


@pytest.mark.parametrize(("path", "status"), [("/refuse", 404), ("/redirect", 302)])
def test_a_webhook_that_does_not_take_it_fails_the_command(
    changed: tuple[Warehouse, str], hook: tuple[str, list[bytes]], path: str, status: int, capsys
) -> None:
    assert send(changed[0], "--format", "json", "--webhook", hook[0] + path) == 1
    words = capsys.readouterr().err
    assert f"The digest was not delivered: the webhook answered with status {status}. Check the address" in words
    assert hook[0] not in words
    assert len(hook[1]) == 1


def test_nothing_is_sent_without_an_address(changed: tuple[Warehouse, str], capsys) -> None:
    assert send(changed[0]) == 0
    assert "Webhook" not in capsys.readouterr().err
    assert send(changed[0], "--webhook", "http://127.0.0.1:9/se-cret") == 1
    words = capsys.readouterr().err
    assert "the webhook could not be reached (ConnectError)" in words
    assert "se-cret" not in words
