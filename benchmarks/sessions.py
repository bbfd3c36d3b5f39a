"""The dashboard as users meet it: a server, and sessions that each open a page and wait until it is complete."""

import asyncio
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from time import perf_counter, sleep
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.measure import ROOT, Cost, Measured, peak_memory

PATIENCE = 600.0
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = {"overview": "", "bridge": "bridge", "checklist": "checklist", "worklist": "worklist"}
AT_ONCE = "bridge"  # the page that many sessions open at once


def measure(root: Path, period: str, sessions: Sequence[int]) -> Iterator[Measured]:
    """Open each page in a new session, and again in another, then one page in many sessions at once."""
    with serve(root) as server:
        yield Measured("start the dashboard", server.cost())
        for name, address in PAGES.items():
            yield _open_pages(server, f"{name} page, opened first", address, period)
            yield _open_pages(server, f"{name} page, in another session", address, period)
        for count in sessions:
            yield _open_pages(server, f"{AT_ONCE} page, {count} sessions at once", PAGES[AT_ONCE], period, count)


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    port: int
    process: int

    def cost(self) -> Cost:
        """Return the work and the peak memory of the server so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return Cost((int(fields[11]) + int(fields[12])) / TICKS, peak_memory(self.process))


@contextmanager
def serve(warehouse: Path) -> Iterator[Server]:
    """Start the dashboard and wait until it is healthy."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    environment = {**os.environ, "TIEOUT_WAREHOUSE": str(warehouse)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    begin = perf_counter()
    while perf_counter() - begin < PATIENCE:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
            if answer.status == 200:
                return
        sleep(0.05)
    raise TimeoutError("The dashboard did not start.")


def _open_pages(server: Server, title: str, page: str, period: str, sessions: int = 1) -> Measured:
    """Open a page in several sessions at once. The note states the longest wait."""

    async def open_all() -> list[float]:
        return await asyncio.gather(*(_open(server.port, page, period) for _ in range(sessions)))

    before = server.cost()
    longest = max(asyncio.run(open_all()))
    after = server.cost()
    spent = Cost(after.work - before.work, after.memory)
    return Measured(title, spent, note=f"{longest:.1f} s until complete")


async def _open(port: int, page: str, period: str) -> float:
    begin = perf_counter()
    back = BackMsg()
    back.rerun_script.query_string = urlencode({"organisation": "bench", "period": period})
    back.rerun_script.page_name = page
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], origin=Origin(f"http://127.0.0.1:{port}"), max_size=None
    ) as stream:
        await stream.send(back.SerializeToString())
        async for message in stream:
            if ForwardMsg.FromString(message).WhichOneof("type") == "script_finished":
                break
    return perf_counter() - begin
