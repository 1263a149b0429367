from decimal import Decimal
from typing import Any

import pytest

from domain.optimisation.assess import assess_optimisation
from domain.optimisation.gate import optimisation_gate
from domain.optimisation.result import OptimisationResult
from domain.periods import months_before
from domain.returns.targets import RoiTargets
from tests.domain.samples.rows import business_month, figure, review

MONTH = "2026-10"
PAID = {"outsourcing_fee": Decimal(250_000), "governance_cost": Decimal(30_000), "engagement": Decimal("3.6")}
MONTHS = [business_month(m, engagement=Decimal(3), leavers=2) for m in months_before("2025-09", 12)] + [
    business_month(m, output=37_000, errors=150, **PAID) for m in months_before("2026-11", 14)
]


def assess(**changed: Any) -> OptimisationResult:
    values: dict[str, Any] = {
        "months": MONTHS,
        "review": review(MONTH, figure("resolution.P3", 95, 5)),
        "targets": RoiTargets(),
        "month": MONTH,
        "contract_start": "2025-09",
    }
    return assess_optimisation(**(values | changed))


def held(result: OptimisationResult) -> dict[str, str]:
    return {c.criterion: str(c.reason) for c in optimisation_gate(result).held}


def test_a_rollout_that_pays_passes_its_gate_and_needs_no_action() -> None:
    result = assess()
    assert optimisation_gate(result).passed, held(result)
    assert (result.met, result.actions) == (5, ())


def test_each_missed_service_level_becomes_an_action_and_a_repeated_one_is_escalated() -> None:
    figures = [
        figure("first_response.P1", 9, 3, required="0.95"),
        figure("resolution.P2", 80, 20, repeated_miss=True),
        figure("resolution.P3", 95, 5),
    ]
    first, second = assess(review=review(MONTH, *figures)).actions
    assert first.key == "sla/2026-10/first_response.P1"
    assert str(first.title) == "Bring First response P1 back on target"
    assert "9 of 12 were in time" in str(first.why)
    assert "Escalate" in str(second.title)
    assert "the month before was missed as well" in str(second.why)


def test_the_same_miss_has_the_same_key_in_every_run() -> None:
    missed = review(MONTH, figure("resolution.P2", 80, 20))
    assert assess(review=missed).actions == assess(review=missed).actions


@pytest.mark.parametrize(
    ("changed", "name", "says"),
    [
        ({"review": None}, "reviewed", "There is no service review of 2026-10."),
        ({"months": []}, "metrics", "5 of the five metrics are not known"),
        ({"months": []}, "full_saving", "not known"),
        ({"months": []}, "targets", "0 of five targets are met; 3 are needed."),
        ({"transition_cost_per_month": Decimal(120_000)}, "full_saving", "it saves nothing"),
        ({"targets": RoiTargets(minimum_met=5, error_share=Decimal("0.01"))}, "targets", "4 of five targets are met"),
    ],
)
def test_the_gate_is_held_with_its_reason(changed: dict[str, Any], name: str, says: str) -> None:
    assert says in held(assess(**changed))[name]


def test_missed_service_levels_hold_nothing_by_themselves_because_each_has_an_action() -> None:
    result = assess(review=review(MONTH, figure("resolution.P2", 80, 20, repeated_miss=True)))
    assert "reviewed" not in held(result)
