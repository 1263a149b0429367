"""How the business case came about: each case's lines, what they add up to month by month, what they depend on.

Not here: the cases (`domain.discovery.business_case`), the swings (`domain.discovery.case_swings`).
"""

from collections.abc import Iterator
from decimal import Decimal

from domain.arithmetic.rounding import rounded
from domain.discovery.business_case import Case, CaseAssumptions, CaseResult
from domain.discovery.case_swings import Swing, case_swings
from domain.discovery.told.case import DiscoveryCase
from domain.figures.working import Source, Unit, Working, setting
from domain.reasons import Fact, Reason

QUARTERS = range(3, 37, 3)
"""After so many months the report shows what a case adds up to."""


def case_workings(case: DiscoveryCase) -> Iterator[Working]:
    """The three cases, then the expected one with each assumption at its ends."""
    for result in case.result.business_case.cases:
        yield from _lines(case, result)
        yield from _sums(case, result)
        for months in QUARTERS:
            yield _after(case, result, months)
    for swing in case_swings(case.result.business_case):
        yield from _swing(case, swing)


def _working(case: DiscoveryCase, result: CaseResult, figure: str, label: Reason, step: Reason, *parts: str) -> Working:
    """A figure of one case; its value is that of the result's field of the same name."""
    unit: Unit = "count" if figure == "payback_months" else "money"
    return Working(
        figure_id=f"case.{result.case.value}.{figure}",
        label=Reason("{case} case: {figure}", case=case.word(result.case), figure=label),
        value=getattr(result, figure),
        unit=unit,
        steps=(step,),
        parts=tuple(part if part.startswith("roadmap") else f"case.{result.case.value}.{part}" for part in parts),
        inputs=_assumed(result, figure),
        rule=case.result.business_case.rules.source,
        snapshot_id=case.places.snapshot_id,
    )


_SETTINGS = {"saved": "realised", "fee": "fee", "governance_cost": "governance", "transition_cost": "transition"}


def _assumed(result: CaseResult, figure: str) -> tuple[Source, ...]:
    named = _SETTINGS.get(figure)
    return () if named is None else (setting(f"rules.discovery.business_case.{result.case.value}.{named}"),)


def _lines(case: DiscoveryCase, result: CaseResult) -> Iterator[Working]:
    assumed: CaseAssumptions = getattr(case.result.business_case.rules, result.case.value)
    freed = case.result.business_case.cost_freed
    for figure, label, share, value in (
        ("saved", Reason("Cost saved"), assumed.realised, result.saved),
        ("fee", Reason("Vendor's fee"), assumed.fee, result.fee),
        ("governance_cost", Reason("Governance"), assumed.governance, result.governance_cost),
    ):
        step = Reason("{freed_amount} freed a month x {assumed_share} = {value_amount}.",
                      freed_amount=freed, assumed_share=share, value_amount=value)  # fmt: skip
        yield _working(case, result, figure, label, step, "roadmap.cost_freed")
    step = Reason(
        "{freed_amount} freed a month x 12 x {assumed_share} = {value_amount}, once.",
        freed_amount=freed,
        assumed_share=assumed.transition,
        value_amount=result.transition_cost,
    )
    yield _working(case, result, "transition_cost", Reason("Transition"), step, "roadmap.cost_freed")


def _sums(case: DiscoveryCase, result: CaseResult) -> Iterator[Working]:
    facts: dict[str, Fact | Reason] = {
        "saved_amount": result.saved, "fee_amount": result.fee, "governance_amount": result.governance_cost,
        "net_amount": result.net_saving, "transition_amount": result.transition_cost,
        "first_amount": result.first_year, "later_amount": result.later_years,
    }  # fmt: skip
    yield _working(case, result, "net_saving", Reason("Net saving"),
                   Reason("{saved_amount} saved - {fee_amount} fee - {governance_amount} governance = {net_amount} a "
                          "month.", facts), "saved", "fee", "governance_cost")  # fmt: skip
    yield _working(case, result, "first_year", Reason("First year"),
                   Reason("12 x {net_amount} - {transition_amount} transition = {first_amount}.", facts),
                   "net_saving", "transition_cost")  # fmt: skip
    yield _working(case, result, "later_years", Reason("Later years"),
                   Reason("12 x {net_amount} = {later_amount}.", facts), "net_saving")  # fmt: skip
    step = Reason("The transition is never paid back: {net_amount} a month is no saving.", facts)
    if result.payback_months is not None:
        step = Reason(
            "{transition_amount} transition / {net_amount} a month = {exact}, rounded up to whole months.",
            facts | {"exact": rounded(result.transition_cost / result.net_saving, 2)},
        )
    yield _working(case, result, "payback_months", Reason("Payback in months"), step, "net_saving", "transition_cost")


def _after(case: DiscoveryCase, result: CaseResult, months: int) -> Working:
    value = result.net_saving * months - result.transition_cost
    return Working(
        figure_id=f"case.{result.case.value}.after_{months}",
        label=Reason("{case} case: sum after {months} months", case=case.word(result.case), months=months),
        value=rounded(value, 0),
        unit="money",
        steps=(Reason("{months} x {net_amount} - {transition_amount} transition = {value_amount}.", months=months,
                      net_amount=result.net_saving, transition_amount=result.transition_cost, value_amount=value),),
        parts=(f"case.{result.case.value}.net_saving", f"case.{result.case.value}.transition_cost"),
        rule=case.result.business_case.rules.source,
        snapshot_id=case.places.snapshot_id,
    )  # fmt: skip


def _swing(case: DiscoveryCase, swing: Swing) -> Iterator[Working]:
    for end, word, share, found in (
        ("low", case.word(Case.LOW), swing.low_share, swing.low),
        ("high", case.word(Case.HIGH), swing.high_share, swing.high),
    ):
        figures: tuple[tuple[str, Decimal | int | None, Unit], ...] = (
            ("share", share, "percent"),
            ("net_saving", found.net_saving, "money"),
            ("payback_months", found.payback_months, "count"),
        )
        step = Reason(
            "The expected case with this one assumption at {assumed_share}, as in the case {case}: {saved_amount} "
            "saved - {fee_amount} fee - {governance_amount} governance = {net_amount} a month; {transition_amount} "
            "transition.",
            assumed_share=share, case=word, saved_amount=found.saved, fee_amount=found.fee,
            governance_amount=found.governance_cost, net_amount=found.net_saving,
            transition_amount=found.transition_cost,
        )  # fmt: skip
        for figure, value, unit in figures:
            yield Working(
                figure_id=f"swing.{swing.assumption.value}.{end}.{figure}",
                label=Reason("Expected case with {assumption} as in the case {case}",
                             assumption=case.word(swing.assumption), case=word),
                value=value,
                unit=unit,
                decimals=0,
                steps=(step,),
                parts=("roadmap.cost_freed",),
                inputs=(setting(f"rules.discovery.business_case.{end}.{swing.assumption.value}"),),
                rule=case.result.business_case.rules.source,
                snapshot_id=case.places.snapshot_id,
            )  # fmt: skip
