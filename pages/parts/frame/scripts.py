"""The scripts that pages run in the browser, with the hashes by which its content security policy knows them."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

RELOAD = "<script>window.location.reload()</script>"
REMEMBER_ADDRESS = """<script>
sessionStorage.setItem("address", location.pathname + location.search);
</script>"""
RETURN_TO_ADDRESS = """<script>
const address = sessionStorage.getItem("address");
sessionStorage.removeItem("address");
if (address && address !== location.pathname) location.replace(location.origin + address);
</script>"""
# Streamlit puts a dialog's frame in focus while it opens, so that typing would go nowhere.
FOCUS_SEARCH = """<script>
const focus = left => {
    document.querySelector("[role=dialog] input")?.focus();
    if (left) setTimeout(focus, 100, left - 1);
};
focus(10);
</script>"""
SHOW_ANSWER = """<script>
setTimeout(() => document.querySelector(".st-key-answer")?.scrollIntoView({ behavior: "smooth" }), 300);
</script>"""
# The only page that the server answers with: everything else is drawn by its scripts.
_INDEX = Path(st.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def run(script: str) -> None:
    """Run one of these scripts in the browser."""
    st.html(script, unsafe_allow_javascript=True)


def list_hashes() -> Iterator[str]:
    """Yield the hash of every inline script that may run: these, and those in Streamlit's own page."""
    texts = (RELOAD, REMEMBER_ADDRESS, RETURN_TO_ADDRESS, FOCUS_SEARCH, SHOW_ANSWER, _INDEX.read_text(encoding="utf-8"))
    for inline in _INLINE.findall("".join(texts)):
        yield f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"
