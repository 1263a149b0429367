"""Phases 3 to 6, each one file; a second file makes a folder of it."""
