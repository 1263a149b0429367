"""What the demo company does: six teams, 42 processes in six categories, and the three waves that move 14 of them.

Here: the processes and the waves as row models. Not here: how the teams feel (`nordlys_people`), the tickets of the
processes (`nordlys_plans`), the cells that are bad on purpose (`nordlys_workbook`).
"""

from datetime import date
from decimal import Decimal

from domain.workbook.delivery import WaveStep
from domain.workbook.people import Team
from domain.workbook.processes import Category, Process

TEAMS: tuple[Team, ...] = (
    Team(team_id="BOG", name="Bogholderi", headcount=34),
    Team(team_id="LON", name="Løn", headcount=22),
    Team(team_id="REV", name="Revision", headcount=28),
    Team(team_id="RAD", name="Rådgivning", headcount=20),
    Team(team_id="ADM", name="Administration", headcount=13),
    Team(team_id="IT", name="IT", headcount=3),
)
"""120 people; IT is smaller than the least group people data may be shown for."""

PILOT_PROCESS = "ADM-04"

_HOUR_RATE = {"BOG": 305, "LON": 310, "REV": 420, "RAD": 450, "ADM": 285, "IT": 380}
"""Loaded cost of an hour in DKK per team."""

_A, _F, _M = Category.ADMINISTRATION, Category.FINANCE, Category.MARKETING
_I, _K, _R = Category.IT, Category.CUSTOMER_SERVICE, Category.RESEARCH

# id, name, category, team, hours, people, volume, error rate, standardisation, specialist, peak, sensitivity, core
_PROCESSES: tuple[tuple[str, str, Category, str, str, int, int, str, int, int, str, int, bool], ...] = (
    ("ADM-01", "Kalenderstyring for partnere", _A, "ADM", "84", 3, 620, "0.021", 4, 1, "1.3", 2, False),
    ("ADM-02", "Postmodtagelse og e-mail-triage", _A, "ADM", "92", 4, 4200, "0.018", 4, 1, "1.4", 2, False),
    ("ADM-03", "Rejsebooking", _A, "ADM", "42", 2, 140, "0.024", 4, 1, "1.6", 2, False),
    ("ADM-04", "Udgiftsbilag og kørselsgodtgørelse", _A, "ADM", "88", 3, 1480, "0.031", 5, 1, "1.5", 2, False),
    ("ADM-05", "Scanning og arkivering af bilag", _A, "ADM", "71", 3, 5200, "0.016", 5, 1, "1.8", 2, False),
    ("ADM-06", "Mødereferater for ledelsen", _A, "ADM", "24", 2, 18, "0.010", 2, 2, "1.1", 4, False),
    ("ADM-07", "Kontorindkøb og leverandøraftaler", _A, "ADM", "30", 2, 110, "0.015", 3, 1, "1.2", 1, False),
    ("ADM-08", "Personalesager og kontrakter", _A, "ADM", "56", 2, 45, "0.008", 3, 3, "1.2", 5, False),
    ("ADM-09", "Ad hoc-opgaver for afdelingerne", _A, "ADM", "20", 2, 60, "0.020", 1, 1, "1.5", 2, False),
    ("FIN-01", "Løbende bogføring, små kunder", _F, "BOG", "170", 9, 9400, "0.034", 4, 2, "1.9", 3, False),
    ("FIN-02", "Kreditorfakturaer og betalingsforslag", _F, "BOG", "150", 8, 6100, "0.041", 4, 2, "2.1", 3, False),
    ("FIN-03", "Debitoropfølgning og rykkere", _F, "BOG", "86", 5, 2300, "0.027", 4, 1, "1.7", 3, False),
    ("FIN-04", "Bankafstemning", _F, "BOG", "96", 6, 3900, "0.022", 5, 2, "2.0", 3, False),
    ("FIN-05", "Momsafstemning og momsrådgivning", _F, "BOG", "132", 7, 640, "0.029", 3, 4, "3.2", 3, True),
    ("FIN-06", "Lønkørsel for månedslønnede", _F, "LON", "210", 9, 7800, "0.019", 4, 3, "2.4", 5, False),
    ("FIN-07", "Timeregistrering og lønbilag", _F, "LON", "92", 7, 5600, "0.038", 4, 1, "2.2", 3, False),
    ("FIN-08", "Refusioner, sygdom og barsel", _F, "LON", "118", 6, 720, "0.026", 3, 3, "1.4", 5, False),
    ("FIN-09", "Årsafslutning og årsregnskab", _F, "REV", "640", 20, 210, "0.012", 2, 5, "3.6", 4, True),
    ("FIN-10", "Revisionshandlinger", _F, "REV", "720", 22, 380, "0.009", 2, 5, "2.8", 5, True),
    ("FIN-11", "Anlægskartotek og afskrivninger", _F, "BOG", "48", 3, 45, "0.017", 3, 3, "1.2", 2, False),
    ("FIN-12", "Lønafstemning og eIndkomst", _F, "LON", "96", 5, 1250, "0.023", 4, 3, "2.0", 5, False),
    ("FIN-13", "Kundeoprettelse og hvidvasktjek", _F, "RAD", "86", 4, 130, "0.014", 3, 4, "1.3", 5, False),
    ("FIN-14", "Skatterådgivning", _F, "RAD", "520", 14, 260, "0.008", 1, 5, "2.5", 4, True),
    ("FIN-15", "Budget og likviditetsrådgivning", _F, "RAD", "430", 12, 190, "0.011", 2, 5, "1.6", 4, True),
    ("MKT-01", "Nyhedsbreve og kundemails", _M, "ADM", "38", 2, 120, "0.020", 4, 2, "1.1", 1, False),
    ("MKT-02", "Opslag på sociale medier", _M, "ADM", "26", 2, 40, "0.018", 3, 2, "1.1", 1, False),
    ("MKT-03", "Grafik og præsentationer", _M, "RAD", "34", 3, 36, "0.022", 2, 3, "1.3", 1, False),
    ("MKT-04", "Webinarer og kurser", _M, "RAD", "44", 4, 6, "0.012", 2, 4, "1.5", 1, False),
    ("MKT-05", "SEO og søgeordsanalyse", _M, "ADM", "12.5", 1, 12, "0.016", 3, 3, "1.0", 1, False),
    ("IT-01", "Helpdesk, 1. linje", _I, "IT", "92", 3, 540, "0.025", 4, 2, "1.4", 3, False),
    ("IT-02", "Softwareopdateringer", _I, "IT", "40", 2, 85, "0.013", 4, 3, "1.2", 3, False),
    ("IT-03", "Brugeroprettelse og adgange", _I, "IT", "28", 2, 60, "0.011", 4, 3, "1.2", 5, False),
    ("IT-04", "Sikkerhedsovervågning", _I, "IT", "52", 2, 2100, "0.006", 3, 5, "1.1", 4, False),
    ("KUN-01", "Kundechat og telefonvisitering", _K, "ADM", "110", 5, 2600, "0.021", 3, 2, "1.6", 4, False),
    ("KUN-02", "Fordeling af kundehenvendelser", _K, "ADM", "58", 3, 3100, "0.028", 5, 1, "1.6", 2, False),
    ("KUN-03", "FAQ og kundevejledninger", _K, "RAD", "22", 3, 15, "0.015", 3, 3, "1.1", 1, False),
    ("KUN-04", "Klagebehandling", _K, "RAD", "36", 3, 22, "0.010", 2, 4, "1.2", 4, True),
    ("RES-01", "Branchenøgletal og benchmarking", _R, "RAD", "48", 3, 24, "0.019", 3, 3, "1.4", 2, False),
    ("RES-02", "Rensning af kundestamdata", _R, "BOG", "66", 4, 1900, "0.033", 4, 1, "1.3", 3, False),
    ("RES-03", "Markedsovervågning", _R, "RAD", "28", 2, 16, "0.014", 2, 3, "1.1", 1, False),
    ("RES-04", "Lovovervågning og faglige notater", _R, "REV", "64", 4, 30, "0.007", 1, 5, "1.2", 2, True),
    ("RES-05", "Dataanalyse til revision", _R, "REV", "90", 5, 75, "0.012", 2, 5, "1.9", 5, True),
)

WAVES: dict[str, tuple[int, date]] = {
    "ADM-04": (1, date(2025, 9, 1)),
    "ADM-01": (1, date(2025, 10, 6)),
    "ADM-02": (1, date(2025, 10, 6)),
    "MKT-01": (1, date(2025, 10, 6)),
    "FIN-02": (2, date(2025, 11, 3)),
    "FIN-03": (2, date(2025, 11, 3)),
    "ADM-03": (2, date(2025, 11, 3)),
    "ADM-05": (2, date(2025, 11, 3)),
    "KUN-02": (2, date(2025, 11, 3)),
    "FIN-01": (3, date(2025, 12, 1)),
    "FIN-04": (3, date(2025, 12, 1)),
    "FIN-07": (3, date(2025, 12, 1)),
    "IT-01": (3, date(2025, 12, 1)),
    "RES-02": (3, date(2025, 12, 1)),
}
"""Outsourced process -> wave and the day it moved. The pilot process stayed with the vendor after the pilot."""

OUTSOURCED: tuple[str, ...] = tuple(sorted(WAVES))


def processes() -> list[Process]:
    """All processes, in the order of their ids as a person would list them."""
    return [_process(*row) for row in _PROCESSES]


def outsourced_cost_per_month() -> Decimal:
    """What the outsourced processes cost in house per month, in DKK; the saving is measured against it."""
    return sum((p.cost_per_month for p in processes() if p.process_id in WAVES), Decimal(0))


def wave_steps() -> list[WaveStep]:
    """The outsourced processes with their waves; all ready and handed over as planned."""
    return [
        WaveStep(
            wave=wave,
            process_id=process_id,
            planned_on=day,
            procedure_written=True,
            access_granted=True,
            trained=True,
            fallback_ready=True,
            migrated_on=day,
        )
        for process_id, (wave, day) in WAVES.items()
    ]


def _process(
    process_id: str,
    name: str,
    category: Category,
    team_id: str,
    hours: str,
    people: int,
    volume: int,
    error_rate: str,
    standardisation: int,
    specialist_need: int,
    peak_factor: str,
    sensitivity: int,
    core: bool,
) -> Process:
    return Process(
        process_id=process_id,
        name=name,
        category=category,
        team_id=team_id,
        hours_per_month=Decimal(hours),
        people=people,
        cost_per_month=Decimal(hours) * _HOUR_RATE[team_id],
        volume_per_month=volume,
        error_rate=Decimal(error_rate),
        standardisation=standardisation,
        specialist_need=specialist_need,
        peak_factor=Decimal(peak_factor),
        sensitivity=sensitivity,
        core=core,
    )
