"""WHAT HAPPENS IN WHICH ORDER: one file per flow, called like its deployment.

Here: the six phases, the monthly review, daily work, and the forms that start them; folders hold what flows share. Not
here: rules (`domain`), a single unit of work (`tasks`), words (`reports`).
"""
