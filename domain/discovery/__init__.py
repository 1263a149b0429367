"""Phase 1: the burnout baseline, warning signs, the inventory of processes, the roadmap, the business case."""
