"""Phase 3, and the duties it leaves behind."""
