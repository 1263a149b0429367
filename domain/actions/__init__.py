"""What must be done about a finding: an action, the issue it becomes, and the register of all of them.

Here: the shapes, and how an action stands on a day. Not here: who finds what has to be done (each phase's rules,
`domain.review.corrective`), making the issue (`tasks.publish`), reading it back (`connectors.atlassian_jira.register`).
"""
