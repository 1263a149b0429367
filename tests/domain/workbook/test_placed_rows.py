import pytest

from domain.workbook.placed_rows import RowAddresses, TabPart, joined

CRITERIA = RowAddresses((TabPart("Kriterier", {"criterion_id": 0, "weight": 2}, (2, 3, 6)),))
OTHER = RowAddresses((TabPart("Aisha: Bedømmelser", {"score": 27}, (4,)),))


@pytest.mark.parametrize(
    ("index", "field", "address"),
    [(0, "weight", "Kriterier!C2"), (2, "weight", "Kriterier!C6"), (1, "", "Kriterier!A3"), (1, "no", "Kriterier!A3")],
)
def test_a_row_is_named_by_the_cell_it_stands_in(index: int, field: str, address: str) -> None:
    assert CRITERIA.cell(index, field) == address


def test_a_column_is_named_from_its_first_to_its_last_row() -> None:
    assert CRITERIA.column("weight") == "Kriterier!C2:C6"
    assert OTHER.column("score") == "Aisha: Bedømmelser!AB4"
    assert RowAddresses((TabPart("Kriterier", {}, ()),)).column("weight") == "Kriterier"


def test_rows_of_several_workbooks_keep_their_addresses_when_put_together() -> None:
    both = joined([CRITERIA, OTHER])
    assert [both.cell(k, "score") for k in (2, 3)] == ["Kriterier!A6", "Aisha: Bedømmelser!AB4"]
    assert both.column("score") == "Kriterier!A2:A6, Aisha: Bedømmelser!AB4"


def test_a_further_row_begins_under_everything_that_stands_in_the_tab() -> None:
    assert RowAddresses((TabPart("Kriterier", {"criterion_id": 1}, (2, 3), 9),)).next_free("criterion_id") == (
        "Kriterier!B9"
    )
    assert RowAddresses().next_free() == ""


def test_a_row_that_is_not_there_has_no_address() -> None:
    with pytest.raises(IndexError):
        CRITERIA.cell(3)
