"""A month's review in every form: seconds and kilobytes for 60 and for 2,000 breaches, first time and again.

Each size in a process of its own, so that the first time is one: charts, fonts and templates are not loaded yet.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

BREACHES = (60, 2_000)
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Run both sizes and print the table; the inner step is this same file."""
    if len(sys.argv) == 2:
        print(json.dumps(render(int(sys.argv[1]))))
        return
    table = Table(title="Typed review -> a document in every form (Danish)")
    for heading in ("Breaches", "Form", "First s", "Again s", "kB"):
        table.add_column(heading, justify="left" if heading == "Form" else "right")
    for count in BREACHES:
        found = _own_process(count)
        for form, (first, again, size) in found["forms"].items():
            table.add_row(f"{count:,}", form, f"{first:.2f}", f"{again:.2f}", f"{size / 1000:,.0f}")
        table.add_row(f"{count:,}", f"peak {found['peak_megabytes']:.0f} MB", "", "", "", end_section=True)
    Console(width=100).print(table)


def _own_process(count: int) -> dict[str, dict[str, tuple[float, float, int]]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.forms", str(count)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def render(count: int) -> dict[str, object]:
    """Every form twice: the second time charts are known, as for the second form of a published review."""
    from reports.forms.charts.svg import drawn
    from reports.forms.excel.workbooks import render_workbook
    from reports.forms.html.pages import render_page
    from reports.forms.markdown import render_markdown
    from reports.forms.paper.prints import render_pdf
    from reports.forms.sheet_tabs import tab_contents
    from reports.forms.word.files import render_word
    from reports.review.review import compose
    from tests.reports.review.samples import full_review

    document = compose(full_review(breaches=count))
    forms: dict[str, Callable[[], bytes]] = {
        "charts (SVG)": lambda: "".join(drawn(document, "da").values()).encode(),
        "page (HTML)": lambda: render_page(document, "da").encode(),
        "print (PDF)": lambda: render_pdf(document, "da"),
        "workbook (XLSX)": lambda: render_workbook(document, "da"),
        "Word file (DOCX)": lambda: render_word(document, "da"),
        "tabs (Sheets)": lambda: json.dumps([tab.rows for tab in tab_contents(document, "da")]).encode(),
        "summary (Markdown)": lambda: render_markdown(document, "da").encode(),
    }
    timed = {name: _twice(form) for name, form in forms.items()}
    return {"forms": timed, "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def _twice(form: Callable[[], bytes]) -> tuple[float, float, int]:
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        content = form()
        seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1], len(content)


if __name__ == "__main__":
    main()
