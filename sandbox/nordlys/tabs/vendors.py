"""How the demo company's bidders are scored, and how the winner starts: scores, SOW, access, controls, pilot checks.

Here: five bidders' scores (one wins, one is close, one has a gap, two are knocked out) and the kick-off's and pilot's
tabs as row models. Not here: what the bidders hand in (`nordlys_proposals`), what the scores come to (`domain`), the
waves (`nordlys_processes`).
"""

from datetime import date
from decimal import Decimal

from domain.workbook.delivery import AccessGrant, Control, Deliverable, PilotCheck
from domain.workbook.evaluation import Criterion, NotAssessed, Score
from sandbox.nordlys.tabs.anchors import ANCHORS, by_parts

EVALUATORS = ("Søren Dahl", "Aisha Rahman", "Lars Bjerre")

_CRITERIA = (
    ("erfaring", "Brancherelevant erfaring", 25),
    ("databeskyttelse", "Databeskyttelse og compliance", 25),
    ("pris", "Gennemsigtig prisstruktur", 20),
    ("skalerbarhed", "Skalerbar servicemodel", 15),
    ("kultur", "Kulturelt match", 15),
)

# Scores in the order of the criteria, one triple per criterion in the order of the evaluators; None = not assessed.
# ORE's middle triple on skalerbarhed is the one large disagreement, FJO's last one the one not assessed.
_SCORES: dict[str, tuple[tuple[int | None, int | None, int | None], ...]] = {
    "BLS": ((5, 4, 4), (5, 5, 4), (4, 4, 5), (4, 4, 4), (4, 4, 5)),
    "ORE": ((4, 5, 4), (5, 4, 4), (4, 3, 4), (5, 2, 4), (5, 5, 4)),
    "FJO": ((3, 4, 3), (4, 4, 3), (3, 3, 3), (4, 3, 3), (4, 3, None)),
    "CHE": ((2, 3, 2), (1, 2, 1), (5, 4, 5), (3, 3, 4), (2, 2, 3)),
    "KRO": ((4, 4, 5), (3, 3, 2), (4, 4, 3), (3, 4, 3), (3, 4, 4)),
}

_DELIVERABLES = (
    ("D-01", "Databehandleraftale underskrevet", "Aisha Rahman", date(2025, 8, 15), date(2025, 8, 14)),
    ("D-02", "Single point of contact udpeget på begge sider", "Tomas Kask", date(2025, 8, 18), date(2025, 8, 18)),
    ("D-03", "Arbejdsgangsbeskrivelser for pilotprocessen", "Tomas Kask", date(2025, 8, 20), date(2025, 8, 20)),
    ("D-04", "Adgange oprettet og afprøvet", "Lars Bjerre", date(2025, 8, 21), date(2025, 8, 21)),
    ("D-05", "Pilotrapport med anbefaling", "Tomas Kask", date(2025, 9, 29), date(2025, 9, 29)),
    ("D-06", "Arbejdsgangsbeskrivelser for bølge 1", "Tomas Kask", date(2025, 10, 1), date(2025, 10, 1)),
    ("D-07", "Arbejdsgangsbeskrivelser for bølge 2", "Tomas Kask", date(2025, 10, 27), date(2025, 10, 28)),
    ("D-08", "Arbejdsgangsbeskrivelser for bølge 3", "Tomas Kask", date(2025, 11, 24), date(2025, 11, 24)),
    ("D-09", "Beredskabsplan afprøvet", "Lars Bjerre", date(2026, 3, 16), date(2026, 3, 13)),
    ("D-10", "Årlig gennemgang af adgange", "Lars Bjerre", date(2026, 8, 31), date(2026, 8, 27)),
    ("D-11", "Forbedringsplan for kreditorfakturaer", "Tomas Kask", date(2026, 10, 26), None),
    ("D-12", "Årsrapport for samarbejdet", "Tomas Kask", date(2026, 11, 13), None),
)

_YEAR_END = date(2026, 12, 31)
_ACCESS = (
    ("Regnskabssystem", "Bogholder", "Opret og ret bilag", "Lars Bjerre"),
    ("Regnskabssystem", "Teamleder", "Læs alt, godkend bilag", "Lars Bjerre"),
    ("Lønsystem", "Løndataregistrator", "Opret timer, ingen lønsatser", "Lars Bjerre"),
    ("Udlægssystem", "Bilagsregistrator", "Opret og ret udlæg", "Lars Bjerre"),
    ("Bankportal", "Bogholder", "Læs kontoudtog", "Karin Winther"),
    ("Fællespostkasse", "Sagsbehandler", "Læs og besvar", "Mette Holm"),
    ("Kalender", "Koordinator", "Se ledig tid, foreslå møder", "Mette Holm"),
    ("Jira", "Sagsbehandler", "Behandl sager i NB", "Mette Holm"),
    ("Kundekartotek", "Dataregistrator", "Ret stamdata", "Lars Bjerre"),
)

_PITFALLS = {
    "kommunikation": "Dårlig kommunikation",
    "scope": "Udefineret scope",
    "sikkerhed": "Utilstrækkelig sikkerhed",
    "afhaengighed": "Over-afhængighed af leverandør",
    "kultur": "Ignoreret kulturel fit",
}
_CONTROLS = (
    ("K-01", "kommunikation", "Ugentligt statusmøde med referat", "Referat, uge 34", (2025, 8, 20), (2025, 8, 27)),
    ("K-02", "kommunikation", "Én kontaktperson på hver side", "Kontaktliste 1.2", (2025, 8, 18), (2025, 11, 18)),
    ("K-03", "scope", "SOW med leverancer, ansvar og frister", "SOW 1.0", (2025, 8, 15), (2025, 11, 17)),
    ("K-04", "scope", "Ændringer kun med skriftlig aftale", "Ændringslog", (2025, 8, 19), (2025, 9, 19)),
    ("K-05", "sikkerhed", "ISO 27001-certifikat set", "Certifikat BLS-2024", (2025, 8, 12), (2026, 2, 12)),
    ("K-06", "sikkerhed", "Adgange efter mindste privilegium", "Adgangsliste 1.0", (2025, 8, 21), (2025, 11, 21)),
    ("K-07", "afhaengighed", "Internt ejerteam med navngivne roller", "Ejerteam, notat", (2025, 8, 13), (2025, 11, 13)),
    ("K-08", "afhaengighed", "Arbejdsgange gemt hos Nordlys", "Håndbog 1.0", (2025, 8, 20), (2025, 10, 20)),
    ("K-09", "kultur", "Workshop om tone og værdier", "Deltagerliste", (2025, 8, 19), (2026, 2, 19)),
)


def criteria() -> list[Criterion]:
    """The article's five criteria (section 5); weights sum to 100."""
    made = []
    for key, name, weight in _CRITERIA:
        at_1, at_3, at_5 = ANCHORS.get(key, (None, None, None))
        made.append(Criterion(criterion_id=key, name=name, weight=Decimal(weight), at_1=at_1, at_3=at_3, at_5=at_5))
    return made


def scores() -> list[Score]:
    """Every evaluator's score of every vendor on every criterion or its parts: 90 rows, one "ikke vurderet"."""
    whole = [
        Score(
            vendor_id=vendor_id,
            criterion_id=criterion_id,
            evaluator=evaluator,
            score=NotAssessed.NOT_ASSESSED if given is None else Decimal(given),
        )
        for vendor_id, triples in _SCORES.items()
        for (criterion_id, _, _), triple in zip(_CRITERIA, triples, strict=True)
        for evaluator, given in zip(EVALUATORS, triple, strict=True)
    ]
    return [row for score in whole for row in by_parts(score)]


def deliverables() -> list[Deliverable]:
    """The statement of work; by November 2026 one deliverable is late and one is coming due."""
    return [
        Deliverable(deliverable_id=key, title=title, owner=owner, due_on=due, accepted_on=accepted)
        for key, title, owner, due, accepted in _DELIVERABLES
    ]


def access_grants() -> list[AccessGrant]:
    """Roles with the least rights that do the work, until the end of 2026."""
    return [
        AccessGrant(system=system, vendor_role=role, level=level, valid_until=_YEAR_END, approved_by=by)
        for system, role, level, by in _ACCESS
    ]


def controls() -> list[Control]:
    """Controls against the five pitfalls (article, section 8), as they stood at the kick-off."""
    return [
        Control(
            control_id=key,
            pitfall=_PITFALLS[pitfall],
            control=control,
            evidence=evidence,
            last_held_on=date(*held),
            next_due_on=date(*due),
        )
        for key, pitfall, control, evidence, held, due in _CONTROLS
    ]


def pilot_checks() -> list[PilotCheck]:
    """Four weeks of quality control: 17 errors in 1,400 checked cases, 1.2 %, enough to prove less than 2 %."""
    weeks = ((1, 312, 6, "4.05", 19), (8, 348, 5, "4.20", 22), (15, 366, 3, "4.35", 21), (22, 374, 3, "4.45", 24))
    return [
        PilotCheck(
            week_starting_on=date(2025, 9, day),
            checked=checked,
            errors=errors,
            satisfaction=Decimal(satisfaction),
            responses=responses,
        )
        for day, checked, errors, satisfaction, responses in weeks
    ]
