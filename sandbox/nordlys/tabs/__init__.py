"""The company's workbook, tab by tab."""
