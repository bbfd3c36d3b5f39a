"""A server of Spark Connect, a bucket, and the sample company, for tests that `make spark` runs."""

import logging
import os
import warnings
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from moto.server import ThreadedMotoServer
from pyarrow.fs import FileSystem

import loaders
import sample
from close.store.warehouse import Warehouse
from tests.spark.servers import HOST, serve

MONTHS, SEED = 2, 7
BUCKET = "s3://bucket/tieout"


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """Return the address of a folder in a bucket. Clients find the server and its keys in the environment."""
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    os.environ |= {"AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}
    os.environ |= {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    FileSystem.from_uri(f"{BUCKET}?allow_bucket_creation=true")[0].create_dir("bucket")
    yield BUCKET
    server.stop()


@pytest.fixture(scope="session")
def server_name() -> str:
    """The server that this environment contains: `sail` or `spark`."""
    return "sail" if find_spec("pysail") else "spark"


@pytest.fixture(scope="session")
def server(server_name: str, bucket: str) -> Iterator[str]:
    """Start a server after the bucket, so that it knows the way there. Return its address."""
    warnings.filterwarnings("ignore", module="pyspark")
    with serve(server_name) as address:
        yield address


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land the sample company."""
    folder = tmp_path_factory.mktemp("sample")
    sample.write(sample.simulate(sample.KESTREL, SEED, MONTHS, sample.Faults.all()), folder)
    files = [path for path in sorted((folder / "exports").rglob("*")) if path.is_file()]
    warehouse = Warehouse(folder / "warehouse", "sample-company")
    loaders.land([(path.parent.name, path.name, path.read_bytes()) for path in files], warehouse, who="sample")
    return warehouse
