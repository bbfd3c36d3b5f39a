"""Evaluation of a question over one snapshot. Each step becomes a table, computed only if no equal step is cached."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cached_property, partial
from time import process_time
from types import MappingProxyType

import pyarrow as pa

from close.engine.connection import HISTORY, LANDINGS
from close.rules.compile import BEFORE, Compiled, compile_model, is_before, list_lookups, order_steps
from close.rules.dialects.engines import AnyCache, open_bench, open_step_cache
from close.rules.given import AUDIT_LOG, GIVEN
from close.rules.queries import Query
from close.rules.questions import Question, identify_events
from close.store.audit_log import AuditLog

SMALL = 1_000  # results of so many rows are known by their rows, so that equal rows count as unchanged
NO_LINKS: Mapping[str, str] = MappingProxyType({})
Progress = Callable[[str, int, int], None]


def evaluate(question: Question, asked: Sequence[Compiled]) -> list[pa.Table]:
    """Return the rows of each report or model, in the order asked. Steps that they share are computed once."""
    with closing(Evaluation(question, asked)) as evaluation:
        evaluation.resolve()
        return [evaluation.fetch(name) for name in evaluation.asked]


class Evaluation:
    """The tables of one question while it is being answered. Close it after use.

    A step is identified by its text, its parameters and the contents of its inputs. After an upload, only the steps
    whose inputs changed are computed again. A step that one process has computed is read from disk by all others.
    """

    def __init__(self, question: Question, asked: Sequence[Compiled]) -> None:
        self.question = question
        self.asked = [f"asked_{number}" for number in range(len(asked))]  # reports and steps may share a name
        self._steps = order_steps(dict(zip(self.asked, asked, strict=True)))
        self._unread = Counter(name for query in self._steps.values() for name in query.reads)
        self._bench = open_bench(question.warehouse, question.snapshot)
        self._cache = None if question.must_be_own else open_step_cache(question.warehouse)
        self._contents: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._period = asked[0].period if asked else question.month.period
        # A model that is asked for may be a step of another one as well. Next month reads some as those of this month.
        names = [*(compiled.query.name for compiled in asked), *(_cut(name) for name in self._names_before)]
        self._kept = {*self.asked, *list_lookups(self._steps), *names}

    def close(self) -> None:
        """Release the tables."""
        self._bench.close()
        if "_before" in vars(self):
            self._before.close()

    def resolve(self, progress: Progress | None = None, links: Mapping[str, str] = NO_LINKS) -> None:
        """Compute every step that is not cached, each after its inputs.

        `progress` is called before each step with its title, its number and the number of steps. `links` are other keys
        under which the rows of some steps can be found as soon as they are computed.
        """
        for number, (name, query) in enumerate(self._steps.items(), 1):
            if progress:
                progress(query.title, number, len(self._steps))
            self._resolve(name)
            if self._cache and name in links:
                self._cache.link(self._keys[name], links[name])
            self._release(query.reads)

    def fetch(self, name: str) -> pa.Table:
        """Return the rows of a resolved step."""
        if name not in self._bench:
            table = self._cache.read(self._keys[name]) if self._cache else None
            if table is not None:
                return table
            self._compute(name)
        return self._bench.fetch(name)

    def content(self, name: str) -> str:
        """Return the value that identifies the rows of a table: its landings, its rows, or its key."""
        if name not in self._contents:
            self._contents[name] = self._find_content(name)
        return self._contents[name]

    def _find_content(self, name: str) -> str:
        base = name.removesuffix(HISTORY)
        if name in GIVEN:
            given = self.question.given.get(name)
            return given.content if given else ""
        if is_before(name):
            return self._before.content(self._name_before(name))
        records = [r for r in self._bench.landings(name) if r.period <= self.question.until]
        if base == LANDINGS:
            return repr(records)
        # Landings never change, so their names are sufficient.
        return " ".join(sorted(record.landing for record in records if record.dataset(base)))

    def _resolve(self, name: str) -> None:
        query = self._steps[name]
        if self._cache is None:
            self._compute(name)
            return
        key = self._key(query)
        self._keys[name] = key
        if kept := self._cache.find(key):
            self._contents[name] = kept.content
        else:
            self._contents[name] = self._publish(self._cache, name, key)

    def _key(self, query: Query) -> str:
        asked = repr(sorted(self.question.parameters(query.parameters).items()))
        inputs = [f"{each} {self.content(each)}" for each in sorted(query.reads - {AUDIT_LOG})]
        if AUDIT_LOG in query.reads:
            inputs.append(f"{AUDIT_LOG} {identify_events(self.question.find_events(query.events))}")
        return hashlib.sha256("\n".join([self._bench.engine, query.body, asked, *inputs]).encode()).hexdigest()

    def _publish(self, cache: AnyCache, name: str, key: str) -> str:
        start = process_time()
        rows = self._compute(name)
        seconds = process_time() - start
        if rows <= SMALL:
            return cache.publish(key, self._bench.fetch(name))
        if name not in self._kept and seconds * self._bench.writing_speed < rows * self._bench.columns(name):
            return cache.note(key)
        content = cache.publish_file(key, partial(self._bench.write, name))
        if name in self.asked:
            self._bench.drop(name)  # no step reads it, and whoever asked for it reads the file
        return content

    def _compute(self, name: str) -> int:
        query = self._steps[name]
        self._unread.update(query.reads)
        for read in sorted(query.reads):
            self._provide(read)
        rows = self._bench.compute(name, query.body, self.question.parameters(query.parameters))
        self._release(query.reads)
        return rows

    def _provide(self, name: str) -> None:
        """Make a table readable that a step needs, unless it already is."""
        if name in self._bench:
            return
        if name == AUDIT_LOG:
            self._bench.put(name, AuditLog(self.question.warehouse).table(self.question.event))
        elif name in GIVEN:
            given = self.question.given.get(name)
            self._bench.put(name, given.table if given else GIVEN[name].empty_table())
        elif is_before(name):
            self._bench.put(name, self._before.fetch(self._name_before(name)))
        elif name not in self._steps:
            self._bench.lay_out(name)
        elif self._cache is None:
            self._compute(name)
        elif path := self._cache.rows(self._keys[name]):
            self._bench.read(name, path)
        else:
            # Its file is gone. It is cached again, or every reader would compute it, and all its inputs, once more.
            self._publish(self._cache, name, self._keys[name])

    def _release(self, names: frozenset[str]) -> None:
        """Count one reader less for each table, and drop the tables of steps that nothing reads any more."""
        self._unread.subtract(names)
        for name in names & self._steps.keys():
            if not self._unread[name]:
                self._bench.drop(name)

    @cached_property
    def _before(self) -> "Evaluation":
        """Every model of the month before that a step reads, resolved."""
        asked = [compile_model(_cut(name), self._period) for name in self._names_before]
        before = Evaluation(self.question.month_before, asked)
        before.resolve()
        return before

    @cached_property
    def _names_before(self) -> list[str]:
        return sorted(name for name in self._unread if is_before(name))

    def _name_before(self, name: str) -> str:
        """Return the name of a model of the month before in its own evaluation."""
        return self._before.asked[self._names_before.index(name)]


def _cut(name_before: str) -> str:
    return name_before.removesuffix(BEFORE)
