"""UNITS OF WORK: Prefect tasks, one verb each. Short bodies that call a rule and a connector's protocol.

Here: pull, validate, measure, decide, publish, announce, record. Not here: rules (`domain`), concrete connectors
(`connectors`, put in by `flows.wiring`), the order of the units (`flows`).
"""
