"""Phase 4: a low-risk task for two to four weeks, and its decision rule."""
