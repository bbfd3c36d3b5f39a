"""The number of a test's variants that a run tries: a spread of them, or all with `make test VARIANTS=all`."""

import os
from collections.abc import Sequence
from typing import TypeVar

Variant = TypeVar("Variant")
EVERY = os.environ.get("VARIANTS") == "all"


def spread(variants: Sequence[Variant], count: int) -> list[Variant]:
    """Return the first of several variants, or `count` at equal distances with the last, or all if all are wanted."""
    if EVERY or count >= len(variants):
        return [*variants]
    if count == 1:
        return [variants[0]]
    return [variants[round(place * (len(variants) - 1) / (count - 1))] for place in range(count)]
