"""SETTINGS: frozen models and the one reader of YAML and environment. Nothing is read at import time."""
