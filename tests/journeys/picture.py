"""The README's picture, a screenshot of the dashboard with the sample company: `python -m tests.journeys.picture`."""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, QUIET, ROOT, served
from tests.journeys.screen import rerun, settle

TARGET = ROOT / "docs" / "bridge.png"
PATIENCE = 240_000  # milliseconds: the first start loads the sample company
NARROW = 700  # in pixels: the chart is drawn at less than this before it knows its width


def main() -> None:
    """Start the dashboard as on a first start, open the bridge, and take a screenshot."""
    found = next(filter(None, map(shutil.which, CHROMIUM)))
    expect.set_options(timeout=PATIENCE)
    # The month may still be built in the background when the folder is deleted.
    place = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with place as folder, served(Path(folder)) as dashboard, sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=found, args=QUIET).new_page(
            viewport={"width": 1360, "height": 1160}
        )
        page.set_default_timeout(PATIENCE)
        page.goto(dashboard.at())
        settle(page)
        page.goto(f"{dashboard.at('bridge')}?{urlsplit(page.url).query}")
        settle(page)
        with rerun(page):
            page.get_by_role("button", name="End the tour").click()
        page.wait_for_function(f"document.querySelector('.vega-embed canvas, .vega-embed svg')?.clientWidth > {NARROW}")
        page.screenshot(path=TARGET, animations="disabled")


if __name__ == "__main__":
    main()
