"""Loaders turn exports into Parquet: they recognise, read, check and land each file.

`land` takes uploaded files and returns a card for each. `read` reads one file without landing it. Each loader is a
description in `loaders/omni/` or `loaders/ledger/`. The rest of this package is the framework that uses these
descriptions to read files.
"""

from loaders.intake.cards import Card
from loaders.intake.exports import LOADERS, Folder, PendingLanding, read
from loaders.layouts.description import Check, Loader
from loaders.uploads.dropped_files import DroppedFile
from loaders.uploads.drops import land

__all__ = ["LOADERS", "Card", "Check", "DroppedFile", "Folder", "Loader", "PendingLanding", "land", "read"]
