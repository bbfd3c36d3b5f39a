"""The errors that a user can correct: what Tieout refuses, and what the computer does."""

import errno

_FULL = ("the disk is full", "Free some space, and try again.")
_CLOSED = (
    "Tieout has no access to it, it is read-only, or another program has it open",
    "Close it in other programs, ask the administrator of this computer for access, or choose another folder.",
)
_CAUSES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.ENOTSUP: (
        "the disk cannot add a file without the risk of overwriting another",
        "Choose a folder on another disk.",
    ),
    errno.ENOENT: ("it is not there", "Check that the disk is connected and the path is right, and try again."),
}


class Refused(Exception):
    """A refused action or file. Nothing was changed.

    Each kind of failure is a subclass. Its message tells the user what was refused, where (file, line, column, value)
    and what to do. Screens and commands show `str(error)`, never a traceback.
    """

    def __reduce__(self) -> tuple[object, ...]:
        # Another process raises it again as it was. Its own arguments are not known here, and its message is complete.
        return _rebuild, (type(self), self.args, vars(self))


def _rebuild(kind: type[Refused], arguments: tuple[object, ...], values: dict[str, object]) -> Refused:
    error = kind.__new__(kind)
    error.args = arguments
    vars(error).update(values)
    return error


def say_failure(error: OSError) -> str:
    """Return what the computer could not read or write, why, and what to do.

    Uploads and records that were not finished stay invisible, so the same action can be tried again.
    """
    what = error.filename or "a file"
    why, remedy = _CAUSES.get(error.errno or 0, (error.strerror or str(error), "Check the disk, and try again."))
    return f"The computer could not read or write {what}: {why}. {remedy}"


def say_engine_failure(engine: str, error: Exception) -> str:
    """Return what to do after a failure of the engine. Only the first line of its message is quoted."""
    return (
        "The engine could not answer. No data was changed. Try again. If it happens again, run `tieout "
        f"verify` and report this message: {engine}, {str(error).splitlines()[0]}"
    )
