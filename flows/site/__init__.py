"""The folder of pages: built whole, and refreshed at the end of a run.

Here: gathering what stands on which page, and the task. Not here: the pages (`reports.site`), writing the folder
(`connectors.files.site`).
"""
