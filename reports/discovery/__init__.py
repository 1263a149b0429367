"""Phase 1 in words, tables and charts."""
