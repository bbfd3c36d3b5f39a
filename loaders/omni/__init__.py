"""The exports of Cin7 Omni, one module each."""

from loaders.omni import (
    adjustments,
    cogs,
    order_lines,
    payments,
    purchases,
    reconciliation,
    sales,
    valuations,
)

LOADERS = (
    sales.LOADER,
    purchases.LOADER,
    cogs.LOADER,
    valuations.LOADER,
    valuations.BY_NAME,
    reconciliation.LOADER,
    adjustments.LOADER,
    payments.LOADER,
    order_lines.LOADER,
)
