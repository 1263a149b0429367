"""SETTINGS: frozen models, and the one reader of YAML and of the environment. Nothing is read at import time.

Here: where things are on this machine, what one rollout has set, and the example rollouts and automations. Not here:
what a setting means (each subject's own settings stand beside the rule that uses them; `domain.rulebook` holds them
together), turning settings into connectors (`flows.wiring`).
"""
