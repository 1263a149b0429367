"""Rows of plain and of packed tables belong to the same tickets and mean the same."""

import polars as pl
import pytest

from domain.sla.changes import codes_of, positions_of
from domain.sla.tickets import ROW

HELD = pl.DataFrame({"issue_id": ["20", "7"], ROW: pl.Series([2, 0], dtype=pl.Int32)})


def test_a_row_belongs_to_the_same_ticket_by_id_and_by_row() -> None:
    plain = pl.DataFrame({"issue_id": ["7", "7", "8", "20", "9"]})
    packed = pl.DataFrame({ROW: pl.Series([0, 0, 1, 2, 5], dtype=pl.Int32)})
    assert positions_of(HELD, plain).tolist() == positions_of(HELD, packed).tolist() == [1, 1, -1, 0, -1]


def test_no_row_belongs_to_no_ticket() -> None:
    assert positions_of(HELD, pl.DataFrame(schema={ROW: pl.Int32})).tolist() == []
    assert positions_of(HELD.clear(), pl.DataFrame({ROW: pl.Series([3], dtype=pl.Int32)})).tolist() == [-1]


@pytest.mark.parametrize("kind", [pl.String(), pl.Enum(["a", "b", "z"])], ids=["texts", "categories"])
def test_a_text_without_a_code_and_a_missing_one_have_none(kind: pl.DataType) -> None:
    ids = pl.Series(["b", "z", None, "a"], dtype=kind)
    assert codes_of(ids, {"a": 0, "b": 1, "c": 2}).tolist() == [1, -1, -1, 0]
