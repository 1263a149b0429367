"""Events, the phases' state machine, the hash chain."""
