"""Phase 6."""
