"""Phase 6: whether it pays, whether people fare better, and what must be put right.

Here: the assessment, its result and its gate. Not here: the five metrics (`domain.returns`), the month they are read
from (`domain.review`).
"""
