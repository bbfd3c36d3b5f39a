"""Map a file: say which column is which in a file that no loader recognises, and keep that for later files."""

import streamlit as st

from loaders import DroppedFile
from loaders.mapping.choice import check_alone
from loaders.mapping.mapping import Mapping
from loaders.mapping.saved import list_mappings, save_mapping
from loaders.uploads.previews import Preview, open_short, preview
from loaders.uploads.reader import read_apart
from pages.data.mapped.costs import draw_costs
from pages.data.mapped.form import MappingForm
from pages.data.mapped.preview import draw_kinds, draw_rows, draw_verdict, list_labels
from pages.data.mapped.questions import Questions
from pages.data.mapped.saved_list import draw_saved
from pages.data.mapped.unknown_file import UnknownFile, drop_file, keep_file, last_file, open_file
from pages.data.uploads.intake import take
from pages.parts.frame.naming import act_named
from pages.parts.frame.navigation import go
from pages.parts.frame.outcomes import announce, show_errors
from pages.parts.frame.page_context import current, nameable_months
from pages.parts.frame.past import explain_past
from pages.parts.frame.people import me
from pages.parts.month.heading import draw_heading
from pages.parts.words import plain

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json"]

context = current()


def choose_file() -> DroppedFile | None:
    """Draw the choice of a file, unless an upload has made it, and return the file."""
    file, why = last_file(), explain_past(context.warehouse)
    if file is None:
        uploaded = st.file_uploader("File to map", type=TYPES, key="map-drop", disabled=bool(why))
        if why:
            st.caption(why)
        if uploaded:
            keep_file(DroppedFile("", uploaded.name, uploaded.getvalue()))
        return last_file()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain(file.name), anchor=False)
        st.button("Choose another file", icon=":material/close:", on_click=drop_file)
    return file


def map_file(file: UnknownFile) -> None:
    """Draw the form, its questions and the preview."""
    if file.known:
        st.info(
            f'Tieout recognises this file as "{file.known.title}". If you save a mapping, this file and later ones '
            "with these headers are read with the mapping instead.",
            icon=":material/info:",
        )
    st.header("Which column is which", anchor=False)
    form, questions = MappingForm(file).ask(), Questions(file)
    mapping = questions.apply(form, lambda tried, period: read(file, tried, period))
    shown = read(file, mapping, questions.period)
    questions.draw(mapping, shown, nameable_months(context.manifest))
    questions.draw_rules(list_labels(shown))
    st.header("Preview", anchor=False)
    draw_verdict(shown)
    draw_save(file, shown, questions.period)
    draw_costs(mapping)
    if shown.kinds:
        draw_kinds(shown.kinds)
    draw_rows(file, shown)


def read(file: UnknownFile, mapping: Mapping, period: str | None) -> Preview:
    """Read the file with a mapping, without landing it."""
    return read_apart(preview, file.file.name, file.file.content, mapping, context.warehouse, period)


def draw_save(file: UnknownFile, shown: Preview, period: str | None) -> None:
    """Draw the button that saves the mapping and uploads the file. `period` is the month if it was asked for."""
    pressed = st.button(
        "Save the mapping and upload the file",
        type="primary",
        disabled=shown.card is None or bool(context.warehouse.past),
        key=file.key("save"),
    )
    if not (pressed and shown.card):
        return
    since = shown.card.period
    act_named(
        lambda: save_and_upload(file, shown.mapping, since, period), f"saves the mapping and uploads {file.file.name}"
    )


def save_and_upload(file: UnknownFile, mapping: Mapping, since: str, period: str | None) -> None:
    """Save a mapping, and upload the file that it was made for. Raises Refused."""
    check_alone(read_apart(open_short, file.file.content).sheets, mapping, list_mappings(context.warehouse))
    save_mapping(context.warehouse, mapping, since, me(context.warehouse))
    take(context.warehouse, [file.file], period)
    drop_file()
    announce(f"Mapping saved: {mapping.name}")
    go("upload")


saved = list_mappings(context.warehouse)
draw_heading(
    context,
    "Map a file",
    "for files that Tieout does not recognise. Later files with the same columns are read in the same way",
    f"{len(saved)}",
    "Saved mappings",
    "used for later uploads" if saved else "none saved yet",
    "green" if saved else "gray",
    ("upload", "Upload exports"),
)
with show_errors():
    chosen = choose_file()
    opened = open_file(chosen, context.warehouse) if chosen else None
    if opened:
        map_file(opened)
if saved:
    draw_saved(context.warehouse, saved)
