from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.discovery.roadmap.inventory import plan_roadmap
from domain.discovery.roadmap.suitability import Scale, SuitabilityWeights, score_process
from domain.workbook.processes import Process
from tests.domain.samples.rows import process

WEIGHTS = SuitabilityWeights()


def test_a_score_is_the_sum_of_its_points_on_fixed_scales() -> None:
    # standardisation 5 of 5: 30; volume 1,000 = end of the scale: 25; specialist need 1: 0; peak 2 of 3: 7.5;
    # error cost 0.025 x 30,000 = 750 of 1,500: 7.5; sensitivity 2 of 5: -7.5. Together 62.5.
    found = score_process(process(), WEIGHTS)
    assert found.points == {
        Scale.STANDARDISATION: Decimal("30.0"),
        Scale.VOLUME: Decimal("25.0"),
        Scale.SPECIALIST_NEED: Decimal("0.0"),
        Scale.PEAK: Decimal("7.5"),
        Scale.ERROR_COST: Decimal("7.5"),
        Scale.SENSITIVITY: Decimal("-7.5"),
    }
    assert found.score == Decimal("62.5")


@pytest.mark.parametrize(
    ("volume", "points"),
    [(0, "0.0"), (10, "0.0"), (100, "12.5"), (1_000, "25.0"), (50_000, "25.0")],
)
def test_volume_counts_on_a_logarithmic_scale_from_10_to_1000_cases(volume: int, points: str) -> None:
    assert score_process(process(volume_per_month=volume), WEIGHTS).points[Scale.VOLUME] == Decimal(points)


def test_a_score_is_never_below_zero() -> None:
    worst = process(standardisation=1, volume_per_month=0, peak_factor=Decimal(1), error_rate=Decimal(0), sensitivity=5)
    assert score_process(worst, WEIGHTS).score == 0


def test_weights_that_do_not_sum_to_100_are_refused() -> None:
    with pytest.raises(ValidationError, match="sum to 105, not 100"):
        SuitabilityWeights(standardisation=Decimal(35))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"core": True}, "Core task"),
        ({"sensitivity": 5}, "Too sensitive: 5 on the scale 1-5"),
        ({"standardisation": 1, "volume_per_month": 10}, "Too little to gain for now: 7.5 of 100 points"),
    ],
)
def test_an_excluded_process_says_why(changed: dict[str, Any], says: str) -> None:
    roadmap = plan_roadmap([process(**changed)], WEIGHTS)
    assert roadmap.lines == ()
    assert says in str(roadmap.exclusions[0].reason)


def test_a_core_task_stays_however_well_it_would_score() -> None:
    roadmap = plan_roadmap([process("A", core=True), process("B")], WEIGHTS)
    assert [line.process_id for line in roadmap.lines] == ["B"]


def test_the_company_keeps_a_tenth_of_hours_and_cost() -> None:
    line = plan_roadmap([process()], WEIGHTS).lines[0]
    assert line.hours_freed == 90
    assert line.cost_freed == 27_000


def test_equal_scores_rank_by_hours_then_by_id() -> None:
    rows = [process("B"), process("A"), process("C", hours_per_month=Decimal(120))]
    assert [line.process_id for line in plan_roadmap(rows, WEIGHTS).lines] == ["C", "A", "B"]


def test_the_pilot_is_a_harmless_well_described_process_and_goes_first_alone() -> None:
    rows = [
        process("BEST", sensitivity=3, specialist_need=5),  # best score, too sensitive for a pilot
        process("VAGUE", standardisation=4, specialist_need=5),
        process("PILOT"),
    ]
    roadmap = plan_roadmap(rows, WEIGHTS)
    assert roadmap.lines[0].process_id == "BEST"
    assert roadmap.pilot is not None
    assert roadmap.pilot.process_id == "PILOT"
    assert {line.process_id: line.wave for line in roadmap.lines} == {"PILOT": 1, "BEST": 2, "VAGUE": 2}


def test_a_wave_holds_no_more_than_its_maximum() -> None:
    rows = [process(f"P-{n}") for n in range(8)]
    weights = WEIGHTS.model_copy(update={"max_per_wave": 3})
    waves = [line.wave for line in plan_roadmap(rows, weights).lines]
    assert [waves.count(n) for n in (1, 2, 3, 4)] == [1, 3, 3, 1]


def test_without_a_harmless_process_there_is_no_pilot() -> None:
    roadmap = plan_roadmap([process(sensitivity=3)], WEIGHTS)
    assert roadmap.pilot is None
    assert roadmap.lines[0].wave == 1


@st.composite
def inventories(draw: st.DrawFn) -> list[Process]:
    scale, count = st.integers(1, 5), draw(st.integers(1, 8))
    return [
        process(
            f"P-{n}",
            standardisation=draw(scale),
            specialist_need=draw(scale),
            sensitivity=draw(scale),
            volume_per_month=draw(st.integers(0, 20_000)),
            core=draw(st.booleans()),
        )
        for n in range(count)
    ]


@given(inventories())
def test_every_process_is_ranked_or_excluded_and_keeps_its_order_when_another_leaves(rows: list[Process]) -> None:
    whole = plan_roadmap(rows, WEIGHTS)
    ranked = [line.process_id for line in whole.lines]
    assert sorted(ranked + [e.process_id for e in whole.exclusions]) == sorted(p.process_id for p in rows)
    assert all(0 <= line.suitability.score <= 100 for line in whole.lines)
    fewer = plan_roadmap(rows[1:], WEIGHTS)
    assert [line.process_id for line in fewer.lines] == [p for p in ranked if p != rows[0].process_id]
