"""The exports of Cin7 Omni, one module each. The lists of its API are in `api`."""

from loaders.omni import (
    adjustments,
    api,
    cogs,
    jobs,
    movements,
    payments,
    purchases,
    reconciliation,
    sales,
    transfers,
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
    movements.LOADER,
    transfers.LOADER,
    jobs.LOADER,
    *api.LOADERS,
)
