"""The document as .docx."""
