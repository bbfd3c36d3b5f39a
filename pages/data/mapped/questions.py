"""The questions that only some files raise: the sign, date order, decimal mark and month, and rows of unknown kinds.

The answers are in the session before the questions are drawn again, so a file is read once for each answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from close.errors import Refused
from loaders.mapping.headers import find_positions
from loaders.mapping.mapping import AMOUNT, DATE_ORDERS, SIDE, SIDES, Mapping, RowRule
from loaders.mapping.sides.roles import SidesSwapped
from loaders.mapping.sides.words import guess_side
from loaders.mapping.written import MarkUnknown, OrderUnknown, OtherMark, OtherOrder
from loaders.uploads.previews import Preview, suggest_month
from loaders.uploads.reader import read_apart
from pages.data.mapped.unknown_file import UnknownFile
from pages.data.settings_fields import CHOICES
from pages.parts.frame.page_context import month_name

ORDERS = {order: CHOICES[order] for order in DATE_ORDERS}
MARKS = {"point": "Decimal point: 1,234.50", "comma": "Decimal comma: 1.234,50"}
ROW_KINDS: dict[str | None, str] = {
    None: "Not decided",
    "ignored": "Not needed, such as page numbers or remarks",
    "total": "Totals of the rows above",
    "grand-total": "The total of the whole file",
    "heading": "Headings that name an account or group",
    "opening": "Opening balances",
    "closing": "Closing balances",
    "row": "Ordinary rows",
}
MOST_SIDES = 4
Read = Callable[[Mapping, str | None], Preview]


class Questions:
    """The questions about one file, and their answers so far."""

    def __init__(self, file: UnknownFile) -> None:
        self._file = file
        self._rules = {rule.begins: rule.kind for rule in file.start.rows}
        self._is_decided = False
        self._side_texts: dict[str, str | None] = {}

    @property
    def period(self) -> str | None:
        """The month that was chosen, or else that of most days. None if the file states it."""
        if self._file.states_month:
            return None
        return self._answer(self._period_name, self._suggested)

    def apply(self, mapping: Mapping, read: Read) -> Mapping:
        """Return the mapping with the answers. The sign is tried out if the accounts in the settings may show it."""
        answered = replace(
            mapping,
            date_order=self._answer("date_order", self._file.start.date_order) or "",
            decimal_mark=self._answer("decimal_mark", self._file.start.decimal_mark) or "",
            rows=self._list_rules(),
        )
        if not self._file.states_month and not self._suggested:
            trial = replace(answered, positive=SIDES[0]) if AMOUNT in mapping.columns else answered
            st.session_state[self._file.key("suggested")] = read_apart(suggest_month, self._file.file.content, trial)
        if SIDE in mapping.columns:
            return replace(answered, sides=self._list_sides(mapping))
        if AMOUNT not in mapping.columns:
            return answered
        positive = self._answer("positive", self._file.start.positive)
        if not positive:
            positive = _decide_sign(answered, read, self.period)
            self._is_decided = bool(positive)
        return replace(answered, positive=positive or "")

    def draw(self, mapping: Mapping, shown: Preview, months: Sequence[str]) -> None:
        """Draw the questions that this file raises."""
        if SIDE in mapping.columns:
            self._ask_sides(mapping)
        elif AMOUNT in mapping.columns:
            self._ask_sign(mapping)
        left, middle, right = st.columns(3)
        with left:
            self._ask_period(months)
        with middle:
            self._ask_format("date_order", "Dates are written", ORDERS, shown, (OrderUnknown, OtherOrder))
        with right:
            self._ask_format("decimal_mark", "Amounts are written", MARKS, shown, (MarkUnknown, OtherMark))

    def draw_rules(self, labels: Sequence[str]) -> None:
        """Draw a choice for each group of rows of an unknown kind. Those already decided stay on screen."""
        begins = self._begins
        begins += [text for text in labels if not any(text.casefold().startswith(one.casefold()) for one in begins)]
        for text in begins:
            words, choice = st.columns(2)
            words.text_input(
                "Rows that begin with", text, key=self._file.key(f"begins-{text}"), help="You may shorten these words."
            )
            kinds = list(ROW_KINDS)
            choice.selectbox(
                "are",
                kinds,
                kinds.index(self._rules.get(text)),
                format_func=lambda kind: ROW_KINDS[kind],
                key=self._file.key(f"kind-{text}"),
            )

    @property
    def _suggested(self) -> str | None:
        """The month of most days, which fills the question at first."""
        return self._answer("suggested", None)

    @property
    def _period_name(self) -> str:
        """The name of the question, so that a suggestion fills it although it was drawn, unanswered, before."""
        return f"period-{self._suggested or ''}"

    @property
    def _begins(self) -> list[str]:
        begins: list[str] = st.session_state.setdefault(self._file.key("begins"), list(self._rules))
        return begins

    def _list_rules(self) -> tuple[RowRule, ...]:
        answers = (
            (self._answer(f"kind-{text}", self._rules.get(text)), self._answer(f"begins-{text}", text))
            for text in self._begins
        )
        return tuple(RowRule(kind, begins.strip()) for kind, begins in answers if kind and begins and begins.strip())

    def _list_sides(self, mapping: Mapping) -> dict[str, str]:
        """Return the side that each text in the column of sides means, as far as it is known."""
        position = find_positions(self._file.sheet, self._file.row, mapping)[SIDE]
        texts = sorted(set(filter(None, self._file.columns[position].cells)))[:MOST_SIDES]
        known = {text: self._file.start.sides.get(text) or guess_side(text) for text in texts}
        answers = {text: self._answer(f"side-{text}", side) for text, side in known.items()}
        self._side_texts = {text: side or None for text, side in known.items()}
        return {text: side for text, side in answers.items() if side}

    def _ask_sides(self, mapping: Mapping) -> None:
        for (text, side), container in zip(self._side_texts.items(), st.columns(MOST_SIDES), strict=False):
            key = self._file.key(f"side-{text}")
            container.segmented_control(
                f'"{text}" means',
                SIDES,
                default=None if key in st.session_state else mapping.sides.get(text, side),
                format_func=str.capitalize,
                key=key,
            )

    def _ask_sign(self, mapping: Mapping) -> None:
        key = self._file.key("positive")
        st.segmented_control(
            "A positive amount is a",
            SIDES,
            default=None if key in st.session_state else mapping.positive or None,
            format_func=str.capitalize,
            key=key,
        )
        if self._is_decided:
            st.caption("This is what the accounts in the settings show.")

    def _ask_period(self, months: Sequence[str]) -> None:
        if self._file.states_month:
            return
        options = [None, *dict.fromkeys([*([self._suggested] if self._suggested else []), *months])]
        st.selectbox(
            "Month of the file",
            options,
            options.index(self.period) if self.period in options else 0,
            format_func=lambda period: month_name(period) if period else "Choose the month",
            key=self._file.key(self._period_name),
        )
        if self._suggested and self.period == self._suggested:
            st.caption(":orange[Guess: the month of most dates]")

    def _ask_format(
        self, name: str, label: str, choices: dict[str, str], shown: Preview, reasons: tuple[type[Refused], ...]
    ) -> None:
        """Draw a format if the file leaves it open or contradicts it, or if it was chosen before."""
        now, key = getattr(self._file.start, name), self._file.key(name)
        if not (isinstance(shown.problem, reasons) or now or st.session_state.get(key)):
            return
        options = ["", *choices]
        st.selectbox(
            label, options, options.index(now), format_func=lambda each: choices.get(each, "As the file shows"), key=key
        )

    def _answer(self, name: str, default: str | None) -> str | None:
        """Return the answer to a question, or the default before it is drawn."""
        answer: str | None = st.session_state.get(self._file.key(name), default)
        return answer


def _decide_sign(mapping: Mapping, read: Read, period: str | None) -> str:
    """Return the side that the accounts in the settings show, or an empty string."""
    as_debits = read(replace(mapping, positive="debit"), period)
    if isinstance(as_debits.problem, SidesSwapped):
        return "credit"
    has_proof = any(check.label == "Sides" and check.state == "passed" for check in as_debits.checks)
    return "debit" if has_proof else ""
