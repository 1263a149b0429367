"""What the house needs from outside, a protocol per role with the values that cross it.

Here: roles (tracker, workbooks, messages, stores, ledger); importing one loads no library of columns. Not here: any
service or network call (the folders beside), which service plays a role (`flows.wiring`).
"""
