"""Evaluators who score in workbooks of their own: put together when all are in, closed until then."""

import json
import shutil

import openpyxl
import pytest

from configs.rollouts import EXAMPLES
from tests.terminal.rehearsals import Rehearsal

pytestmark = pytest.mark.slow

RUN = ("run", "vendor_selection", "--rollout", "nordlys")
BOOKS = {"Søren Dahl": "nordlys-soren", "Aisha Rahman": "nordlys-aisha", "Lars Bjerre": "nordlys-lars"}
TAB = "Bedømmelser"


@pytest.fixture
def apart(before_bids: Rehearsal) -> Rehearsal:
    """Discovery is approved; each evaluator has a workbook, and the company's own has no scores' tab."""
    sheets = before_bids.company / "sheets"
    for name, book_id in BOOKS.items():
        own = openpyxl.load_workbook(sheets / "nordlys.xlsx")
        for title in own.sheetnames:
            if title != TAB:
                del own[title]
        for row in range(own[TAB].max_row, 1, -1):
            if own[TAB][f"C{row}"].value != name:
                own[TAB].delete_rows(row)
        own.save(sheets / f"{book_id}.xlsx")
    company = openpyxl.load_workbook(sheets / "nordlys.xlsx")
    del company[TAB]
    company.save(sheets / "nordlys.xlsx")
    settings = (EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8")
    named = "".join(f'    "{name}": {book_id}\n' for name, book_id in BOOKS.items())
    wanted = settings.replace("  spreadsheet_id: nordlys\n", f"  spreadsheet_id: nordlys\n  evaluators:\n{named}")
    assert wanted != settings
    (before_bids.folder / "rollouts").mkdir()
    (before_bids.folder / "rollouts" / "nordlys.yaml").write_text(wanted, encoding="utf-8")
    return before_bids


def _write(rehearsal: Rehearsal, evaluator: str, cell: str, value: str | None) -> None:
    path = rehearsal.company / "sheets" / f"{BOOKS[evaluator]}.xlsx"
    shutil.copy(path, path.with_suffix(".kept"))
    book = openpyxl.load_workbook(path)
    book[TAB][cell] = value
    book.save(path)


def _put_back(rehearsal: Rehearsal, evaluator: str) -> None:
    path = rehearsal.company / "sheets" / f"{BOOKS[evaluator]}.xlsx"
    shutil.move(path.with_suffix(".kept"), path)


def test_scores_from_workbooks_of_their_own_are_put_together_when_all_are_in(apart: Rehearsal) -> None:
    _write(apart, "Aisha Rahman", "D5", None)
    missing = apart.rollout(*RUN, code=1)
    assert "mangler endnu: Aisha Rahman 1 (Aisha Rahman: Bedømmelser!D5)" in missing.stderr
    _put_back(apart, "Aisha Rahman")
    _write(apart, "Lars Bjerre", "C4", "Søren Dahl")
    others = apart.rollout(*RUN, code=1)
    told = "Regnearket for Lars Bjerre har en score af Søren Dahl (Lars Bjerre: Bedømmelser!C4)"
    assert told in others.stderr
    _put_back(apart, "Lars Bjerre")
    assert "awaiting decision" in apart.rollout(*RUN).stdout
    page = (apart.home / "reviews" / "nordlys" / "vendor-selection.html").read_text(encoding="utf-8")
    assert "Baltic Ledger Services" in page
    # Lars's workbook is again as it was before the change: the gate says which of its snapshots it was computed from.
    told_again = json.loads(apart.rollout("explain", "nordlys", "--phase", "vendor_selection", "--json").stdout)
    assert told_again["differing"] == []
    score = next(one for one in told_again["figures"] if one["figure_id"] == "vendor.BLS.criterion.pris")
    assert len(score["snapshot_id"].split(", ")) == len(BOOKS)
    assert not [source["cells"] for source in score["inputs"] if source["cells"]]
