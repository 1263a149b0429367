"""Vendor selection's figures are explained from what its gate recorded, wherever the evaluators wrote their scores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from configs.rollouts import RolloutSettings
from configs.settings import Settings, read_settings
from connectors.errors import IncompleteData
from connectors.ledger.ledger import SqlLedger
from connectors.workbook.reading import read_tab
from domain.agreement.signed_terms import terms_to_sign, with_terms
from domain.discovery.gate import discovery_gate
from domain.ledger.events import EventKind
from domain.ledger.phases import Phase
from domain.vendor_selection.gate import vendor_selection_gate
from domain.workbook.bidders import OfferedLevel, Vendor
from domain.workbook.cells import WorkbookCells
from domain.workbook.evaluation import Score
from domain.workbook.placed_rows import RowAddresses, TabPart
from domain.workbook.tables import Row
from domain.workbook.tabs import OPTIONAL_SELECTION_TABS, SELECTION_TABS
from flows.explain.phase import PhaseWorkings, phase_workings
from flows.wiring.snapshots import snapshots as snapshots_of
from reports.catalogues.reading import wording
from reports.discovery.figures import working_lines
from reports.language import Speaker
from sandbox.nordlys.fixed import rows_of
from tests.demo_phases import DemoSelection, internal_tickets, nordlys, selection_of
from tests.flows.explain.test_phase import NOW, discovered, kept, workbook

DANISH = wording("da")

AS_OF = datetime(2025, 6, 27, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
SELECTED = (*SELECTION_TABS, *OPTIONAL_SELECTION_TABS)
EVALUATORS = tuple(dict.fromkeys(score.evaluator for score in rows_of(Score)))
OWN_BOOKS = {name: f"book-{number}" for number, name in enumerate(EVALUATORS)}


def roadmap() -> list[Any]:
    found: list[Any] = discovery_gate(discovered()).evidence["roadmap"]
    return found


def without(*models: type[Row]) -> WorkbookCells:
    """The demo's workbook without some of its tabs."""
    titles = {DANISH.tab(model) for model in models}
    return replace(workbook(), tabs={name: tab for name, tab in workbook().tabs.items() if name not in titles})


def case_of(cells: WorkbookCells, lines: Sequence[Any]) -> DemoSelection:
    """The phase's figures, put together by the test."""
    read = {
        m: read_tab(cells.tabs[DANISH.tab(m)], m, locale="da_DK", wording=DANISH)
        for m in SELECTED
        if DANISH.tab(m) in cells.tabs
    }
    rows: dict[type[Row], Sequence[Any]] = {m: read[m].rows if m in read else () for m in SELECTED}
    addresses = {
        m.__name__: RowAddresses((TabPart(one.tab, one.columns, one.row_numbers, one.next_row),))
        for m, one in read.items()
    }
    return selection_of(rows, addresses, lines)


def evidence_of(case: DemoSelection) -> dict[str, Any]:
    winner = next(v for v in case.inputs.vendors if v.vendor_id == case.result.winner_id)
    own = [line for line in case.inputs.papers.price_lines if line.vendor_id == winner.vendor_id]
    signed = terms_to_sign(nordlys().contract, winner, case.negotiation.offers, own)
    return dict(with_terms(vendor_selection_gate(case.result), signed).evidence)


def home(
    evidence: Mapping[str, Any],
    cells: WorkbookCells,
    lines: Sequence[Any],
    books: Sequence[WorkbookCells] = (),
) -> Settings:
    """A home in which discovery passed with this roadmap and vendor selection with this evidence."""
    settings = read_settings()
    store = snapshots_of(settings, "nordlys")
    found = internal_tickets()
    tables = {"tickets": found.tickets, "history": found.history, "comments": found.comments}
    shared = kept(store, cells)
    snapshots = [shared, *(kept(store, book) for book in books), store.save("nordlys", "jira:NI", tables, taken_at=NOW)]
    ledger = SqlLedger.open(settings.ledger_address())
    lease = ledger.acquire("nordlys", "elsewhere:1:run", now=NOW, ttl=timedelta(hours=1))
    for one in snapshots:
        taken = {"source": one.source, "snapshot_id": one.snapshot_id, "tables": {}, "updated_to": ""}
        ledger.append(lease, EventKind.SNAPSHOT_TAKEN, f"{one.source}:{one.snapshot_id}", taken, actor="m", at=NOW)
    alone = {"score_snapshots": [one.snapshot_id for one in snapshots[1:-1]]} if books else {}
    for phase, given in ((Phase.DISCOVERY, {"roadmap": lines}), (Phase.VENDOR_SELECTION, {**evidence, **alone})):
        gate = {"evidence": {**given, "snapshot_id": shared.snapshot_id}, "as_of": AS_OF.isoformat()}
        payload = {"phase": phase.value, "gate": gate}
        ledger.append(lease, EventKind.GATE_PASSED, f"gate-{phase}", payload, actor="m", at=NOW)
    ledger.release(lease)
    ledger.close()
    return settings


def explained(settings: Settings, rollout: RolloutSettings | None = None) -> PhaseWorkings:
    return phase_workings(settings, rollout or nordlys(), Phase.VENDOR_SELECTION)


@pytest.fixture
def of_the_demo() -> PhaseWorkings:
    return explained(home(evidence_of(case_of(workbook(), roadmap())), workbook(), roadmap()))


def test_the_figures_are_those_the_gate_recorded(of_the_demo: PhaseWorkings) -> None:
    case = case_of(workbook(), roadmap())
    assert of_the_demo.differing == ()
    assert of_the_demo.workings["lead"].value == case.result.lead
    assert case.result.winner is not None
    assert of_the_demo.workings["vendor.BLS.cost.high"].value == case.result.winner.cost.high.total


def test_the_named_cells_hold_what_the_figure_is_made_of(of_the_demo: PhaseWorkings) -> None:
    (weight,) = [source.cells for source in of_the_demo.workings["criterion.pris.weight"].inputs]
    assert weight == ("C4",)
    working = of_the_demo.workings["vendor.BLS.fee"]
    (cell,) = working.inputs[0].cells
    letter, number = cell[0], cell[1:]
    assert workbook().tabs[DANISH.tab(Vendor)].rows[int(number) - 1]["ABCDEFGHIJK".index(letter)] == working.value


def test_what_is_priced_by_volume_follows_the_roadmap_the_gate_recorded() -> None:
    twice = [line | {"volume_per_month": line["volume_per_month"] * 2} for line in roadmap()]
    case = case_of(workbook(), twice)
    found = explained(home(evidence_of(case), workbook(), twice))
    assert found.differing == ()
    by_volume = found.workings["vendor.BLS.cost.year1.volume"]
    assert by_volume.value == case.result.vendors[0].cost.expected.years[0].variable
    assert by_volume.value


def test_a_roadmap_that_is_not_the_one_used_is_told() -> None:
    twice = [line | {"volume_per_month": line["volume_per_month"] * 2} for line in roadmap()]
    evidence = evidence_of(case_of(workbook(), roadmap()))
    assert "vendors" in explained(home(evidence, workbook(), twice)).differing


def test_a_workbook_without_the_tabs_that_may_be_missing_is_explained() -> None:
    cells = without(OfferedLevel)
    found = explained(home(evidence_of(case_of(cells, roadmap())), cells, roadmap()))
    assert found.differing == ()
    assert not [name for name in found.workings if name.startswith("negotiation.")]


def own_books() -> list[WorkbookCells]:
    """One workbook for each evaluator with their own rows under the header."""
    tab = workbook().tabs[DANISH.tab(Score)]
    return [
        WorkbookCells(
            book, book, "da_DK", "Europe/Copenhagen",
            {tab.title: replace(tab, rows=(tab.rows[0], *(row for row in tab.rows[1:] if name in row)))},
        )
        for name, book in OWN_BOOKS.items()
    ]  # fmt: skip


@pytest.fixture
def alone() -> PhaseWorkings:
    evidence = evidence_of(case_of(workbook(), roadmap()))
    return explained(home(evidence, without(Score), roadmap(), own_books()))


def test_scores_from_the_evaluators_own_workbooks_give_the_same_figures(alone: PhaseWorkings) -> None:
    assert alone.differing == ()
    in_one_workbook = case_of(workbook(), roadmap()).trace.workings
    assert set(alone.workings) == set(in_one_workbook)
    assert [name for name, one in alone.workings.items() if one.value != in_one_workbook[name].value] == []
    score = alone.workings["vendor.BLS.criterion.pris"]
    assert len(score.snapshot_id.split(", ")) == len(EVALUATORS)


def test_no_cell_of_an_evaluators_own_workbook_is_named(alone: PhaseWorkings) -> None:
    of_scores = [s for w in alone.workings.values() for s in w.inputs if s.place in (DANISH.tab(Score), Score.tab)]
    assert of_scores
    assert [source for source in of_scores if source.cells] == []


@pytest.mark.parametrize("where", ["alone", "of_the_demo"])
def test_nobody_can_tell_which_evaluator_gave_which_score(where: str, request: pytest.FixtureRequest) -> None:
    found: PhaseWorkings = request.getfixturevalue(where)
    speaker = Speaker("en")
    for working in found.workings.values():
        said = "\n".join(working_lines(working, found.workings, speaker))
        assert [name for name in EVALUATORS if name in said or name.split()[0] in said] == []
        given = [str(step.facts["scores"]) for step in working.steps if "scores" in step.facts]
        for scores in given:
            values = [float(value) for value in scores.split("; ")]
            assert values == sorted(values)


def test_tabs_that_were_renamed_in_the_settings_are_refused_in_words() -> None:
    sheets = nordlys().sheets.model_copy(update={"tabs": {"Score": "Points"}})
    settings = home(evidence_of(case_of(workbook(), roadmap())), workbook(), roadmap())
    with pytest.raises(IncompleteData, match=r"Points.*sheets\.tabs"):
        explained(settings, nordlys().model_copy(update={"sheets": sheets}))


def test_signed_terms_that_come_out_otherwise_are_told() -> None:
    evidence = evidence_of(case_of(workbook(), roadmap()))
    changed = evidence | {"signed_terms": evidence["signed_terms"] | {"monthly_fee": "1"}}
    assert explained(home(changed, workbook(), roadmap())).differing == ("signed_terms",)
