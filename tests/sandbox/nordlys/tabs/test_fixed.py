"""The demo company's fixed tabs: every file is a tab, every column a field, every row a row."""

import csv
from pathlib import Path

import pytest

from domain.workbook.tables import Row
from domain.workbook.tabs import ALL_TABS
from sandbox.nordlys.tabs import fixed
from sandbox.nordlys.tabs.fixed import FILES, rows_of

FOLDER = Path(fixed.__file__).with_name("csv")


@pytest.mark.parametrize("model", FILES, ids=lambda model: FILES[model])
def test_a_files_header_is_the_models_fields_and_every_line_is_a_row(model: type[Row]) -> None:
    with (FOLDER / f"{FILES[model]}.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file))
    assert header == list(model.model_fields)
    assert len(rows_of(model)) == len(lines) > 0


def test_every_file_is_read_and_every_tab_is_either_a_file_or_drawn_from_the_seed() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(FILES.values())
    drawn = {"WorkMonth", "SurveyResult", "BusinessMonth", "VoiceMonth"}
    assert {model.__name__ for model in ALL_TABS} == {model.__name__ for model in FILES} | drawn
