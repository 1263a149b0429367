"""The REST API, a file per resource.

Here: addresses, parameters, answers. Not here: log-in and limits (`sandbox.jira.server`), queries
(`sandbox.jira.jql`), storage (`sandbox.jira.records`).
"""
