"""Servers to test against, on this machine only: a Spark cluster (a master and two workers), or Sail.

`python tests/spark/servers.py spark` prints the address of a server and keeps it running until it is interrupted. The
interpreter is the one of an environment with pyspark or pysail, see the target `spark` in the Makefile.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 90  # seconds until a server must listen
DAEMON, WORKER, SERVER = "256m", "1g", "1g"  # memory of the master and each worker, of a worker's tasks, of the server
CONFIG = {
    "spark.executor.memory": "640m",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.connect.grpc.binding.address": HOST,
}


@contextmanager
def serve(name: str) -> Iterator[str]:
    """Start `spark` or `sail` and yield its address. Stop it afterwards."""
    with {"spark": _serve_spark, "sail": _serve_sail}[name]() as port:
        yield f"sc://{HOST}:{port}"


@contextmanager
def _serve_sail() -> Iterator[int]:
    port = _free_port()
    sail = Path(sys.executable).with_name("sail")
    with _running([str(sail), "spark", "server", "--ip", HOST, "--port", str(port)], {}, port):
        yield port


@contextmanager
def _serve_spark() -> Iterator[int]:
    spec = find_spec("pyspark")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("This environment has no pyspark.")
    home = spec.submodule_search_locations[0]
    master_port, port = _free_port(), _free_port()
    master = f"spark://{HOST}:{master_port}"
    launch, submit = (str(Path(home) / "bin" / each) for each in ("spark-class", "spark-submit"))
    deploy = "org.apache.spark.deploy"
    with ExitStack() as stack:
        scratch = tempfile.mkdtemp()
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        environment = {
            "SPARK_HOME": home,
            "SPARK_LOCAL_IP": HOST,
            "SPARK_LOCAL_DIRS": scratch,
            "SPARK_DAEMON_MEMORY": DAEMON,
            "SPARK_WORKER_MEMORY": WORKER,
        }
        arguments = ["--host", HOST, "--port", str(master_port), "--webui-port", "0"]
        stack.enter_context(_running([launch, f"{deploy}.master.Master", *arguments], environment, master_port))
        for _ in range(2):
            worker_port = _free_port()
            arguments = ["--host", HOST, "--port", str(worker_port), "--cores", "1", "--webui-port", "0"]
            worker = [launch, f"{deploy}.worker.Worker", *arguments, "--work-dir", scratch, master]
            stack.enter_context(_running(worker, environment, worker_port))
        config = {**CONFIG, "spark.connect.grpc.binding.port": str(port)}
        options = [each for key, value in config.items() for each in ("--conf", f"{key}={value}")]
        connect = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
        environment["SPARK_DAEMON_MEMORY"] = SERVER
        stack.enter_context(_running([submit, "--master", master, *options, *connect], environment, port))
        yield port


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[None]:
    """Run a process in a group of its own. Wait until it listens, and end the group afterwards."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _await(process, port)
            yield
        except TimeoutError:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-4000:])
            raise
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{process.args!r} does not listen on port {port}")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with serve(sys.argv[1]) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        signal.pause()
