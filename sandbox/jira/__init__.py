"""The stand-in for Jira, Cloud or Data Center.

Here: the door for every call, callers and limits, how issues look and change. Not here: single routes (`routes`), the
query language (`jql`), how issues lie in files (`records`).
"""
