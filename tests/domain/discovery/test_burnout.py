from decimal import Decimal

from domain.discovery.burnout import BurnoutCoefficients, CostKind, burnout_baseline
from domain.workbook.people import ExitRecord, SalaryBand, Team

TEAMS = [Team(team_id="A", name="A", headcount=60), Team(team_id="B", name="B", headcount=40)]
BANDS = [
    SalaryBand(band="L1", headcount=75, salary_per_month=Decimal(36_000)),
    SalaryBand(band="L2", headcount=25, salary_per_month=Decimal(48_000)),
]


def leaver(month: str, leavers: int = 1) -> ExitRecord:
    return ExitRecord(month=month, team_id="A", leavers=leavers, naming_balance=0)


def test_the_articles_three_per_head_lines_give_2_6_to_4_0_million_for_100_employees() -> None:
    # 100 x (10,000 + 8,000 + 8,000) = 2.6 M and 100 x (16,000 + 12,000 + 12,000) = 4.0 M, before turnover.
    baseline = burnout_baseline(TEAMS, [], BANDS, BurnoutCoefficients(), "2025-05")
    heads = [line for line in baseline.lines if line.kind is not CostKind.TURNOVER]
    assert sum(line.low for line in heads) == 2_600_000
    assert sum(line.high for line in heads) == 4_000_000


def test_turnover_costs_six_to_twelve_months_of_the_average_salary_per_leaver() -> None:
    # Average (75 x 36,000 + 25 x 48,000) / 100 = 39,000. Three leavers: 3 x 6 x 39,000 and 3 x 12 x 39,000.
    exits = [leaver("2024-05", 2), leaver("2025-04"), leaver("2024-04"), leaver("2025-05")]
    baseline = burnout_baseline(TEAMS, exits, BANDS, BurnoutCoefficients(), "2025-05")
    line = next(line for line in baseline.lines if line.kind is CostKind.TURNOVER)
    assert baseline.average_salary == 39_000
    assert (line.units, line.low, line.high) == (3, Decimal(702_000), Decimal(1_404_000))
    assert (baseline.low, baseline.high) == (Decimal(3_302_000), Decimal(5_404_000))


def test_the_articles_own_range_stands_beside_and_changes_nothing() -> None:
    quoted = BurnoutCoefficients(article_per_100_employees=(Decimal(1), Decimal(2)))
    usual = burnout_baseline(TEAMS[:1], [], BANDS, BurnoutCoefficients(), "2025-05")
    # 60 of 100 employees: 0.6 x 2.5 M and 0.6 x 3.5 M.
    assert (usual.article_low, usual.article_high) == (Decimal(1_500_000), Decimal(2_100_000))
    assert burnout_baseline(TEAMS[:1], [], BANDS, quoted, "2025-05").high == usual.high


def test_without_salary_bands_the_sum_is_not_complete() -> None:
    baseline = burnout_baseline(TEAMS, [leaver("2025-01")], [], BurnoutCoefficients(), "2025-05")
    assert not baseline.complete
    assert baseline.average_salary is None


def test_a_company_can_put_in_its_own_coefficients() -> None:
    own = BurnoutCoefficients(absence=(Decimal(1_000), Decimal(2_000)))
    baseline = burnout_baseline(TEAMS, [], BANDS, own, "2025-05")
    assert (baseline.low, baseline.high) == (Decimal(1_900_000), Decimal(3_000_000))


def test_each_coefficient_moves_the_sum_by_a_fifth_of_its_own_line() -> None:
    found = burnout_baseline(TEAMS, [leaver("2025-04", 2)], BANDS, BurnoutCoefficients(), "2025-05")
    for line, shift in zip(found.lines, found.shifts, strict=True):
        assert shift.kind is line.kind
        assert shift.lower == (found.low - line.low / 5, found.high - line.high / 5)
        assert shift.higher == (found.low + line.low / 5, found.high + line.high / 5)
