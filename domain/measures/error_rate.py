"""The error rate: errors per transaction, or per checked case. The only place that divides the one by the other.

Not here: targets and what follows (each phase's gate), which rows count (the caller says so by its windows).
"""

from collections.abc import Iterable

from domain.arithmetic.shares import Share


def error_rate(counts: Iterable[tuple[int, int]]) -> Share:
    """Errors of all that was done, from (errors, done) of each row; of nothing done there is no rate.

    Rows are added before they are divided: a busy month weighs more than a quiet one (article, section 7: errors ÷
    transactions). Judge it on the share's counts, print `shown`.
    """
    rows = list(counts)
    return Share(sum(errors for errors, _ in rows), sum(done for _, done in rows))
