"""The demo company's tabs that are the same in every build, read from the CSV files in `csv/`, a file per tab.

Here: a file becomes row models. Its header is the model's field names; an empty cell is no value; yes and no are yes
and no. Not here: tabs that are drawn from the seed (`sandbox.nordlys.tabs.people`), what is wrong on purpose in the
workbook (`sandbox.nordlys.tabs.workbook`). What each file tells is in the room's README.
"""

import csv
from functools import cache
from pathlib import Path
from typing import TypeVar

from domain.workbook.bidders import CaseStudy, Certificate, OfferedLevel, PriceLine, Reference, Vendor
from domain.workbook.delivery import AccessGrant, Control, Deliverable, PilotCheck, WaveStep
from domain.workbook.evaluation import Criterion, Score, SubCriterion
from domain.workbook.people import ExitRecord, SalaryBand, Team
from domain.workbook.processes import Process
from domain.workbook.tables import Row

FILES: dict[type[Row], str] = {
    Team: "teams",
    Process: "processes",
    WaveStep: "waves",
    ExitRecord: "exits",
    SalaryBand: "salary_bands",
    Criterion: "criteria",
    SubCriterion: "sub_criteria",
    Vendor: "vendors",
    Certificate: "certificates",
    Reference: "references",
    CaseStudy: "case_studies",
    PriceLine: "price_lines",
    Score: "scores",
    OfferedLevel: "offered_levels",
    Deliverable: "deliverables",
    AccessGrant: "access_grants",
    Control: "controls",
    PilotCheck: "pilot_checks",
}
"""Row model -> name of its file."""

_FOLDER = Path(__file__).with_name("csv")
R = TypeVar("R", bound=Row)


def rows_of(model: type[R]) -> tuple[R, ...]:
    """The rows of one tab, in the order of its file.

    Raises:
        ValidationError: a cell does not fit its field; names the field.
        KeyError: the tab is drawn from the seed and has no file.
    """
    return tuple(model.model_validate(cells) for cells in _cells(FILES[model]))


@cache
def _cells(name: str) -> tuple[dict[str, str | None], ...]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple({field: cell or None for field, cell in line.items()} for line in csv.DictReader(file))
