"""The records of the business case, in words: each case's lines, what they add up to, what they depend on.

Not here: the amounts (`domain.discovery.business_case`), the swings (`domain.discovery.case_swings`).
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from domain.figures.trace import Trace
from domain.figures.working import Unit, Working, setting
from domain.reasons import Fact, Reason

RULES = "rules.discovery.business_case"
Amounts = Mapping[str, Fact | Reason]
"""A case's own amounts: saved_amount, fee_amount, governance_amount, net_amount, transition_amount, first_amount,
later_amount."""


def assumed(
    trace: Trace, case: StrEnum, figure: str, share: tuple[str, Decimal], freed: Decimal, value: Decimal, rule: str
) -> None:
    """An amount that is a share of the freed cost.

    Args:
        figure: saved, fee, governance_cost or transition_cost. share: the assumption's name and value.
    """
    name, assumption = share
    facts: dict[str, Fact | Reason] = {"freed_amount": freed, "assumed_share": assumption, "value_amount": value}
    step = Reason("{freed_amount} freed a month x {assumed_share} = {value_amount}.", facts)
    if figure == "transition_cost":
        step = Reason("{freed_amount} freed a month x 12 x {assumed_share} = {value_amount}, once.", facts)
    trace.record(Working(
        figure_id=f"case.{case.value}.{figure}",
        label=_label(trace, case, _LABELS[figure]),
        value=value,
        unit="money",
        steps=(step,),
        parts=("roadmap.cost_freed",),
        inputs=(setting(f"{RULES}.{case.value}.{name}"),),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def net_saving(trace: Trace, case: StrEnum, value: Decimal, amounts: Amounts, rule: str) -> None:
    """What is left a month."""
    step = Reason("{saved_amount} saved - {fee_amount} fee - {governance_amount} governance = {net_amount} a month.",
                  dict(amounts))  # fmt: skip
    _sum(trace, case, "net_saving", value, step, ("saved", "fee", "governance_cost"), rule)


def years(trace: Trace, case: StrEnum, first: Decimal, later: Decimal, amounts: Amounts, rule: str) -> None:
    """The first year, with the transition, and the later ones."""
    step = Reason("12 x {net_amount} - {transition_amount} transition = {first_amount}.", dict(amounts))
    _sum(trace, case, "first_year", first, step, ("net_saving", "transition_cost"), rule)
    step = Reason("12 x {net_amount} = {later_amount}.", dict(amounts))
    _sum(trace, case, "later_years", later, step, ("net_saving",), rule)


def payback(
    trace: Trace, case: StrEnum, months: int | None, exact: Decimal | None, amounts: Amounts, rule: str
) -> None:
    """When the transition is paid back.

    Args:
        exact: months, to two places; None when it never is.
    """
    step = Reason("The transition is never paid back: {net_amount} a month is no saving.", dict(amounts))
    if exact is not None:
        step = Reason(
            "{transition_amount} transition / {net_amount} a month = {exact}, rounded up to whole months.",
            {**amounts, "exact": exact},
        )
    _sum(trace, case, "payback_months", months, step, ("net_saving", "transition_cost"), rule)


def after(
    trace: Trace, case: StrEnum, months: int, exact: Decimal, value: Decimal, amounts: Amounts, rule: str
) -> None:
    """What a case adds up to after so many months, exact and in whole units of the currency."""
    step = Reason("{months} x {net_amount} - {transition_amount} transition = {value_amount}.",
                  {"months": months, "net_amount": amounts["net_amount"],
                   "transition_amount": amounts["transition_amount"], "value_amount": exact})  # fmt: skip
    trace.record(Working(
        figure_id=f"case.{case.value}.after_{months}",
        label=Reason("{case} case: sum after {months} months", case=trace.word(case), months=months),
        value=value,
        unit="money",
        steps=(step,),
        parts=(f"case.{case.value}.net_saving", f"case.{case.value}.transition_cost"),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


def swing(
    trace: Trace, assumption: StrEnum, end: StrEnum, share: Decimal, net: Decimal, months: int | None, amounts: Amounts,
    rule: str,
) -> None:  # fmt: skip
    """The expected case with one assumption as in another case."""
    facts: dict[str, Fact | Reason] = {"assumed_share": share, "case": trace.word(end)}
    step = Reason(
        "The expected case with this one assumption at {assumed_share}, as in the case {case}: {saved_amount} "
        "saved - {fee_amount} fee - {governance_amount} governance = {net_amount} a month; {transition_amount} "
        "transition.",
        facts | {name: amounts[name] for name in _OF_A_SWING},
    )
    figures: tuple[tuple[str, Decimal | int | None, Unit], ...] = (
        ("share", share, "percent"), ("net_saving", net, "money"), ("payback_months", months, "count"),
    )  # fmt: skip
    for figure, value, unit in figures:
        trace.record(Working(
            figure_id=f"swing.{assumption.value}.{end.value}.{figure}",
            label=Reason("Expected case with {assumption} as in the case {case}",
                         assumption=trace.word(assumption), case=trace.word(end)),
            value=value,
            unit=unit,
            decimals=0,
            steps=(step,),
            parts=("roadmap.cost_freed",),
            inputs=(setting(f"{RULES}.{end.value}.{assumption.value}"),),
            rule=rule,
            snapshot_id=trace.sources.snapshot_id,
        ))  # fmt: skip


def _sum(
    trace: Trace, case: StrEnum, figure: str, value: Decimal | int | None, step: Reason, parts: tuple[str, ...],
    rule: str,
) -> None:  # fmt: skip
    trace.record(Working(
        figure_id=f"case.{case.value}.{figure}",
        label=_label(trace, case, _LABELS[figure]),
        value=value,
        unit="count" if figure == "payback_months" else "money",
        steps=(step,),
        parts=tuple(f"case.{case.value}.{part}" for part in parts),
        rule=rule,
        snapshot_id=trace.sources.snapshot_id,
    ))  # fmt: skip


_OF_A_SWING = ("saved_amount", "fee_amount", "governance_amount", "net_amount", "transition_amount")
_LABELS = {
    "saved": Reason("Cost saved"), "fee": Reason("Vendor's fee"), "governance_cost": Reason("Governance"),
    "transition_cost": Reason("Transition"), "net_saving": Reason("Net saving"), "first_year": Reason("First year"),
    "later_years": Reason("Later years"), "payback_months": Reason("Payback in months"),
}  # fmt: skip


def _label(trace: Trace, case: StrEnum, figure: Reason) -> Reason:
    return Reason("{case} case: {figure}", case=trace.word(case), figure=figure)
