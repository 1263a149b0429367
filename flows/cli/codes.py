"""`rollout codes`: the personal codes that owners answer with.

Here: printing. Not here: sending them (`flows.steps.codes`), which are open (`flows.steps.asked`).
"""

from domain.ledger.phases import Phase
from flows.cli.printing import OUT
from flows.cli.typed import settings_of
from flows.steps.asked import demo_codes


def show_codes(phase: str, rollout_id: str, person: str | None, started_by: str | None, *, show: bool) -> None:
    """Send new codes, or print a demo's open ones."""
    settings, rollout = settings_of(rollout_id)
    if show:
        found = demo_codes(settings, rollout, Phase(phase))
        for (name, role), code in found.items():
            OUT.print(f"{name} ({role.replace('_', ' ')}): {code}", markup=False)
        if not found:
            OUT.print("No code is open.")
        return
    # Here, because sending needs the desk and its letters, and looking needs neither.
    from flows.steps.codes import send_new_codes

    sent = send_new_codes(rollout, Phase(phase), person, started_by or settings.actor)
    OUT.print(f"New codes were sent to {', '.join(sent)}.")
