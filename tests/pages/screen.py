"""A page as seen by a user: its text, its buttons, its tables."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from close.rules.answers import Answer
from pages.parts.frame.naming import BOX, FIRST

Open = Callable[..., AppTest]


def words(app: AppTest) -> str:
    """Return all the text on a page."""
    kinds = (app.markdown, app.caption, app.success, app.warning, app.header, app.title, app.info, app.error, app.toast)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button whose label starts with this text."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def find_popover(app: AppTest, label: str):
    """Return the button that opens a box with more, such as the confirmation of an act."""
    blocks = [block.proto.popover for block in app.get("popover")]
    return next(block for block in blocks if block.label == label)


def forget_name(app: AppTest) -> AppTest:
    """Make the name at the top of the page blank, as in a browser that knows none."""
    return app.text_input(key=BOX).set_value("").run()


def enter_first_name(app: AppTest, name: str) -> AppTest:
    """Enter the name for which the dialog asks before the first act."""
    app.text_input(key=FIRST).set_value(name)
    return press(app, "Continue")


def key_of(app: AppTest, start: str) -> str:
    """Return the key of a table with selectable rows, which identifies its content."""
    return next(key for frame in app.dataframe if (key := frame.key or "").startswith(start))


def table_at(app: AppTest, start: str):
    """Return the rows of a table with selectable rows."""
    return next(frame.value for frame in app.dataframe if (frame.key or "").startswith(start))


def table(app: AppTest, name: str):
    """Return the rows of the list on a page."""
    return table_at(app, f"table-{name}-")


def select(app: AppTest, start: str, *rows: int) -> AppTest:
    """Select rows of a table."""
    app.session_state[key_of(app, start)] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return app.run()


def pick(app: AppTest, name: str, *rows: int) -> AppTest:
    """Select rows in the list on a page."""
    return select(app, f"table-{name}-", *rows)


def table_of(app: AppTest, *columns: str):
    """Return the first table that has the columns."""
    return next(found.value for found in app.dataframe if set(columns) <= set(found.value.columns))


def attestable(answer: Answer) -> list[dict]:
    """Return the steps that the data cannot prove and that have no exceptions, so that a user may attest them."""
    return [row for row in steps_of(answer, "cannot_tell") if not row["exception_count"]]


def steps_of(answer: Answer, state: str) -> list[dict]:
    return [row for row in answer.table.to_pylist() if row["state"] == state]
