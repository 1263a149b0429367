"""The data processing checklist as a document for legal: what the agreement must say, and what is known here.

Not here: the points and their status (`domain.vendor_selection.papers.data_processing`). The document judges nothing:
no point is "complied with", and a fact on file is still read by legal.
"""

from collections.abc import Sequence
from datetime import date

from domain.reasons import Reason
from domain.vendor_selection.papers.data_processing import CheckedPoint, PointStatus
from reports.documents import Document, Fact, Marked, Section, Table, TableColumn
from reports.drawings import Status

SLUG = "data-processing"
LOOKS: dict[PointStatus, tuple[Status, Reason]] = {
    PointStatus.ON_FILE: ("good", Reason("a fact is on file")),
    PointStatus.MISSING: ("bad", Reason("missing")),
    PointStatus.LEGAL: ("unmeasured", Reason("legal must check")),
}


def compose(company: str, vendor: str, points: Sequence[CheckedPoint], as_of: date, mark: str) -> Document:
    """The checklist.

    Args:
        mark: fingerprint of the evidence it was made from.
    """
    count = {status: sum(point.status is status for point in points) for status in PointStatus}
    return Document(
        slug=SLUG,
        title=Reason("Data processing checklist"),
        subtitle=Reason("{company} and {vendor}, as of {day}", company=company, vendor=vendor, day=as_of),
        status="warning",
        verdict=Reason("A work list for legal: it does not say that the agreement complies"),
        lines=(
            Reason("{missing} of {count} points lack a fact, {legal} can only be answered by reading the agreement, "
                   "and {on_file} have a fact on file.", missing=count[PointStatus.MISSING], count=len(points),
                   legal=count[PointStatus.LEGAL], on_file=count[PointStatus.ON_FILE]),
            Reason("The Danish data protection agency's standard contractual clauses under GDPR art. 28(8) are a "
                   "usable starting point."),
        ),
        facts=(
            Fact(Reason("Points"), len(points), "count"),
            Fact(Reason("Facts on file"), count[PointStatus.ON_FILE], "count"),
            Fact(Reason("Missing"), count[PointStatus.MISSING], "count",
                 "bad" if count[PointStatus.MISSING] else "neutral"),
            Fact(Reason("For legal to check"), count[PointStatus.LEGAL], "count"),
        ),
        sections=(Section(Reason("Point by point"), (), (_points(points),)), _signed()),
        asks=(Reason("Legal: read the agreement point by point, and have the missing facts asked for."),),
        meta=((Reason("Evidence"), mark),),
    )  # fmt: skip


def _points(points: Sequence[CheckedPoint]) -> Table:
    return Table(
        caption=Reason("GDPR: Regulation (EU) 2016/679; points of the company's own come last"),
        columns=(
            TableColumn(Reason("Rule")),
            TableColumn(Reason("What the agreement must say")),
            TableColumn(Reason("State")),
            TableColumn(Reason("What is known")),
        ),
        rows=tuple(
            (point.source, point.requirement, Marked(None, *LOOKS[point.status]), point.known) for point in points
        ),
    )


def _signed() -> Section:
    return Section(
        Reason("Checked by legal"),
        (),
        (
            Table(
                caption=Reason("To be filled in by the person who has read the agreement"),
                columns=(TableColumn(Reason("Name")), TableColumn(Reason("Date")), TableColumn(Reason("Signature"))),
                rows=(("_" * 24, "_" * 16, "_" * 24),),
            ),
        ),
    )
