"""WHAT HAPPENS IN WHICH ORDER: a file per phase, the monthly review, the wiring, the command line."""
