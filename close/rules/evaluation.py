"""Evaluation of one question over one snapshot. Each step becomes a table, computed only if no equal step is cached."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from close.engine.connection import ENGINE, HISTORY, LANDINGS, Bench
from close.engine.step_cache import open_cache
from close.months import Month
from close.rules.compile import BEFORE, Compiled, compile_model, is_before, is_step
from close.rules.given import GIVEN
from close.rules.results import Result, Results
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

RESULTS = Results(limit=512 * 2**20)
STEPS = "steps"  # the folder of computed steps in an organisation's warehouse
ANSWER = "answer"  # the name of a report's table, because a report and a step may have the same name


@dataclass(frozen=True)
class Question:
    """A question: the snapshot, the month end, and the other arguments of `run`.

    If `must_be_own` is True, no step may be read from disk, because the answer is about to be signed.
    """

    warehouse: Warehouse
    snapshot: Manifest
    month: Month
    last_month: str = ""
    reference: str | None = None
    given: Mapping[str, Result] = field(default_factory=dict)
    must_be_own: bool = False

    @property
    def until(self) -> str:
        """The last month whose exports and events are included."""
        return self.last_month or self.month.period

    @property
    def month_before(self) -> "Question":
        """The same question for the previous month end, with only the exports and events up to then."""
        return replace(self, month=self.month.previous, last_month="")

    def parameters(self, asked: frozenset[str]) -> dict[str, object]:
        """Return the values of the parameters that a text uses."""
        implied = self.month.parameters() | {"period": self.until, "reference": self.reference}
        return {name: value for name, value in implied.items() if name in asked}


class Evaluation:
    """The tables of one question while it is being answered. Close it after use.

    A step is identified by its text, its parameters and the contents of its inputs. After an upload, only the steps
    whose inputs changed are computed again. A step that one process has computed is read from disk by all others.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self._bench = Bench(question.warehouse, question.snapshot)
        self._cache = open_cache(question.warehouse.folder / STEPS)
        self._steps: dict[str, Result] = dict(question.given)
        self._contents: dict[str, str] = {}

    def close(self) -> None:
        """Release the tables."""
        self._bench.close()

    def result(self, compiled: Compiled) -> Result:
        """Return the rows of a report."""
        return self._result(ANSWER, compiled, self._key(compiled))

    def content(self, compiled: Compiled) -> str:
        """Return the content key of the rows of a report or a model. If they are on disk, nothing is computed."""
        key = self._key(compiled)
        kept = None if self.question.must_be_own else self._cache.find(key)
        return kept.content if kept else self._result(compiled.query.name, compiled, key).content

    def _result(self, name: str, compiled: Compiled, key: str) -> Result:
        return RESULTS.get(
            key, lambda: self._read(key) or self._compute(key, name, compiled), self.question.must_be_own
        )

    def _key(self, compiled: Compiled) -> str:
        query = compiled.query
        asked = repr(sorted(self.question.parameters(query.parameters).items()))
        inputs = [f"{name} {self._content(name, compiled.period)}" for name in sorted(query.reads)]
        return hashlib.sha256("\n".join([ENGINE, query.body, asked, *inputs]).encode()).hexdigest()

    def _read(self, key: str) -> Result | None:
        table = None if self.question.must_be_own else self._cache.read(key)
        return Result(key, table, is_own=False) if table is not None else None

    def _compute(self, key: str, name: str, compiled: Compiled) -> Result:
        query, period = compiled.query, compiled.period
        for table in sorted(query.reads):
            self._set_out(table, period)
        table = self._bench.compute(name, query.body, self.question.parameters(query.parameters))
        is_own = all(self._steps[each].is_own for each in query.reads & self._steps.keys())
        result = Result(key, table, is_own)
        self._cache.publish(key, result.content, table)
        return result

    def _set_out(self, name: str, period: str) -> None:
        """Provide a table that a step reads, unless computing an input has already created it."""
        if name in self._bench:
            return
        if self._is_landed(name, period):
            self._bench.lay_out(name)
            return
        step = self._step(name, period)
        if name not in self._bench:
            self._bench.put(name, step.table)

    def _is_landed(self, name: str, period: str) -> bool:
        return name not in GIVEN and not is_step(name, period)

    def _content(self, name: str, period: str) -> str:
        if name not in self._contents:
            self._contents[name] = self._find_content(name, period)
        return self._contents[name]

    def _find_content(self, name: str, period: str) -> str:
        if self._is_landed(name, period):
            return self._stand_in(name)
        if name in self._steps or name in GIVEN:
            return self._step(name, period).content
        if is_before(name):
            with closing(Evaluation(self.question.month_before)) as before:
                return before.content(compile_model(name.removesuffix(BEFORE), period))
        return self.content(compile_model(name, period))

    def _stand_in(self, name: str) -> str:
        """Return a text that identifies the rows of landings. Landings never change, so their IDs are sufficient."""
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
        compiled = compile_model(name, period)
        return self._result(name, compiled, self._key(compiled))
