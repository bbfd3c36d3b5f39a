"""Answer one question over one snapshot. Each step becomes a table, computed only if no equal step is cached."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

import pyarrow as pa

from close.engine.connection import ENGINE, HISTORY, LANDINGS, Bench
from close.months import Month
from close.rules.compile import BEFORE, Compiled, compile_model, is_before, is_step
from close.rules.given import GIVEN
from close.rules.queries import Query
from close.rules.results import Result, Results
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

RESULTS = Results(limit=512 * 2**20)
ANSWER = "answer"  # a report may have the name of a step


@dataclass(frozen=True)
class Question:
    """A question: the snapshot, the month end, and the other arguments of `run`."""

    warehouse: Warehouse
    snapshot: Manifest
    month: Month
    last_month: str = ""
    reference: str | None = None
    given: Mapping[str, Result] = field(default_factory=dict)

    @property
    def until(self) -> str:
        """The last month whose exports and events count."""
        return self.last_month or self.month.period

    @property
    def month_before(self) -> "Question":
        """The same question for the previous month end, with only what was known by then."""
        return replace(self, month=self.month.previous, last_month="")

    def parameters(self, asked: frozenset[str]) -> dict[str, object]:
        """The values of the parameters that a text uses."""
        implied = self.month.parameters() | {"period": self.until, "reference": self.reference}
        return {name: value for name, value in implied.items() if name in asked}


class Evaluation:
    """The tables of one question while it is being answered. Close it after use.

    A step is identified by its text, its parameters and the contents of its inputs. After an upload, only the steps
    whose inputs changed are computed again.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self._bench = Bench(question.warehouse, question.snapshot)
        self._steps: dict[str, Result] = dict(question.given)
        self._landed: dict[str, str] = {}

    def close(self) -> None:
        """Release the tables."""
        self._bench.close()

    def result(self, compiled: Compiled) -> Result:
        """Return the rows of a report."""
        return self._result(ANSWER, compiled)

    def _result(self, name: str, compiled: Compiled) -> Result:
        query, period = compiled.query, compiled.period
        return RESULTS.get(self._key(query, period), lambda: self._compute(name, query, period))

    def _key(self, query: Query, period: str) -> str:
        identity = [ENGINE, query.body, repr(sorted(self.question.parameters(query.parameters).items()))]
        inputs = [f"{name} {self._content(name, period)}" for name in sorted(query.reads)]
        return hashlib.sha256("\n".join([*identity, *inputs]).encode()).hexdigest()

    def _compute(self, name: str, query: Query, period: str) -> pa.Table:
        for table in sorted(each for each in query.reads if each not in self._bench):
            if self._is_landed(table, period):
                self._bench.lay_out(table)
            else:
                self._bench.put(table, self._step(table, period).table)
        return self._bench.compute(name, query.body, self.question.parameters(query.parameters))

    def _is_landed(self, name: str, period: str) -> bool:
        return name not in GIVEN and not is_step(name, period)

    def _content(self, name: str, period: str) -> str:
        if not self._is_landed(name, period):
            return self._step(name, period).content
        if name not in self._landed:
            self._landed[name] = self._stand_in(name)
        return self._landed[name]

    def _stand_in(self, name: str) -> str:
        """A result that stands for the rows of landings. Landings never change, so their names identify the content."""
        base = name.removesuffix(HISTORY)
        records = [r for r in self._bench.landings(name) if r.period <= self.question.until]
        if base == LANDINGS:
            return repr(records)
        return " ".join(sorted(record.landing for record in records if record.dataset(base)))

    def _step(self, name: str, period: str) -> Result:
        if name not in self._steps:
            self._steps[name] = self._find(name, period)
        return self._steps[name]

    def _find(self, name: str, period: str) -> Result:
        if name in GIVEN:
            return Result("", GIVEN[name].empty_table())
        if is_before(name):
            with closing(Evaluation(self.question.month_before)) as before:
                return before.result(compile_model(name.removesuffix(BEFORE), period))
        return self._result(name, compile_model(name, period))
