"""How an export becomes Parquet: recognise, read, check, land.

`land` takes dropped files and answers with a card for each; `read` does one file without landing it. A loader is a
description in `loaders/omni/` or `loaders/ledger/`; everything else here is the framework that its files go through.
"""

from loaders.catalogue import LOADERS
from loaders.intake.cards import Card
from loaders.intake.drops import Dropped, land
from loaders.intake.readings import Folder, Reading, read
from loaders.layouts.description import Check, Loader

__all__ = ["LOADERS", "Card", "Check", "Dropped", "Folder", "Loader", "Reading", "land", "read"]
