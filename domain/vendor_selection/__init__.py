"""Phase 2: bids, ranking, the gate."""
