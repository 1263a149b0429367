"""Events, the phases' state machine, and the hash chain that shows an edit.

Here: what an entry means and where a rollout stands after all of them. Not here: keeping entries in a database
(`connectors.ledger`), what a gate's evidence says (`domain.gates.evidence`), printing anchors (`reports`).
"""
