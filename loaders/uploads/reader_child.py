"""The process of `reader`: it gets pickled tasks on standard input, and writes progress and answers to its output."""

import logging
import os
import pickle
import sys
import tempfile
from functools import partial
from typing import BinaryIO

from close.errors import Refused
from close.store.authority.identity import identify
from close.systems.processes import GIB, ignore_interrupts, limit_process
from loaders.files.contents import watch
from loaders.uploads.progress import Progress, Reporter
from loaders.uploads.reader import LONG, Answer, Task

LOG = logging.getLogger(__name__)


def main() -> None:
    """Limit this process, then do every task until there is none."""
    limit_process(2 * GIB, LONG, 64 * GIB)
    ignore_interrupts()  # Ctrl-C ends the server, which ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    while task := _receive():
        os.environ.clear()
        os.environ.update(task.environment)
        tempfile.tempdir = None  # the environment names another folder for each task
        _send(answers, _do(task, answers))


def _receive() -> Task | None:
    try:
        task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process wrote it
    except EOFError:
        return None
    return task


def _do(task: Task, answers: BinaryIO) -> Answer:
    reporter = Reporter(partial(_send, answers))
    told = {"tell": reporter.begin} if task.is_told else {}
    try:
        identify(task.identity)
        with watch(reporter.look):
            return Answer(task.function(*task.arguments, **told))
    except (Refused, OSError) as error:
        return Answer(error=error)
    except Exception as error:
        LOG.exception("a task could not be done")
        return Answer(error=error)


def _send(answers: BinaryIO, said: Progress | Answer) -> None:
    try:
        answers.write(pickle.dumps(said))
        answers.flush()
    except BrokenPipeError:
        os._exit(0)  # the server is gone


if __name__ == "__main__":
    main()
