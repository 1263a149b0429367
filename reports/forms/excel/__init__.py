"""The document as an Excel file: numbers as numbers, texts never formulas, equal bytes.

Here: sheets, looks, safe texts. Not here: tabs of the Google workbook (`reports.forms.sheet_tabs`), the template that
bidders fill in (`reports.vendor_selection.tender.template`).
"""
