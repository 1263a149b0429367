"""One writer at a time over machines: a holder that died loses its turn, one that lives keeps it."""

import threading

import pytest

from connectors.errors import RequestRefused
from connectors.s3.client import Bucket
from connectors.s3.turns import held
from tests.storage import S3Server, store_at


@pytest.fixture
def bucket(s3: S3Server) -> Bucket:
    found = store_at(f"s3://{s3.new_bucket()}")
    assert isinstance(found, Bucket)
    return found


def test_a_holder_that_died_is_followed_and_its_rest_is_gone(bucket: Bucket) -> None:
    bucket.put_new("lock", b"machine-a:7:dead\n1\n")
    with held(bucket, "lock", 60, gone_after_seconds=0.5):
        assert not (bucket.read("lock") or b"").startswith(b"machine-a:7:dead")
    assert bucket.read("lock") is None


def test_a_holder_that_renews_is_not_followed(bucket: Bucket) -> None:
    with held(bucket, "lock", 1, renewal_seconds=0.1):
        with pytest.raises(RequestRefused, match="Another run is writing"):
            with held(bucket, "lock", 3, gone_after_seconds=2):
                pass


def test_of_many_who_follow_a_dead_one_each_has_its_turn_alone(bucket: Bucket) -> None:
    bucket.put_new("lock", b"dead\n1\n")
    inside, most, ended = [0], [0], []

    def work(number: int) -> None:
        with held(bucket, "lock", 120, gone_after_seconds=0.5):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            bucket.write("done", str(number).encode())
            inside[0] -= 1
        ended.append(number)

    together = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for one in together:
        one.start()
    for one in together:
        one.join(120)
    assert (most, sorted(ended)) == ([1], [0, 1, 2, 3])


def test_who_lost_the_turn_leaves_the_next_holders_alone(bucket: Bucket) -> None:
    with held(bucket, "lock", 1):
        bucket.write("lock", b"machine-b:8:other\n1\n")
    assert bucket.read("lock") == b"machine-b:8:other\n1\n"
