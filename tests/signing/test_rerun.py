"""A signature re-runs from its record alone, and any reason why it cannot is stated."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from close.commands.command import main
from close.engine.connection import ENGINE
from close.rules import compile as compiling
from close.rules import queries
from close.rules.answers import run
from close.signing import signoff
from close.signing.pins import PinnedAnswer
from close.signing.rerun import NoSignature, Rerun, rerun
from close.signing.standing import PREPARER, standings
from close.store.audit_log import AuditLog, Draft, Event
from close.store.authority.people import NotAllowed
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale
from tests.given.signed import sign_formerly

ROOT = Path(__file__).parents[2]
PERIOD, REPORT = "2026-03", "sales_and_credits"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse", "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2", acct_date=None)])], "ada")
    return warehouse


@pytest.fixture
def signed(warehouse: Warehouse) -> Event:
    return signoff.sign(warehouse, PERIOD, REPORT, "ada", PREPARER)


def only(found: list[Rerun]) -> Rerun:
    (again,) = found
    return again


def landed_file(warehouse: Warehouse) -> Path:
    (path,) = (warehouse.folder / "data" / "sales_documents").rglob("*.parquet")
    return path


def touch(path: Path) -> None:
    """Flip one bit."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


@pytest.fixture
def newer_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a SQL library with a second version of the report, in force from the beginning."""
    library = tmp_path / "sql"
    write_newer_rules(ROOT / "sql", library)
    monkeypatch.setattr(queries, "SQL", library)
    forget()
    yield library
    monkeypatch.undo()
    forget()


def write_newer_rules(old: Path, new: Path) -> None:
    shutil.copytree(old, new)
    text = (new / "reports" / f"{REPORT}.v1.sql").read_text(encoding="utf-8").rstrip()
    (new / "reports" / f"{REPORT}.v1.sql").unlink()
    (new / "reports" / f"{REPORT}.v2.sql").write_text(f"{text}\nlimit 1\n", encoding="utf-8")


def forget() -> None:
    queries.library.cache_clear()
    compiling._compile.cache_clear()


def test_a_signature_gives_its_digest(warehouse: Warehouse, signed: Event) -> None:
    again = only(rerun(warehouse, signed.number))
    assert again.is_same
    assert (again.pin.title, again.pin.rows, again.reasons) == (REPORT, 2, ())


def test_also_after_newer_landings(warehouse: Warehouse, signed: Event) -> None:
    warehouse.land([landing("sales_documents", [sale("S-1", sales=99)], name="again.csv")], "ada")
    warehouse.land([landing("sales_documents", [sale("S-2", sales=98)], "2026-04")], "ada")
    assert standings(warehouse, PERIOD)[REPORT].state == "suspended"
    assert only(rerun(warehouse, signed.number)).is_same


def test_also_after_newer_rules(warehouse: Warehouse, signed: Event, newer_rules: Path) -> None:
    assert queries.in_force(REPORT, PERIOD).version == 2
    assert run(warehouse, REPORT, PERIOD).table.num_rows == 1
    assert standings(warehouse, PERIOD)[REPORT].state == "suspended"
    assert only(rerun(warehouse, signed.number)).is_same


def test_a_text_that_was_signed_earlier_reads_the_audit_log(warehouse: Warehouse, signed: Event) -> None:
    earlier = sign_formerly(warehouse, PERIOD)
    assert earlier.pins[0]["rows"] == signed.number
    assert only(rerun(warehouse, earlier.number)).is_same


def test_also_on_a_fresh_clone_with_other_rules(warehouse: Warehouse, signed: Event, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    for package in ("close", "loaders", "tieout"):
        shutil.copytree(ROOT / package, clone / package, ignore=shutil.ignore_patterns("__pycache__"))
    write_newer_rules(ROOT / "sql", clone / "sql")
    where = ["--warehouse", str(warehouse.root)]
    ask = [sys.executable, "-m", "close", "report", REPORT, "--period", PERIOD, *where]
    assert len(subprocess.run(ask, cwd=clone, capture_output=True, check=True).stdout.splitlines()) == 2
    run = [sys.executable, "-m", "close", "rerun", str(signed.number), *where]
    done = subprocess.run(run, cwd=clone, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"same       {REPORT:<28} {signed.pins[0]['digest']}\n"


def test_another_engine_is_named_where_the_digest_differs(warehouse: Warehouse, signed: Event) -> None:
    pin = PinnedAnswer.from_record(signed.pins[0])
    for engine, reason in (
        ("DuckDB 1.0.0", f"the engine was DuckDB 1.0.0 and is now {ENGINE}"),
        (ENGINE, "no recorded change"),
    ):
        record = asdict(replace(pin, digest="0" * 64, engine=engine))
        event = AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, REPORT, value="preparer", pins=(record,)))
        again = only(rerun(warehouse, event.number))
        assert (again.is_same, again.digest) == (False, pin.digest)
        assert again.reasons[0].startswith(reason)


def test_a_text_that_the_engine_rejects_is_reported(warehouse: Warehouse, signed: Event) -> None:
    record = asdict(replace(PinnedAnswer.from_record(signed.pins[0]), datasets=(), engine="DuckDB 1.0.0"))
    event = AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, REPORT, value="preparer", pins=(record,)))
    again = only(rerun(warehouse, event.number))
    assert not again.is_same
    assert "the engine cannot run it" in again.reasons[1]


def test_a_missing_or_altered_file_is_named_and_not_run(warehouse: Warehouse, signed: Event) -> None:
    file = landed_file(warehouse)
    name = file.relative_to(warehouse.folder).as_posix()
    touch(file)
    assert only(rerun(warehouse, signed.number)).reasons == (f"{name}: it was changed after it was written",)
    file.unlink()
    again = only(rerun(warehouse, signed.number))
    assert (again.digest, again.reasons) == ("", (f"{name}: it is missing",))


def test_a_missing_or_altered_text_is_named_and_not_run(warehouse: Warehouse, signed: Event) -> None:
    sha256 = signed.pins[0]["sql"]
    text = warehouse.folder / "evidence" / sha256
    touch(text)
    (reason,) = only(rerun(warehouse, signed.number)).reasons
    assert reason == f"the pinned text, evidence/{sha256}: it was changed after it was written"
    text.unlink()
    assert only(rerun(warehouse, signed.number)).reasons == (f"the pinned text, evidence/{sha256}: it is missing",)


def test_the_command_says_what_differs(warehouse: Warehouse, signed: Event, capsys: pytest.CaptureFixture[str]) -> None:
    landed_file(warehouse).unlink()
    assert main(["rerun", str(signed.number), "--warehouse", str(warehouse.root)]) == 1
    output = capsys.readouterr()
    assert output.out.startswith("DIFFERENT")
    assert f"{REPORT}: not run; data/sales_documents" in output.err


def test_only_signatures_run_again(warehouse: Warehouse, signed: Event) -> None:
    for number in (0, signed.number + 1):
        with pytest.raises(NoSignature):
            rerun(warehouse, number)


def test_whoever_is_named_needs_a_role(warehouse: Warehouse, signed: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "ada")
    with pytest.raises(NotAllowed, match="run signatures again"):
        rerun(warehouse, signed.number, "mallory")
    assert only(rerun(warehouse, signed.number, "ada")).is_same
