"""A figure that stands in more than one document has the same digits everywhere: same counts in, same figure out.

One company's rows go through the rules into every document; then all places that name a figure are read back. A
document may show fewer digits than another, but those it shows are those of the one value that is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from domain.arithmetic.rounding import rounded
from domain.arithmetic.shares import Share
from domain.discovery.assess import assess_discovery
from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryResult, DiscoveryRows
from domain.discovery.settings import DiscoveryRules
from domain.discovery.signs import SignThresholds
from domain.full_rollout.assess import assess_full_rollout
from domain.full_rollout.gate import full_rollout_gate, recorded_waves
from domain.full_rollout.settings import FullRolloutRules
from domain.optimisation.assess import assess_optimisation
from domain.optimisation.gate import optimisation_gate
from domain.periods import months_before, shifted
from domain.pilot.assess import assess_pilot
from domain.pilot.gate import pilot_gate
from domain.pilot.settings import PilotRules
from domain.portfolio.card import rollout_card
from domain.reasons import Reason
from domain.returns.kpis import ReadFrom, measure_kpis
from domain.returns.roi import MonthsKnown
from domain.returns.savings import saving_against_plan
from domain.returns.targets import RoiTargets
from domain.review.corrective import corrective_action
from domain.review.people import people_block
from domain.review.review import MonthlyReview
from domain.review.shapes.levels import ServiceLevelFigure
from domain.workbook.months import BusinessMonth
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team
from reports.discovery import discovery
from reports.documents import Document, Fact, Kind, Marked, Section, Value
from reports.language import Speaker
from reports.phases import full_rollout, optimisation, pilot
from reports.review import review as reviews
from reports.site import dashboard, portfolio, rollout_page
from tests.domain.ledger.samples import chain
from tests.domain.portfolio.test_card import FACTS, published
from tests.domain.samples.rows import business_month, check, figure, process, step, whole_review, work_month

START, MONTH = "2025-09", "2025-11"
TRANSITION = Decimal("2777.78")
NUMBER: tuple[Kind, ...] = ("number", "percent", "money")


@dataclass(frozen=True)
class Case:
    """The counts that are told to every document."""

    errors: int
    transactions: int
    met: int
    judged: int
    required: Decimal
    leavers: int
    headcount: int
    engagement: str
    """Mean of the one team's answers."""


CASES = {
    "half to even and half up differ": Case(33, 800, 31, 32, Decimal("0.98"), 1, 32, "3.85"),
    "rounds down to the limit": Case(1_159, 57_900, 57_899 * 19 // 20, 57_899, Decimal("0.95"), 19, 100, "3.45"),
    "a little over the limit": Case(50, 2_495, 2_445, 2_495, Decimal("0.98"), 45, 499, "4.00"),
    "nineteen of twenty": Case(1, 20, 19, 20, Decimal("0.96"), 1, 20, "1"),
    "exactly on the limit": Case(2, 100, 95, 100, Decimal("0.96"), 1, 8, "3.6"),
    "an eighth": Case(1, 8, 7, 8, Decimal("0.90"), 3, 16, "3.13"),
    "none": Case(0, 400, 0, 7, Decimal("0.90"), 0, 30, "5"),
    "all": Case(9, 9, 1, 3, Decimal("0.90"), 40, 40, "1"),
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One printed value."""

    document: str
    label: str
    value: Decimal
    text: str
    decimals: int
    """Places of the share or number that the text shows; a percentage shows two fewer."""


@cache
def everything(name: str) -> Mapping[str, Document]:
    """Every document that the case's figures stand in."""
    case = CASES[name]
    found = _discovery(case)
    months = _key_figures(case)
    level = _level(case)
    review = _review(case, found, months, level)
    live = assess_full_rollout(
        [step("F-1", migrated_on=date(2025, 10, 2))], [review], months, {},
        FullRolloutRules(maximum_error_share=Decimal("0.0001")), date(2025, 12, 9),
    )  # fmt: skip
    recorded = recorded_waves(full_rollout_gate(live).evidence, date(2025, 12, 9))
    tried = assess_pilot(
        [level], [check(1, case.transactions, case.errors)], PilotRules(minimum_checked=1),
        starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 28), as_of=date(2025, 9, 29),
    )  # fmt: skip
    end = assess_optimisation(months, review, RoiTargets(), month=MONTH, contract_start=START,
                              transition_cost_per_month=TRANSITION)  # fmt: skip
    card = rollout_card(FACTS, chain([published(review)]), {review.review_hash: review})
    action = corrective_action(level, MONTH)
    return {
        "discovery": discovery.compose(found, discovery_gate(found), (), "en"),
        "pilot": pilot.compose(tried, pilot_gate(tried), ()),
        "full rollout": full_rollout.compose(live, full_rollout_gate(live), ()),
        "optimisation": optimisation.compose(end, optimisation_gate(end), ()),
        "review": reviews.compose(review),
        "dashboard": dashboard.compose(FACTS, recorded, review),
        "front page": portfolio.compose([card], {}, {}),
        "rollout page": rollout_page.compose(card, review, frozenset()),
        "action": _page(action.title, action.why),
    }


def _discovery(case: Case) -> DiscoveryResult:
    # All errors in one month, none in the other two: rows are added before they are divided.
    worked = zip(months_before(START, 3), ((case.errors, case.transactions), (0, 0), (0, 0)), strict=True)
    rows = DiscoveryRows(
        teams=[Team(team_id="BOG", name="Bogholderi", headcount=case.headcount)],
        processes=[process("F-1")],
        work_months=[work_month(month, errors=e, transactions=t) for month, (e, t) in worked],
        surveys=_surveys(case),
        exits=_exits(case),
        salary_bands=[SalaryBand(band="L1", headcount=case.headcount, salary_per_month=Decimal(40_000))],
        processes_seen=1,
    )
    return assess_discovery(rows, DiscoveryRules(), datetime(2025, 9, 1, 9, tzinfo=ZoneInfo("Europe/Copenhagen")))


def _surveys(case: Case) -> list[SurveyResult]:
    return [
        SurveyResult(month="2025-08", team_id="BOG", respondents=20, engagement=Decimal(case.engagement),
                     reporting_symptoms=Decimal("0.1"))
    ]  # fmt: skip


def _exits(case: Case) -> list[ExitRecord]:
    year = months_before(START, 12)
    leavers = [case.leavers, *[0] * 11]
    return [ExitRecord(month=m, team_id="BOG", leavers=n, naming_balance=0) for m, n in zip(year, leavers, strict=True)]


def _key_figures(case: Case) -> list[BusinessMonth]:
    """A year before the contract and its first three months; all that was done was done in one month of each."""
    money = {"internal_salary_cost": Decimal("100000.01"), "outsourcing_fee": Decimal("33333.33"),
             "governance_cost": Decimal("7.77"), "headcount": case.headcount, "leavers": 0}  # fmt: skip
    busy = {"errors": case.errors, "transactions": case.transactions}
    calm = {"errors": 0, "transactions": 0}
    return [
        *(business_month(m, **money | calm) for m in months_before(shifted(START, -1), 11)),
        business_month(shifted(START, -1), **money | busy | {"leavers": case.leavers}),
        *(business_month(m, **money | calm) for m in months_before(MONTH, 2)),
        business_month(MONTH, **money | busy),
    ]


def _level(case: Case) -> ServiceLevelFigure:
    share = Share(case.met, case.judged)
    assert share.exact is not None
    return figure(
        "resolution.P2", case.met, case.judged - case.met, required=case.required,
        repeated_miss=not share.reaches(case.required), margin=rounded(share.exact - case.required, 4),
    )  # fmt: skip


def _review(
    case: Case, found: DiscoveryResult, months: list[BusinessMonth], level: ServiceLevelFigure
) -> MonthlyReview:
    team = Team(team_id="BOG", name="Bogholderi", headcount=case.headcount)
    known = MonthsKnown(months, MONTH, START, TRANSITION)
    place = ReadFrom(source="Nøgletal", snapshot_id="abc")
    return whole_review(
        MONTH,
        level,
        earlier_statuses={level.figure_id: ()},
        kpis=measure_kpis(known, RoiTargets(), found.baselines, sheet=place, tickets=place),
        savings=saving_against_plan(months, found.business_case.cases, month=MONTH, contract_start=START,
                                    transition_cost_per_month=TRANSITION, term_months=36),
        people=people_block([team], (), _surveys(case), (), SignThresholds(), 5, MONTH),
    )  # fmt: skip


def _page(*lines: Reason) -> Document:
    return Document(slug="lines", title=Reason("A"), subtitle=Reason("A"), status="neutral", verdict=Reason("A"),
                    lines=lines, facts=(), sections=())  # fmt: skip


# --- reading a document back ---


def places(name: str) -> Iterator[Place]:
    """Every number in every document, with what it is called there."""
    speaker = Speaker("en")
    for title, document in everything(name).items():
        for fact in document.facts:
            yield from _values(title, speaker.say(fact.label), fact.value, fact.kind, fact.decimals)
        for line in document.lines:
            yield from _said(title, line)
        for section in document.sections:
            yield from _section(title, section)


def _section(title: str, section: Section) -> Iterator[Place]:
    speaker = Speaker("en")
    for line in section.paragraphs:
        yield from _said(title, line)
    for trend in section.trends:
        yield from _values(title, f"{speaker.say(trend.label)} | drawn", trend.points[-1][1], "percent", 2)
    for table in section.all_tables:
        for row in table.rows:
            for value, column in zip(row, table.columns, strict=True):
                label = f"{speaker.value(row[0])} | {speaker.say(column.heading)}"
                yield from _values(title, label, value, column.kind, column.decimals)


def _values(title: str, label: str, value: Value, kind: Kind, decimals: int) -> Iterator[Place]:
    if isinstance(value, Marked):
        value = value.value
    if isinstance(value, Reason):
        yield from _said(title, value, label)
    elif isinstance(value, Decimal) and kind in NUMBER:
        text = Speaker("en").value(value, kind, decimals)
        yield Place(title, label, value, text, {"percent": decimals + 2, "money": 2}.get(kind, decimals))


def _said(title: str, reason: Reason, label: str = "") -> Iterator[Place]:
    """Numbers in a sentence, called by their place in it."""
    for name, fact in reason.facts.items():
        if isinstance(fact, Reason):
            yield from _said(title, fact, label or name)
        elif isinstance(fact, Decimal):
            text = Speaker("en").say(Reason("{" + name + "}", {name: fact}))
            exact, share = (name.endswith(ending) for ending in ("_exact_share", "_share"))
            yield Place(title, f"{label} {name}".strip(), fact, text, 4 if exact else 3 if share else 2)


def assert_one_figure(found: list[Place], kept: Decimal, exact: Decimal, documents: set[str]) -> None:
    """All places hold the kept value, print its digits, and stand where they are expected."""
    assert {place.document for place in found} >= documents
    assert {(place.document, place.label): place.value for place in found if place.value != kept} == {}
    for place in found:
        digits = Decimal(place.text.rstrip("%").replace(",", "").strip()) / (100 if "%" in place.text else 1)
        assert digits == rounded(exact, min(place.decimals, 4)), place


def named(case: str, *labels: str) -> list[Place]:
    return [place for place in places(case) if place.label in labels]


@pytest.mark.parametrize("case", CASES)
def test_the_error_rate_is_one_figure_from_discovery_to_the_dashboard(case: str) -> None:
    share = Share(CASES[case].errors, CASES[case].transactions)
    assert share.exact is not None
    assert share.shown is not None
    columns = ("Share", "Before", "After", "Result", "Locked at discovery")
    shown = [f"Error rate | {column}" for column in columns]
    found = named(case, "Error rate", "Error rate at the gate", "error_share", *shown,
                  *(f"{label} shown_share" for label in shown))  # fmt: skip
    everywhere = {"discovery", "pilot", "full rollout", "optimisation", "review", "dashboard"}
    assert_one_figure(found, share.shown, share.exact, everywhere)
    assert len(found) >= 10


@pytest.mark.parametrize("case", CASES)
def test_a_service_level_is_one_figure_from_the_pilot_to_the_action(case: str) -> None:
    share = Share(CASES[case].met, CASES[case].judged)
    assert share.exact is not None
    assert share.shown is not None
    found = named(case, "Resolution P2 | Achieved", "Resolution P2 | Nov 25", "Resolution P2 | drawn", "In time",
                  "attainment_share", "achieved_exact_share")  # fmt: skip
    everywhere = {"pilot", "full rollout", "optimisation", "review", "dashboard", "action"}
    assert_one_figure(found, share.shown, share.exact, everywhere)


@pytest.mark.parametrize("case", CASES)
def test_turnover_is_one_figure_in_the_baseline_and_the_metrics(case: str) -> None:
    share = Share(CASES[case].leavers, CASES[case].headcount)
    assert share.exact is not None
    assert share.shown is not None
    shown = [f"Turnover rate | {column}" for column in ("Share", "Before", "Locked at discovery")]
    found = named(case, *shown, *(f"{label} shown_share" for label in shown), "before_share")
    assert_one_figure(found, share.shown, share.exact, {"discovery", "optimisation", "review", "dashboard"})


@pytest.mark.parametrize("case", CASES)
def test_the_survey_gives_one_engagement_to_discovery_and_to_the_review(case: str) -> None:
    mean = Decimal(CASES[case].engagement)
    found = named(case, "Engagement | Value", "Engagement | Locked at discovery shown", "Bogholderi | Engagement")
    assert_one_figure(found, mean, mean, {"discovery", "review"})


@pytest.mark.parametrize("case", CASES)
def test_what_was_saved_so_far_is_one_sum_on_every_page(case: str) -> None:
    # Three months of 100,000.01 - 33,333.33 - 7.77 - 2,777.78 each.
    saved = 3 * Decimal("63881.13")
    found = named(case, "Saved so far", "so_far_amount", "reached_amount", f"{FACTS.company} | Saved so far")
    assert {place.document for place in found} >= {"optimisation", "review", "dashboard", "front page"}
    assert {place.value for place in found} == {saved}
    assert {place.text for place in found} == {Speaker("en").value(saved, "money")}


def test_a_page_that_says_something_else_is_found() -> None:
    wrong = Place("a", "Error rate", Decimal("0.0412"), "4.12%", 4)
    with pytest.raises(AssertionError):
        assert_one_figure([wrong], Decimal("0.0413"), Decimal("0.04125"), {"a"})


def test_a_fact_is_read_back_as_it_is_printed() -> None:
    fact = Fact(Reason("Error rate"), Decimal("0.0413"), "percent", decimals=1)
    (place,) = _values("a", "Error rate", fact.value, fact.kind, fact.decimals)
    assert (place.text.replace("\N{NO-BREAK SPACE}", " "), place.decimals) == ("4.1 %", 3)
