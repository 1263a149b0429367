"""Every rollout on a card: where it stands, who must act, what its months came to.

Here: reading that out of ledger and reviews. Not here: pages (`reports.site`), gathering them (`flows.site`).
"""
