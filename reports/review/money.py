"""Money in the review: what was invoiced, what it saves, and the sum of the saving beside its plan.

Not here: the amounts (`domain.returns.savings`, `domain.contract.credit_notes`), the draft credit note
(`reports.review.credits`).
"""

from decimal import Decimal

from domain.reasons import Reason
from domain.returns.savings import SavingMonth
from domain.review.review import MonthlyReview
from reports.documents import Chart, Section, Table, TableColumn, Value
from reports.drawings import AgainstPlan


def money_section(review: MonthlyReview) -> Section:
    """The section; "not measured" when the workbook holds no key figures of the month."""
    heading = Reason("Money")
    if review.money is None and not review.savings:
        why = Reason("Not measured: the workbook holds no key figures of {a_month}.", a_month=review.month)
        return Section(heading, (why,), look="unmeasured")
    return Section(heading, _sentences(review), _month(review), charts=_chart(review.savings))


def reached_and_planned(review: MonthlyReview) -> tuple[Decimal | None, Decimal | None]:
    """The saving so far, and what was expected by now."""
    last = review.savings[-1] if review.savings else None
    return (last.reached, last.expected) if last else (None, None)


def _sentences(review: MonthlyReview) -> tuple[Reason, ...]:
    found = [review.money.match.finding] if review.money and review.money.match else []
    reached, planned = reached_and_planned(review)
    if reached is not None and planned is not None:
        found.append(
            Reason(
                "Saved so far: {reached_amount}; the plan of the discovery gate expected {planned_amount} by now.",
                reached_amount=reached,
                planned_amount=planned,
            )
        )
    elif reached is None and review.savings:
        found.append(Reason("The saving so far is not known: key figures of a month are missing."))
    return tuple(found)


def _month(review: MonthlyReview) -> tuple[Table, ...]:
    if review.money is None:
        return ()
    rows: list[tuple[Value, ...]] = [(Reason("Invoiced"), review.money.invoiced)]
    note = review.credit_note
    if note is not None:
        rows = [(Reason("Fee of the month"), note.fee), (Reason("Draft credit"), -note.total), *rows]
    rows.append((Reason("Governance"), review.money.governance_cost))
    if review.money.match is not None:
        rows.append((Reason("Invoiced too much"), review.money.match.difference))
    return (
        Table(
            caption=Reason("The month's money"),
            columns=(TableColumn(Reason("Line")), TableColumn(Reason("Amount"), "money")),
            rows=tuple(rows),
        ),
    )


def _chart(savings: tuple[SavingMonth, ...]) -> tuple[Chart, ...]:
    if len(savings) < 2:
        return ()
    last = savings[-1]
    return (
        Chart(
            caption=Reason("Saving so far against the plan, with everything counted"),
            alt=Reason("A line of the saving so far beside the plan with its low and high case. In {last_month}: "
                       "{reached_amount} reached, {planned_amount} expected.",
                       last_month=last.month, reached_amount=last.reached if last.reached is not None else "–",
                       planned_amount=last.expected if last.expected is not None else "–"),
            drawing=AgainstPlan(tuple((s.month, s.reached, s.low, s.expected, s.high) for s in savings)),
            table=Table(
                caption=Reason("Saving so far, by month"),
                columns=(
                    TableColumn(Reason("Month"), "date"),
                    TableColumn(Reason("Reached"), "money"),
                    TableColumn(Reason("Plan, low"), "money"),
                    TableColumn(Reason("Plan, expected"), "money"),
                    TableColumn(Reason("Plan, high"), "money"),
                ),
                rows=tuple((s.month, s.reached, s.low, s.expected, s.high) for s in savings[-12:]),
            ),
        ),
    )  # fmt: skip
