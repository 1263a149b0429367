"""docs/vendor-selection.md quotes what the program prints."""

import re
from pathlib import Path

from reports.discovery.figures import working_lines
from reports.language import Speaker
from tests.demo_phases import demo_selection

PAGE = (Path(__file__).parents[2] / "docs/vendor-selection.md").read_text(encoding="utf-8")


def quoted() -> dict[str, list[str]]:
    """Figure id -> the lines quoted under it, without the four spaces that make them code."""
    found: dict[str, list[str]] = {}
    for line in PAGE.splitlines():
        head = re.match(r" {4}(\w\S*) · ", line)
        if head:
            found[head[1]] = [line[4:]]
        elif line.startswith("      ") and found:
            found[list(found)[-1]].append(line[4:])
    return found


def test_every_quoted_line_is_what_explain_prints() -> None:
    workings = demo_selection().trace.workings
    assert len(quoted()) == 3
    for figure_id, lines in quoted().items():
        printed = working_lines(workings[figure_id], workings, Speaker("en"))
        assert [line for line in lines if line not in printed] == [], figure_id


def test_the_table_of_second_looks_says_the_demos_figures() -> None:
    figures = {figure_id: working.value for figure_id, working in demo_selection().trace.workings.items()}

    def said(figure_id: str) -> str:
        return Speaker("en").value(figures[figure_id], "percent").replace("\u00a0", " ")

    assert f"Baltic {said('vendor.BLS.wins_share')}, Øresund {said('vendor.ORE.wins_share')}" in PAGE
    assert f"Baltic wins {said('vendor.BLS.panel_wins')}" in PAGE
    assert f"culture at {figures['flip']} instead of {figures['criterion.kultur.weight']}" in PAGE
