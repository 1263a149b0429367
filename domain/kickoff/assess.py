"""Phase 3, kick-off: is the work defined, is access limited, are the five pitfalls under control.

Here: the checks on SOW, access, controls and contacts, the actions they lead to, and the gate (article, sections 6
and 8). Not here: planning meetings, creating issues.

Rows may tell of days after `as_of`: what is accepted later is not accepted yet.
"""

from collections.abc import Sequence
from datetime import date

from domain.actions.actions import Action
from domain.kickoff.result import (
    PITFALL,
    PITFALL_WORDS,
    ControlResult,
    DeliverableResult,
    GrantResult,
    KickoffResult,
    Pitfall,
)
from domain.kickoff.settings import KickoffRules
from domain.reasons import Reason
from domain.workbook.delivery import AccessGrant, Control, Deliverable
from domain.workbook.wording import Wording


def pitfall_of(text: str, wording: Wording) -> Pitfall | None:
    """The pitfall a text names, in any language; None when it names none of the five."""
    plain = text.casefold()
    known = {pitfall: wording.words(word, PITFALL) for pitfall, word in PITFALL_WORDS.items()}
    return next((p for p, words in known.items() if any(word.casefold() in plain for word in words)), None)


def assess_kickoff(
    deliverables: Sequence[Deliverable],
    grants: Sequence[AccessGrant],
    controls: Sequence[Control],
    rules: KickoffRules,
    *,
    client_contacts: Sequence[str],
    vendor_contacts: Sequence[str],
    contract_starts_on: date,
    contract_ends_on: date,
    as_of: date,
    wording: Wording,
) -> KickoffResult:
    """Check the kick-off tabs as they stand on `as_of`.

    Args:
        client_contacts, vendor_contacts: names of the contact persons in the rollout's settings; one each is right.
        wording: words by which a control's pitfall is known.
    """
    judged = tuple(_deliverable(d, contract_ends_on, as_of) for d in deliverables)
    return KickoffResult(
        as_of=as_of,
        deliverables=judged,
        grants=tuple(
            GrantResult(grant=g, problems=_grant_problems(g, rules, contract_starts_on, contract_ends_on))
            for g in grants
        ),
        controls=tuple(
            ControlResult(control=c, pitfall=pitfall_of(c.pitfall, wording), problems=_control_problems(c, as_of))
            for c in controls
        ),
        client_contacts=tuple(client_contacts),
        vendor_contacts=tuple(vendor_contacts),
        actions=tuple(_action(d) for d in judged if not d.accepted),
    )


def _deliverable(deliverable: Deliverable, contract_ends_on: date, as_of: date) -> DeliverableResult:
    accepted = deliverable.accepted_on is not None and deliverable.accepted_on <= as_of
    return DeliverableResult(
        deliverable=deliverable,
        accepted=accepted,
        late=not accepted and deliverable.due_on < as_of,
        outside_term=deliverable.due_on > contract_ends_on,
    )


def _grant_problems(grant: AccessGrant, rules: KickoffRules, starts_on: date, ends_on: date) -> tuple[Reason, ...]:
    found = []
    if any(word in grant.level.casefold() for word in rules.too_wide):
        found.append(Reason("The right is too wide: {level}.", level=grant.level))
    if grant.valid_until is None:
        found.append(Reason("No end date."))
    elif grant.valid_until > ends_on:
        found.append(Reason("It outlives the contract, which ends on {ends_on}.", ends_on=ends_on))
    elif grant.valid_until < starts_on:
        found.append(Reason("It ends before the contract starts on {starts_on}.", starts_on=starts_on))
    if not (grant.approved_by or "").strip():
        found.append(Reason("Nobody has approved it."))
    return tuple(found)


def _control_problems(control: Control, as_of: date) -> tuple[Reason, ...]:
    found = []
    if not (control.evidence or "").strip():
        found.append(Reason("No evidence."))
    if control.next_due_on is None:
        found.append(Reason("No next date."))
    elif control.next_due_on < as_of:
        found.append(Reason("It was due on {due_on}.", due_on=control.next_due_on))
    return tuple(found)


def _action(judged: DeliverableResult) -> Action:
    due_on = judged.deliverable.due_on
    return Action(
        key=f"deliverable/{judged.deliverable.deliverable_id}",
        title=Reason("Deliver: {deliverable}", deliverable=judged.deliverable.title),
        why=Reason("It is in the statement of work and was due on {due_on}.", due_on=due_on)
        if judged.late
        else Reason("It is in the statement of work and is due on {due_on}.", due_on=due_on),
        due_on=due_on,
        owner=judged.deliverable.owner,
    )
