"""THE RULES: what the numbers mean. No Prefect, no network, no files, no clock; `as_of` is always an argument.

Here, at the root: what three or more subjects use (reasons, problems, periods, values), and `rulebook`, which knows all
settings. Every subject is a folder; a folder knows only the floors below it (pyproject, "Floors of the rules"). Not
here: words for readers (`reports`), where rows come from (`connectors`), the order of work (`flows`).
"""
