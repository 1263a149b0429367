"""The site's front page: every rollout with its status, who must act, its latest review and what it has saved.

Here: the page, and the sentences of a card that other pages use too. Not here: what a card holds
(`domain.portfolio.card`), one rollout's own page (`reports.site.rollout_page`), which files there are
(`flows.site.build`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.portfolio.card import Actor, MonthCard, Need, RolloutCard
from domain.reasons import Reason
from reports.documents import Document, Fact, Link, Marked, Section, Table, TableColumn, Value
from reports.drawings import Status
from reports.review.appendix import PHASE_LOOKS
from reports.review.standing import standing_look, verdict
from reports.words import word

LONGEST_ROWS = 200
"""Rollouts of one table; below what a page shows of a table (`reports.forms.html.pages`)."""
WAITING = (Need.START, Need.DECISION, Need.REPAIR)


def compose(
    cards: Sequence[RolloutCard], left_out: Mapping[str, str], documents: Mapping[str, frozenset[str]]
) -> Document:
    """The front page.

    Args:
        left_out: rollout -> why it is not shown.
        documents: rollout -> names of its published files; only what is there is linked.
    """
    waiting = sum(card.need in WAITING for card in cards)
    currencies = sorted({card.facts.currency for card in cards})
    return Document(
        slug="index",
        title=Reason("Rollouts and their reviews"),
        subtitle=Reason("Where each rollout stands, who must act, and what the latest review says"),
        status="warning" if waiting or left_out else "good",
        verdict=_verdict(waiting, len(cards)),
        lines=_lines(cards, left_out),
        facts=_facts(cards, waiting, currencies),
        sections=(Section(Reason("Rollouts"), (), _tables(cards, documents, currencies)), *_left_out(left_out)),
        meta=_newest(cards),
        currency=currencies[0] if currencies else "DKK",
    )


def where(card: RolloutCard) -> Reason:
    """Where a rollout stands, in one sentence."""
    phase = word(card.current)
    match card.need:
        case Need.START:
            return Reason("{phase} can begin.", phase=phase)
        case Need.DECISION:
            return Reason("{phase} awaits a decision.", phase=phase)
        case Need.REPAIR:
            return Reason("{phase}: {status}.", phase=phase, status=word(card.status))
        case Need.RUN:
            return Reason("{phase} is running.", phase=phase)
        case Need.NOTHING:
            return Reason("All six gates are approved; a review is published every month.")


def who(actors: Sequence[Actor]) -> Reason | None:
    """Who must act, by name and role; None for nobody."""
    said: Reason | None = None
    for actor in reversed(actors):
        role = word(actor.role)
        one = Reason("{people} ({role})", people=", ".join(actor.people), role=role) if actor.people else role
        said = one if said is None else Reason("{first}, {rest}", first=one, rest=said)
    return said


def card_look(card: RolloutCard) -> Status:
    """The status of a rollout as a whole: its current gate's."""
    return PHASE_LOOKS.get(card.status, "neutral")


def month_verdict(month: MonthCard) -> Marked:
    """A published month's verdict; a month whose typed review is missing says so."""
    if month.standing is None:
        return Marked(None, "unmeasured", Reason("its figures are not kept here"))
    return Marked(verdict(month.standing), standing_look(month.standing))


def _verdict(waiting: int, count: int) -> Reason:
    if not count:
        return Reason("There is no rollout yet")
    if not waiting:
        return Reason("No rollout waits for anybody")
    if count == 1:
        return Reason("The rollout waits for somebody")
    return Reason("{waiting} of {count} rollouts wait for somebody", waiting=waiting, count=count)


def _lines(cards: Sequence[RolloutCard], left_out: Mapping[str, str]) -> tuple[Reason, ...]:
    lines = []
    if reviewed := [card for card in cards if card.latest]:
        lines.append(
            Reason(
                "{missed} of {count} latest reviews missed a service level.",
                missed=_missed(reviewed),
                count=len(reviewed),
            )
        )
    if len(left_out) == 1:
        lines.append(Reason("One rollout is left out; the reason stands below."))
    elif left_out:
        lines.append(Reason("{count} rollouts are left out; the reasons stand below.", count=len(left_out)))
    return tuple(lines)


def _missed(cards: Sequence[RolloutCard]) -> int:
    standings = [card.latest.standing for card in cards if card.latest]
    return sum(standing is not None and standing.missed > 0 for standing in standings)


def _facts(cards: Sequence[RolloutCard], waiting: int, currencies: Sequence[str]) -> tuple[Fact, ...]:
    missed = _missed(cards)
    facts = [
        Fact(Reason("Rollouts"), len(cards), "count"),
        Fact(Reason("Waiting for somebody"), waiting, "count", "warning" if waiting else "good"),
        Fact(Reason("Latest reviews with a missed level"), missed, "count", "bad" if missed else "good"),
    ]
    saved = [card.latest.saved for card in cards if card.latest and card.latest.saved is not None]
    if saved and len(currencies) == 1:
        facts.append(Fact(Reason("Saved so far"), sum(saved, Decimal(0)), "money"))
    return tuple(facts)


def _tables(
    cards: Sequence[RolloutCard], documents: Mapping[str, frozenset[str]], currencies: Sequence[str]
) -> tuple[Table, ...]:
    """All rollouts: a page cuts a long table, and from here every one is reached."""
    if len(cards) <= LONGEST_ROWS:
        return (_table(Reason("Every rollout, and where it stands"), cards, documents, currencies),)
    return tuple(
        _table(
            Reason(
                "Rollouts {first} to {last} of {count}, and where they stand",
                first=begin + 1,
                last=min(begin + LONGEST_ROWS, len(cards)),
                count=len(cards),
            ),
            cards[begin : begin + LONGEST_ROWS],
            documents,
            currencies,
        )
        for begin in range(0, len(cards), LONGEST_ROWS)
    )


def _table(
    caption: Reason, cards: Sequence[RolloutCard], documents: Mapping[str, frozenset[str]], currencies: Sequence[str]
) -> Table:
    return Table(
        caption=caption,
        columns=(
            TableColumn(Reason("Company")),
            TableColumn(Reason("Supplier")),
            TableColumn(Reason("Where it stands")),
            TableColumn(Reason("Who must act")),
            TableColumn(Reason("Latest review")),
            TableColumn(Reason("Saved so far"), "money"),
        ),
        rows=tuple(_row(card, documents.get(card.facts.rollout_id, frozenset()), currencies) for card in cards),
        empty=Reason("There is no rollout yet."),
    )


def _row(card: RolloutCard, documents: frozenset[str], currencies: Sequence[str]) -> tuple[Value, ...]:
    folder, latest = card.facts.rollout_id, card.latest
    stands = Reason("{phase}: {state}", phase=word(card.current), state=word(card.status))
    return (
        Link(card.facts.company, f"{folder}/index.html"),
        card.facts.vendor or None,
        Marked(stands, card_look(card)),
        who(card.actors) or Reason("nobody"),
        _latest(latest, documents, f"{folder}/") if latest else None,
        _saved(card, latest, currencies) if latest else None,
    )


def _latest(month: MonthCard, documents: frozenset[str], folder: str) -> Marked:
    """Month and verdict in one cell, linked to the review where that is published here."""
    shown = month_verdict(month)
    said = shown.note or shown.value
    assert isinstance(said, Reason)
    name, page = Reason("{a_month}: {verdict}", a_month=month.month, verdict=said), f"sla-{month.month}.html"
    return Marked(Link(name, f"{folder}{page}") if page in documents else name, shown.status)


def _saved(card: RolloutCard, latest: MonthCard, currencies: Sequence[str]) -> Value:
    if latest.saved is None or len(currencies) == 1:
        return latest.saved
    return Reason("{sum} {unit}", sum=latest.saved, unit=card.facts.currency)


def _left_out(left_out: Mapping[str, str]) -> tuple[Section, ...]:
    if not left_out:
        return ()
    table = Table(
        caption=Reason("Rollouts that could not be shown"),
        columns=(TableColumn(Reason("Rollout")), TableColumn(Reason("Why"))),
        rows=tuple(sorted(left_out.items())),
        statuses=tuple("warning" for _ in left_out),
    )
    return (Section(Reason("Left out"), (), (table,)),)


def _newest(cards: Sequence[RolloutCard]) -> tuple[tuple[Reason, Value], ...]:
    days = [card.until_on for card in cards if card.until_on]
    return ((Reason("Newest entry of the ledgers"), max(days)),) if days else ()
