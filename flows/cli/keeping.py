"""`rollout backup` and `rollout restore`. Here: printing. Not here: the work (`flows.keeping.backup`)."""

from pathlib import Path

from configs.settings import read_settings
from flows.cli.printing import OUT


def back_up_here(archive: Path | None) -> None:
    """Write a backup and say what is in it."""
    from flows.keeping.backup import archive_name, back_up
    from flows.wiring.loading import utc_now

    path = archive or Path(archive_name(utc_now()))
    counts = back_up(read_settings(), path)
    OUT.print(f"{path}: {path.stat().st_size / 1e6:.1f} MB. {_said(counts)}", markup=False, soft_wrap=True)
    OUT.print("Not in it: rollouts/*.yaml, keys and passwords. Keep those where you keep secrets.")


def restore_here(archive: Path) -> None:
    """Bring a backup back and say what came."""
    from flows.keeping.backup import restore

    settings = read_settings()
    counts = restore(settings, archive)
    OUT.print(f"Restored into {settings.home}. {_said(counts)}", markup=False, soft_wrap=True)
    for rollout in counts:
        OUT.print(f"Next: rollout audit verify --rollout {rollout}")


def _said(counts: dict[str, int]) -> str:
    return ", ".join(f"{rollout}: {count} entries" for rollout, count in counts.items()) or "The ledger is empty."
