"""What is meant and required by each service level, as a table: in the RFP and in a review's appendix.

Not here: what was achieved (`reports.review.levels`).
"""

from collections.abc import Iterable
from decimal import Decimal

from domain.contract.clauses import Metric
from domain.contract.levels import figure_name
from domain.reasons import Reason
from reports.documents import Table, TableColumn
from reports.words import word

LevelTerms = tuple[str, Metric, int | None, Decimal]
"""Figure id, metric, minutes allowed (None for a due date), required share."""


def level_terms_table(caption: Reason, levels: Iterable[LevelTerms]) -> Table:
    """One row per level, in the order given."""
    return Table(
        caption=caption,
        columns=(
            TableColumn(Reason("Service level")),
            TableColumn(Reason("Measured as")),
            TableColumn(Reason("Allowed"), "duration"),
            TableColumn(Reason("Required"), "percent"),
        ),
        rows=tuple(
            (figure_name(figure_id), word(metric), None if minutes is None else minutes * 60, required)
            for figure_id, metric, minutes, required in levels
        ),
    )
