"""`rollout backup`, `restore` and `audit`: what is kept, and whether it is what was written.

Here: printing. Not here: the work (`flows.keeping`).
"""

from pathlib import Path

from rich.table import Table

from configs.rollouts import read_rollout
from configs.settings import read_settings
from flows.cli.printing import ERR, OUT


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


def verify(rollout_id: str, files: tuple[Path, ...]) -> int:
    """Print the verdict; 0 when the ledger holds, 1 when an entry is not what was written."""
    from flows.keeping.audit import audit

    settings = read_settings()
    read_rollout(rollout_id, settings.rollouts_dir)
    found = audit(settings, rollout_id, files)
    for finding in found.findings:
        ERR.print(f"✘ Entry {finding.sequence} of {rollout_id}: {finding.reason}.", markup=False, soft_wrap=True)
    if found.findings:
        ERR.print(
            f"The first bad entry is {found.findings[0].sequence}. Next: keep this database as it is, put the last "
            "backup beside it, and compare the two.",
            markup=False, soft_wrap=True,
        )  # fmt: skip
        return 1
    sources = sorted({anchor.source for anchor in found.anchors})
    OUT.print(f"✔ {found.entries} entries follow one another unbroken.", markup=False)
    if sources:
        newest = max(anchor.sequence for anchor in found.anchors)
        OUT.print(f"✔ {len(found.anchors)} printed hashes agree, the newest of entry {newest}: {', '.join(sources)}",
                  markup=False, soft_wrap=True)  # fmt: skip
    else:
        OUT.print("No published review prints a hash yet: a cut or rewritten end could not be seen.", markup=False)
    return 0


def listing(rollout_id: str) -> None:
    """Print every entry: number, time, what, who, key."""
    from flows.wiring.ledger import open_ledger

    settings = read_settings()
    read_rollout(rollout_id, settings.rollouts_dir)
    table = Table(box=None, padding=(0, 2))
    for heading in ("No.", "At (UTC)", "What", "By", "Key", "Hash"):
        table.add_column(heading, overflow="fold")
    for event in open_ledger(settings).events(rollout_id):
        at = f"{event.at:%Y-%m-%d %H:%M:%S}"
        words = (str(event.sequence), at, event.kind.value, event.actor, event.key, event.hash[:12])
        table.add_row(*(word.replace("[", r"\[") for word in words))
    OUT.print(table)
