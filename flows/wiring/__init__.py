"""From settings to concrete connectors: the only place that knows both.

Here: contexts, desks, the ledger with its lease, places of files, the environment. Not here: settings (`configs`),
what a connector can do (`connectors`), any order of work.
"""
