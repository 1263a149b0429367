"""docs/discovery.md prints what the program prints: every quoted figure, command, setting, file and picture is real."""

import re
from functools import cache
from pathlib import Path

import pytest

from domain.discovery.gate import discovery_gate
from domain.figures.working import Working
from domain.ledger.phases import Phase
from flows.explain.phase import PhaseWorkings, phase_workings
from reports.discovery.figures import working_lines
from reports.language import Speaker
from tests.demo_phases import nordlys
from tests.flows.explain.test_phase import discovered, recorded

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/discovery.md").read_text(encoding="utf-8")
SPEAKER = Speaker("en")


@pytest.fixture
def explained() -> PhaseWorkings:
    return phase_workings(recorded(Phase.DISCOVERY, discovery_gate(discovered()).evidence), nordlys(), Phase.DISCOVERY)


@cache
def blocks() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Figure id and the lines quoted under it, without the four spaces that make them code."""
    found: list[tuple[str, list[str]]] = []
    for line in PAGE.splitlines():
        text = line[4:] if line.startswith("    ") else ""
        head = re.match(r"([a-z]+\.\S+) · ", text)
        if head:
            found.append((head[1], [text]))
        elif text and found:
            found[-1][1].append(text)
    return tuple((name, tuple(lines)) for name, lines in found)


def said(working: Working, explained: PhaseWorkings) -> list[str]:
    return working_lines(working, explained.workings, SPEAKER)


def test_every_quoted_line_is_what_explain_prints(explained: PhaseWorkings) -> None:
    assert len(blocks()) >= 9
    for name, lines in blocks():
        printed = said(explained.workings[name], explained)
        assert [line for line in lines if line not in printed] == [], name


def test_every_named_figure_exists(explained: PhaseWorkings) -> None:
    asked = re.findall(r"--phase discovery ([a-z]\S+)", PAGE)
    named = re.findall(r"`((?:burnout|swing|case|signs|process|flow|baseline)\.[\w.-]+)`", PAGE)
    assert asked
    assert named
    for figure_id in [*asked, *named]:
        assert explained.beginning(figure_id)


def test_every_named_file_and_picture_exists_and_pictures_are_small() -> None:
    for place in re.findall(r"`((?:domain|reports|flows|tests)/[\w/]+\.py)`", PAGE):
        assert (ROOT / place).is_file(), place
    pictures = re.findall(r"\]\((images/[\w-]+\.png)\)", PAGE)
    assert len(pictures) == 3
    for picture in pictures:
        assert (ROOT / "docs" / picture).stat().st_size < 200_000, picture


def test_every_named_setting_exists() -> None:
    rules = nordlys().rules.discovery
    for path in ("coefficients", "signs", "weights.exclude_sensitivity_from", "business_case", "minimum_group_size"):
        assert f"`{path}`" in PAGE
        value: object = rules
        for part in path.split("."):
            value = getattr(value, part)
