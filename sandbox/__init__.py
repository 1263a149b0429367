"""THE STAND-INS: local servers that speak the wire formats of Google Sheets v4 and Jira REST over a folder of
ordinary files.

Here, at the root: serving them, faults on demand, the journal of requests, rehearsed crashes. A folder per service, and
one for the demo company. Not here: the product's own clients (`connectors`), when a rehearsal uses them
(`flows.server.rehearsal`); nothing outside `flows` and tests knows this room.
"""
