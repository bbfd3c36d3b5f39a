"""Processes: their limits, their priority, and their output.

This imports only the standard library, because the process that reads a workbook runs this file on its own.
"""

import ctypes
import importlib
import io
import os
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder
from types import ModuleType

GIB = 2**30
# The option of a process that computes in the background. Windows takes it at the start, others call `step_back`.
IN_BACKGROUND: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
NICENESS = 5
# JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows, and the flags of its limits of time and memory.
_JOB, _EXTENDED_LIMITS, _TIME, _MEMORY = struct.Struct("<2qI4x2QI4xQ2I6Q4Q"), 9, 0x2, 0x100


def find_module(name: str) -> ModuleType | None:
    """Import a module that only some systems have. Return None on the others."""
    with suppress(ImportError):
        return importlib.import_module(name)
    return None


def limit_process(memory: int, seconds: int, output: int) -> None:
    """Limit the bytes of memory, the seconds of processor time and the bytes of each file that this process may use.

    The process ends if it exceeds one of them. Windows does not limit files, and macOS does not enforce the limit of
    memory.
    """
    if (resource := find_module("resource")) is None:
        _limit_job(memory, seconds)
        return
    # Files that are mapped to memory do not count, because the system can drop them.
    limits = {resource.RLIMIT_DATA: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: output}
    for kind, limit in {**limits, resource.RLIMIT_CORE: 0}.items():
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _limit_job(memory: int, seconds: int) -> None:
    """Put this process into a job object of Windows. It lasts as long as the process, since nothing closes it."""
    if (load := getattr(ctypes, "WinDLL", None)) is None:
        return
    kernel = load("kernel32")
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job, process = (ctypes.c_void_p(each) for each in (kernel.CreateJobObjectW(None, None), kernel.GetCurrentProcess()))
    limits = _JOB.pack(seconds * 10**7, 0, _TIME | _MEMORY, *(0,) * 12, memory, 0, 0, 0)
    kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, limits, len(limits))
    kernel.AssignProcessToJobObject(job, process)


def ignore_interrupts() -> None:
    """Go on if somebody presses Ctrl-C in the terminal of this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with `start_new_session`, and the processes that it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # it has ended
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def step_back() -> None:
    """Let other processes compute before this one."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def forgo_pandas() -> None:
    """Have Arrow take pandas for missing. It would import it for its first array, a sixth of the time of a command."""
    sys.meta_path.insert(0, _WithoutPandas())


class _WithoutPandas(MetaPathFinder):
    """A finder that takes pandas for missing, and leaves all other packages to the next."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002 - the protocol
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=fullname)


def speak_unicode() -> None:
    """Have output to files and programs written as UTF-8, and show "?" for what a terminal cannot show.

    Otherwise a command of Windows ends at the first dash of a text that goes to a file.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
