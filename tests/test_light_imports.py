"""Importing a shape or a protocol loads types only: no column library, no holiday calendar, no Prefect.

Who reads a ledger, a cell or a kept review waits for none of them. Each process starts clean, so that what another test
loaded does not count.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINES = ("numpy", "polars", "holidays", "pandas", "prefect")
ROOMS = ("connectors/ports", "domain/actions", "domain/figures", "domain/gates", "domain/ledger", "domain/workbook")
SHAPES = ("domain.arithmetic.chart_shapes", "domain.choice.opinions", "domain.contract.clauses",
          "domain.contract.credit_note", "domain.review.shapes.levels", "domain.review.shapes.parts",
          "domain.review.restatement", "domain.review.review", "domain.review.standing", "domain.sla.shapes",
          "domain.portfolio.card", "domain.rulebook", "configs.rollouts", "reports.words",
          "connectors.atlassian_jira.names", "connectors.errors")  # fmt: skip
PROBE = """
import importlib, sys
for name in sys.argv[2:]:
    importlib.import_module(name)
    if found := [engine for engine in sys.argv[1].split() if engine in sys.modules]:
        sys.exit(f"{name} loads {', '.join(found)}")
"""


def loads_an_engine(*modules: str) -> str:
    """The first module that loads one, and which; empty when none does."""
    asked = [sys.executable, "-c", PROBE, " ".join(ENGINES), *modules]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stderr.strip()


def modules_of(room: str) -> list[str]:
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((ROOT / room).glob("[!_]*.py"))]


def test_shapes_and_protocols_load_no_engine() -> None:
    modules = [name for room in ROOMS for name in modules_of(room)]
    assert {"connectors.ports.tracker", "domain.workbook.cells", "domain.ledger.phases"} <= set(modules)
    assert loads_an_engine(*modules, *SHAPES) == ""


@pytest.mark.parametrize(
    ("module", "engine"), [("domain.sla.tickets", "polars"), ("domain.working_time.calendars", "holidays")]
)
def test_the_probe_names_a_module_that_does(module: str, engine: str) -> None:
    found = loads_an_engine("domain.values", module)
    assert found.startswith(f"{module} loads")
    assert engine in found
