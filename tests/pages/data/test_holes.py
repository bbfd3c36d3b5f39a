"""The months between the first and the newest that lack whole exports, for the start to name."""

from pathlib import Path

from close.store.warehouse import Warehouse
from pages.parts.frame.page_context import PageContext
from pages.parts.month.uploads import count_holes, expected_exports
from tests.given.landings import adjustment, landing, sale, settings


def test_a_month_without_exports_between_others_is_counted(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    landings = [settings()]
    landings += [landing("sales_documents", [sale("S-1")], period) for period in ("2026-01", "2026-03")]
    landings.append(landing("stock_adjustments", [adjustment("A-1")], "2026-03"))
    warehouse.land(landings, "ada")
    context = PageContext(warehouse, "2026-03", warehouse.head())
    rest = len(expected_exports(context))
    assert count_holes(context) == {"2026-01": rest - 1, "2026-02": rest, "2026-03": rest - 2}
