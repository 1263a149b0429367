"""A real service desk's log through the product's own path: its flag is reproduced from the history.

Needs the log (1.6 MB, not in this repository): ROLLOUT_UCI_EVENTS names its Parquet file.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from domain.sla.judging import JudgedMonths, judge_months
from domain.sla.verdicts.verdicts import Verdict
from tests.domain.sla.real_log import contract, incidents, ticket_frames

LOG = os.environ.get("ROLLOUT_UCI_EVENTS", "")
pytestmark = pytest.mark.skipif(
    not LOG or not Path(LOG).is_file(), reason="ROLLOUT_UCI_EVENTS does not name the UCI incident log"
)


@pytest.fixture(scope="module")
def log() -> pl.DataFrame:
    return pl.read_parquet(LOG)


@pytest.fixture(scope="module")
def judged(log: pl.DataFrame) -> JudgedMonths:
    return judge_months(
        contract(target_hours=62), "2017-12", *ticket_frames(log), as_of=datetime(2018, 1, 1, tzinfo=UTC)
    )


def test_the_share_is_of_incidents_and_not_of_rows(log: pl.DataFrame) -> None:
    found = incidents(log)
    assert found.height == 24_918
    assert round(float(found["made_sla"].mean() or 0), 4) == 0.6342  # type: ignore[arg-type]
    assert round(float(log["made_sla"].mean() or 0), 4) == 0.9350  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("priority", "made", "of"), [("P1", 5, 270), ("P2", 2, 408), ("P3", 15_145, 23_466), ("P4", 651, 774)]
)
def test_the_logs_own_flag_per_priority(log: pl.DataFrame, priority: str, made: int, of: int) -> None:
    mine = incidents(log).filter(pl.col("priority") == priority)
    assert (int(mine["made_sla"].sum()), mine.height) == (made, of)


def test_every_incident_has_its_verdict_and_every_second_its_place(judged: JudgedMonths) -> None:
    [found] = judged.verdicts
    p3 = found.priority == found.code("P3")
    counted = {outcome: int(np.count_nonzero(p3 & (found.outcome == outcome))) for outcome in Verdict}
    assert sum(counted.values()) == 23_466
    assert counted[Verdict.UNREADABLE] == 0


def test_p3_verdicts_agree_with_the_logs_flag(log: pl.DataFrame, judged: JudgedMonths) -> None:
    # Mon-Fri 14:00-23:00 log time, 62 h, clock to closed: at least 99.8 % of the incidents.
    [found] = judged.verdicts
    ours = judged.frame.time.tickets.with_columns(met=pl.Series(found.outcome == Verdict.MET)).select("issue_id", "met")
    both = incidents(log).filter(pl.col("priority") == "P3").join(ours, left_on="number", right_on="issue_id")
    agreement = float((both["met"] == both["made_sla"]).mean() or 0)  # type: ignore[arg-type]
    assert both.height == 23_466
    assert agreement >= 0.998, f"{agreement:.4%}"
