"""What is of a bucket alone: its refusals in words without a key in them, kinds of files, and machines' roles."""

import os
from collections.abc import Callable

import pytest
from obstore.store import S3Store

from connectors.errors import AccessRefused, ConnectorError, NotFound, ServiceUnavailable
from connectors.s3.client import Bucket
from tests.storage import KEY_ID, SECRET, S3Server, store_at

DEEDS: list[Callable[[Bucket], object]] = [
    lambda bucket: bucket.read("a"),
    lambda bucket: bucket.write("a", b"x"),
    lambda bucket: bucket.keep("f", {"a": b"x", "last": b"y"}),
    lambda bucket: list(bucket.names()),
    lambda bucket: bucket.folders(),
    lambda bucket: bucket.turn("lock", 1.0).__enter__(),
]


def refusal(bucket: Bucket, deed: Callable[[Bucket], object], kind: type[ConnectorError]) -> str:
    """What is said; never a key, never what the library wrote."""
    with pytest.raises(kind) as found:
        deed(bucket)
    said = found.value.sentence()
    assert not [part for part in (KEY_ID, SECRET, "RequestId", "http://", "<") if part in said]
    assert found.value.__cause__ is None
    assert "Next:" in said
    return said


@pytest.fixture
def bucket(s3: S3Server) -> Bucket:
    found = store_at(f"s3://{s3.new_bucket()}/team")
    assert isinstance(found, Bucket)
    return found


@pytest.mark.parametrize("deed", DEEDS)
def test_a_bucket_that_is_not_there_is_named(s3: S3Server, deed: Callable[[Bucket], object]) -> None:
    said = refusal(Bucket.connect("no-such-bucket", endpoint=s3.url), deed, NotFound)
    assert said.startswith("There is no such bucket: s3://no-such-bucket") or "s3://no-such-bucket" in said
    assert "ROLLOUT_STORE_URL" in said


@pytest.mark.parametrize("deed", DEEDS)
def test_refused_keys_are_told_and_not_shown(s3: S3Server, bucket: Bucket, deed: Callable[[Bucket], object]) -> None:
    with s3.refusing_keys():
        said = refusal(bucket, deed, AccessRefused)
    assert "The storage refuses the keys" in said
    assert "AWS_ACCESS_KEY_ID" in said


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://nowhere.invalid"])
def test_a_storage_that_cannot_be_reached_is_told_and_may_be_asked_again(
    monkeypatch: pytest.MonkeyPatch, address: str, deed: Callable[[Bucket], object]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    said = refusal(Bucket.connect("b", endpoint=address), deed, ServiceUnavailable)
    assert "The storage cannot be reached" in said
    assert "AWS_ENDPOINT_URL" in said


def test_an_address_without_tls_is_used_only_when_it_is_written_so(s3: S3Server) -> None:
    refusal(Bucket.connect("b", endpoint=""), lambda bucket: bucket.read("a"), ServiceUnavailable)


def test_a_page_is_served_as_a_page(bucket: Bucket) -> None:
    for name in ("nordlys/index.html", "search.js", "a.pdf", "b.unknown-ending"):
        bucket.write(name, b"x")
    client = S3Store(bucket.address().split("/")[2], client_options={"allow_http": True})
    kinds = [
        client.get(f"team/{name}").attributes["Content-Type"]
        for name in ("nordlys/index.html", "search.js", "a.pdf", "b.unknown-ending")
    ]
    assert kinds == [
        "text/html; charset=utf-8",
        "text/javascript; charset=utf-8",
        "application/pdf",
        "application/octet-stream",
    ]


def test_more_files_than_one_answer_lists_are_all_listed(bucket: Bucket) -> None:
    names = [f"n/{number:04}" for number in range(1005)]
    for name in names:
        bucket.put_new(name, b"")
    assert list(bucket.names()) == names


@pytest.fixture
def _without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    # Where a machine in a cloud is asked for its role; nobody answers here.
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://169.254.0.1:9")


@pytest.mark.usefixtures("_without_keys")
def test_missing_keys_are_told() -> None:
    said = refusal(Bucket.connect("b"), lambda bucket: bucket.read("a"), ConnectorError)  # type: ignore[type-abstract,unused-ignore]
    assert "There are no keys for the storage" in said
