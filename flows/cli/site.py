"""`rollout site`. Here: printing. Not here: the site (`flows.site.build`)."""

import time
import webbrowser
from pathlib import Path

from configs.settings import read_settings
from flows.cli.printing import ERR, OUT


def write_site(out: Path | None, language: str | None, *, open_link: bool) -> None:
    """Write the site and say where its front page is."""
    from flows.site.build import build_site
    from flows.wiring.places import site_folder

    settings, started = read_settings(), time.monotonic()
    result = build_site(settings, site_folder(settings, out), language or "")
    for name, why in result.left_out.items():
        ERR.print(f"▲ {name} is not shown whole: {why}", markup=False, soft_wrap=True)
    seconds = time.monotonic() - started
    OUT.print(
        f"{result.pages} pages; {result.changed} files changed, {result.removed} removed, in {seconds:.1f} s.",
        markup=False,
    )
    OUT.print(f"Front page: {result.front}", markup=False, soft_wrap=True)
    if open_link:
        webbrowser.open(result.front)
