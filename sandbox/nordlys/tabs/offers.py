"""What the demo's bidders offer as service levels, round by round.

Here: BLS concedes two levels at first and takes them back, ORE keeps two concessions to the end, FJO betters one.
Not here: what is required (`configs/examples/nordlys.yaml`), the bidders themselves (`nordlys_vendors`).
"""

from decimal import Decimal

from domain.workbook.bidders import OfferedLevel

# Bidder, round, clause, priority, working minutes, share of tickets.
_OFFERS = (
    ("BLS", 1, "first_response", "P2", 240, "0.95"),
    ("BLS", 1, "resolution", "P4", 4800, "0.80"),
    ("BLS", 2, "first_response", "P2", 120, "0.95"),
    ("BLS", 2, "resolution", "P4", 4800, "0.85"),
    ("ORE", 1, "first_response", "P3", 960, "0.90"),
    ("ORE", 1, "resolution", "P3", 3840, "0.80"),
    ("ORE", 1, "resolution", "P4", 4800, "0.75"),
    ("ORE", 2, "first_response", "P3", 720, "0.90"),
    ("ORE", 2, "resolution", "P3", 2400, "0.80"),
    ("FJO", 1, "first_response", "P1", 15, "0.95"),
)


def offered_levels() -> list[OfferedLevel]:
    """Ten offered levels over two rounds."""
    return [
        OfferedLevel(
            vendor_id=vendor_id,
            round=number,
            clause_id=clause_id,
            priority=priority,
            minutes=minutes,
            attainment=Decimal(share),
        )
        for vendor_id, number, clause_id, priority, minutes, share in _OFFERS
    ]
