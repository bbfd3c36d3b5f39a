"""The number of a test's variants that a run tries: a spread of them, or all with `make test VARIANTS=all`."""

import os
from collections.abc import Sequence
from typing import TypeVar

Variant = TypeVar("Variant")
EVERY = os.environ.get("VARIANTS") == "all"


def spread(variants: Sequence[Variant], count: int) -> list[Variant]:
    """Return `count` variants at equal distances, with the first and the last, or all of them if all are wanted."""
    if EVERY or count >= len(variants):
        return [*variants]
    return [variants[round(place * (len(variants) - 1) / (count - 1))] for place in range(count)]
