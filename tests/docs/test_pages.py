"""Every page of the documentation points at what is there: files, pictures, settings, commands, names of forms."""

import re
from pathlib import Path

import pytest

from domain.vendor_selection.settings import VendorSelectionRules
from flows.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SELECTION_PAGES = ("vendor-selection.md", "proposals.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_pictures_are_small(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    for link in links:
        target = page.parent / link
        assert target.exists(), link
        if target.suffix == ".png":
            assert target.stat().st_size < 250_000, link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_is_one_of_the_programs(page: Path) -> None:
    code = re.findall(r"```sh\n.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), re.DOTALL)
    typed = set(re.findall(r"(?:^|[/`])rollout ([a-z]+)\b", "\n".join(code), re.MULTILINE))
    assert typed <= set(cli.commands), typed - set(cli.commands)


@pytest.mark.parametrize("name", SELECTION_PAGES)
def test_every_setting_in_the_table_is_one_of_the_rules_with_the_default_that_is_said(name: str) -> None:
    table = (ROOT / "docs" / name).read_text(encoding="utf-8").split("## Settings (`rules.selection`)")[1]
    named = [cell for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for cell in re.findall(r"`(\w+)`", row)]
    assert len(named) >= 6
    assert set(named) <= set(VendorSelectionRules.model_fields), set(named) - set(VendorSelectionRules.model_fields)
