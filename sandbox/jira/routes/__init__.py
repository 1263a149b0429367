"""A file per resource of the REST API."""
