"""What axe-core finds on a page, apart from what is known of Streamlit's own markup."""

import tomllib
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STREAMLIT = tomllib.loads(Path(__file__).with_name("streamlit_markup.toml").read_text(encoding="utf-8"))
# Violations as sentences, and the selectors of the known ones that were met. What is fading in is finished first.
FIND = """
async known => {
    document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish());
    const { violations } = await axe.run({ elementRef: true, resultTypes: ["violations"] });
    const nodes = violations.flatMap(({ id, impact, nodes }) => nodes.map(node => ({ id, impact, ...node })));
    const explain = node => known.find(one => one.rule === node.id && node.element.matches(one.selector));
    return {
        ours: nodes.filter(node => !explain(node)).map(
            ({ id, impact, html, failureSummary }) => `${id} (${impact}): ${html}\\n${failureSummary}`
        ),
        known: nodes.map(explain).filter(Boolean).map(one => one.selector),
    };
}
"""


def expect_accessible(page: Page) -> set[str]:
    """Check that axe-core finds nothing of ours, and return the selectors of what it found of Streamlit's."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FIND, STREAMLIT["known"])
    assert not found["ours"], "\n\n".join(found["ours"])
    return set(found["known"])
