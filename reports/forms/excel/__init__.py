"""The document as .xlsx."""
