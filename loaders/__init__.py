"""How an export becomes Parquet: recognise, read, check, land.

`land` takes uploaded files and answers with a card for each; `read` does one file without landing it. A loader is a
description in `loaders/omni/` or `loaders/ledger/`; everything else here is the framework that reads files by it.
"""

from loaders.intake.cards import Card
from loaders.intake.drops import DroppedFile, land
from loaders.intake.exports import LOADERS, Folder, PendingLanding, read
from loaders.layouts.description import Check, Loader

__all__ = ["LOADERS", "Card", "Check", "DroppedFile", "Folder", "Loader", "PendingLanding", "land", "read"]
