"""A problem is told in the reader's language, with the command or the form that does the next step."""

from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

from domain.ledger.phases import Phase
from domain.problems import RuleRefused, Start, Work
from domain.reasons import Reason
from flows.cli import cli
from flows.wiring.telling import COMMANDS, FORMS, command, for_pages, for_terminal, speaker_of
from reports.language import Speaker
from reports.messages import ROOT

NOTHING_AWAITS = RuleRefused(
    Reason("Nothing awaits a decision in {phase}", phase="pilot"),
    why=Reason("its status is {status}", status="awaiting decision"),
    next_step=Reason("run the phase first"),
    start=Start(Work.RUN_PHASE, phase="pilot"),
)


def test_a_terminal_reads_the_command_and_a_page_the_form() -> None:
    danish = "Intet afventer en beslutning i Pilot: status er: afventer beslutning. Næste skridt: kør først fasen: "
    assert for_terminal(NOTHING_AWAITS, Speaker("da"), "nordlys") == f"{danish}rollout run pilot --rollout nordlys."
    assert for_pages(NOTHING_AWAITS, Speaker("da"), "nordlys") == f"{danish}formularen »pilot«."
    english = "Nothing awaits a decision in Pilot: its status is awaiting decision. Next: run the phase first: "
    assert for_pages(NOTHING_AWAITS, Speaker("en")) == f"{english}the form 'pilot'."


def test_what_has_no_form_is_told_as_a_command_on_pages_too() -> None:
    refused = RuleRefused(Reason("This code has been used"), start=Start(Work.SEND_CODES, phase="pilot"))
    told = for_pages(refused, Speaker("da"), "nordlys")
    assert told == "Denne kode er brugt. Næste skridt: kommandoen rollout codes pilot --rollout nordlys."


def test_a_problem_of_another_rollout_names_that_one() -> None:
    assert command(Start(Work.VERIFY_LEDGER, rollout_id="sydlys"), "nordlys").endswith("--rollout sydlys")


@pytest.mark.parametrize("work", list(Work))
def test_every_piece_of_work_has_a_command_that_the_command_line_takes(work: Work) -> None:
    said = command(Start(work, phase="pilot", month="2026-10"), "nordlys").split()[1:]
    found: click.Command = cli
    while isinstance(found, click.Group):
        found, said = found.commands[said[0]], said[1:]
    found.make_context("rollout", said)  # raises for an option or argument that the command does not have
    assert set(COMMANDS) == set(Work)


def test_every_form_is_a_deployment() -> None:
    kept = YAML(typ="safe", pure=True).load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    names = {deployment["name"] for deployment in kept["deployments"]}
    starts = [Start(work, phase=phase) for work in FORMS for phase in Phase]
    told = {for_pages(RuleRefused(Reason("No"), start=start), Speaker("en")) for start in starts}
    assert told <= {f"No. Next: the form '{name}'." for name in names}


@pytest.mark.parametrize(
    ("rollout_id", "asked", "language"),
    [("nordlys", "", "da"), ("nordlys", "en", "en"), ("", "", "en"), ("nowhere", "", "en"), ("nowhere", "da", "da"),
     ("broken", "", "da"), ("westlight", "", "en"), ("no_yaml", "", "en"), ("klingon", "", "en")],
)  # fmt: skip
def test_the_language_is_the_one_asked_for_or_the_rollouts_or_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rollout_id: str, asked: str, language: str
) -> None:
    files = {"broken": "company: 7", "westlight": "language: en", "no_yaml": "{", "klingon": "language: tlh"}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ROLLOUT_ROLLOUTS_DIR", str(tmp_path))
    assert speaker_of(rollout_id, asked).language == language


def test_with_unusable_settings_of_the_machine_english_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOUT_CRASH_AFTER_EVENTS", "soon")
    assert speaker_of("nordlys").language == "en"
