"""Reference prefixes derived from the documents when the settings do not give them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from sample import KESTREL, Faults, simulate, write
from tests.reports.closed import close

BEGINNINGS = dict(zip(KESTREL.prefixes, ("so/26.", "till ", "web", "cn_", "po#", "scn:", "adj-"), strict=True))
COMPANY = replace(KESTREL, prefixes=BEGINNINGS, documents=200)


def test_a_purged_document_is_recognised_by_its_prefix(tmp_path: Path) -> None:
    write(simulate(COMPANY, 5, 2, Faults.all()), tmp_path)
    for settings in tmp_path.glob("exports/*/organisation.toml"):
        recorded = settings.read_text(encoding="utf-8")
        settings.write_text(recorded[: recorded.index("[reference_prefixes]")], encoding="utf-8")
    books = close(tmp_path, tmp_path / "warehouse", ("findings",))
    for folder in books.folders:
        found, truth = books.answers[folder, "findings"], books.truth("findings", folder)
        for cause in ("S22", "P23"):
            named, wanted = (
                Counter((r["doc_type"], r["ref"]) for r in rows if r["cause_id"] == cause) for rows in (found, truth)
            )
            assert named == wanted != Counter()
