"""An attack on discovery's report: read everything that is published, and subtract.

The attacker has the page, its chart texts and tables, the tabs, the gate's evidence and every `rollout explain`. What
is known is taken from that text and not from the rule under attack: a team is known when its own figure stands
somewhere, all teams together when the total does. Any group of people that follows from these by adding and
subtracting must be as large as the smallest group that may be shown.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.discovery.gate import discovery_gate
from domain.discovery.result import DiscoveryRows
from domain.discovery.settings import DiscoveryRules
from domain.periods import months_before
from domain.workbook.people import ExitRecord, SalaryBand, SurveyResult, Team, WorkMonth
from reports.discovery import discovery
from reports.discovery.figures import working_lines
from reports.forms.html.pages import render_page
from reports.forms.sheet_tabs import tab_contents
from reports.language import Speaker
from tests.budgets import budget
from tests.demo_phases import Discovered, discovered
from tests.domain.samples import rows as phase_rows

MINIMUM = 5
MONTH = "2025-05"
SPEAKER = Speaker("en")
Sizes = Mapping[str, int]


def errors_of(place: int) -> int:
    """A figure a month that no other team has, and no sum of other teams' either."""
    return 1_000_003 + (10_007 << place)


def transactions_of(place: int) -> int:
    return 700_000_001 + (30_011 << place)


@dataclass(frozen=True)
class Published:
    """Everything a reader can get at.

    Attributes:
        text: all of it, numbers without group signs.
    """

    case: Discovered
    text: str

    def says(self, number: int) -> bool:
        return re.search(rf"(?<![\d.]){number}(?![\d])", self.text) is not None


def publish(sizes: Sizes) -> Published:
    months = months_before(MONTH, 15)
    names = list(sizes)
    rows = DiscoveryRows(
        teams=[Team(team_id=f"T-{n}", name=f"Team of {n}", headcount=size) for n, size in sizes.items()],
        processes=[
            phase_rows.process(f"P-{n}", name=f"Work {at}", team_id=f"T-{n}") for at, n in enumerate(names)
        ],
        work_months=[
            WorkMonth(month=month, team_id=f"T-{n}", share_days_over_10h=Decimal("0.31"), sick_days=Decimal(size),
                      meeting_participation=Decimal("0.6"), errors=errors_of(at), transactions=transactions_of(at))
            for month in months
            for at, (n, size) in enumerate(sizes.items())
        ],
        surveys=[
            SurveyResult(month="2025-03", team_id=f"T-{n}", respondents=size, engagement=Decimal("3.1"),
                         reporting_symptoms=Decimal("0.4"))
            for n, size in sizes.items()
        ],
        exits=[
            ExitRecord(month=month, team_id=f"T-{n}", leavers=min(size, 3), naming_balance=min(size, 2))
            for month in (months[2], months[-1])
            for n, size in sizes.items()
        ],
        salary_bands=[SalaryBand(band="L1", headcount=sum(sizes.values()), salary_per_month=Decimal(40_000))],
        processes_seen=len(names),
    )  # fmt: skip
    rules = DiscoveryRules(minimum_group_size=MINIMUM)
    case = discovered(rows, rules, datetime(2025, 5, 2, 9, tzinfo=ZoneInfo("Europe/Copenhagen")))
    return Published(case, _text(case))


def _text(case: Discovered) -> str:
    gate = discovery_gate(case.result)
    document = discovery.compose(case.result, gate, (), "en")
    workings = case.workings
    parts = [render_page(document, "en"), gate.model_dump_json()]
    parts += [str(tab.rows) for tab in tab_contents(document, "en")]
    parts += [SPEAKER.say(chart.alt) for section in document.sections for chart in section.charts]
    parts += ["\n".join(working_lines(w, workings, SPEAKER)) for w in workings.values()]
    parts.append(json.dumps([w.model_dump(mode="json") for w in workings.values()]))
    return re.sub(r"(?<=\d),(?=\d{3})", "", "\n".join(parts))


def groups_an_attacker_finds(sizes: Sizes, known: list[frozenset[str]]) -> list[frozenset[str]]:
    """Every group whose figure is a sum of known ones with signs: those whose row lies in the space of known rows."""
    names = list(sizes)
    table = np.array([[float(name in group) for name in names] for group in known])
    rank = np.linalg.matrix_rank(table) if known else 0
    found = []
    for count in range(1, len(names) + 1):
        for group in map(frozenset, combinations(names, count)):
            row = [float(name in group) for name in names]
            if known and np.linalg.matrix_rank(np.vstack([table, row])) == rank:
                found.append(group)
    return found


SIZES = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 14), min_size=1, max_size=6)


@budget(20)
@given(SIZES)
@example({"A": 34, "B": 22, "C": 13, "D": 3})
@example({"A": 6, "B": 2, "C": 2})
@example({"A": 4})
@example({"A": 9, "B": 0, "C": 4})
def test_nobody_can_subtract_a_group_that_is_too_small(sizes: dict[str, int]) -> None:
    published = publish(sizes)
    everybody = frozenset(sizes)
    for figure_of in (errors_of, transactions_of):
        own = {name: figure_of(at) for at, name in enumerate(sizes)}
        known = [frozenset({name}) for name in sizes if published.says(own[name])]
        if published.says(3 * sum(own.values())):
            known.append(everybody)
        for group in groups_an_attacker_finds(sizes, known):
            people = sum(sizes[name] for name in group)
            assert people == 0 or people >= MINIMUM or group == everybody, f"{sorted(group)} has {people} people"


@budget(20)
@given(SIZES)
@example({"A": 34, "B": 22, "C": 13, "D": 3})
def test_a_team_that_may_not_be_shown_is_named_nowhere_and_not_explained(sizes: dict[str, int]) -> None:
    published = publish(sizes)
    shown = {team.team_id for team in published.case.result.signs.teams}
    ids = published.case.workings
    for name in sizes:
        hidden = f"T-{name}" not in shown
        assert (f"Team of {name}" not in published.text) == hidden
        assert any(i.startswith(f"signs.T-{name}.") for i in ids) != hidden


def test_the_attack_succeeds_where_only_the_small_team_is_hidden() -> None:
    # So that the test above can fail: were C shown, D would be the total less A, B and C.
    sizes = {"A": 34, "B": 22, "C": 13, "D": 3}
    naive = [frozenset({name}) for name in "ABC"]
    assert frozenset("D") in groups_an_attacker_finds(sizes, [*naive, frozenset("ABCD")])
    assert frozenset("D") not in groups_an_attacker_finds(sizes, [*naive[:2], frozenset("ABCD")])


def test_the_total_and_the_shown_teams_are_really_read_from_the_text() -> None:
    published = publish({"A": 34, "B": 22, "C": 13, "D": 3})
    assert [published.says(errors_of(at)) for at in range(4)] == [True, True, False, False]
    assert published.says(3 * sum(errors_of(at) for at in range(4)))


@pytest.mark.parametrize("leavers", [1, 2, 4])
def test_what_a_few_leavers_said_is_not_told(leavers: int) -> None:
    exits = [ExitRecord(month="2025-04", team_id="T-A", leavers=leavers, naming_balance=1)]
    case = publish({"A": 34}).case
    rows = DiscoveryRows(**(vars(case.rows) | {"exits": exits}))
    workings = discovered(rows, case.rules, case.result.as_of).workings
    working = workings["signs.T-A.leaving"]
    said = "\n".join(working_lines(working, workings, SPEAKER))
    assert working.value is None
    assert "Fewer than 5 people left" in said
    assert not re.search(rf"\b{leavers} (of|leavers)|\b{leavers} rows", said)
