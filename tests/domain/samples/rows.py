"""Rows for the tests of the phases' rules: everything ordinary unless the test says otherwise."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.arithmetic.shares import Share
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus, ServiceLevelFigure
from domain.review.shapes.parts import Volumes
from domain.sla.month_frame import month_bounds
from domain.sla.shapes import Census
from domain.vendor_selection.papers.papers import Papers
from domain.workbook.bidders import CaseStudy, Certificate, PriceLine, PriceUnit, Reference, Vendor
from domain.workbook.delivery import AccessGrant, Control, Deliverable, PilotCheck, WaveStep
from domain.workbook.evaluation import Criterion, Score
from domain.workbook.months import BusinessMonth
from domain.workbook.people import WorkMonth
from domain.workbook.processes import Category, Process


def process(process_id: str = "P-1", **changed: Any) -> Process:
    values: dict[str, Any] = {
        "process_id": process_id,
        "name": f"Process {process_id}",
        "category": Category.FINANCE,
        "team_id": "BOG",
        "hours_per_month": Decimal(100),
        "people": 4,
        "cost_per_month": Decimal(30_000),
        "volume_per_month": 1_000,
        "error_rate": Decimal("0.025"),
        "standardisation": 5,
        "specialist_need": 1,
        "peak_factor": Decimal(2),
        "sensitivity": 2,
        "core": False,
    }
    return Process(**(values | changed))


def work_month(month: str, team_id: str = "BOG", **changed: Any) -> WorkMonth:
    values: dict[str, Any] = {
        "month": month,
        "team_id": team_id,
        "share_days_over_10h": Decimal("0.05"),
        "sick_days": Decimal(5),
        "meeting_participation": Decimal("0.90"),
        "errors": 10,
        "transactions": 1_000,
    }
    return WorkMonth(**(values | changed))


def criteria(*weights: int) -> list[Criterion]:
    return [Criterion(criterion_id=f"C{n}", name=f"Criterion {n}", weight=Decimal(w)) for n, w in enumerate(weights)]


def vendor(vendor_id: str, **changed: Any) -> Vendor:
    values: dict[str, Any] = {
        "vendor_id": vendor_id,
        "name": f"Vendor {vendor_id}",
        "data_processing_agreement": True,
        "pilot_proposal": True,
        "pilot_plan": "Four weeks of expenses",
        "price_per_hour": Decimal(300),
        "monthly_fee": Decimal(1_000),
        "transition_cost": Decimal(500),
    }
    return Vendor(**(values | changed))


def certificate(vendor_id: str = "A", **changed: Any) -> Certificate:
    values: dict[str, Any] = {
        "vendor_id": vendor_id,
        "standard": "ISO 27001",
        "issuer": "Nordcert",
        "scope": "Whole company",
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2026, 12, 31),
    }
    return Certificate(**(values | changed))


def reference(vendor_id: str = "A", number: int = 1, **changed: Any) -> Reference:
    values: dict[str, Any] = {
        "vendor_id": vendor_id,
        "reference_id": f"R{number}",
        "organisation": f"Organisation {number}",
        "sector": "Audit",
        "work": "Bookkeeping",
        "confirmed_on": None,
    }
    return Reference(**(values | changed))


def case_study(vendor_id: str = "A", **changed: Any) -> CaseStudy:
    values = {"vendor_id": vendor_id, "title": "Faster closing", "sector": "Audit", "result": "Three days"}
    return CaseStudy(**(values | changed))


def price_line(vendor_id: str = "A", **changed: Any) -> PriceLine:
    values: dict[str, Any] = {
        "vendor_id": vendor_id,
        "line_id": "L1",
        "process_id": None,
        "unit": PriceUnit.CASE,
        "price": Decimal(10),
        "included_per_month": None,
    }
    return PriceLine(**(values | changed))


def papers(*vendors: Vendor, **changed: Any) -> Papers:
    """Whole proposals of these bidders: a certificate, two references and a case study each."""
    ids = [one.vendor_id for one in vendors]
    values: dict[str, Any] = {
        "certificates": tuple(certificate(name) for name in ids),
        "references": tuple(reference(name, number) for name in ids for number in (1, 2)),
        "case_studies": tuple(case_study(name) for name in ids),
    }
    return Papers(**(values | changed))


def scored(vendor_id: str, *values: int | None, evaluators: tuple[str, ...] = ("A", "B")) -> list[Score]:
    return [
        Score(
            vendor_id=vendor_id,
            criterion_id=f"C{n}",
            evaluator=evaluator,
            score=None if value is None else Decimal(value),
        )
        for n, value in enumerate(values)
        for evaluator in evaluators
    ]


def deliverable(key: str = "D-1", **changed: Any) -> Deliverable:
    values: dict[str, Any] = {
        "deliverable_id": key,
        "title": f"Deliverable {key}",
        "owner": "Mette",
        "due_on": date(2025, 9, 15),
        "accepted_on": None,
    }
    return Deliverable(**(values | changed))


def grant(**changed: Any) -> AccessGrant:
    values: dict[str, Any] = {
        "system": "Ledger",
        "vendor_role": "Bookkeeper",
        "level": "Read",
        "valid_until": date(2026, 12, 31),
        "approved_by": "Lars",
    }
    return AccessGrant(**(values | changed))


def control(key: str, pitfall: str, **changed: Any) -> Control:
    values: dict[str, Any] = {
        "control_id": key,
        "pitfall": pitfall,
        "control": f"Control {key}",
        "evidence": "Minutes",
        "last_held_on": date(2025, 8, 1),
        "next_due_on": date(2025, 9, 1),
    }
    return Control(**(values | changed))


def check(day: int, checked: int, errors: int, satisfaction: str = "4.00", responses: int = 10) -> PilotCheck:
    return PilotCheck(
        week_starting_on=date(2025, 9, day),
        checked=checked,
        errors=errors,
        satisfaction=Decimal(satisfaction),
        responses=responses,
    )


def step(process_id: str, wave: int = 1, planned_on: date = date(2025, 10, 1), **changed: Any) -> WaveStep:
    values: dict[str, Any] = {
        "wave": wave,
        "process_id": process_id,
        "planned_on": planned_on,
        "procedure_written": True,
        "access_granted": True,
        "trained": True,
        "fallback_ready": True,
        "migrated_on": None,
    }
    return WaveStep(**(values | changed))


def business_month(month: str, **changed: Any) -> BusinessMonth:
    values: dict[str, Any] = {
        "month": month,
        "internal_salary_cost": Decimal(400_000),
        "outsourcing_fee": Decimal(0),
        "governance_cost": Decimal(0),
        "output": 30_000,
        "headcount": 100,
        "leavers": 1,
        "errors": 400,
        "transactions": 10_000,
        "engagement": None,
    }
    return BusinessMonth(**(values | changed))


def figure(figure_id: str = "resolution.P3", met: int = 95, breached: int = 5, **changed: Any) -> ServiceLevelFigure:
    required = Decimal(str(changed.pop("required", "0.90")))
    share = Share(met, met + breached)
    judged = FigureStatus.MET if share.reaches(required) else FigureStatus.MISSED
    values: dict[str, Any] = {
        "figure_id": figure_id,
        "clause_id": figure_id.split(".")[0],
        "metric": figure_id.split(".")[0],
        "priority": figure_id.split(".")[1],
        "target_minutes": 2_400,
        "required": required,
        "census": Census(met=met, breached_resolved=breached),
        "attainment": share.shown,
        "interval": None,
        "status": judged if share.whole else FigureStatus.NO_DEMAND,
        "too_few": False,
        "median_seconds": None,
        "p90_seconds": None,
    }
    return ServiceLevelFigure(**(values | changed))


def review(month: str, *figures: ServiceLevelFigure) -> MonthlyReview:
    """A review of these figures, where nothing else of it matters."""
    return whole_review(month, *figures)


def whole_review(month: str, *figures: ServiceLevelFigure, **changed: Any) -> MonthlyReview:
    """A review with every field that has no default."""
    _, end_at, starts_on, ends_on = month_bounds(month, "Europe/Copenhagen")
    values: dict[str, Any] = {
        "rollout_id": "nordlys",
        "company": "Nordlys Regnskab A/S",
        "vendor": "Baltic Ledger Services",
        "contract_id": "NR-1",
        "month": month,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "zone": "Europe/Copenhagen",
        "currency": "DKK",
        "cut_off_at": end_at,
        "provisional": False,
        "figures": figures,
        "breaches": (),
        "volumes": Volumes(arrived=100, resolved=90, backlog=10, reopened=0, by_priority={"P3": 100}),
        "findings": (),
        "tickets_read": 100,
        "tickets_unreadable": 0,
        "calendar_versions": {"kontor": "kontor-1"},
        "snapshot_id": "abc",
        "rule_version": "3",
    }
    return MonthlyReview(**(values | changed))
