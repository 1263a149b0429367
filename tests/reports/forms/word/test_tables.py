"""Tables: rows that stay whole, numbers to the right."""

from docx.oxml.ns import qn

from reports.forms.word.files import render_word
from reports.review.review import compose
from tests.reports.forms.html.test_pages import document
from tests.reports.forms.samples import full
from tests.reports.forms.word.word_files import opened
from tests.reports.review.samples import full_review


def test_tables_have_a_name_a_heading_row_on_every_page_and_rows_that_stay_whole() -> None:
    tables = opened(render_word(compose(full_review()), "da")).tables
    assert len(tables) > 20
    for table in tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_numbers_stand_to_the_right_and_marked_cells_have_their_colour() -> None:
    table = next(table for table in opened(render_word(full(), "da")).tables if table.cell(0, 0).text == "Status")
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "Table Text",
        "Table Text",
        "Table Number",
        "Table Number",
        "Table Number",
        "Table Text",
        "Table Text",
        "Table Number",
    ]
    attained = table.cell(1, 3)
    assert attained.text.replace("\u00a0", " ") == "✘ 66,67 % få"
    assert str(attained.paragraphs[0].runs[0].font.color.rgb) == "B3261E"
    assert attained._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "FCEBEA"


def test_a_cell_taller_than_a_page_may_go_on_over_the_next() -> None:
    long = " ".join(f"ord{n}" for n in range(9_000))
    content = render_word(document(long), "da")
    rows = [row for table in opened(content).tables for row in table.rows if "ord8999" in row.cells[1].text]
    assert rows
    assert all(row._tr.trPr is None for row in rows)
