"""Jira's query language as this stand-in reads it.

Here: tokens, grammar, the meaning of fields, a plan that finds issues. Not here: the route that is asked
(`sandbox.jira.routes.search`), the index that is searched (`sandbox.jira.records.index`).
"""
