"""One bucket of an S3-compatible storage, asked through obstore.

An object is replaced whole or not at all by the service itself. A folder of several files is written with its last file
at the end: who finds that one finds all. Needs conditional writes (If-None-Match, If-Match), as Amazon S3, MinIO, Ceph
and R2 have. Not here: turns (`connectors.s3.turns`), refusals in words (`connectors.s3.errors`).
"""

import hashlib
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

from connectors.ports.files import Store, checked_name
from connectors.s3.errors import missing_bucket, problem_of
from connectors.s3.turns import held

_CLIENT: Any = {"connect_timeout": "5s", "timeout": "120s"}
# Prefect tries a task again; a command has nobody who does. A short second look bridges a cut connection for both.
_RETRIES: Any = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}


class Bucket(Store):
    """What lies in a bucket under a prefix.

    Args:
        prefix: empty, or the folder all names begin with.
    """

    def __init__(self, client: S3Store, bucket: str, prefix: str = "") -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix.strip("/")

    @classmethod
    def connect(cls, bucket: str, prefix: str = "", *, endpoint: str = "") -> "Bucket":
        """A bucket, with keys, region and endpoint from the variables AWS_*. Nothing is asked yet.

        Args:
            endpoint: the address the environment names; one with `http://` is used without TLS.
        """
        plain = {"allow_http": True} if endpoint.startswith("http://") else {}
        return cls(S3Store(bucket, client_options=_CLIENT | plain, retry_config=_RETRIES), bucket, prefix)

    def under(self, folder: str) -> "Bucket":
        """A folder of this one."""
        return Bucket(self._client, self._bucket, self._key(folder))

    def address(self, name: str = "") -> str:
        """`s3://bucket/prefix/name`."""
        return "s3://" + "/".join(part for part in (self._bucket, self._prefix, name) if part)

    def url(self, name: str) -> str:
        """The same: who serves the bucket to people is not known here."""
        return self.address(name)

    def read(self, name: str) -> bytes | None:
        """As the protocol."""
        with self._asked(name):
            try:
                return bytes(self._client.get(self._key(name)).bytes())
            except FileNotFoundError as error:
                if missing_bucket(error):
                    raise
                return None

    def holds(self, name: str) -> bool:
        """As the protocol."""
        return self._head(name) is not None

    def names(self, folder: str = "") -> Iterator[str]:
        """As the protocol."""
        top = self._key(folder) if folder else self._prefix
        with self._asked(folder):
            pages = self._client.list(f"{top}/" if top else None)
            keys = sorted(one["path"] for page in pages for one in page)
        yield from (key.removeprefix(f"{self._prefix}/") if self._prefix else key for key in keys)

    def folders(self) -> list[str]:
        """As the protocol."""
        with self._asked(""):
            found = self._client.list_with_delimiter(f"{self._prefix}/" if self._prefix else None)
        return sorted(str(one).rstrip("/").rpartition("/")[2] for one in found["common_prefixes"])

    def occupied(self, but: str) -> bool:
        """As the protocol."""
        return any(name != but for name in self.names())

    def write(self, name: str, content: bytes) -> bool:
        """As the protocol."""
        if self._is_equal(name, content):
            return False
        self._put(name, content)
        return True

    def keep(self, folder: str, files: Mapping[str, bytes]) -> None:
        """As the protocol: the last file is written at the end, and only when nobody has written it.

        What a writer that died has left is used where it is equal and replaced where it is not.
        """
        *parts, last = (f"{folder}/{checked_name(name)}" for name in files)
        contents = list(files.values())
        for name, content in zip(parts, contents, strict=False):
            if self.put_new(name, content) or self.read(name) == content:
                continue
            if self.holds(last):
                return
            self._put(name, content)
        self.put_new(last, contents[-1])

    def remove(self, name: str) -> bool:
        """As the protocol."""
        there = self.holds(name)
        if there:
            with self._asked(name):
                self._client.delete(self._key(name))
        return there

    def turn(self, name: str, patience_seconds: float) -> AbstractContextManager[None]:
        """As the protocol: an object that says who holds it and is renewed; one not renewed is taken over."""
        return held(self, name, patience_seconds)

    # --- For turns: what conditional writes give --------------------------------------------------------------------

    def put_new(self, name: str, content: bytes) -> bool:
        """Write an object nobody has written; False when somebody has."""
        with self._asked(name):
            try:
                self._client.put(self._key(name), content, attributes=_kind(name), mode="create", use_multipart=False)
            except (AlreadyExistsError, PreconditionError):
                return False
        return True

    def put_over(self, name: str, content: bytes, version: str) -> bool:
        """Replace an object that is still of that version; False when it is another, or gone."""
        with self._asked(name):
            try:
                self._client.put(self._key(name), content, mode={"e_tag": version}, use_multipart=False)
            except (PreconditionError, FileNotFoundError):
                return False
        return True

    def version(self, name: str) -> tuple[bytes, str] | None:
        """An object and its version; None when there is none."""
        with self._asked(name):
            try:
                found = self._client.get(self._key(name))
            except FileNotFoundError:
                return None
            return bytes(found.bytes()), str(found.meta["e_tag"] or "")

    # ----------------------------------------------------------------------------------------------------------------

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{checked_name(name)}" if self._prefix else checked_name(name)

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """Whatever the library says becomes an error of ours, without its text: that holds headers."""
        try:
            yield
        except (BaseError, FileNotFoundError, ValueError) as error:
            raise problem_of(error, self.address(name)) from None

    def _head(self, name: str) -> Any:
        with self._asked(name):
            try:
                return self._client.head(self._key(name))
            except FileNotFoundError:
                return None

    def _is_equal(self, name: str, content: bytes) -> bool:
        head = self._head(name)
        if head is None or head["size"] != len(content):
            return False
        # Without a key of one's own the version is the content's MD5, and saves a read; otherwise it says nothing.
        return str(head["e_tag"]).strip('"') == _md5(content) or self.read(name) == content

    def _put(self, name: str, content: bytes) -> None:
        with self._asked(name):
            self._client.put(self._key(name), content, attributes=_kind(name), use_multipart=False)


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _kind(name: str) -> Any:
    """What a browser is told of the file, where the bucket is shown as a site."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
