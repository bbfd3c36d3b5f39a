"""What a page says, and its buttons."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def words(app: AppTest) -> str:
    """Everything that is written on a page, as it is read."""
    kinds = (app.markdown, app.caption, app.success, app.warning, app.subheader, app.title, app.info, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button that begins so."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()
