"""What the points of the scales mean, as a table for bidders (the request for proposals) and for readers of the scores.

Not here: the scores (`reports.vendor_selection.scores`), weights (`reports.vendor_selection.tender.request`).
"""

from collections.abc import Sequence

from domain.reasons import Reason
from domain.vendor_selection.scores.sub_criteria import parts_of
from domain.workbook.evaluation import Criterion, SubCriterion
from reports.documents import Table, TableColumn, Value


def scale_tables(criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion]) -> tuple[Table, ...]:
    """One table of what 1, 3 and 5 mean; nothing when nobody wrote it down."""
    parts = parts_of(sub_criteria)
    rows = [row for one in criteria for row in _rows(one, parts.get(one.criterion_id, []))]
    if not rows:
        return ()
    return (
        Table(
            caption=Reason("What the points mean; 2 and 4 lie between"),
            columns=(
                TableColumn(Reason("Scored on")),
                TableColumn(Reason("1 means")),
                TableColumn(Reason("3 means")),
                TableColumn(Reason("5 means")),
            ),
            rows=tuple(rows),
        ),
    )


def parts_table(criteria: Sequence[Criterion], sub_criteria: Sequence[SubCriterion]) -> tuple[Table, ...]:
    """The sub-criteria with their weights; nothing without any."""
    if not sub_criteria:
        return ()
    parts = parts_of(sub_criteria)
    return (
        Table(
            caption=Reason("Criteria that are scored by their parts"),
            columns=(
                TableColumn(Reason("Criterion")),
                TableColumn(Reason("Part")),
                TableColumn(Reason("Share of the criterion"), "number", 0),
            ),
            rows=tuple(
                (one.name, part.name, part.weight) for one in criteria for part in parts.get(one.criterion_id, [])
            ),
        ),
    )


def _rows(criterion: Criterion, parts: Sequence[SubCriterion]) -> list[tuple[Value, ...]]:
    if parts:
        return [
            (Reason("{criterion}: {part}", criterion=criterion.name, part=part.name), part.at_1, part.at_3, part.at_5)
            for part in parts
        ]
    points = (criterion.at_1, criterion.at_3, criterion.at_5)
    return [(criterion.name, *points)] if any(points) else []
