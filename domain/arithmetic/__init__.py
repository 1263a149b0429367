"""Arithmetic on shares, series and columns; knows no business word."""
