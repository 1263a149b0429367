"""Data quality as a section: what was wrong with the data, where, and what to do about it."""

from collections.abc import Sequence

from domain.reasons import Reason
from domain.review.shapes.parts import TabCoverage
from domain.workbook.tables import Finding, Severity
from reports.documents import Section, Table, TableColumn
from reports.drawings import Status

LOOKS: dict[Severity, Status] = {"row_rejected": "bad", "tab_rejected": "bad", "note": "warning"}


def findings_section(findings: Sequence[Finding], coverage: Sequence[TabCoverage] = ()) -> Section:
    """Every finding with its address, or that there is none; and how many rows of each source could be read."""
    return Section(
        Reason("Data quality"),
        tables=(
            *_coverage(coverage),
            Table(
                caption=Reason("Findings about the data; rejected rows are in no figure"),
                columns=(
                    TableColumn(Reason("Where")),
                    TableColumn(Reason("Value")),
                    TableColumn(Reason("Why")),
                    TableColumn(Reason("Remedy")),
                ),
                rows=tuple((f.address, f.value, f.reason, f.remedy) for f in findings),
                statuses=tuple(LOOKS[f.severity] for f in findings),
                empty=Reason("No findings: every row and every history could be read."),
            ),
        ),
    )


def _coverage(coverage: Sequence[TabCoverage]) -> tuple[Table, ...]:
    if not coverage:
        return ()
    return (
        Table(
            caption=Reason("What could be read, of what was there"),
            columns=(
                TableColumn(Reason("Source")),
                TableColumn(Reason("Rows"), "count"),
                TableColumn(Reason("Read"), "count"),
                TableColumn(Reason("Left out"), "count"),
            ),
            rows=tuple((c.tab, c.rows_seen, c.rows_read, c.rows_seen - c.rows_read) for c in coverage),
            statuses=tuple("good" if c.rows_seen == c.rows_read else "warning" for c in coverage),
        ),
    )
