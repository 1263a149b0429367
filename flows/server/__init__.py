"""Prefect as this product runs it: server, deployments, worker, and a rehearsal's stand-ins.

Here: starting, finding and stopping them. Not here: the flows that are deployed, the commands that ask for it
(`flows.cli`), the stand-ins themselves (`sandbox`).
"""
