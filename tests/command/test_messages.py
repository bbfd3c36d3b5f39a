"""Every refusal of a file or of the warehouse says what to do, in the words of the code itself."""

import re

import pytest

from close.errors import Refused
from tieout.messages import list_messages, split_text

LOADERS = [m for m in list_messages() if m.package.split(".")[0] == "loaders" or m.package == "close.store"]


def test_all_messages_are_found() -> None:
    names = {message.name for message in list_messages()}
    assert {"BadCells", "TotalsDiffer", "PeriodUnknown", "Sealed", "NotInTurn"} <= names
    assert Refused.__name__ not in names


@pytest.mark.parametrize("message", LOADERS, ids=lambda message: message.name)
def test_a_refusal_says_what_to_do(message) -> None:
    # What is made elsewhere cannot be read from the code: a list of faults, or the advice at the end.
    stated = [text for text in message.texts if not re.search("(^|[.] )‹[^›]*›$", text)]
    assert message.texts
    assert [text for text in stated if not split_text(text)[1]] == []


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [("It is lost. Export it again. Then wait.", "It is lost.", "Export it again. Then wait."), ("Lost.", "Lost.", ""),
     ("Enter a day.", "", "Enter a day."), ("No. 5 is bad. If so, export it.", "No. 5 is bad.", "If so, export it.")],
)  # fmt: skip
def test_a_message_is_split_at_its_first_request(text: str, problem: str, remedy: str) -> None:
    assert split_text(text) == (problem, remedy)
