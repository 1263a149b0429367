"""The Jira client."""
