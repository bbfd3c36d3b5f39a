"""The one base of everything that goes wrong in a way a person can mend."""


class Refused(Exception):
    """Something was refused; nothing has changed.

    Each failure is a class of its own whose message says, to the person at the screen, what was refused,
    where (file, line, column, value) and what to do. Screens and commands show `str(error)`, never a traceback.
    """
