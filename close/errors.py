"""The base class of every error that a user can correct."""


class Refused(Exception):
    """A refused action or file. Nothing was changed.

    Each kind of failure is a subclass. Its message tells the user what was refused, where (file, line, column, value)
    and what to do. Screens and commands show `str(error)`, never a traceback.
    """
