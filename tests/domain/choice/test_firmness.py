"""How firm a choice is: what stands beside the weighted sum agrees with it where it must, and decides nothing."""

from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.result import VendorSelectionResult
from domain.workbook.evaluation import Criterion, Score
from tests.domain.samples.rows import criteria, scored, vendor
from tests.domain.vendor_selection.test_assess import assess


def compare(*rows: tuple[str, int, int]) -> VendorSelectionResult:
    scores: list[Score] = [score for name, first, second in rows for score in scored(name, first, second)]
    weights: list[Criterion] = criteria(60, 40)
    return assess([vendor(name) for name, _, _ in rows], scores, weights)


def test_a_bidder_who_is_best_on_everything_is_in_front_whoever_looks() -> None:
    result = compare(("A", 5, 5), ("B", 3, 2), ("C", 2, 3))
    assert result.firmness is not None
    assert result.firmness.agreeing("A") == 3
    assert result.firmness.holding("A") == 2
    assert result.firmness.weights.of("A").by_rank[0] == 1
    assert result.firmness.panel.wins["A"] == 1


def test_a_lead_that_hangs_on_one_criterion_is_shown_to_do_so() -> None:
    result = compare(("A", 5, 2), ("B", 3, 4))
    assert result.firmness is not None
    assert [one.winners for one in result.firmness.without] == [("B",), ("A",)]
    assert result.firmness.holding("A") == 1


def test_second_opinions_are_evidence_and_never_the_choice() -> None:
    result = compare(("A", 5, 2), ("B", 3, 4))
    gate = vendor_selection_gate(result)
    assert result.winner_id == "A"
    assert set(gate.evidence["second_opinions"]) == {"topsis", "waspas", "vikor"}
    assert "second_opinions" not in {one.criterion for one in gate.criteria}


def test_nobody_in_the_race_has_no_lead_to_test() -> None:
    assert assess([vendor("A")], scored("A", 5, 5), references=()).firmness is None
