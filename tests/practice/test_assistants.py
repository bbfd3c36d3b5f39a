"""An assistant gets the bridge of the practice company as the command prints it, and the line of each document."""

import csv
from pathlib import Path

from tests.assistants.client import ask
from tests.reports.closed import Closed
from tieout.command import main


def test_an_assistant_reads_the_numbers_of_the_command(practice: Closed, tmp_path: Path) -> None:
    month, root = practice.folders[0][:7], practice.warehouse.root
    report = ["report", "bridge", "--period", month, "--warehouse", str(root), "-o", str(tmp_path / "bridge.csv")]
    assert main(report) == 0
    with (tmp_path / "bridge.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    questions = [("read_report", {"report": name, "month": month}) for name in ("bridge", "findings")]
    _, (bridge, findings) = ask(root, questions)
    rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in bridge["rows"]]
    assert rows == printed
    assert len(printed) > 2
    files = {path.name for folder in (practice.folder / "exports").iterdir() for path in folder.iterdir()}
    assert {row["source"]["file"] for row in findings["rows"]} <= files
    assert all(row["source"]["line"] > 1 for row in findings["rows"])
