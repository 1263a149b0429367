"""Issues, fields and people as they lie in the folder.

Here: the file of issues, its headers in memory, the site's settings, texts as documents. Not here: how they look on
the wire (`sandbox.jira.views`), what a caller may change (`sandbox.jira.values`).
"""
