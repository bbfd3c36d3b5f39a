"""Loaders turn an export into Parquet: they recognise, read, check and land it.

`land` takes uploaded files and returns a card for each. `read` reads one file without landing it. A loader is a
description in `loaders/omni/` or `loaders/ledger/`. Everything else here is the framework that reads files by such
descriptions.
"""

from loaders.intake.cards import Card
from loaders.intake.drops import DroppedFile, land
from loaders.intake.exports import LOADERS, Folder, PendingLanding, read
from loaders.layouts.description import Check, Loader

__all__ = ["LOADERS", "Card", "Check", "DroppedFile", "Folder", "Loader", "PendingLanding", "land", "read"]
