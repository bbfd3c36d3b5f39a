"""A process that reads what people upload, so that a hostile file can neither freeze, fill nor end the server.

It is kept for the next task, because its start takes about a second. A long task has a process of its own that ends
with it, so that no memory stays behind.
"""

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO, Any, NamedTuple, TypeVar, cast

from close.errors import Refused
from close.places import PROGRAM
from close.store.authority.identity import identified
from close.systems.processes import end_group
from close.systems.temporary import temporary_folder
from loaders.uploads.progress import Progress, Tell, ignore

LONG, SHORT = 3600, 300  # seconds that a task may take
BEAT = 0.3  # seconds between two calls of `tell`
_KEPT, _MOST = 2, 100  # processes that are kept, and tasks after which one is replaced
Result = TypeVar("Result")


class UnreadableFile(Refused):
    """A file whose reading exceeded the limits of memory or time, or ended the process. `last` was told last."""

    def __init__(self, last: Progress | None = None) -> None:
        self.last = last
        super().__init__(
            "This file cannot be read. It is damaged, or far larger than an export. Export it again, for one month."
        )


class Task(NamedTuple):
    """A function to call in the process, and the environment there. `is_told` if it is given `tell`.

    `identity` is the person whom a sign-in has identified.
    """

    function: Callable[..., object]
    arguments: tuple[object, ...]
    environment: dict[str, str]
    is_told: bool
    identity: str


class Answer(NamedTuple):
    """The result of a function, or the error that it raised."""

    result: Any = None
    error: Exception | None = None


_ENDED = Answer()  # what a process says last


class Reader:
    """One process, which does one task after the other."""

    def __init__(self) -> None:
        # -P: nothing is imported from the folder that the user happens to be in, which may hold downloads.
        command = [sys.executable, "-P", "-m", "loaders.uploads.reader_child"]
        self._child = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            command,
            env=list_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # so that `end` also ends what it has started
        )
        self._tasks_in, self._answers_out = cast(IO[bytes], self._child.stdin), cast(IO[bytes], self._child.stdout)
        self._said: Queue[Progress | Answer] = Queue()
        self._count, self._seconds = 0, 0.0
        Thread(target=self._listen, daemon=True).start()

    @property
    def is_fresh(self) -> bool:
        """True if the process may do another task."""
        return self._count < _MOST and self._seconds < SHORT and self._child.poll() is None

    def do(self, task: Task, seconds: float, tell: Tell) -> Answer:
        """Return the answer to a task. Raises UnreadableFile if the process ends or takes longer, and what `tell` does.

        `tell` is called several times a second once the process has told its progress.
        """
        start = monotonic()
        try:
            return self._do(task, start + seconds, tell)
        finally:
            self._count, self._seconds = self._count + 1, self._seconds + monotonic() - start

    def _do(self, task: Task, end: float, tell: Tell) -> Answer:
        with suppress(OSError):  # it has ended, which its last word says
            pickle.dump(task, self._tasks_in)
            self._tasks_in.flush()
        last: Progress | None = None
        while monotonic() < end and (said := self._hear()) is not _ENDED:
            if isinstance(said, Answer):
                return said
            last = said or last
            if last:
                tell(last)
        raise UnreadableFile(last)

    def end(self) -> None:
        """End the process."""
        end_group(self._child)
        with suppress(OSError):
            self._tasks_in.close()

    def _hear(self) -> Progress | Answer | None:
        """Return the newest thing that was said, or None if nothing was for a while."""
        said: Progress | Answer | None = None
        with suppress(Empty):
            said = self._said.get(timeout=BEAT)
            while isinstance(said, Progress):
                said = self._said.get_nowait()
        return said

    def _listen(self) -> None:
        with self._answers_out as answers, suppress(Exception):  # whatever it is, nothing more can be read
            while True:
                self._said.put(pickle.load(answers))  # noqa: S301 - our own process wrote it
        self._said.put(_ENDED)


_IDLE: list[Reader] = []


def read_apart(
    function: Callable[..., Result], *arguments: object, tell: Tell | None = None, is_long: bool = False
) -> Result:
    """Call a function in a process with limits, and return its result. If `tell` is given, the function gets one too.

    Its temporary files are removed at the end, also if the process was killed. An error in `tell` cancels the call.
    Raises UnreadableFile, and what the function raises.
    """
    kept = None if is_long else _find_idle()
    with temporary_folder() as place:
        environment = {**list_environment(), **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place))}
        task = Task(function, arguments, environment, tell is not None, identified())
        seconds, told = LONG if is_long else SHORT, tell or ignore
        try:
            answer = _ask(kept or Reader(), task, seconds, told)
        except UnreadableFile as error:
            if not kept or error.last:
                raise
            answer = _ask(Reader(), task, seconds, told)  # the kept one may have ended for another reason
    if isinstance(answer.error, MemoryError):
        raise UnreadableFile from answer.error
    if answer.error:
        raise answer.error
    result: Result = answer.result
    return result


def _ask(reader: Reader, task: Task, seconds: float, tell: Tell) -> Answer:
    """Return the answer of a process, which is kept for the next task if nothing is wrong with it."""
    is_sound = False
    try:
        answer = reader.do(task, seconds, tell)
        is_sound = seconds == SHORT and isinstance(answer.error, Refused | None)
    finally:
        _keep(reader, is_sound=is_sound)
    return answer


def list_environment() -> dict[str, str]:
    """Return the environment of the process: this one, with a single thread, and memory that is given back at once.

    Every thread keeps memory of its own, and Arrow keeps what was freed for a while, which is more on a busy machine.
    """
    path = os.pathsep.join(filter(None, (str(PROGRAM), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MIMALLOC_PURGE_DELAY": "0"}


def _find_idle() -> Reader | None:
    while _IDLE:
        with suppress(IndexError):  # another session was faster
            reader = _IDLE.pop()
            if reader.is_fresh:
                return reader
            reader.end()
    return None


def _keep(reader: Reader, *, is_sound: bool) -> None:
    """Keep a process for the next task, or end it."""
    if is_sound and reader.is_fresh and len(_IDLE) < _KEPT:
        _IDLE.append(reader)
    else:
        reader.end()


@atexit.register
def end_idle() -> None:
    """End the processes that are kept."""
    while _IDLE:
        _IDLE.pop().end()
