"""The users' voice: satisfaction with its sample, complaints and compliments, for the review.

Here: the months that are shown, and which say too little. Not here: the tab (`domain.workbook.months.VoiceMonth`).
"""

from collections.abc import Sequence

from domain.periods import months_before
from domain.review.shapes.parts import VoiceFigure
from domain.workbook.months import VoiceMonth

SHOWN_MONTHS = 6


def voice_figures(rows: Sequence[VoiceMonth], month: str, minimum_group_size: int) -> tuple[VoiceFigure, ...]:
    """Up to six months up to `month`, oldest first; months without a row are left out."""
    wanted = {*months_before(month, SHOWN_MONTHS - 1), month}
    return tuple(
        VoiceFigure(
            month=row.month,
            respondents=row.respondents,
            satisfaction=row.satisfaction if row.respondents >= minimum_group_size else None,
            too_few=0 < row.respondents < minimum_group_size,
            complaints=row.complaints,
            compliments=row.compliments,
        )
        for row in sorted(rows, key=lambda row: row.month)
        if row.month in wanted
    )
