"""The key that a model declares identifies its rows, and contains blanks only if it says so."""

from dataclasses import replace

from close.months import month
from close.rules.compile import compile_model
from close.rules.evaluation import evaluate
from close.rules.generated import generate, names
from close.rules.queries import SQL, Query, in_force, library
from close.rules.questions import Question
from tests.rules.companies.conftest import Landed

MONTHS = 2  # the last two of each company


def test_no_two_rows_of_a_model_share_a_key(company: Landed) -> None:
    for period in company.months[-MONTHS:]:
        question = Question(company.warehouse, company.warehouse.head(), month(period))
        asked = replace(compile_model("documents", period), query=keys_of_all(period))
        found = evaluate(question, [asked])[0].to_pylist()
        assert len(found) > 100
        assert [row for row in found if row["repeated"] or row["blank"]] == []


def keys_of_all(period: str) -> Query:
    """Return, for each model, the number of rows that repeat a key and of unexpected blanks in keys."""
    body = "\nunion all\n".join(_counts(name, model) for name, model in _models(period).items())
    return Query("keys", 1, SQL, "Keys", "", {"since": period}, body)


def _models(period: str) -> dict[str, Query]:
    """Return, by name, the models in a file and the generated models that a file reads."""
    files = [versions[0] for kind in ("models", "causes", "reports") for versions in library(kind).values()]
    reads = frozenset[str]().union(*(file.reads for file in files))
    generated = {name: model for name in sorted(names() & reads) if (model := generate(name, period))}
    return {name: in_force(name, period, "models") for name in sorted(library("models"))} | generated


def _counts(name: str, model: Query) -> str:
    key = ", ".join(model.key) or "1"
    repeated = f"count(*) - count(distinct ({key}))"
    blank = " + ".join(f"count(*) - count({column})" for column in model.key if column not in model.blank_keys)
    return f"select '{name}' as model, {repeated} as repeated, {blank or 0} as blank from {name}"
