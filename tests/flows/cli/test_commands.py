"""The command line as a user meets it: quick help, one sentence per problem, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.budgets import FAR_OFF_SECONDS

ROOT = Path(__file__).resolve().parents[3]


def rollout(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main())", *words],
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "400"} | environment,
        capture_output=True, text=True, timeout=FAR_OFF_SECONDS, check=False,
    )  # fmt: skip


def test_help_imports_neither_prefect_nor_great_expectations(tmp_path: Path) -> None:
    script = (
        "import sys; from flows.cli import main; code = main();"
        "heavy = {'prefect', 'great_expectations', 'polars', 'pydantic', 'gspread', 'jira'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "discovery" not in done.stderr
    assert "decide" in done.stdout


@pytest.mark.parametrize(
    "words",
    [("status", "--rollout", "nordlys"), ("contract", "--rollout", "nordlys"), ("explain", "nordlys", "2026-10", "x"),
     ("codes", "discovery", "--rollout", "nordlys", "--show"), ("audit", "verify", "--rollout", "nordlys")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_command_that_only_reads_does_without_prefect(tmp_path: Path, words: tuple[str, ...]) -> None:
    script = "import sys; from flows.cli import main; main(); sys.exit('prefect' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("status", "--rollout", "nowhere"), "no rollout called 'nowhere'"),
        (("run", "discovery", "--rollout", "nowhere"), "no rollout called 'nowhere'"),
        (("contract", "--rollout", "nowhere"), "no rollout called 'nowhere'"),
        (("explain", "nordlys", "2026-10", "NB-1"), "Der er endnu intet at forklare"),
        (("explain", "nordlys", "2026-10", "NB-1", "--language", "en"), "There is nothing to explain yet"),
        (("explain", "nordlys", "--phase", "discovery"), "kør den først: rollout run discovery --rollout nordlys."),
        (("explain", "nordlys", "oktober", "NB-1"), "»oktober« er ingen måned"),
        (("review", "--rollout", "nordlys", "--month", "2026-13"), "»2026-13« er ingen måned"),
        (("review", "--rollout", "nordlys", "--month", "oktober"), "»oktober« er ingen måned"),
        (("run", "discovery", "--rollout", "nordlys", "--as-of", "soon"), "»soon« er intet tidspunkt"),
        (("run", "discovery", "--rollout", "nordlys"), "Demovirksomheden til »nordlys« er ikke lavet her"),
        (("decide", "discovery", "--rollout", "nordlys", "--as", "Nobody", "--approve"), "Ingen ved navn »Nobody«"),
        (
            ("decide", "discovery", "--rollout", "nordlys", "--as", "Aisha Rahman", "--approve"),
            "Aisha Rahman ejer ikke beslutningspunktet for Opdagelse. Næste skridt: spørg Mette Holm",
        ),
        (
            ("decide", "discovery", "--rollout", "nordlys", "--as", "Mette Holm", "--approve"),
            "status er: ikke begyndt. Næste skridt: se, hvor den står: rollout status --rollout nordlys.",
        ),
        (("codes", "pilot", "--rollout", "nordlys"), "kør først fasen: rollout run pilot --rollout nordlys."),
    ],
)
def test_a_problem_is_one_sentence_in_the_rollouts_language(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = rollout(*words, cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert sentence in done.stderr
    english = "nowhere" in words or "en" in words
    assert ("Next: " if english else "Næste skridt: ") in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_of_settings_that_cannot_be_used_the_language_still_counts(tmp_path: Path) -> None:
    (tmp_path / "rollouts").mkdir()
    for name, line in (("sydlys", ""), ("westlight", "language: en\n")):
        (tmp_path / "rollouts" / f"{name}.yaml").write_text(f"{line}company: 7\n", encoding="utf-8")
    danish, english = (rollout("status", "--rollout", name, cwd=tmp_path) for name in ("sydlys", "westlight"))
    assert "En værdi i udrulningens opsætning kan ikke bruges (sydlys.yaml: rollout_id)" in danish.stderr
    assert ": Feltet skal udfyldes (og 6 til). Næste skridt: ret den, og kør igen." in danish.stderr
    assert ": Field required (and 6 more). Next: correct it and run again." in english.stderr


def test_a_wrong_phase_is_refused_with_the_phases(tmp_path: Path) -> None:
    done = rollout("run", "party", "--rollout", "nordlys", cwd=tmp_path)
    assert done.returncode == 2
    assert "vendor_selection" in done.stderr


def test_status_of_a_new_rollout_shows_six_phases_and_the_next_command(tmp_path: Path) -> None:
    done = rollout("status", "--rollout", "nordlys", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("not started") == 6
    assert "Next: rollout run discovery --rollout nordlys" in done.stdout


def test_the_contract_of_a_new_rollout_is_that_of_the_settings(tmp_path: Path) -> None:
    done = rollout("contract", "--rollout", "nordlys", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Den gældende kontrakt er den i opsætningen" in done.stdout
    assert "250.000 kr." in done.stdout.replace("\u00a0", " ")
    assert "Underskrevet af" not in done.stdout


def test_the_password_of_an_unreachable_ledger_is_not_shown(tmp_path: Path) -> None:
    done = rollout(
        "status", "--rollout", "nordlys", cwd=tmp_path,
        ROLLOUT_LEDGER_URL="postgresql+psycopg://rollout:canary-6f1d@127.0.0.1:1/ledger",
    )  # fmt: skip
    assert done.returncode == 1
    assert "canary-6f1d" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_site_is_written_and_its_front_page_named(tmp_path: Path) -> None:
    done = rollout("site", "--out", "pages", "--language", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"Front page: {(tmp_path / 'pages' / 'index.html').as_uri()}" in done.stdout
    assert "2 pages; 2 files changed, 0 removed" in done.stdout
    again = rollout("site", "--out", "pages", "--language", "en", cwd=tmp_path)
    assert "2 pages; 0 files changed, 0 removed" in again.stdout


def test_a_folder_with_other_files_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    done = rollout("site", "--out", "mine", cwd=tmp_path)
    assert done.returncode == 1
    assert "'mine' is in use for something else" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_broken_settings_are_told_on_the_terminal_and_the_site_is_written(tmp_path: Path) -> None:
    (tmp_path / "rollouts").mkdir()
    (tmp_path / "rollouts" / "sydlys.yaml").write_text("company: 7\n", encoding="utf-8")
    done = rollout("site", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "sydlys is not shown whole" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "sydlys.yaml" in (tmp_path / ".rollout" / "site" / "index.html").read_text(encoding="utf-8")
