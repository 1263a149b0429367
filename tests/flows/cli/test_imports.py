"""What a command imports: only what it needs, so that looking something up takes no longer than it must.

Each command is run on a kept state in a process of its own; the table names what it must not have loaded. A command
that comes to load more fails here, whatever the machine's speed.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from configs.settings import Settings
from flows.keeping.backup import restore

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "tests" / "kept"
SCRIPT = """
import sys
from flows.cli import main
code = main()
print("LOADED", *sorted(sys.argv_heavy & sys.modules.keys()), file=sys.stderr)
sys.exit(code)
"""
PREFECT = ("prefect", "fastapi", "uvicorn", "starlette", "great_expectations", "pandas")
CLIENTS = ("gspread", "jira", "requests", "httpx", "apprise", "sandbox")
FORMS = ("docx", "xlsxwriter", "openpyxl", "typst", "vl_convert", "jinja2")
COLUMNS = ("polars", "numpy", "holidays")
OPENING = ("alembic",)
LANGUAGES = ("babel.dates", "babel.messages.pofile")
DATABASE = ("sqlalchemy", "pydantic", "ruamel.yaml", "babel")
RUNNING = ("tasks", "rich.progress")

NEVER = (*PREFECT, *CLIENTS, *OPENING)
LOOKS = (*NEVER, *FORMS, *COLUMNS, *RUNNING)
COMMANDS = {
    "--help": (*LOOKS, *LANGUAGES, *DATABASE, "rich"),
    "--version": (*LOOKS, *LANGUAGES, *DATABASE, "rich"),
    "status --help": (*LOOKS, *LANGUAGES, *DATABASE, "rich"),
    "status --rollout nordlys": (*LOOKS, *LANGUAGES),
    "status --rollout nordlys --json": (*LOOKS, *LANGUAGES),
    "contract --rollout nordlys --json": LOOKS,
    "contract --rollout nordlys": LOOKS,
    "codes discovery --rollout nordlys --show": (*LOOKS, *LANGUAGES),
    "audit verify --rollout nordlys": (*LOOKS, *LANGUAGES),
    "audit list --rollout nordlys": (*LOOKS, *LANGUAGES),
    "explain nordlys 2026-10 NB-1423": (*NEVER, *FORMS, "connectors.workbook", "connectors.google_sheets"),
    "explain nordlys 2026-10 resolution.P2": (*NEVER, *FORMS, "connectors.workbook", "connectors.google_sheets"),
    "explain nordlys 2026-10 kpi": (*NEVER, *FORMS),
    "explain nordlys --phase discovery": (*NEVER, *FORMS),
    "explain nordlys --phase vendor_selection": (*NEVER, *FORMS),
    "replay --rollout nordlys --month 2026-10": (*NEVER, *FORMS),
    "site": (*NEVER, "docx", "xlsxwriter", "openpyxl", "typst"),
    "backup --to made.tar.gz": (*LOOKS, *LANGUAGES),
}
"""What is typed -> what must not be loaded when it has ended well."""
FLOWS = {
    "flows.monthly_review": ("docx", "typst", "alembic", "great_expectations", "pandas", "openpyxl"),
    "flows.kickoff": ("docx", "xlsxwriter", "typst", "alembic", "great_expectations", "pandas", "openpyxl"),
    "flows.vendor_selection": ("docx", "xlsxwriter", "typst", "alembic", "great_expectations", "pandas"),
}
"""A flow -> what it loads only where it draws such a file, changes a schema, or checks rows not checked before."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a whole rollout in it."""
    found = tmp_path_factory.mktemp("kept") / "home"
    restore(Settings(home=found, rollouts_dir=KEPT / "rollouts"), KEPT / "nordlys-0.1.0.tar.gz")
    return found


def loaded(words: list[str], heavy: tuple[str, ...], cwd: Path, home: Path) -> tuple[int, list[str], str]:
    """The command's exit code, what it loaded of `heavy`, and everything it printed."""
    script = f"import sys; sys.argv_heavy = {set(heavy)!r}\n{SCRIPT}"
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=cwd, capture_output=True, text=True, timeout=600, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "ROLLOUT_HOME": str(home),
                          "ROLLOUT_ROLLOUTS_DIR": str(KEPT / "rollouts")},
    )  # fmt: skip
    line = next((line for line in done.stderr.splitlines() if line.startswith("LOADED")), "LOADED nothing to say")
    return done.returncode, line.split()[1:], done.stdout + done.stderr


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_loads_only_what_it_needs(typed: str, home: Path, tmp_path: Path) -> None:
    code, found, printed = loaded(typed.split(), COMMANDS[typed], tmp_path, home)
    assert code == 0, printed
    assert found == []


def test_the_table_sees_what_is_loaded(home: Path, tmp_path: Path) -> None:
    words = ["explain", "nordlys", "2026-10", "NB-1423"]
    assert loaded(words, ("polars", "sqlalchemy", "prefect"), tmp_path, home)[1] == ["polars", "sqlalchemy"]


@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_loads_no_form_before_it_draws_one(flow: str) -> None:
    script = f"import sys, {flow}; print(*sorted(set(sys.argv[1:]) & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", script, *FLOWS[flow]], cwd=ROOT, capture_output=True, text=True, timeout=600,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == []


def test_a_ledger_of_an_older_schema_is_brought_up_to_date_by_alembic(tmp_path: Path) -> None:
    code, found, _ = loaded(["status", "--rollout", "nordlys"], ("alembic",), tmp_path, tmp_path / "new")
    assert (code, found) == (0, ["alembic"])
