"""Spreadsheets as files of the drive."""

from tests.sandbox.sheets.sheets_bench import Site


def test_files_are_listed_opened_by_title_copied_and_deleted(site: Site) -> None:
    client = site.client()
    first, second = client.create("Nordlys 'A' plan"), client.create("Other")
    assert {found["id"] for found in client.list_spreadsheet_files()} == {first.id, second.id}
    assert client.open("Nordlys 'A' plan").id == first.id
    first.sheet1.update([["x"]], "A1")
    copy = client.copy(first.id, title="Copy")
    assert copy.sheet1.acell("A1").value == "x"
    client.del_spreadsheet(second.id)
    assert {found["name"] for found in client.list_spreadsheet_files()} == {"Nordlys 'A' plan", "Copy"}
