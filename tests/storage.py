"""Stores that files are tested on: a folder, and a bucket of a real S3 server (moto's) on this machine.

Here: the server, and a store for each kind. Not here: what is kept in them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import requests
from moto.server import ThreadedMotoServer

from connectors.files.folder import Folder
from connectors.ports.files import Store
from connectors.s3.client import Bucket

KEY_ID, SECRET = "AKIATESTONLY", "secret-never-to-be-shown"
_NUMBERS = count(1)


@dataclass(frozen=True)
class S3Server:
    """A running S3 server."""

    url: str

    def new_bucket(self) -> str:
        """An empty bucket."""
        name = f"bucket-{next(_NUMBERS)}"
        requests.put(f"{self.url}/{name}", timeout=10).raise_for_status()
        return name

    @contextmanager
    def refusing_keys(self) -> Iterator[None]:
        """Keys count now, and ours are unknown."""
        self._accept("0")
        try:
            yield
        finally:
            self._accept("inf")

    def _accept(self, requests_without_keys: str) -> None:
        requests.post(f"{self.url}/moto-api/reset-auth", data=requests_without_keys, timeout=10).raise_for_status()


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """The server, with the variables that lead to it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as variables:
        for name, value in {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
        }.items():
            variables.setenv(name, value)
        try:
            yield S3Server(url)
        finally:
            server.stop()


def store_at(address: str) -> Store:
    """The store of a folder's path or of `s3://bucket/prefix`."""
    if not address.startswith("s3://"):
        return Folder(Path(address))
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    return Bucket.connect(bucket, prefix, endpoint="http://")


def content_of(store: Store) -> dict[str, bytes | None]:
    """Every file of a store."""
    return {name: store.read(name) for name in store.names()}
