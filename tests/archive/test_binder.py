"""A binder verifies and re-runs itself in an empty folder with DuckDB alone, and lists files that were changed."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import duckdb
import fastexcel
import pytest
from pypdf import PdfReader

from close.archive import binder
from close.commands.command import main
from close.rules.answers import run
from close.signing import signoff
from close.signing.pins import MONTH_REPORTS
from close.signing.standing import PREPARER, REVIEWER, NothingSigned
from close.store.audit_log import AuditLog
from close.store.authority.people import NotAllowed
from close.store.warehouse import Warehouse
from close.texts import name_everywhere
from close.work import checklist, comments
from loaders import land
from loaders.uploads.consent import Consent
from tests.given.bound import is_proven, list_again, rerun, touch, unpack
from tests.given.signed import PERIOD, exports, land_month, settle, sign_formerly
from tests.given.variants import EVERY

EVIDENCE = b"a picture of nothing"
# To compute all reports of a month again takes a minute.
SIGNED, PINNED = ("month", len(MONTH_REPORTS)) if EVERY else ("bridge", 1)
VALID = int(EVERY)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Sign a month or its bridge, a step by two people, and an older text. Then land the next month."""
    folder = tmp_path_factory.mktemp("bound")
    exported, warehouse = exports(folder), Warehouse(folder / "warehouse", "Alder")
    land_month(warehouse, exported / PERIOD)
    checklist.attach(warehouse, PERIOD, "CH1", "ada", "../orders.png", EVIDENCE)
    settle(warehouse)
    signoff.sign(warehouse, PERIOD, SIGNED, "ada", PREPARER)
    land_month(warehouse, exported / "2026-02")
    step = "CL1" if _applies(warehouse, "CL1") else "CH1"
    signoff.sign(warehouse, PERIOD, step, "ada", PREPARER)
    signoff.sign(warehouse, PERIOD, step, "ben", REVIEWER, "agreed")
    sign_formerly(warehouse)
    comments.comment(warehouse, "2026-02", "month", "ada", "another month's business")
    return warehouse


def _applies(warehouse: Warehouse, step: str) -> bool:
    rows = run(warehouse, "step_proof", PERIOD).table.to_pylist()
    return next(row["proof"] for row in rows if row["step"] == step) != "not_applicable"


@pytest.fixture(scope="module")
def content(warehouse: Warehouse) -> bytes:
    return binder.write(warehouse, PERIOD, "ada")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Attach evidence to a month and comment on it, and sign one of its reports."""
    folder = tmp_path_factory.mktemp("small")
    warehouse = Warehouse(folder / "warehouse", "Alder")
    land_month(warehouse, exports(folder, months=1) / PERIOD)
    checklist.attach(warehouse, PERIOD, "CH1", "ada", "../orders.png", EVIDENCE)
    comments.comment(warehouse, PERIOD, "month", "ben", "looked at")
    signoff.sign(warehouse, PERIOD, "timing_differences", "ada", PREPARER)
    signoff.sign(warehouse, PERIOD, "timing_differences", "ben", REVIEWER)
    return warehouse


@pytest.fixture
def unpacked(content: bytes, tmp_path: Path) -> Path:
    return unpack(content, tmp_path)


def test_every_digest_comes_out_again(warehouse: Warehouse, unpacked: Path, alone: Path) -> None:
    done = rerun(unpacked, alone)
    signed = [event for event in AuditLog(warehouse).events() if event.pins]
    assert [len(event.pins) for event in signed] == [PINNED, 2, 2, 1]
    wanted = [(str(event.number), pin["digest"]) for event in signed for pin in event.pins]
    *lines, last, _, standing = done.stdout.splitlines()
    assert [(line.split()[1], line.split()[-1]) for line in lines] == wanted
    assert {line.split()[0] for line in lines} == {"same"}
    assert last.startswith(f"{len(wanted)} of {len(wanted)} signed answers of {PERIOD} are the same.")
    assert f"Valid signatures of the month: {VALID} of 2. " in standing
    assert "has changed: signature 8. The month is not sealed. Waived steps: " in standing
    assert (done.returncode, done.stderr) == (0, "")


def test_it_contains_what_it_lists(warehouse: Warehouse, unpacked: Path) -> None:
    originals = {record.file_name: record.sha256 for record in warehouse.head().landings if record.period == PERIOD}
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in (unpacked / "exports").iterdir()}
    assert found == originals
    assert not list(unpacked.rglob("*period=2026-02*"))
    assert [path.read_bytes() for path in (unpacked / "evidence").iterdir()] == [EVIDENCE]
    assert "another month" not in "".join(path.read_text() for path in (unpacked / "journal").iterdir())
    record = [json.loads(path.read_bytes()) for path in (unpacked / "signatures").iterdir()]
    assert {(sign["who"], sign["role"]) for sign in record} == {("ada", "preparer"), ("ben", "reviewer")}
    for answer in (answer for sign in record for answer in sign["answers"]):
        assert sha256((unpacked / answer["text"]).read_bytes()).hexdigest() == answer["sql"]
        assert len((unpacked / answer["result"]).read_text(encoding="utf-8").splitlines()) > answer["rows"]
    book = fastexcel.read_excel((unpacked / "workbook.xlsx").read_bytes())
    assert len(book.sheet_names) == (PINNED if EVERY else 1)
    assert {"Bridge", "Findings"} <= {*book.sheet_names} if EVERY else book.sheet_names == ["Checklist"]
    assert (unpacked / "requirements.txt").read_text().startswith(f"duckdb=={duckdb.__version__} ")
    assert (unpacked / "checklist.pdf").read_bytes().startswith(b"%PDF")
    assert fastexcel.read_excel((unpacked / "checklist.xlsx").read_bytes()).load_sheet("Documents").height
    pages = PdfReader(unpacked / "checklist.pdf").pages
    assert "The exceptions are listed in checklist.xlsx, sheet Documents." in " ".join(pages[-1].extract_text().split())
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    for part in {path.relative_to(unpacked).parts[0] for path in unpacked.rglob("*")} - {"README.md", "binder.json"}:
        assert part in readme


def test_the_same_records_give_the_same_bytes(small: Warehouse, tmp_path: Path) -> None:
    target = tmp_path / "binder.zip"
    where = ["--warehouse", str(small.root), "--period", PERIOD]
    assert main(["binder", *where, "--who", "ada", "-o", str(target)]) == 0
    assert target.read_bytes() == binder.write(small, PERIOD, "ada")


@pytest.mark.parametrize("folder", ["journal", "manifests", "data", "exports", "sql", "evidence"])
@pytest.mark.parametrize("how", ["touched", "missing"])
def test_a_changed_record_is_named(unpacked: Path, alone: Path, folder: str, how: str) -> None:
    path = min(path for path in (unpacked / folder).rglob("*") if path.is_file())
    (touch if how == "touched" else Path.unlink)(path)
    list_again(unpacked)  # so that the records have to show it
    done = rerun(unpacked, alone)
    assert done.returncode == 1
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"TOUCHED"}
    assert folder in done.stdout


def test_an_inserted_record_is_named(unpacked: Path, alone: Path) -> None:
    (unpacked / "exports" / "more.csv").write_text("a,b\n")
    done = rerun(unpacked, alone)
    assert (done.returncode, done.stdout) == (1, "TOUCHED    exports/more.csv: it is not in SHA256SUMS\n")
    list_again(unpacked)
    done = rerun(unpacked, alone)
    assert (done.returncode, done.stdout) == (1, "TOUCHED    exports/more.csv: no record refers to it\n")


def test_the_list_of_files_is_signed(unpacked: Path) -> None:
    assert is_proven(unpacked) == (True, True)
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    for part in ("openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -sigfile SHA256SUMS.sig", "sha256sum --"):
        assert part in readme
    touch(unpacked / "workbook.xlsx")
    assert is_proven(unpacked) == (True, False)
    list_again(unpacked)
    assert is_proven(unpacked) == (False, True)


EDITS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "flipped": lambda content, _: bytes([content[0] ^ 1]) + content[1:],
    "cut": lambda content, _: content[:-1],
    "emptied": lambda content, _: b"",
    "doubled": lambda content, _: content * 2,
    "replaced": lambda _, other: other,
}


def pick_files(folder: Path) -> list[Path]:
    """Return one file of every kind, except the program, which could no longer run, and the list and its signature."""
    kinds = {path.relative_to(folder).parts[0]: path for path in sorted(folder.rglob("*")) if path.is_file()}
    return [path for kind, path in kinds.items() if not kind.startswith(("SHA256SUMS", "rerun.py", "records.py"))]


@pytest.mark.parametrize("how", [*EDITS, "removed", "added"])
def test_an_edit_of_every_kind_of_file_is_named(unpacked: Path, alone: Path, how: str) -> None:
    files = pick_files(unpacked)
    assert {"results", "signatures", "heads", "keys"} <= {path.parent.name for path in files}
    before = {path: path.read_bytes() for path in files}
    for path, other in zip(files, reversed(files), strict=True):
        if how == "added":
            path.with_name(f"more {path.name}").write_bytes(b"more")
        elif path.name == "digests.py":
            path.write_bytes(before[path] + b"# more\n")  # so that the program still runs
        elif how == "removed":
            path.unlink()
        else:
            path.write_bytes(EDITS[how](before[path], before[other]))
    done = rerun(unpacked, alone)
    named = {line.split(None, 1)[1].split(": ")[0] for line in done.stdout.splitlines()}
    edited = [path.with_name(f"more {path.name}") if how == "added" else path for path in files]
    assert {
        path.relative_to(unpacked).as_posix() for path in edited if path not in before or changed(path, before)
    } <= named
    assert (done.returncode, done.stderr) == (1, "")


def changed(path: Path, before: dict[Path, bytes]) -> bool:
    return not path.exists() or path.read_bytes() != before[path]


def test_a_program_that_was_edited_is_found_without_it(unpacked: Path) -> None:
    for name in ("rerun.py", "records.py"):
        with (unpacked / name).open("a", encoding="utf-8") as file:
            file.write("# more\n")
        assert is_proven(unpacked) == (True, False)


def test_names_are_legal_on_every_system(content: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name) <= 200
        assert name_everywhere(name.rpartition("/")[2], "") == name.rpartition("/")[2]


def test_another_answer_is_different(small: Warehouse, tmp_path: Path, alone: Path) -> None:
    """Change a value without a hash, such as the month end. The digest shows the change."""
    unpacked = unpack(binder.write(small, PERIOD, "ada"), tmp_path)
    assert rerun(unpacked, alone).returncode == 0
    record = json.loads((unpacked / "binder.json").read_bytes())
    record["parameters"]["period_end"] = "2026-01-15"
    (unpacked / "binder.json").write_text(json.dumps(record))
    assert "TOUCHED    binder.json" in rerun(unpacked, alone).stdout
    list_again(unpacked)
    done = rerun(unpacked, alone)
    assert done.returncode == 1
    assert "DIFFERENT" in done.stdout


def test_a_month_without_a_signature_has_no_binder(warehouse: Warehouse) -> None:
    with pytest.raises(NothingSigned, match="Sign the month first"):
        binder.write(warehouse, "2026-02", "ada")


def test_it_takes_a_role(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "somebody else")
    with pytest.raises(NotAllowed, match="create a close binder"):
        binder.write(warehouse, PERIOD, "ada")


def test_the_program_ships_unchanged(unpacked: Path) -> None:
    ours = {
        "rerun.py": "close/archive/bound/rerun.py",
        "digests.py": "close/rules/digests.py",
        "records.py": "close/store/records.py",
    }
    for name, path in ours.items():
        assert (unpacked / name).read_bytes() == (Path(__file__).parents[2] / path).read_bytes()
    shutil.rmtree(unpacked)


def test_its_workbook_says_that_rows_are_left_out(tmp_path: Path) -> None:
    exported, warehouse = exports(tmp_path), Warehouse(tmp_path / "warehouse", "Alder")
    files = {path.name: path.read_bytes() for path in sorted((exported / PERIOD).iterdir())}
    (cogs,) = (name for name in files if name.startswith("COGS"))
    lines = files[cogs].split(b"\r\n")
    broken = [lines[0], b"99/99/2026" + lines[1][lines[1].index(b",") :], *lines[2:]]
    files[cogs] = b"\r\n".join(broken)
    land(
        [("", name, content) for name, content in files.items()], warehouse, who="ada", consent=Consent(incomplete=None)
    )
    checklist.waive(warehouse, PERIOD, "SY5", "ben", "looked at in Omni")
    signoff.sign(warehouse, PERIOD, "SY5", "ada", PREPARER)
    with zipfile.ZipFile(io.BytesIO(binder.write(warehouse, PERIOD, "ada"))) as bound:
        book = fastexcel.read_excel(bound.read("workbook.xlsx"))
    assert book.sheet_names[0] == "Incomplete"
    assert "COGS breakdown" in str(book.load_sheet("Incomplete").to_arrow().column(0)[0])
