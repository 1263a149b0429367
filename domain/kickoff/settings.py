"""What a manager may set for the kick-off: what is too wide a right.

Here: the thresholds with their starting values and sources. Not here: what uses them (`domain.kickoff.assess`).
"""

from domain.values import Terms


class KickoffRules(Terms):
    """What is too wide an access right: levels that contain one of these words."""

    too_wide: tuple[str, ...] = ("admin", "superbruger", "superuser", "fuld", "full", "ejer", "owner", "root")
    source: str = "least privilege: design page, section 5; words: starting values of this product"
