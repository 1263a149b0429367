"""The statement of work's deliverables as a sheet with the SOW tab's own columns."""

from domain.reasons import Reason
from domain.workbook.delivery import Deliverable
from domain.workbook.tables import columns_of
from reports.catalogues.reading import wording
from reports.documents import Document, Kind, Section, Table, TableColumn
from reports.vendor_selection.award.sow_parts import SowParts
from reports.vendor_selection.award.statement_of_work import PROPOSAL_SLUG

PROPOSAL_TAB = Reason("SOW proposal")


def proposal_sheet(parts: SowParts, language: str) -> Document:
    """The proposed deliverables under the very headers of the SOW tab, so that rows can be taken over as they are."""
    words = wording(language)
    headers = [Reason("{header}", header=words.heading(column)) for column in columns_of(Deliverable).values()]
    kinds: tuple[Kind, ...] = ("text", "text", "text", "date", "date")
    return Document(
        slug=PROPOSAL_SLUG,
        title=PROPOSAL_TAB,
        subtitle=Reason("{company} and {vendor}, as of {day}", company=parts.company, vendor=parts.vendor.name,
                        day=parts.as_of),
        status="neutral",
        verdict=Reason("A proposal: the kick-off reads the tab {tab} alone", tab=parts.sow_tab),
        lines=(),
        facts=(),
        sections=(
            Section(
                PROPOSAL_TAB,
                tables=(
                    Table(
                        caption=Reason("Copy the rows you agree on into the tab {tab}, which the kick-off reads",
                                       tab=parts.sow_tab),
                        columns=tuple(
                            TableColumn(header, kind) for header, kind in zip(headers, kinds, strict=True)
                        ),
                        rows=tuple((d.deliverable_id, d.title, d.owner, d.due_on, None) for d in parts.deliverables),
                        tab=PROPOSAL_TAB,
                    ),
                ),
            ),
        ),
        currency=parts.contract.currency,
    )  # fmt: skip
