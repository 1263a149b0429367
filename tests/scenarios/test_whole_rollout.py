"""A newcomer's first hour: the demo, the demo again, each phase again, a decision by hand, and what goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import openpyxl
import pytest

from tests.budgets import FAR_OFF_SECONDS
from tests.scenarios.state import end_state
from tests.terminal.rehearsals import Rehearsal
from tests.terminal.typist import MAIN, ROOT

pytestmark = pytest.mark.slow


def type_demo(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "demo", "--no-stay", "--port", "0"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=FAR_OFF_SECONDS,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("PREFECT_API")}
        | {"PYTHONPATH": str(ROOT), "COLUMNS": "400"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


def test_the_demo_goes_from_discovery_to_a_published_review_and_again_without_a_change(tmp_path: Path) -> None:
    said = type_demo(tmp_path)
    assert said.count("✔ approved") == 6
    assert "approved in the name of Mette Holm" in said
    for place in ("Review page", "Workbook (Excel)", "Prefect UI"):
        assert place in said
    first = end_state(tmp_path / ".rollout")
    published = set(first["tabs"])
    wanted = {
        "Køreplan",
        "Business case",
        "Advarselstegn",
        "Kortliste",
        "SOW-forslag",
        "Kick-off-plan",
        "Pilotresultat",
        "Overdragelse",
    }
    assert published >= wanted | {"ROI", "SLA 2026-10", "Brud 2026-10"}
    folder = tmp_path / ".rollout" / "reviews" / "nordlys"
    assert {path.name for path in folder.glob("*.docx")} == {
        "rfp.docx",
        "award.docx",
        "sow.docx",
        "data-processing.docx",
        *(f"letter-{bidder}.docx" for bidder in ("bls", "che", "fjo", "kro", "ore")),
    }
    epics = [summary for _, summary, *_ in first["issues"] if summary.startswith("Bølge ")]
    assert len(epics) == 14
    type_demo(tmp_path)
    assert end_state(tmp_path / ".rollout") == first


def test_a_phase_run_again_finds_nothing_changed_and_writes_nothing(begun: Rehearsal) -> None:
    writes = begun.writes()
    done = begun.rollout("run", "discovery", "--rollout", "nordlys")
    assert "nothing has changed" in done.stdout
    assert begun.writes() == writes


def test_the_next_phase_waits_for_the_decision_and_starts_after_it(begun: Rehearsal) -> None:
    early = begun.rollout("run", "vendor_selection", "--rollout", "nordlys", code=1)
    assert "Opdagelse er ikke godkendt; status er: afventer beslutning" in early.stderr
    assert "Næste skridt: spørg projektleder" in early.stderr
    approved = begun.decide("discovery", "Mette Holm")
    assert "NOG-14: " in approved.stdout, "the approval itself opens the roadmap's epics"
    begun.rollout("run", "vendor_selection", "--rollout", "nordlys")
    assert "NOG-15" not in (begun.company / "jira" / "issues.ndjson").read_text(encoding="utf-8"), "and nobody else"
    one = begun.decide("vendor_selection", "Søren Dahl")
    assert "awaiting legal" in one.stdout
    both = begun.decide("vendor_selection", "Aisha Rahman")
    assert "is approved" in both.stdout


def test_a_code_is_asked_for_works_once_and_is_never_shown_but_in_its_letter(begun: Rehearsal) -> None:
    words = ("decide", "discovery", "--rollout", "nordlys", "--as", "Mette Holm")
    missing = begun.rollout(*words, "--approve", code=1)
    assert "Den personlige kode for Mette Holm mangler" in missing.stderr
    code = begun.code("mette.holm@nordlys.example")
    wrong = begun.rollout(*words, "--approve", "--code", "AAAA-BBBB-CCCC-DDDD", code=1)
    assert "der er ikke udstedt nogen sådan kode" in wrong.stderr
    assert "is approved" in begun.decide("discovery", "Mette Holm").stdout
    again = begun.rollout(*words, "--refuse", "--reason", "changed my mind", "--code", code, code=1)
    assert "Intet afventer en beslutning" in again.stderr
    kept = (begun.home / "ledger.db").read_bytes()
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


def test_nobody_approves_what_they_asked_for_themselves(rehearsal: Rehearsal) -> None:
    rehearsal.rollout("run", "discovery", "--rollout", "nordlys", "--by", "Mette Holm")
    done = rehearsal.decide("discovery", "Mette Holm", code=1)
    assert "ingen godkender sin egen anmodning" in done.stderr


def test_a_missing_tab_is_one_sentence_with_the_tabs_that_exist(rehearsal: Rehearsal) -> None:
    path = rehearsal.company / "sheets" / "nordlys.xlsx"
    book = openpyxl.load_workbook(path)
    book["Processer"].title = "Processer 2024"
    book.save(path)
    done = rehearsal.rollout("run", "discovery", "--rollout", "nordlys", code=1)
    assert "Processer" in done.stderr
    assert "Processer 2024" in done.stderr
    assert "Næste skridt:" in " ".join(done.stderr.split())


def test_a_renamed_header_is_refused_before_anything_is_written(rehearsal: Rehearsal) -> None:
    path = rehearsal.company / "sheets" / "nordlys.xlsx"
    book = openpyxl.load_workbook(path)
    book["Processer"]["E1"] = "Tid"
    book.save(path)
    done = rehearsal.rollout("run", "discovery", "--rollout", "nordlys", code=1)
    said = " ".join(done.stderr.split())
    assert "Kolonnen Timer pr. måned mangler" in said
    assert "Næste skridt: Tilføj en kolonne med overskriften Timer pr. måned" in said
    assert rehearsal.writes() == 0


@pytest.mark.parametrize(("month", "says"), [("2025-08", "august 2025"), ("2027-01", "januar 2027 er ikke begyndt")])
def test_a_month_that_cannot_be_reviewed_is_refused(rehearsal: Rehearsal, month: str, says: str) -> None:
    words = ("review", "--rollout", "nordlys", "--month", month, "--as-of", "2026-11-02")
    done = rehearsal.rollout(*words, code=1)
    assert says in done.stderr
    assert "Næste skridt:" in " ".join(done.stderr.split())
    assert rehearsal.writes() == 0


def test_a_refused_permission_names_the_account_and_what_to_grant(rehearsal: Rehearsal) -> None:
    refusal = {"error": {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}}
    fault = {"kind": "answer", "path": "/v4/spreadsheets/.*", "status": 403, "body": json.dumps(refusal), "times": 9}
    httpx.post(f"{rehearsal.addresses['sheets']}/__sandbox__/faults", json=fault).raise_for_status()
    done = rehearsal.rollout("run", "discovery", "--rollout", "nordlys", code=1)
    assert "rollout@nordlys.iam.example" in done.stderr
    assert "Næste skridt:" in " ".join(done.stderr.split())
