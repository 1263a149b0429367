"""From the levels bidders offer to the contract that is in force.

Here: offers against what is required, what they would have cost last year, what is signed, and which terms count
today. Not here: the terms themselves (`domain.contract`), choosing the bidder (`domain.vendor_selection`), verdicts
over tickets (`domain.sla`).
"""
