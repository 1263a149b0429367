"""The command `replay`: a published month, computed again and compared.

Here: printing. Not here: the comparison (`flows.explain.replay`).
"""

import click

from configs.rollouts import read_rollout
from configs.settings import read_settings
from flows.cli.printing import OUT
from flows.cli.typed import check_month, instant_of
from flows.explain.replay import replay_month
from reports.language import Speaker
from reports.review.restatements import restatement_lines


def replay(rollout_id: str, month: str, as_of: str | None) -> None:
    """Print whether the month comes out as it was published; exit code 1 when it does not."""
    settings = read_settings()
    rollout = read_rollout(rollout_id, settings.rollouts_dir)
    check_month(month)
    found = replay_month(settings, rollout, month, instant_of(as_of, rollout))
    OUT.print(
        f"{month}, from snapshot {found.published.snapshot_id}, data until {found.recomputed.cut_off_at:%F %T} UTC"
    )
    OUT.print(f"  published:  {found.published.review_hash}", soft_wrap=True)
    OUT.print(f"  recomputed: {found.recomputed.review_hash}", soft_wrap=True)
    if found.differences is None:
        OUT.print(
            "Every figure is the same." if found.same_bytes else "Every figure is the same; other details differ."
        )
        return
    speaker = Speaker(rollout.language, zone=rollout.zone, currency=rollout.contract.currency)
    for line in restatement_lines(found.differences):
        OUT.print(f"  {speaker.say(line)}", markup=False, soft_wrap=True)
    raise click.exceptions.Exit(1)
