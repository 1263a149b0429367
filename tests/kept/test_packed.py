"""Reviews of the kept state are the same bytes whether its tickets are read as they were saved or packed."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from configs.rollouts import RolloutSettings
from configs.settings import Settings
from connectors.files.folder import Folder
from connectors.files.snapshots import SnapshotFolder
from domain.sla.tickets import ROW, TicketTables
from flows.explain.kept_month import kept_month
from tests.kept.replaying import MONTHS

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_every_month_is_reviewed_to_the_same_bytes_from_packed_tables(
    state: Settings, rollout: RolloutSettings, tmp_path: Path
) -> None:
    store = SnapshotFolder(Folder(tmp_path), packs_from_tickets=0)
    for month in MONTHS:
        known = kept_month(state, rollout, month)
        plain, found = known.tables(), known.store.find(known.published.snapshot_id)
        frames = {"tickets": plain.tickets, "history": plain.history, "comments": plain.comments}
        kept = store.save(found.rollout_id, found.source, frames, taken_at=NOW, notes=found.notes)
        assert kept.snapshot_id == found.snapshot_id
        packed = TicketTables.read(partial(store.read, kept.snapshot_id, packed=True))
        assert ROW in packed.history.columns
        assert ROW in packed.comments.columns
        told, again = (known.service_levels(tables, None).model_dump_json() for tables in (plain, packed))
        assert told == again
