"""The limits of a child on Windows, where a job object has them."""

import ctypes
from typing import Any

import pytest

from close.systems import processes


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION, as in winnt.h."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, as in winnt.h."""

    _fields_ = (
        ("BasicLimitInformation", Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Function:
    """A function of Windows that remembers what it was given."""

    def __init__(self, result: int) -> None:
        self.result = result
        self.given: tuple[Any, ...] = ()

    def __call__(self, *given: Any) -> int:
        self.given = given
        return self.result


class Kernel:
    """The functions of kernel32 that limit a process."""

    def __init__(self) -> None:
        self.CreateJobObjectW, self.GetCurrentProcess = Function(2**40), Function(2**64 - 1)
        self.SetInformationJobObject, self.AssignProcessToJobObject = Function(1), Function(1)


def test_a_job_object_limits_memory_and_time_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(ctypes, "WinDLL", {"kernel32": kernel}.get, raising=False)
    monkeypatch.setattr(processes, "find_module", lambda _: None)
    processes.limit_process(processes.GIB, 60, processes.GIB)
    job, kind, limits, size = kernel.SetInformationJobObject.given
    assert (job.value, kind, size, size) == (2**40, 9, len(limits), ctypes.sizeof(Extended))
    stated = Extended.from_buffer_copy(limits)
    basic = stated.BasicLimitInformation
    assert (basic.LimitFlags, basic.PerProcessUserTimeLimit, stated.ProcessMemoryLimit) == (0x102, 60 * 10**7, 2**30)
    assert (basic.ActiveProcessLimit, basic.Affinity, stated.JobMemoryLimit) == (0, 0, 0)
    assert [each.value for each in kernel.AssignProcessToJobObject.given] == [2**40, 2**64 - 1]


def test_a_system_with_neither_kind_of_limit_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "find_module", lambda _: None)
    processes.limit_process(processes.GIB, 60, processes.GIB)
