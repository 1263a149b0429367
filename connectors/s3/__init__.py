"""S3-compatible storage: `connectors.ports.files.Store` for workers on several machines.

Here: the bucket, its turns, its refusals in words. Not here: what is in the files (`connectors.files`), which address
is used (`flows.wiring.places`).
"""
