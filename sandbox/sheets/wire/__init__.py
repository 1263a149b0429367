"""What a request may look like and what an error looks like, as Google answers it.

Here: schemas, field masks, quotas, refusals in recorded words. Not here: who is asking (`sandbox.sheets.accounts`),
what a call does (`sandbox.sheets.calls`).
"""
