"""Phase 3, kick-off: is the work defined, is access limited, are the five pitfalls under control.

Here: the checks on SOW, access, controls and contacts, the actions they lead to, and the gate (article, sections 6
and 8). Not here: planning meetings, creating issues.

Rows may tell of days after `as_of`: what is accepted later is not accepted yet.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from domain.actions.actions import Action
from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.ledger.phases import Phase
from domain.reasons import Reason
from domain.values import Frozen, Terms
from domain.workbook.delivery import AccessGrant, Control, Deliverable


class Pitfall(StrEnum):
    """The article's five pitfalls (section 8)."""

    COMMUNICATION = "communication"
    SCOPE = "scope"
    SECURITY = "security"
    DEPENDENCE = "dependence"
    CULTURE = "culture"


PITFALL_WORDS: dict[Pitfall, tuple[str, ...]] = {
    Pitfall.COMMUNICATION: ("kommunikation", "communication"),
    Pitfall.SCOPE: ("scope", "omfang"),
    Pitfall.SECURITY: ("sikkerhed", "security"),
    Pitfall.DEPENDENCE: ("afhængighed", "dependence", "dependency"),
    Pitfall.CULTURE: ("kultur", "cultur"),
}
"""Words by which a control's pitfall is known, in either language."""


class KickoffRules(Terms):
    """What is too wide an access right: levels that contain one of these words."""

    too_wide: tuple[str, ...] = ("admin", "superbruger", "superuser", "fuld", "full", "ejer", "owner", "root")
    source: str = "least privilege: design page, section 5; words: starting values of this product"


class GrantResult(Frozen):
    """One access right and what is wrong with it."""

    grant: AccessGrant
    problems: tuple[Reason, ...]


class ControlResult(Frozen):
    """One control, the pitfall it stands against (None: none of the five) and what is wrong with it."""

    control: Control
    pitfall: Pitfall | None
    problems: tuple[Reason, ...]


class DeliverableResult(Frozen):
    """One deliverable: accepted by the as-of, late, outside the contract's term."""

    deliverable: Deliverable
    accepted: bool
    late: bool
    outside_term: bool


class KickoffResult(Frozen):
    """Everything kick-off checked."""

    as_of: date
    deliverables: tuple[DeliverableResult, ...]
    grants: tuple[GrantResult, ...]
    controls: tuple[ControlResult, ...]
    client_contacts: tuple[str, ...]
    vendor_contacts: tuple[str, ...]
    actions: tuple[Action, ...]

    @property
    def controlled(self) -> frozenset[Pitfall]:
        """Pitfalls with at least one control that is in order."""
        return frozenset(c.pitfall for c in self.controls if c.pitfall is not None and not c.problems)


def pitfall_of(text: str) -> Pitfall | None:
    """The pitfall a text names; None when it names none of the five."""
    plain = text.casefold()
    return next((p for p, words in PITFALL_WORDS.items() if any(word in plain for word in words)), None)


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
) -> KickoffResult:
    """Check the kick-off tabs as they stand on `as_of`.

    Args:
        client_contacts, vendor_contacts: names of the contact persons in the rollout's settings; one each is right.
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
            ControlResult(control=c, pitfall=pitfall_of(c.pitfall), problems=_control_problems(c, as_of))
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


def kickoff_gate(result: KickoffResult) -> GateEvaluation:
    """Whether the vendor can start: scope, access, pitfalls and contacts are in order."""
    evidence = {
        "as_of": result.as_of.isoformat(),
        "deliverables": [d.model_dump(mode="json") for d in result.deliverables],
        "grants": [g.model_dump(mode="json") for g in result.grants],
        "controls": [c.model_dump(mode="json") for c in result.controls],
        "contacts": [list(result.client_contacts), list(result.vendor_contacts)],
    }
    criteria = (_sow(result), _on_time(result), _access(result), _pitfalls(result), _contacts(result))
    return GateEvaluation(phase=Phase.KICKOFF, criteria=criteria, evidence=evidence)


def _sow(result: KickoffResult) -> CriterionResult:
    count = len(result.deliverables)
    outside = sum(d.outside_term for d in result.deliverables)
    if not count:
        return criterion("sow", False, Reason("The statement of work has no deliverables."))
    if outside:
        return criterion(
            "sow", False, Reason("{count} deliverables are due after the contract has ended.", count=outside)
        )
    return criterion("sow", True, Reason("All {count} deliverables have an owner and a date.", count=count))


def _on_time(result: KickoffResult) -> CriterionResult:
    late = [d.deliverable for d in result.deliverables if d.late]
    if not late:
        return criterion("on_time", True, Reason("No deliverable is late."))
    first = min(late, key=lambda d: d.due_on)
    return criterion(
        "on_time",
        False,
        Reason(
            "{count} deliverables are late, first {deliverable}, due on {due_on}.",
            count=len(late),
            deliverable=first.title,
            due_on=first.due_on,
        ),
    )


def _access(result: KickoffResult) -> CriterionResult:
    wrong = [g for g in result.grants if g.problems]
    if not result.grants:
        return criterion("access", False, Reason("No access right is listed; the vendor could not work."))
    if wrong:
        return criterion(
            "access",
            False,
            Reason(
                "{count} access rights are not in order, first {system}: {problem}",
                count=len(wrong),
                system=wrong[0].grant.system,
                problem=wrong[0].problems[0],
            ),
        )
    return criterion(
        "access",
        True,
        Reason("All {count} access rights are limited, approved and end in time.", count=len(result.grants)),
    )


def _pitfalls(result: KickoffResult) -> CriterionResult:
    open_ones = len(Pitfall) - len(result.controlled)
    wrong = [c for c in result.controls if c.problems]
    if open_ones:
        return criterion(
            "pitfalls",
            False,
            Reason("{count} of the five pitfalls have no control that is in order.", count=open_ones),
        )
    if wrong:
        return criterion(
            "pitfalls",
            False,
            Reason(
                "{count} controls are not in order, first {control}: {problem}",
                count=len(wrong),
                control=wrong[0].control.control,
                problem=wrong[0].problems[0],
            ),
        )
    return criterion("pitfalls", True, Reason("Each of the five pitfalls has controls with evidence."))


def _contacts(result: KickoffResult) -> CriterionResult:
    client, vendor = len(result.client_contacts), len(result.vendor_contacts)
    if client == 1 and vendor == 1:
        return criterion(
            "contacts",
            True,
            Reason(
                "Single contacts: {client} and {vendor}.",
                client=result.client_contacts[0],
                vendor=result.vendor_contacts[0],
            ),
        )
    return criterion(
        "contacts",
        False,
        Reason(
            "There must be one contact on each side; there are {client} here and {vendor} at the vendor.",
            client=client,
            vendor=vendor,
        ),
    )
