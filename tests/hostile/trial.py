"""One upload as on the screen: landed, drawn and, where the page offers it, accepted, in a process that is measured.

The process stands for the server: its memory and its pauses are those of the dashboard. It is a copy of a small one,
because the largest size that Linux states of a child includes that of its parent when it began.
"""

import logging
import os
import re
import resource
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st

from close.signing import builds
from close.store.warehouse import Warehouse
from loaders import Card
from loaders.uploads.consent import Consent, count_unreadable
from loaders.uploads.dropped_files import NotReadable
from loaders.uploads.previews import open_short
from loaders.uploads.reader import end_idle, read_apart
from pages.data.uploads import intake
from pages.data.uploads.outcome import draw_outcome
from pages.parts.frame.people import TYPED
from tests.hostile.files import Upload

SECONDS, MEMORY, PAUSE = 10.0, 1024, 2.0  # MB of memory
SERVER = get_context("forkserver")
SERVER.set_forkserver_preload([__name__])
_PATIENCE, _MOST = 90, 4 * 2**30
_TICK = 0.02
_USAGE = re.compile(r"(VmHWM|VmRSS):\s+(\d+) kB")


@dataclass(frozen=True)
class Outcome:
    """The outcome of an upload: files by status, processor seconds, and MB of memory.

    `pause` is the longest time in which the process computed and answered nobody, in its own seconds as well.
    """

    landed: int = 0
    refused: int = 0
    seconds: float = 0
    memory: int = 0
    pause: float = 0
    faults: tuple[str, ...] = ()


def try_upload(upload: Upload, warehouse: Warehouse) -> Outcome:
    """Upload files in a process of their own, and return what came of it."""
    result = call(partial(_measure, upload, warehouse))
    if isinstance(result, str):
        return Outcome(faults=(result,))
    limits = (("seconds", SECONDS), ("memory", MEMORY), ("pause", PAUSE))
    over = [f"{name} {getattr(result, name):.1f}" for name, most in limits if getattr(result, name) > most]
    return replace(result, faults=(*result.faults, *over))


def call(act: Callable[[], Any]) -> Any:
    """Do something in a new process, and return its result, or a sentence if it raised or did not end."""
    reading, writing = SERVER.Pipe(duplex=False)
    child = SERVER.Process(target=_answer, args=(act, dict(os.environ), writing))
    child.start()
    writing.close()
    try:
        if not reading.poll(_PATIENCE):
            os.killpg(child.pid or 0, signal.SIGKILL)
            return "it did not end"
        return reading.recv()
    except EOFError:
        return "the process ended"
    finally:
        child.join()


def _answer(act: Callable[[], Any], environment: Mapping[str, str], writing: Connection) -> None:
    os.setpgid(0, 0)
    os.environ.clear()
    os.environ.update(environment)
    logging.getLogger().addHandler(logging.NullHandler())  # the errors of loaders are counted, not printed
    logging.getLogger("streamlit").setLevel(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST, resource.RLIM_INFINITY))
    try:
        result = act()
    except BaseException as error:  # noqa: BLE001 - whatever leaves the product is a fault
        result = f"{type(error).__name__}: {error}"[:300]
    writing.send(result)


def _measure(upload: Upload, warehouse: Warehouse) -> Outcome:
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak while it started
    before, pauses = _read_usage()["VmRSS"], [0.0]
    Thread(target=_beat, args=(pauses,), daemon=True).start()
    began = _count_seconds()
    cards, faults = _upload(upload, warehouse)
    end_idle()  # so that its memory and time count
    seconds = _count_seconds() - began
    grown = _read_usage()["VmHWM"] - before
    memory = max(grown, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    landed = sum(card.status in {"landed", "unchanged", "set_aside"} for card in cards)
    return Outcome(landed, len(cards) - landed, seconds, memory, max(pauses), tuple(faults))


def _upload(upload: Upload, warehouse: Warehouse) -> tuple[Sequence[Card], list[str]]:
    """Upload files as the page does, accept all that it asks, and draw the outcome of each."""
    st.session_state[TYPED] = "ada"  # as somebody who has entered a name
    builds.start = lambda *_: None  # the answers are computed later, and not by another process
    shown = intake.take(warehouse, upload)
    draw_outcome(shown)
    for file in shown.unread:
        read_apart(open_short, file.content)
    incomplete = frozenset(card.path for card in shown.cards if count_unreadable(card))
    if incomplete or shown.of("waiting"):
        every = Consent(frozenset(range(len(shown.cards) + 9)), incomplete=incomplete)
        shown = intake.take(warehouse, upload, consent=every)
        draw_outcome(shown)
    return shown.cards, [fault for card in shown.cards if (fault := _find_fault(card))]


def _find_fault(card: Card) -> str:
    if card.problem and card.problem.refusal is NotReadable:
        return f"{card.path}: could not be read because of an error in the loaders"
    return f"{card.path}: refused without a sentence" if card.status == "refused" and not card.problems else ""


def _count_seconds() -> float:
    """Return the processor time of this process and its children, which hardly changes when the machine is busy."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _beat(pauses: list[float]) -> None:
    last = time.process_time()
    while True:
        time.sleep(_TICK)
        now = time.process_time()
        pauses[0] = max(pauses[0], now - last)
        last = now


def _read_usage() -> dict[str, int]:
    return {name: int(size) // 1024 for name, size in _USAGE.findall(Path("/proc/self/status").read_text())}
