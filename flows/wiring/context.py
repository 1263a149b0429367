"""Settings become concrete connectors here, and nowhere else.

Here: which class stands behind each protocol, and the context a run works in. Not here: the order of work (the flow
files), local stand-ins (`flows.server.rehearsal`: by the time this runs they are only addresses in the settings).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from connectors.google_sheets.client import GoogleSheets
from connectors.messages.announcing import AppriseAnnouncer
from domain.agreement.in_force import contract_in_force, required_terms
from flows.wiring.book import LEASE_TTL, open_book
from flows.wiring.desks import desk_of
from flows.wiring.loading import load
from flows.wiring.parts import contact_persons, project_keys, tracker_of
from flows.wiring.places import checked_tables, published_reviews, review_folder, site_page
from flows.wiring.snapshots import snapshots
from reports.catalogues.reading import wording
from tasks.frame.context import RunContext


@contextmanager
def run_context(
    rollout_id: str,
    *,
    started_by: str,
    as_of: datetime | None,
    name: str,
    decides: bool = False,
    announces: bool = False,
    awarded: bool = True,
) -> Iterator[RunContext]:
    """Everything a run needs, for as long as it holds the rollout's lease.

    Args:
        decides: the run ends at a gate, whose owners are asked.
        announces: the run tells chat channels and mail addresses what it published.
        awarded: the run reads the contract in force; otherwise what the settings require.

    Raises:
        ConfigurationRefused: settings are missing or wrong.
        RequestRefused: another run holds the rollout's lease; names it.
    """
    from prefect.runtime import deployment  # here, so that commands without a run never load Prefect

    settings, rollout = load(rollout_id)
    # A deployment's run outwaits another one, and the lease of a machine that died; a person at a terminal is told.
    patience_seconds = LEASE_TTL.total_seconds() + 30 if deployment.id else 0.0
    with open_book(settings, rollout_id, actor=started_by, name=name, patience_seconds=patience_seconds) as book:
        terms = contract_in_force(rollout.contract, book.events()) if awarded else required_terms(rollout.contract)
        yield RunContext(
            rollout_id=rollout_id,
            company=rollout.company,
            language=rollout.language,
            zone=rollout.zone,
            as_of=as_of or book.now(),
            book=book,
            contract=terms.contract,
            terms=terms,
            spreadsheet_id=rollout.sheets.spreadsheet_id,
            wording=wording(rollout.language),
            tab_titles=rollout.sheets.tabs,
            projects=project_keys(rollout),
            contacts=contact_persons(rollout),
            pilot=rollout.pilot,
            rules=rollout.rules,
            workbooks=GoogleSheets.connect(settings.service_account(), base_url=settings.sheets_base_url),
            tracker=tracker_of(settings),
            snapshots=snapshots(settings, rollout_id),
            reviews=published_reviews(settings),
            documents=review_folder(settings),
            checks=checked_tables(settings),
            desk=desk_of(settings, rollout, book) if decides else None,
            announcer=AppriseAnnouncer(settings.announce_addresses()) if announces else None,
            site_page=site_page(settings, rollout_id),
            evaluator_books=rollout.sheets.evaluators,
        )
