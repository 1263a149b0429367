"""One rollout's page: where it stands and who must act, its latest figures, its reviews, its phases and their gates.

Here: the page. Not here: the card (`domain.portfolio.card`), the dashboard (`reports.site.dashboard`), the published
documents, which are linked as they are.
"""

from collections.abc import Sequence

from domain.ledger.spans import PhaseSpan
from domain.portfolio.card import Decided, GateCard, MonthCard, Need, RolloutCard
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from reports.documents import Document, Fact, Link, Marked, Section, Table, TableColumn, Value
from reports.review.appendix import PHASE_LOOKS, timeline
from reports.review.review import key_facts
from reports.site.portfolio import card_look, month_verdict, where, who
from reports.words import word

OWN_PAGES = ("index.html", "dashboard.html")


def compose(card: RolloutCard, latest: MonthlyReview | None, documents: frozenset[str]) -> Document:
    """The rollout's page.

    Args:
        latest: the typed review of the newest published month; None without one.
        documents: names of the published files; only what is there is linked.
    """
    return Document(
        slug="index",
        title=card.facts.parties,
        subtitle=Reason("The rollout {rollout}: where it stands", rollout=card.facts.rollout_id),
        status=card_look(card),
        verdict=where(card),
        lines=_lines(card, latest),
        asks=_asks(card),
        facts=key_facts(latest) if latest else _no_figures(card),
        sections=(_reviews(card, documents), _phases(card, documents), *_others(card, documents)),
        meta=((Reason("Newest entry of the ledger"), card.until_on),),
        currency=card.facts.currency,
        zone=card.facts.zone,
    )


def restated_page(month: str) -> str:
    """The file a month's restatements stand in."""
    return f"restated-{month}.html"


def _lines(card: RolloutCard, latest: MonthlyReview | None) -> tuple[Reason, ...]:
    lines = [Reason("Who must act: {people}", people=who(card.actors) or Reason("nobody"))]
    lines += next(gate.held for gate in card.gates if gate.phase is card.current)
    if latest is not None:
        lines.append(Reason("The figures are those of {a_month}.", a_month=latest.month))
    if card.facts.demo:
        lines.append(Reason("This is a demo: its gates may have been decided by the program in these people's names."))
    return tuple(lines)


def _asks(card: RolloutCard) -> tuple[Reason, ...]:
    phase, people = word(card.current), who(card.actors)
    if people is None:
        return ()
    if card.need is Need.DECISION:
        return (Reason("{people}: approve or refuse the gate of {phase}.", people=people, phase=phase),)
    if card.need is Need.START:
        return (Reason("{people}: start {phase}.", people=people, phase=phase),)
    return (Reason("{people}: put right what holds {phase}, and run it again.", people=people, phase=phase),)


def _no_figures(card: RolloutCard) -> tuple[Fact, ...]:
    approved = sum(gate.status == "approved" for gate in card.gates)
    return (
        Fact(Reason("Gates approved"), Reason("{met} of {count}", met=approved, count=len(card.gates))),
        Fact(Reason("Months reviewed"), len(card.months), "count"),
    )


def _reviews(card: RolloutCard, documents: frozenset[str]) -> Section:
    table = Table(
        caption=Reason("Every published month, the newest first"),
        columns=(
            TableColumn(Reason("Month")),
            TableColumn(Reason("Verdict")),
            TableColumn(Reason("Version")),
            TableColumn(Reason("Breaches"), "count"),
            TableColumn(Reason("Saved so far"), "money"),
            TableColumn(Reason("Restated")),
            TableColumn(Reason("For print")),
            TableColumn(Reason("Excel")),
        ),
        rows=tuple(_review(month, documents) for month in reversed(card.months)),
        empty=Reason("No month has been reviewed yet."),
    )
    return Section(Reason("Performance and reviews"), (), (_dashboard(), table))


def _dashboard() -> Table:
    return Table(
        caption=Reason("The full rollout as it stands now"),
        columns=(TableColumn(Reason("Page")), TableColumn(Reason("What it shows"))),
        rows=(
            (
                Link(Reason("Performance dashboard"), "dashboard.html"),
                Reason("Every wave, process and service level, volume, key figures and tripwires"),
            ),
        ),
    )


def _review(month: MonthCard, documents: frozenset[str]) -> tuple[Value, ...]:
    return (
        _month(month, documents),
        month_verdict(month),
        Reason("provisional") if month.provisional else Reason("final"),
        month.breaches,
        month.saved,
        _restated(month),
        _file(f"sla-{month.month}.pdf", "PDF", documents),
        _file(f"sla-{month.month}.xlsx", "Excel", documents),
    )


def _month(month: MonthCard, documents: frozenset[str]) -> Value:
    name, page = Reason("{a_month}", a_month=month.month), f"sla-{month.month}.html"
    return Link(name, page) if page in documents else name


def _restated(month: MonthCard) -> Value:
    if not month.restated_on:
        return None
    link = Link(Reason("on {day}", day=month.restated_on[-1]), restated_page(month.month))
    return Marked(link, "warning")


def _file(name: str, text: str, documents: frozenset[str]) -> Value:
    return Link(text, name) if name in documents else None


def _phases(card: RolloutCard, documents: frozenset[str]) -> Section:
    spans = {span.phase: span for span in card.spans}
    table = Table(
        caption=Reason("The gates; a phase's name leads to its report"),
        columns=(
            TableColumn(Reason("Phase")),
            TableColumn(Reason("Status")),
            TableColumn(Reason("Since"), "date"),
            TableColumn(Reason("From"), "date"),
            TableColumn(Reason("Until"), "date"),
            TableColumn(Reason("Criteria passed")),
            TableColumn(Reason("What holds it")),
            TableColumn(Reason("Who decided")),
        ),
        rows=tuple(_gate(gate, spans.get(gate.phase), documents) for gate in card.gates),
    )
    charts = timeline(card.spans, card.until_on, table) if card.until_on else ()
    return Section(Reason("Phases and gates"), (), () if charts else (table,), charts=charts)


def _gate(gate: GateCard, span: PhaseSpan | None, documents: frozenset[str]) -> tuple[Value, ...]:
    report = f"{gate.phase.replace('_', '-')}.html"
    return (
        Link(word(gate.phase), report) if report in documents else word(gate.phase),
        Marked(word(gate.status), PHASE_LOOKS.get(gate.status, "neutral")),
        gate.since_on,
        span.from_on if span else None,
        span.until_on if span else None,
        _criteria(gate),
        gate.held[0] if gate.held else None,
        _decisions(gate.decided),
    )


def _criteria(gate: GateCard) -> Value:
    if not gate.criteria:
        return None
    if gate.waived:
        return Reason(
            "{passed} of {count}, {waived} waived", passed=gate.passed, count=gate.criteria, waived=gate.waived
        )
    return Reason("{met} of {count}", met=gate.passed, count=gate.criteria)


def _decisions(decided: Sequence[Decided]) -> Reason | None:
    said: Reason | None = None
    for decision in reversed(decided):
        one = _decision(decision)
        said = one if said is None else Reason("{first}, {rest}", first=one, rest=said)
    return said


def _decision(decision: Decided) -> Reason:
    role = word(decision.role)
    if decision.refused:
        return Reason("{person} refused ({role})", person=decision.person, role=role)
    if decision.on_behalf_of:
        return Reason("{person} for {other} ({role})", person=decision.person, other=decision.on_behalf_of, role=role)
    return Reason("{people} ({role})", people=decision.person, role=role)


def _others(card: RolloutCard, documents: frozenset[str]) -> tuple[Section, ...]:
    """Published files that no table above leads to."""
    shown = {f"sla-{month.month}.{ending}" for month in card.months for ending in ("html", "pdf", "xlsx")}
    shown |= {f"{gate.phase.replace('_', '-')}.html" for gate in card.gates}
    rest = sorted(documents - shown)
    if not rest:
        return ()
    table = Table(
        caption=Reason("Other published documents"),
        columns=(TableColumn(Reason("Document")),),
        rows=tuple((Link(name, name),) for name in rest),
    )
    return (Section(Reason("Documents"), (), (table,)),)
