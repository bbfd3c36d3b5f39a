"""The README's picture, a screenshot of the dashboard with the sample company: `python -m tests.journeys.picture`."""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM, QUIET, ROOT, served

TARGET = ROOT / "docs" / "bridge.png"
PATIENCE = 240_000  # milliseconds: the first start loads the sample company
NARROW = 700  # in pixels: the chart is drawn at less than this before it knows its width


def main() -> None:
    """Start the dashboard as on a first start, open the bridge, and take a screenshot."""
    found = next(filter(None, map(shutil.which, CHROMIUM)))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as dashboard, sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=found, args=QUIET).new_page(
            viewport={"width": 1360, "height": 1160}
        )
        page.set_default_timeout(PATIENCE)
        page.goto(dashboard.at())
        page.get_by_role("button", name="End the tour").click()
        page.goto(f"{dashboard.at('bridge')}?{urlsplit(page.url).query}")
        page.wait_for_function(f"document.querySelector('.vega-embed canvas, .vega-embed svg')?.clientWidth > {NARROW}")
        page.screenshot(path=TARGET, animations="disabled")


if __name__ == "__main__":
    main()
