"""What a manager may set for discovery.

Here: how the parts hang together. Not here: the parts (beside the rule that uses them), what is read and found
(`domain.discovery.result`, which knows columns: settings are read by commands that need none).
"""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.discovery.burnout import BurnoutCoefficients
from domain.discovery.business_case import BusinessCaseRules
from domain.discovery.roadmap.catalogue import ARTICLE_CATALOGUE, CatalogueEntry, check_catalogue
from domain.discovery.roadmap.suitability import SuitabilityWeights
from domain.discovery.signs import SignThresholds
from domain.values import Terms


class DiscoveryRules(Terms):
    """Everything of discovery that a company may set."""

    coefficients: BurnoutCoefficients = BurnoutCoefficients()
    signs: SignThresholds = SignThresholds()
    weights: SuitabilityWeights = SuitabilityWeights()
    business_case: BusinessCaseRules = BusinessCaseRules()
    catalogue: Annotated[tuple[CatalogueEntry, ...], AfterValidator(check_catalogue)] = ARTICLE_CATALOGUE
    minimum_suitable: Annotated[int, Field(ge=1)] = 3
    minimum_group_size: Annotated[int, Field(ge=2)] = 5
    minimum_coverage_share: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.9")
