"""Records figures of one bidder: every id begins with the bidder's, every label with its name.

Here: the recorder that rules about one bid are handed. Not here: the record of a whole run (`domain.figures.trace`),
any figure.
"""

from dataclasses import dataclass
from decimal import Decimal

from domain.figures.trace import Trace
from domain.figures.working import Source, Sources, Unit, Working
from domain.reasons import Reason
from domain.workbook.bidders import Vendor


@dataclass(frozen=True)
class BidTrace:
    """A trace, and whose figures go into it."""

    trace: Trace
    vendor: Vendor

    @property
    def id(self) -> str:
        """What the bidder's figures begin with."""
        return f"vendor.{self.vendor.vendor_id}"

    @property
    def sources(self) -> Sources:
        """Where rows stand."""
        return self.trace.sources

    def record(
        self,
        figure: str,
        label: Reason,
        value: Decimal | int | None,
        unit: Unit,
        steps: tuple[Reason, ...],
        *,
        parts: tuple[str, ...] = (),
        inputs: tuple[Source, ...] = (),
        rule: str = "",
    ) -> None:
        """Keep one figure of this bidder.

        Args:
            figure: how its id ends. label: what it is called without the bidder.
        """
        self.trace.record(
            Working(
                figure_id=f"{self.id}.{figure}",
                label=Reason("{vendor}: {figure}", vendor=self.vendor.name, figure=label),
                value=value,
                unit=unit,
                steps=steps,
                parts=parts,
                inputs=inputs,
                rule=rule,
                snapshot_id=self.sources.snapshot_id,
            )
        )
