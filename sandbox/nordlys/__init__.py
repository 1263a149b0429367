"""The demo company: its workbook and its Jira projects, from a seed."""
