"""Models that no file holds: the compiler writes them from causes, identities, declared datasets and defined values."""

from close.rules.generated import as_known, collected
from close.rules.generated.definitions import definition_models
from close.rules.queries import Query


def generate(name: str, period: str) -> Query | None:
    """The generated model of a name, as it holds for a period; None where no such model is generated."""
    return definition_models().get(name) or as_known.find(name) or collected.collect(name, period)


def names() -> frozenset[str]:
    """Every name that `generate` knows."""
    return frozenset([*definition_models(), *as_known.names(), *collected.names()])
