"""Files to download, made on the server on request, with harmless formulas and exact decimals."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from close.archive import export
from close.engine.slices import Rows
from close.rules.answers import Answer
from pages.parts.frame import people
from pages.parts.frame.page_context import current
from pages.parts.words import plain, say_count, say_money

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "md": "text/markdown",
}
ROWS = ("xlsx", "csv", "parquet")


def admitted(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function for a file that is made when it is requested, which may be after the user has lost the role.

    It then runs without the session, so it remembers whose it is. It raises NoSuchOrganisation.
    """
    warehouse, who = current().warehouse, people.user_name() if people.has_sign_in() else ""

    def make_if_admitted() -> bytes:
        if who:
            people.admit_person(warehouse, who)
        return make()

    return make_if_admitted


def offer_rows(answer: Answer, rows: Rows, sums: Sequence[str] = (), *, is_all: bool = False) -> None:
    """Draw the number of rows and the totals of the `sums` columns, and buttons for the rows in every format.

    `is_all` states that the page is about these rows alone, such as those of one step, so that no filter chose them.
    No rows of an answer that lacks exports have no total, because it would say 0.00 of what is not known.
    """
    labels = {column.name: column.label for column in answer.report.columns}
    count, amounts = rows.measure_known(*sums)
    totals = [f"{labels[name]} **{say_money(amounts[name])}**" for name in sums if count or answer.is_whole]
    said = say_count(count, "row") if is_all else say_part(count, answer)
    name = f"{answer.report.name} {answer.period}"
    offer_files(
        " · ".join([said, *totals]),
        {suffix: admitted(_writer(answer, rows, suffix)) for suffix in ROWS},
        lambda suffix: export.name_file(name, suffix, answer.caution),
        f"download-{answer.report.name}",
    )


def offer_files(
    said: str, files: Mapping[str, bytes | Callable[[], bytes]], name_of: Callable[[str], str], key: str
) -> None:
    """Draw what a list contains, and a button for each of its files, by suffix: its content, or what makes it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said, width="stretch")
        for suffix, data in files.items():
            st.download_button(
                suffix,
                data=data,
                file_name=name_of(suffix),
                mime=MIME[suffix],
                key=f"{key}-{suffix}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def say_part(count: int, answer: Answer) -> str:
    """Return how many rows of a report are shown, and of which report if it has more."""
    whole = answer.rows.count()
    if count == whole:
        return say_count(count, "row")
    return f"{count:,} of {say_count(whole, 'row')} in the report {plain(answer.report.title)}"


def _writer(answer: Answer, rows: Rows, file_format: str) -> Callable[[], bytes]:
    """Return a function that reads every row, puts it into words and writes the file, called when it is requested."""
    labels = {column.name: column.label for column in answer.report.columns if not column.is_lineage}
    return lambda: export.write(answer.say(rows.table()).select(list(labels)), file_format, labels, answer.caution)


def offer_print(label: str, make: Callable[[], bytes], file_name: str) -> None:
    """Draw a button for a document to print or fill in: a PDF or a workbook."""
    kind = file_name.rpartition(".")[2]
    st.download_button(
        label,
        data=admitted(make),
        file_name=file_name,
        mime=MIME[kind],
        key=f"print-{label}",
        on_click="ignore",
        icon=":material/print:" if kind == "pdf" else ":material/download:",
        type="tertiary",
    )
