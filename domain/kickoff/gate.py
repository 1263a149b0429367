"""The gate of the kick-off: its criteria and the evidence it records.

Here: what must hold. Not here: the computing (`domain.kickoff.assess`).
"""

from domain.gates.gates import CriterionResult, GateEvaluation, criterion
from domain.kickoff.result import KickoffResult, Pitfall
from domain.ledger.phases import Phase
from domain.reasons import Reason


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
