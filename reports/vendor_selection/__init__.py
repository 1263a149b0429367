"""Phase 2: the report."""
