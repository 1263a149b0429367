"""What 1, 3 and 5 mean on the demo company's criteria, as it wrote them down before the first bid was opened.

Here: also the one criterion with parts, and the scores of these. Not here: the criteria, their weights and all other
scores (`nordlys_vendors`).
"""

from decimal import Decimal

from domain.workbook.evaluation import Score, SubCriterion

ANCHORS: dict[str, tuple[str, str, str]] = {
    "erfaring": (
        "Ingen kunder i revision, regnskab eller finans",
        "To kunder i branchen, begge under to år",
        "Fem eller flere kunder i branchen, mindst én i over tre år",
    ),
    "pris": (
        "Samlet pris uden opdeling; tillæg fremgår ikke",
        "Opdelt pris; enkelte tillæg aftales fra sag til sag",
        "Alle priser og tillæg fremgår, med regel for regulering",
    ),
    "skalerbarhed": (
        "Fast bemanding; ændringer kræver ny aftale",
        "Op eller ned med 20 % inden for tre måneder",
        "Op eller ned med 30 % inden for én måned til kendt pris",
    ),
    "kultur": (
        "Ingen dansktalende og ingen fast kontakt",
        "Dansktalende kontakt, skiftende medarbejdere",
        "Fast dansktalende hold, der kender vores arbejdsform",
    ),
}
"""Criterion id -> what 1, 3 and 5 mean; `databeskyttelse` has the meanings on its parts."""

PARTS: tuple[SubCriterion, ...] = (
    SubCriterion(
        sub_criterion_id="certificering",
        criterion_id="databeskyttelse",
        name="Certificering og revision",
        weight=Decimal(50),
        at_1="Intet certifikat",
        at_3="Certifikat for en del af ydelsen",
        at_5="Certifikat for hele ydelsen og årlig uafhængig revision",
    ),
    SubCriterion(
        sub_criterion_id="databehandling",
        criterion_id="databeskyttelse",
        name="Databehandling og underleverandører",
        weight=Decimal(50),
        at_1="Databehandlingen er ikke beskrevet",
        at_3="Beskrevet; underleverandører er oplyst",
        at_5="Data i EU, alle underleverandører godkendt, sletning dokumenteret",
    ),
)
"""The one criterion that is scored by its parts."""

_BETTER_CERTIFIED = {"FJO": Decimal(1), "KRO": Decimal(-1)}
"""Bidder -> points by which the first part is above the criterion's score, and the second as much below it."""


def by_parts(score: Score) -> list[Score]:
    """The row of a score as its evaluator wrote it: of a criterion with parts one row a part, which roll up to it."""
    parts = [part.sub_criterion_id for part in PARTS if part.criterion_id == score.criterion_id]
    if not parts or score.points is None:
        return [score]
    tilt = _BETTER_CERTIFIED.get(score.vendor_id, Decimal(0))
    points = (score.points + tilt, score.points - tilt)
    return [
        score.model_copy(update={"criterion_id": part, "score": point})
        for part, point in zip(parts, points, strict=True)
    ]
