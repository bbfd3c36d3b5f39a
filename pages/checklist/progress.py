"""The progress of a month's checklist."""

from dataclasses import dataclass
from typing import Any

from close.work.checklist import CANNOT_TELL, DONE, EXCEPTIONS, NOT_APPLICABLE
from close.work.progress import DoneSteps
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask


@dataclass(frozen=True)
class Progress:
    """The steps of the checklist in order.

    `before` is last month's count of exceptions for each step, or None if not known.
    """

    steps: tuple[dict[str, Any], ...]

    def of(self, *states: str) -> list[dict[str, Any]]:
        """Return the steps in one of the states, in order."""
        return [step for step in self.steps if step["state"] in states]

    @property
    def applicable(self) -> int:
        """The number of steps that apply to this company."""
        return len(self.steps) - len(self.of(NOT_APPLICABLE))

    @property
    def done(self) -> DoneSteps:
        """The steps that are done, by what they rest on."""
        return DoneSteps.of(self.steps)

    @property
    def settled(self) -> list[dict[str, Any]]:
        """The steps with which nobody has to do anything: those that are done, and those that do not apply."""
        return self.of(*DONE, NOT_APPLICABLE)

    @property
    def to_do(self) -> int:
        """The number of applicable steps that are not done."""
        return self.applicable - self.done.count

    @property
    def share(self) -> float:
        """The proportion of applicable steps that are done, from 0 to 1."""
        return self.done.count / max(self.applicable, 1)

    @property
    def next(self) -> dict[str, Any] | None:
        """The first step that fails, or the first that is suspended, or the first that lacks evidence."""
        return next(iter(self.of(EXCEPTIONS) + self.of("suspended") + self.of(CANNOT_TELL)), None)

    def after(self, step: dict[str, Any]) -> dict[str, Any] | None:
        """Return the next step to do after one, in order, and then from the first. None if no other is left."""
        place, settled = self.steps.index(step), self.settled
        others = (*self.steps[place + 1 :], *self.steps[:place])
        return next((other for other in others if other not in settled), None)


def read_progress(context: PageContext) -> Progress:
    """Return the month's checklist."""
    return Progress(tuple({**row, "before": None} for row in ask(context, "checklist").table.to_pylist()))


def compare_progress(context: PageContext) -> Progress:
    """Return the month's checklist with last month's counts, which take just as long to compute."""
    now = read_progress(context)
    if not context.has_previous:
        return now
    rows = ask(context, "checklist", context.month.previous.period).table.to_pylist()
    before = {row["step"]: row["exception_count"] for row in rows}
    return Progress(tuple({**row, "before": before.get(row["step"])} for row in now.steps))
