"""The choice of a ledger account: one of those in the uploaded files, or one that is typed."""

from collections.abc import Sequence
from typing import Literal

from streamlit.delta_generator import DeltaGenerator

from close.work.ledger_accounts import LedgerAccount


def ask_account(
    container: DeltaGenerator,
    label: str,
    part: Literal["code", "name"],
    ledger: Sequence[LedgerAccount],
    given: str,
    key: str,
) -> str:
    """Draw the choice, and return the code or the name of the account, which is blank if none is chosen.

    If the files state no code, or no name, there is only a field to type it in.
    """
    labels = {text: account.label for account in ledger if (text := getattr(account, part))}
    if not labels:
        return container.text_input(label, given, key=key, placeholder=f"Enter the {part}").strip()
    options = sorted({*labels, *filter(None, [given])})
    chosen = container.selectbox(
        label,
        options,
        index=options.index(given) if given else None,
        format_func=lambda text: labels.get(text, text),
        accept_new_options=True,
        placeholder="Choose or type one",
        key=key,
    )
    return (chosen or "").strip()
