"""The metrics of a published month are explained from the snapshots it was published from."""

from pathlib import Path

import pytest

from configs.rollouts import RolloutSettings, read_rollout
from configs.settings import Settings
from domain.figures.working import Working
from domain.problems import RuleRefused
from domain.returns.recorded import is_kpi
from flows.cli.explain.month import explain
from flows.explain.kept_month import kept_month
from flows.explain.kpis import kpi_workings
from flows.keeping.backup import restore
from reports.discovery.figures import working_lines
from reports.language import Speaker

KEPT = Path(__file__).parents[2] / "kept"
MONTH = "2026-10"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The restored home of a rollout that version 0.1.0 ran."""
    settings = Settings(home=tmp_path_factory.mktemp("kept") / "home", rollouts_dir=KEPT / "rollouts")
    restore(settings, KEPT / "nordlys-0.1.0.tar.gz")
    return settings


@pytest.fixture(scope="module")
def rollout() -> RolloutSettings:
    return read_rollout("nordlys", KEPT / "rollouts")


@pytest.fixture(scope="module")
def workings(state: Settings, rollout: RolloutSettings) -> dict[str, Working]:
    return dict(kpi_workings(state, rollout, MONTH, "kpi", None))


def test_every_metric_comes_out_as_it_was_published(
    state: Settings, rollout: RolloutSettings, workings: dict[str, Working]
) -> None:
    published = kept_month(state, rollout, MONTH).published.kpis
    assert published is not None
    assert {name: working.value for name, working in workings.items()} == {
        f"kpi.{metric.metric}": metric.value for metric in published.roi.metrics
    }


def test_a_metric_is_told_in_danish_with_its_cells(workings: dict[str, Working]) -> None:
    said = working_lines(workings["kpi.error_rate"], workings, Speaker("da"))
    assert said[0].startswith("kpi.error_rate · Fejlrate: ")
    assert "  Fejl / transaktioner i de seneste tre måneder." in said
    assert any(line.startswith("  Mål: højst 2,00 %. Udfald: ") for line in said)
    assert any(line.startswith("  fanen Nøgletal, H") for line in said)
    assert "Regel: article, section 7." in said


def test_one_can_be_asked_for_alone(state: Settings, rollout: RolloutSettings) -> None:
    assert list(kpi_workings(state, rollout, MONTH, "kpi.turnover", None)) == ["kpi.turnover"]


@pytest.mark.parametrize(
    ("month", "figure_id", "why"),
    [
        (MONTH, "kpi.error_rat", r"alike are .*kpi\.error_rate"),
        (MONTH, "kpi.first_time_right", "There is no metric"),  # it came in with rules version 4
        ("2030-01", "kpi", "2030-01 was not published here"),
    ],
)
def test_what_the_month_does_not_have_is_refused(
    state: Settings, rollout: RolloutSettings, month: str, figure_id: str, why: str
) -> None:
    with pytest.raises(RuleRefused, match=why):
        kpi_workings(state, rollout, month, figure_id, None)


@pytest.mark.parametrize(
    ("asked", "kpi"), [("kpi", True), ("kpi.turnover", True), ("kpis", False), ("resolution.P1", False)]
)
def test_a_metric_is_known_by_its_beginning(asked: str, kpi: bool) -> None:
    assert is_kpi(asked) is kpi


def test_the_command_prints_one_metric_and_the_list_of_all(
    state: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLLOUT_HOME", str(state.home))
    monkeypatch.setenv("ROLLOUT_ROLLOUTS_DIR", str(state.rollouts_dir))
    explain("nordlys", MONTH, "kpi.cost_saving", language="en", as_of=None, as_json=False)
    explain("nordlys", MONTH, "kpi", language="en", as_of=None, as_json=False)
    said = capsys.readouterr().out
    assert "kpi.cost_saving · Cost saving: " in said
    assert all(f"kpi.{name}" in said for name in ("productivity", "engagement", "turnover", "error_rate"))
