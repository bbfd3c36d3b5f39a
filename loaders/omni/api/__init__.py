"""The lists of documents that the Omni API returns, saved as JSON, one module each."""

from loaders.omni.api import adjustments, jobs, lines, payments, purchase_orders, transfers

LOADERS = (
    lines.SALES,
    lines.CREDITS,
    adjustments.LOADER,
    payments.LOADER,
    purchase_orders.LOADER,
    transfers.LOADER,
    jobs.LOADER,
)
