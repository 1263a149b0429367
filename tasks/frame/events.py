"""What happened, told to Prefect's event feed, so that automations can act on it.

Here: one function. Not here: the record (the ledger keeps it; Prefect keeps events for days only).

    rollout.decision.requested  a gate passed and its owners were asked          phase
    rollout.gate.held           a gate did not pass                              phase, reason
    rollout.phase.advanced      every owner approved                             phase
    rollout.phase.refused       an owner refused                                 phase
    rollout.evidence.expired    a certificate or waiver ran out                  phase, name
    rollout.review.published    a month was published                            month, verdict
    rollout.sla.breached        a service level was missed in a published month  month, figure
"""

from prefect.events import emit_event


def emit(rollout_id: str, name: str, payload: dict[str, str]) -> None:
    """Tell one event of a rollout; its resource is `rollout.<id>`."""
    emit_event(event=f"rollout.{name}", resource={"prefect.resource.id": f"rollout.{rollout_id}"}, payload=payload)
