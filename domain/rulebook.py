"""All thresholds and coefficients of a rollout in one place, each with its source; a manager may change any.

Here: how the phases' settings hang together. Not here: the settings themselves (beside the rule that uses them).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.discovery.settings import DiscoveryRules
from domain.full_rollout.settings import FullRolloutRules
from domain.kickoff.settings import KickoffRules
from domain.pilot.settings import PilotRules
from domain.returns.targets import RoiTargets
from domain.values import Terms
from domain.vendor_selection.settings import VendorSelectionRules


class Rulebook(Terms):
    """The rules of every phase, with defaults where the article or the design names one.

    Attributes:
        minimum_coverage_share: so much of every tab must be readable before a gate passes.
        rechecked_months: so many months before a review are looked at again, for restatements.
        corrective_days: so many days after a month's end the corrective action for a missed service level is due.
    """

    minimum_coverage_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.9")
    rechecked_months: Annotated[int, Field(ge=0, le=36)] = 3
    corrective_days: Annotated[int, Field(ge=1, le=366)] = 14
    discovery: DiscoveryRules = DiscoveryRules()
    selection: VendorSelectionRules = VendorSelectionRules()
    kickoff: KickoffRules = KickoffRules()
    pilot: PilotRules = PilotRules()
    migration: FullRolloutRules = FullRolloutRules()
    roi: RoiTargets = RoiTargets()
