"""Where snapshots lie.

Here: the one place that knows; loading it loads Polars. Not here: everything else that is kept (`flows.wiring.places`).
"""

from configs.settings import Settings
from connectors.files.snapshots import SnapshotFolder
from flows.wiring.places import store_of


def snapshots(settings: Settings, rollout_id: str) -> SnapshotFolder:
    """Where snapshots lie; those of the rollout are looked for first."""
    return SnapshotFolder(store_of(settings).under("snapshots"), rollout_id)
