"""The scripts that pages run in the browser, with the hashes by which its content security policy knows them."""

import base64
import hashlib
import html
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
# Streamlit puts a dialog's frame in focus while it opens, so that typing would go nowhere. What was searched last is
# selected once, so that typing replaces it.
FOCUS_SEARCH = """<script>
{
    const focus = (left, isSelected) => {
        const field = document.querySelector("[role=dialog] input");
        field?.focus();
        if (!isSelected) field?.select();
        if (left) setTimeout(focus, 100, left - 1, isSelected || Boolean(field));
    };
    focus(10, false);
}
</script>"""
# Enter opens the first hit once the hits are those of the text, and the arrows go through the hits.
CHOOSE_HIT = """<script>
if (!window.choosesHits) {
    window.choosesHits = true;
    const list = () => [...document.querySelectorAll(".st-key-search-hits a")];
    const open = (text, left) => {
        const searched = document.querySelector("[role=dialog] [data-searched]")?.dataset.searched;
        if (searched === text) list()[0]?.click();
        else if (left) setTimeout(open, 100, text, left - 1);
    };
    document.addEventListener("keydown", event => {
        const input = document.querySelector("[role=dialog] .st-key-search-text input");
        const hits = list(), at = hits.indexOf(document.activeElement);
        if (!input || (at < 0 && event.target !== input)) return;
        if (event.key === "Enter" && at < 0) open(input.value.trim(), 100);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        (hits[at + step] ?? (at + step < 0 ? input : hits[at]))?.focus();
    }, true);
}
</script>"""
SHOW_ANSWER = """<script>
setTimeout(() => document.querySelector(".st-key-answer")?.scrollIntoView({ behavior: "smooth" }), 300);
</script>"""
# A page that is opened by a link further down keeps its predecessor's position.
TO_TOP = """<script>
document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
</script>"""
SEEN = "seen_view"
# The details of a step are above the screen if it is far down the list, and below the whole list in a narrow window.
SHOW_STEP = """<script>
setTimeout(() => {
    const step = document.querySelector(".st-key-step"), top = step?.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) step.scrollIntoView({ behavior: "smooth" });
}, 300);
</script>"""
# A field whose text was refused. Streamlit leaves the focus on the button, or on nothing once a dialog has closed.
FOCUS_FIELD = """<script>
{
    const wanted = [...document.querySelectorAll("[data-field]")].at(-1)?.dataset.field;
    const focus = left => {
        const field = document.querySelector(`.st-key-${CSS.escape(wanted)} :is(textarea, input)`);
        field?.focus();
        if (!field && left) setTimeout(focus, 100, left - 1);
    };
    setTimeout(focus, 200, 10);
}
</script>"""
# The name that a person entered, for a year or until it is blank.
NAME_COOKIE = "tieout_name"
KEEP_NAME = """<script>
{
    const name = document.querySelector("[data-kept-name]")?.dataset.keptName ?? "";
    const age = name ? 365 * 24 * 60 * 60 : 0;
    document.cookie = `tieout_name=${encodeURIComponent(name)}; path=/; max-age=${age}; SameSite=Strict`;
}
</script>"""
# The only page that the server answers with: everything else is drawn by its scripts.
_INDEX = Path(st.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def run(script: str, **values: str) -> None:
    """Run one of these scripts in the browser. It finds the values in the page: `kept_name` in `data-kept-name`.

    A script with values in it would have another hash.
    """
    data = "".join(f' data-{name.replace("_", "-")}="{html.escape(value)}"' for name, value in values.items())
    st.html(f"<i hidden{data}></i>{script}" if data else script, unsafe_allow_javascript=True)


def open_at_top(view: str) -> None:
    """Show a page, or another document on it, from its top when it is opened."""
    if st.session_state.get(SEEN) != view:
        st.session_state[SEEN] = view
        run(TO_TOP, view=view)


def list_hashes() -> Iterator[str]:
    """Yield the hash of every inline script that may run: these, and those in Streamlit's own page."""
    texts = (
        RELOAD,
        REMEMBER_ADDRESS,
        RETURN_TO_ADDRESS,
        FOCUS_SEARCH,
        FOCUS_FIELD,
        CHOOSE_HIT,
        SHOW_ANSWER,
        SHOW_STEP,
        TO_TOP,
        KEEP_NAME,
    )
    for inline in _INLINE.findall("".join((*texts, _INDEX.read_text(encoding="utf-8")))):
        yield f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"
