"""Service credits as terms: what is at risk, which miss costs what, and the limits; refused when they contradict.

Here: the shape of the terms and their checks. Not here: the amounts (`domain.contract.credit_notes`).
There is no rate that is "usual": every one comes from the contract. What is not written in it has no effect.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.reasons import Reason
from domain.values import Terms

Share = Annotated[Decimal, Field(ge=0, le=1)]
Points = Annotated[Decimal, Field(ge=0)]


class Band(Terms):
    """What an attainment from `at_least` to under `below` costs; the top band has no `below` and holds 100 %.

    Attributes:
        credit_share: share of the service level's amount at risk, 0-1 (model "weights").
        points: service points (model "points").
    """

    at_least: Share
    below: Share | None = None
    credit_share: Share = Decimal(0)
    points: Points = Decimal(0)


class LevelCredit(Terms):
    """One service level's part: its weight in percent of the amount at risk, and its bands.

    Without bands a missed level costs its whole weight (or one point), a met one nothing.
    """

    weight_percent: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _bands_cover_everything_once(self) -> "LevelCredit":
        expected = Decimal(0)
        for band in sorted(self.bands, key=lambda band: band.at_least):
            if band.at_least > expected:
                raise ValueError(
                    Reason(
                        "bands: nothing is said from {expected} to {at_least}; close the gap",
                        expected=str(expected),
                        at_least=str(band.at_least),
                    )
                )
            if band.at_least < expected:
                raise ValueError(
                    Reason(
                        "bands: two bands hold {at_least}; let each begin where the one under it ends",
                        at_least=str(band.at_least),
                    )
                )
            if band.below is None:
                expected = Decimal(2)
            elif band.below <= band.at_least:
                raise ValueError(
                    Reason("bands: the band from {at_least} ends before it begins", at_least=str(band.at_least))
                )
            else:
                expected = band.below
        if self.bands and expected <= 1:
            raise ValueError(
                Reason(
                    "bands: nothing is said from {expected} on; leave `below` out of the top band",
                    expected=str(expected),
                )
            )
        return self


class PointStep(Terms):
    """From so many points on, this share of the month's fee."""

    points: Points
    fee_share: Share


class LowVolume(Terms):
    """With fewer than `under` judged tickets, at most `misses_allowed` late ones are no failure."""

    under: Annotated[int, Field(ge=1)]
    misses_allowed: Annotated[int, Field(ge=0)]


class CreditTerms(Terms):
    """The contract's rule for service credits.

    Attributes:
        model: "weights": fee x at_risk_share x weight x band share; "points": points x point_share of the fee, points x
            point_amount, or by `points_table`, where a value between two rows takes the lower row.
        levels: figure id (`resolution.P1`) or clause id (`resolution`, every priority) -> its part.
        repeat_multiplier: of a level missed in the month before as well, for as long as it goes on.
        no_demand_breaks_chain: whether a month without tickets ends a chain of misses.
        monthly_cap_share, yearly_cap_share: of the month's fee, and of twelve full months' fees per contract year.
        earn_back_months: a credit is given back when the level is then met so many months running; 0 for never.
        double_count: a ticket that is late for two levels counts for "each", or only for the one of higher weight.
        not_measured_fails: whether a level without data counts as missed, with attainment 0.
        minimum_amount: a smaller note is not drawn up.
    """

    model: Literal["weights", "points"] = "weights"
    at_risk_share: Share = Decimal(0)
    levels: Annotated[dict[str, LevelCredit], Field(min_length=1)]
    point_share: Share | None = None
    point_amount: Annotated[Decimal, Field(gt=0)] | None = None
    points_table: tuple[PointStep, ...] = ()
    repeat_multiplier: Annotated[Decimal, Field(ge=1)] = Decimal(1)
    no_demand_breaks_chain: bool = True
    monthly_cap_share: Share | None = None
    yearly_cap_share: Share | None = None
    earn_back_months: Annotated[int, Field(ge=0)] = 0
    low_volume: LowVolume | None = None
    double_count: Literal["each", "highest"] = "each"
    not_measured_fails: bool = False
    minimum_amount: Annotated[Decimal, Field(ge=0)] = Decimal(0)

    @model_validator(mode="after")
    def _complete(self) -> "CreditTerms":
        if self.model == "weights":
            total = sum((level.weight_percent for level in self.levels.values()), Decimal(0))
            if total != 100:
                raise ValueError(Reason("levels: the weights sum to {total}, not 100; correct them", total=str(total)))
            if not self.at_risk_share:
                raise ValueError(Reason("at_risk_share: say which share of the month's fee is at risk"))
        elif sum((self.point_share is not None, self.point_amount is not None, bool(self.points_table))) != 1:
            raise ValueError(Reason("points: give exactly one of point_share, point_amount and points_table"))
        steps = [step.points for step in self.points_table]
        if steps != sorted(set(steps)):
            raise ValueError(Reason("points_table: the points must rise from row to row"))
        return self

    def part_of(self, figure_id: str) -> LevelCredit | None:
        """The part of a figure: its own entry, else its clause's; None when it earns no credit."""
        return self.levels.get(figure_id) or self.levels.get(figure_id.partition(".")[0])

    def shared_by(self, figure_id: str, figure_ids: tuple[str, ...]) -> int:
        """How many figures share the entry of this one's clause; 1 when it has an entry of its own.

        A clause's weight is split evenly between the figures that have no entry of their own.
        """
        if figure_id in self.levels:
            return 1
        clause = figure_id.partition(".")[0]
        return sum(other.partition(".")[0] == clause and other not in self.levels for other in figure_ids)
