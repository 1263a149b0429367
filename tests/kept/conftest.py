"""The kept state as a home of today's program, restored once for every test here."""

import pytest

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings
from flows.keeping.backup import restore
from tests.kept.replaying import KEPT, ROLLOUT


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The restored home."""
    home = tmp_path_factory.mktemp("kept")
    settings = Settings(home=home / "home", rollouts_dir=KEPT / "rollouts")
    assert restore(settings, KEPT / "nordlys-0.1.0.tar.gz") == {ROLLOUT: 321}
    return settings


@pytest.fixture(scope="session")
def rollout() -> RolloutSettings:
    return read_rollout(ROLLOUT, KEPT / "rollouts")
