"""Data quality as a section: what was wrong with the data, where, and what to do about it."""

from collections.abc import Sequence

from domain.reasons import Reason
from domain.tables import Finding, Severity
from reports.documents import Section, Status, Table, TableColumn

LOOKS: dict[Severity, Status] = {"row_rejected": "bad", "tab_rejected": "bad", "note": "warning"}


def findings_section(findings: Sequence[Finding]) -> Section:
    """Every finding with its address; says so when there is none."""
    return Section(
        Reason("Data quality"),
        tables=(
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
