"""Faults as answers: what went wrong, where, and what to do."""

import pyarrow as pa

from close.engine.connection import ENGINE, EngineError
from close.errors import Refused, say_engine_failure, say_failure

FAULTS = (Refused, OSError, EngineError, pa.ArrowException)


def say_fault(error: Exception) -> str:
    """Return the sentences for one of FAULTS, without a traceback."""
    match error:
        case Refused():
            return str(error)
        case OSError():
            return say_failure(error)
        case EngineError():
            return say_engine_failure(ENGINE, error)
    return (
        "A file of the warehouse is damaged. No data was changed. Run `tieout verify`, which names the file, and "
        f"restore it from a backup. The message: {str(error).splitlines()[0]}"
    )
