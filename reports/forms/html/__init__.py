"""The document as a page."""
