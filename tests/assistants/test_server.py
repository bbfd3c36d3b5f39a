"""`tieout mcp` answers an assistant with the numbers of the reports, changes nothing, and puts faults into words."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from close.store.warehouse import Warehouse
from tests.assistants.client import Asked, ask, start
from tests.given.signed import PERIOD, exports, land_month, sign_month
from tieout.command import main

COMPANY, BROKEN = "Alder Bench Supply Inc.", "broken-co"
TOOLS = [
    *("list_organisations", "list_reports", "read_report", "read_document_story"),
    *("list_obstacles", "list_moved_documents"),
]
MONTH = {"month": PERIOD, "organisation": COMPANY}
QUESTIONS: dict[str, Asked] = {
    "organisations": ("list_organisations", {}),
    "reports": ("list_reports", {}),
    "bridge": ("read_report", {"report": "bridge", **MONTH}),
    "findings": ("read_report", {"report": "findings", "limit": 2, "page": 2, **MONTH}),
    "one": ("read_report", {"report": "timing_differences", "reference": "ord1033", **MONTH}),
    "story": ("read_document_story", {"reference": "ORD1033", **MONTH}),
    "obstacles": ("list_obstacles", MONTH),
    "moved": ("list_moved_documents", MONTH),
    "unknown report": ("read_report", {"report": "brigde", **MONTH}),
    "unknown month": ("read_report", {"report": "bridge", **MONTH, "month": "March"}),
    "unknown document": ("read_document_story", {"reference": "ORD9", **MONTH}),
    "no reference": ("read_report", {"report": "document_story", **MONTH}),
    "no documents": ("read_report", {"report": "bridge", "reference": "ORD1033", **MONTH}),
    "too many": ("read_report", {"report": "bridge", "limit": 1000, **MONTH}),
    "unknown organisation": ("read_report", {"report": "bridge", **MONTH, "organisation": "Kelp"}),
    "unstated organisation": ("read_report", {"report": "bridge", "month": PERIOD}),
    "broken organisation": ("read_report", {"report": "bridge", **MONTH, "organisation": BROKEN}),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a signed month, and with an organisation whose snapshot is damaged."""
    folder = tmp_path_factory.mktemp("assistants")
    months = exports(folder / "made")
    warehouse = Warehouse(folder / "warehouse", COMPANY)
    land_month(warehouse, months / PERIOD)
    sign_month(warehouse)
    broken = folder / "warehouse" / BROKEN / "manifests"
    broken.mkdir(parents=True)
    (broken / "000000001.json").write_text('{"number": 1, "land')
    return folder / "warehouse"


def read_all(root: Path) -> dict[str, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file() and "steps" not in path.relative_to(root).parts)
    return {str(path): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def asked(root: Path) -> dict[str, Any]:
    before = read_all(root)
    tools, answers = ask(root, list(QUESTIONS.values()))
    return {**dict(zip(QUESTIONS, answers, strict=True)), "tools": tools, "is_unchanged": read_all(root) == before}


def test_every_tool_reads(asked: dict[str, Any]) -> None:
    assert [tool.name for tool in asked["tools"]] == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in asked["tools"])
    assert asked["is_unchanged"]


def test_organisations_and_reports_are_listed(asked: dict[str, Any]) -> None:
    company, broken = asked["organisations"]["organisations"]
    assert company == {"organisation": "alder-bench-supply-inc", "name": COMPANY, "months": [PERIOD], "snapshot": 1}
    assert broken["problem"].startswith(f"The record manifests/000000001.json of {BROKEN} is damaged")
    assert {"report": "bridge", "needs_reference": False}.items() <= asked["reports"]["reports"][4].items()


def test_a_bridge_has_the_numbers_of_the_command(asked: dict[str, Any], root: Path, tmp_path: Path) -> None:
    report = ["report", "bridge", "--period", PERIOD, "--warehouse", str(root), "--organisation", COMPANY]
    assert main([*report, "-o", str(tmp_path / "bridge.csv")]) == 0
    with (tmp_path / "bridge.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    found = asked["bridge"]
    rows = found["rows"]
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == printed
    assert [row["amount"] for row in rows] == ["1428.79", "-393.55", "-19.79", "0.00", "0.00"]
    assert found["causes"]["P01"] == "Received, not invoiced (P01)"
    stated = {name: found[name] for name in ("name", "month", "currency", "snapshot", "incomplete_for", "total_rows")}
    assert list(stated.values()) == [COMPANY, PERIOD, "USD", 1, [], 5]


def test_rows_have_their_file_and_line_and_blanks_are_null(asked: dict[str, Any]) -> None:
    found = asked["findings"]
    assert (found["page"], found["pages"], found["total_rows"], len(found["rows"])) == (2, 3, 6, 2)
    (row,) = asked["one"]["rows"]
    assert row["acct_date"] is None
    assert row["source"] == {"file": "SalesOrdersAndCreditNotes_2026-01.csv", "line": 14}
    assert asked["story"]["rows"][0]["source"]["line"] == 14


def test_obstacles_name_what_cannot_be_told(asked: dict[str, Any]) -> None:
    found = asked["obstacles"]
    assert found["can_be_signed"]
    assert found["obstacles"] == []
    untested = {row["cause_id"]: row["settled_by"] for row in found["causes_that_cannot_be_tested"]}
    assert untested["A07"] == "Upload Production jobs."


def test_moved_documents_are_those_since_the_signature(asked: dict[str, Any]) -> None:
    assert asked["moved"]["signed_by"] == "ben"
    assert asked["moved"]["rows"] == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("unknown report", 'There is no report "brigde". The reports are: accrual_coverage,'),
        ("unknown month", '"March" is not a month from 1990 to 2099. Write it as 2026-03.'),
        ("unknown document", 'No export up to 2026-01 has a document "ORD9". Check the reference'),
        ("no reference", "State its reference, such as SO-1234."),
        ("no documents", "Leave the reference out."),
        ("too many", "Choose a limit from 1 to 100, and a page from 1 on."),
        ("unknown organisation", 'There is no organisation "Kelp" that an unnamed user may view.'),
        ("unstated organisation", "Choose one of these: alder-bench-supply-inc, broken-co."),
        ("broken organisation", f"The record manifests/000000001.json of {BROKEN} is damaged"),
    ],
)
def test_a_fault_is_an_answer(asked: dict[str, Any], question: str, words: str) -> None:
    assert words in asked[question]
    assert "Traceback" not in asked[question]


def test_standard_output_has_only_the_protocol(root: Path) -> None:
    server = start(root)
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    called = {"name": "read_report", "arguments": {"report": "none", **MONTH}}
    sent: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": called},
    ]
    with subprocess.Popen(
        [server.command, *server.args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=server.cwd, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(json.dumps({"jsonrpc": "2.0", **message}) + "\n" for message in sent))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        rest, _ = process.communicate()
    assert [answer["id"] for answer in answers] == [1, 2]
    assert rest == ""
    assert process.returncode == 0


def test_without_its_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "close.assistants.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp"]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("The package mcp is not installed: install tieout[assistant]")
    assert shown.out == ""
