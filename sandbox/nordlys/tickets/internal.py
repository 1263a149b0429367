"""Tickets of the time before outsourcing: the company's own work, with the bottlenecks discovery is to find.

Here: drawing internal plans. Not here: vendor tickets (`sandbox.nordlys.tickets.plans`). In the hot processes tickets
lie long in the queue and wait for the client again and again; elsewhere work flows.
"""

from random import Random

from sandbox.nordlys.hours import HOUR, MINUTE, WORKDAY
from sandbox.nordlys.site import AWAITING_CLIENT, CLIENT_STAFF
from sandbox.nordlys.tickets.plans import Pause, Plan, around

HOT_PROCESSES = frozenset({"FIN-01", "FIN-02", "FIN-07"})

_WEIGHTS = {
    "FIN-01": 12,
    "FIN-02": 15,
    "FIN-07": 10,
    "FIN-03": 6,
    "FIN-04": 6,
    "FIN-05": 5,
    "FIN-06": 6,
    "FIN-08": 4,
    "FIN-12": 3,
    "ADM-01": 4,
    "ADM-02": 5,
    "ADM-03": 3,
    "ADM-04": 6,
    "ADM-05": 5,
    "IT-01": 6,
    "IT-02": 2,
    "IT-03": 2,
    "KUN-01": 4,
    "KUN-02": 5,
    "MKT-01": 2,
    "MKT-02": 1,
    "RES-01": 1,
    "RES-02": 4,
}
_PRIORITIES = ("P1", "P2", "P3", "P4")


def internal_plan(rng: Random, created: int) -> Plan:
    """One internal ticket: reporter and worker are both employees, nobody promised a time."""
    process = rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    hot = process in HOT_PROCESSES
    queue = around(rng, (16 if hot else 2.5) * HOUR, 0.8, 3 * MINUTE, 12 * WORKDAY)
    touch = around(rng, (3.5 if hot else 2.5) * HOUR, 0.6, 10 * MINUTE, 3 * WORKDAY)
    reporter, agent = rng.sample(CLIENT_STAFF, 2)
    waits = rng.choices((0, 1, 2, 3), (15, 40, 30, 15) if hot else (62, 28, 8, 2))[0]
    cuts = sorted(rng.uniform(0.1, 0.9) for _ in range(waits))
    return Plan(
        created=created,
        process=process,
        priority=rng.choices(_PRIORITIES, (4, 16, 50, 30))[0],
        response=queue,
        start=queue,
        work=queue + touch,
        reporter=reporter,
        agent=agent,
        pauses=[
            Pause(
                queue + max(position + 1, int(touch * cut)),
                AWAITING_CLIENT,
                around(rng, (14 if hot else 4) * HOUR, 0.8, 10 * MINUTE, 9 * WORKDAY),
            )
            for position, cut in enumerate(cuts)
        ],
    )
