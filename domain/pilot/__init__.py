"""Phase 4: a low-risk task for two to four weeks, and a decision rule fixed before it starts.

Here: settings, what the pilot proves, the decision, the gate. Not here: levels of the months it ran in
(`domain.review`), bounds on a share (`domain.arithmetic.proportions`).
"""
