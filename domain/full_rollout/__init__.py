"""Phase 5: processes moved in waves, and what holds the next one."""
