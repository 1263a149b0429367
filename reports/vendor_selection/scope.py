"""The roadmap as those outside read it: what moves, in which wave, how much of it.

Here: one table, the same in the request for proposals and in the statement of work. Not here: what the work costs or
would save (`reports.discovery.discovery`): bidders are never told.
"""

from collections.abc import Sequence

from domain.discovery.roadmap.inventory import RoadmapLine
from domain.reasons import Reason
from reports.documents import Table, TableColumn
from reports.words import word

NO_ROADMAP = Reason("Discovery's gate has recorded no roadmap here.")


def scope_table(caption: Reason, roadmap: Sequence[RoadmapLine]) -> Table:
    """One row per process, in the order given; hours after what the company keeps."""
    return Table(
        caption=caption,
        columns=(
            TableColumn(Reason("Wave"), "count"),
            TableColumn(Reason("Process")),
            TableColumn(Reason("Category")),
            TableColumn(Reason("Cases a month"), "count"),
            TableColumn(Reason("Hours a month"), "number"),
        ),
        rows=tuple(
            (line.wave, line.name, word(line.category), line.volume_per_month, line.hours_freed) for line in roadmap
        ),
        empty=NO_ROADMAP,
    )
