"""Models without a file, which the compiler writes from causes, identities, declared datasets and defined values."""

from close.rules.generated import as_known, collected
from close.rules.generated.definitions import definition_models
from close.rules.queries import Query


def generate(name: str, period: str) -> Query | None:
    """Return the generated model with the given name for a period, or None if there is no such model."""
    return definition_models().get(name) or as_known.find(name) or collected.collect(name, period)


def names() -> frozenset[str]:
    """Return every name that `generate` accepts."""
    return frozenset([*definition_models(), *as_known.names(), *collected.names()])
