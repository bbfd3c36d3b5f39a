"""A process that lands an upload, so that a long or hostile file cannot take the memory of the server.

It receives the upload as the first argument: the path of a file that is pickled by `reading`. It prints its progress
before and within each file, and writes its cards or the error to the path in the second argument.
"""

import pickle
import sys
from pathlib import Path

from close.errors import Refused
from close.store.warehouse import Warehouse
from close.systems.processes import GIB, limit_process
from loaders.files.contents import watch
from loaders.uploads.drops import land_here
from loaders.uploads.progress import Progress, Reporter
from loaders.uploads.reading import SECONDS


def main() -> None:
    """Limit this process, then land the upload."""
    limit_process(2 * GIB, SECONDS, 64 * GIB)
    upload = Path(sys.argv[1])
    files, unreadable, where, (period, who, consent) = pickle.loads(upload.read_bytes())  # noqa: S301 - our own file
    result: object
    try:
        reporter = Reporter(_tell)
        given = {
            "tell": reporter.begin,
            "unreadable": unreadable,
            "consent": consent,
            "place": Path(sys.argv[1]).parent,
        }
        with watch(reporter.look):
            result = land_here(files, Warehouse(*where), period, who, **given)
    except Refused as error:
        result = (type(error), error.args, vars(error))
    Path(sys.argv[2]).write_bytes(pickle.dumps(result))


def _tell(progress: Progress) -> None:
    print(progress.write(), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
