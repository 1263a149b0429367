"""The stand-in for Jira."""
