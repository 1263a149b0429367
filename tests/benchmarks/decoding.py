"""What decoding Jira's JSON costs per GB: the typed structs the connector uses, beside json and orjson.

Pages of a hundred issues as Jira Cloud gives them, made of the stand-in's own issues. All three end with the same
number of history entries, so that nobody wins by reading less.
"""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from connectors.atlassian_jira.answers import SearchPage, decode

PAGES = 200
PAGE_ISSUES = 100


def pages() -> list[bytes]:
    """Search answers as bytes."""
    from sandbox.nordlys.build import build_bench_folder

    with tempfile.TemporaryDirectory(prefix="rollout-bench-") as name:
        folder = Path(name) / "sandbox"
        build_bench_folder(folder, 2_000, seed=1)
        [path] = folder.rglob("issues.ndjson")
        lines = path.read_bytes().splitlines()
    made = [
        b'{"issues":[' + b",".join(lines[low : low + PAGE_ISSUES]) + b'],"isLast":true}'
        for low in range(0, len(lines), PAGE_ISSUES)
    ]
    return (made * (PAGES // len(made) + 1))[:PAGES]


def typed(body: bytes) -> int:
    """As the connector does: only the fields that are used become objects."""
    page = decode(body, SearchPage)
    return sum(len(issue.changelog.histories) for issue in page.issues if issue.changelog)


def plain(load: Callable[[bytes], dict[str, list[dict[str, dict[str, list[object]]]]]]) -> Callable[[bytes], int]:
    """Everything as dictionaries."""

    def count(body: bytes) -> int:
        return sum(len(issue["changelog"]["histories"]) for issue in load(body)["issues"])

    return count


def main() -> None:
    """Time each over the same pages and print the table."""
    bodies = pages()
    gigabytes = sum(map(len, bodies)) / 1e9
    table = Table(title=f"Decoding {len(bodies)} pages of Jira issues, {gigabytes * 1000:.0f} MB, one core")
    for heading in ("Decoder", "CPU s per GB", "Ratio", "Entries read"):
        table.add_column(heading, justify="left" if heading == "Decoder" else "right")
    base = 0.0
    for name, count in (
        ("msgspec, typed (this project)", typed),
        ("orjson", plain(orjson.loads)),
        ("json", plain(json.loads)),
    ):
        began = time.process_time()
        entries = sum(count(body) for body in bodies)
        per_gigabyte = (time.process_time() - began) / gigabytes
        base = base or per_gigabyte
        table.add_row(name, f"{per_gigabyte:.2f}", f"{per_gigabyte / base:.1f}", f"{entries:,}")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
