"""Every phase has a flow of its own name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.ledger.phases import Phase
from flows.cli.commands.options import PHASES
from flows.phases import phase_flow

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("phase", Phase)
def test_a_phase_is_carried_by_the_flow_of_its_name(phase: Phase) -> None:
    assert phase_flow(phase).name == phase


def test_the_command_line_offers_every_phase_in_order() -> None:
    assert tuple(Phase) == PHASES


def test_the_register_itself_imports_no_prefect() -> None:
    script = "import sys, flows.phases; sys.exit('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0
