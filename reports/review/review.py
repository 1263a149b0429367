"""The monthly review as a document, from the typed `MonthlyReview`; nothing is computed here but the wording.

Here: the front page and the order of the sections. Not here: the sections (the files beside, `reports.findings`), the
figures (`domain.review.build`), the look (`reports.forms.html.pages`, `reports.forms.paper.prints`).

Contents: ITIL's service report (exceptions, trends, actions; the SLAM chart in front), the British model contract's
performance monitoring report (three earlier periods, severity, rectification, rolling credits), ISO/IEC 20000-1 9.4.
"""

from collections.abc import Mapping
from decimal import Decimal

from domain.actions.actions import ActionIssue
from domain.actions.register import CORRECTIVE, ActionState
from domain.contract.levels import figure_name
from domain.reasons import Fact as Given
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import FigureStatus
from domain.review.standing import standing_of
from reports.documents import Document, Fact, Section
from reports.findings import findings_section
from reports.review.actions import register_section, repeats_section
from reports.review.appendix import appendix_section, phases_section
from reports.review.breaches import breaches_section
from reports.review.credits import credit_section
from reports.review.duties import duties_section
from reports.review.levels import levels_section, matrix_section
from reports.review.metrics import kpi_section
from reports.review.money import money_section, reached_and_planned
from reports.review.people import people_section, voice_section
from reports.review.restatements import restatements_section
from reports.review.standing import standing_look, verdict
from reports.review.volume import volume_section
from reports.words import word


def compose(
    review: MonthlyReview, anchor: str = "", *, issues: Mapping[str, ActionIssue] | None = None, browse: str = ""
) -> Document:
    """The review's document: in short, fourteen sections, appendix.

    Args:
        anchor: hash of the ledger's newest entry, as `domain.ledger.anchors` prints it; empty leaves it out.
        issues: action key -> its issue, to name the corrective actions.
        browse: address a ticket's key is appended to; empty where tickets cannot be opened.
    """
    known = issues or {}
    return Document(
        slug=f"sla-{review.month}",
        title=title(review),
        subtitle=Reason("{company} and {vendor}", company=review.company, vendor=review.vendor),
        status=standing_look(standing_of(review)),
        verdict=verdict(standing_of(review)),
        lines=summary_lines(review),
        asks=_asks(review, known),
        facts=key_facts(review),
        sections=_sections(review, known, browse),
        meta=(
            (Reason("Contract"), review.contract_id),
            (Reason("Version"), Reason("provisional") if review.provisional else Reason("final")),
            (Reason("Data until"), review.cut_off_at),
            (Reason("Snapshot"), review.snapshot_id),
            (Reason("Review"), review.review_hash[:12]),
            *(((Reason("Ledger"), anchor),) if anchor else ()),
        ),
        numbered=True,
        currency=review.currency,
        zone=review.zone,
    )


def title(review: MonthlyReview) -> Reason:
    """What the review is called."""
    return Reason("SLA review {a_month}", a_month=review.month)


def key_figures_section(review: MonthlyReview) -> Section:
    """The article's metrics; "not measured" when the workbook holds no key figures of the month."""
    if review.kpis is not None:
        return kpi_section(review.kpis)
    return Section(
        Reason("Key figures and return"),
        (Reason("Not measured: the workbook holds no key figures of {a_month}.", a_month=review.month),),
        look="unmeasured",
    )


def _sections(review: MonthlyReview, issues: Mapping[str, ActionIssue], browse: str) -> tuple[Section, ...]:
    return (
        matrix_section(review),
        levels_section(review),
        breaches_section(review, browse),
        repeats_section(review, issues, browse),
        credit_section(review.credit_note, review.credit_history),
        volume_section(review),
        key_figures_section(review),
        voice_section(review),
        people_section(review),
        duties_section(review),
        register_section(review, browse),
        money_section(review),
        findings_section(review.findings, review.coverage),
        *((restatements_section(review.restatements),) if review.restatements else ()),
        phases_section(review),
        appendix_section(review),
    )


def _with_demand(review: MonthlyReview) -> int:
    return sum(figure.status in (FigureStatus.MET, FigureStatus.MISSED) for figure in review.figures)


def summary_lines(review: MonthlyReview) -> tuple[Reason, ...]:
    """Three sentences: the service, what went wrong, the money."""
    return tuple(line for line in (_service_line(review), _breach_line(review), _money_line(review)) if line)


def _service_line(review: MonthlyReview) -> Reason:
    missed = review.missed
    if not missed:
        return Reason("{count} service levels had tickets, and all of them were met.", count=_with_demand(review))
    worst = min(missed, key=lambda figure: figure.margin or Decimal(0))
    facts: dict[str, Given | Reason] = {
        "missed": len(missed),
        "count": _with_demand(review),
        "figure": figure_name(worst.figure_id),
        "achieved_exact_share": worst.attainment or Decimal(0),
        "required_share": worst.required,
        "met": worst.census.met,
        "judged": worst.census.judged,
    }
    if len(missed) == 1:
        return Reason(
            "One of {count} service levels was missed: {figure} reached {achieved_exact_share} against a required "
            "{required_share} ({met} of {judged} in time).",
            facts,
        )
    return Reason(
        "{missed} of {count} service levels were missed; furthest off was {figure} with {achieved_exact_share} against "
        "a required {required_share} ({met} of {judged} in time).",
        facts,
    )


def _breach_line(review: MonthlyReview) -> Reason:
    judged = sum(figure.census.judged for figure in review.figures)
    breached = sum(figure.census.breached for figure in review.figures)
    facts: dict[str, Given | Reason] = {
        "judged": judged,
        "breached": breached,
        "backlog": review.volumes.backlog,
    }
    if not review.causes:
        return Reason(
            "{judged} verdicts were reached in the month, {breached} of them breaches; {backlog} tickets are open.",
            facts,
        )
    cause, count = review.causes[0]
    return Reason(
        "{judged} verdicts were reached in the month, {breached} of them breaches, most often because of this: {cause} "
        "({cause_count}); {backlog} tickets are open.",
        facts | {"cause": word(cause), "cause_count": count},
    )


def _money_line(review: MonthlyReview) -> Reason | None:
    reached, planned = reached_and_planned(review)
    credit = review.credit_note.total if review.credit_note else None
    facts: dict[str, Given | Reason] = {
        "credit_amount": credit or Decimal(0),
        "reached_amount": reached or Decimal(0),
        "planned_amount": planned or Decimal(0),
    }
    if reached is None or planned is None:
        return None if credit is None else Reason("The draft credit of the month is {credit_amount}.", facts)
    if credit is None:
        return Reason("{reached_amount} have been saved so far; the plan expected {planned_amount}.", facts)
    return Reason(
        "The draft credit of the month is {credit_amount}; {reached_amount} have been saved so far, where the plan "
        "expected {planned_amount}.",
        facts,
    )


def _asks(review: MonthlyReview, issues: Mapping[str, ActionIssue]) -> tuple[Reason, ...]:
    """What the reader is asked to decide or do."""
    asks = []
    for figure in review.missed:
        issue = issues.get(f"{CORRECTIVE}{review.month}/{figure.figure_id}")
        facts: dict[str, Given | Reason] = {"figure": figure_name(figure.figure_id), "key": issue.key if issue else ""}
        if issue and figure.repeated_miss:
            asks.append(Reason("Agree a plan for {figure}, missed two months running ({key}).", facts))
        elif issue:
            asks.append(Reason("Agree how {figure} comes back on target ({key}).", facts))
    if review.credit_note is not None and review.credit_note.total > 0 and not review.provisional:
        asks.append(Reason("Procurement: agree the draft credit of {credit_amount}, or say what is wrong with it.",
                           credit_amount=review.credit_note.total))  # fmt: skip
    overdue = [entry for entry in review.actions if entry.state is ActionState.OVERDUE]
    if overdue:
        asks.append(
            Reason("{count} agreed actions are overdue, the oldest is {key}.", count=len(overdue), key=overdue[0].key)
        )
    if review.duties and review.duties.overdue:
        asks.append(
            Reason("{count} controls, rights or deliverables are overdue: hold them, or set a new date.",
                   count=len(review.duties.overdue))
        )  # fmt: skip
    return tuple(asks)


def key_facts(review: MonthlyReview) -> tuple[Fact, ...]:
    """The month's key figures, for the front of the review and for pages that show the latest month."""
    met = sum(figure.status is FigureStatus.MET for figure in review.figures)
    facts = [
        Fact(
            Reason("Service levels met"),
            Reason("{met} of {count}", met=met, count=_with_demand(review)),
            status="bad" if review.missed else "good",
        ),
        Fact(Reason("Breaches"), len(review.breaches), "count", "warning" if review.breaches else "good"),
        Fact(Reason("Tickets arrived"), review.volumes.arrived, "count"),
        Fact(Reason("Tickets resolved"), review.volumes.resolved, "count"),
        Fact(Reason("Backlog at the end"), review.volumes.backlog, "count"),
        Fact(
            Reason("Unreadable histories"),
            review.tickets_unreadable,
            "count",
            "good" if review.tickets_unreadable == 0 else "warning",
        ),
    ]
    if review.credit_note is not None:
        facts.append(Fact(Reason("Draft credit"), review.credit_note.total, "money"))
    reached, planned = reached_and_planned(review)
    if reached is not None:
        behind = planned is not None and reached < planned
        facts.append(Fact(Reason("Saved so far"), reached, "money", "warning" if behind else "good"))
    return tuple(facts)
