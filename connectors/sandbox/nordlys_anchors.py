"""What 1, 3 and 5 mean on the demo company's criteria, as it wrote them down before the first bid was opened.

Not here: the criteria and their weights (`nordlys_vendors`).
"""

ANCHORS: dict[str, tuple[str, str, str]] = {
    "erfaring": (
        "Ingen kunder i revision, regnskab eller finans",
        "To kunder i branchen, begge under to år",
        "Fem eller flere kunder i branchen, mindst én i over tre år",
    ),
    "databeskyttelse": (
        "Ingen certificering, og databehandlingen er ikke beskrevet",
        "Certifikat for en del af ydelsen; underleverandører er oplyst",
        "Certifikat for hele ydelsen, data i EU og årlig uafhængig revision",
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
"""Criterion id -> what 1, 3 and 5 mean."""
