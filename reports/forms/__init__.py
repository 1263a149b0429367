"""One document, many forms; a form knows no business word."""
