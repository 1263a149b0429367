from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vendor_selection.assess import assess_vendor_selection
from domain.vendor_selection.gate import vendor_selection_gate
from domain.vendor_selection.inputs import SelectionInputs
from domain.vendor_selection.result import VendorSelectionResult
from domain.vendor_selection.settings import VendorSelectionRules
from domain.workbook.bidders import Vendor
from domain.workbook.evaluation import Criterion, NotAssessed, Score
from tests.budgets import budget
from tests.domain.samples.rows import certificate, criteria, papers, reference, scored, vendor

RULES = VendorSelectionRules(draws=1_000)


def assess(
    vendors: list[Vendor],
    scores: list[Score],
    given_criteria: list[Criterion] | None = None,
    rules: VendorSelectionRules = RULES,
    **handed_in: Any,
) -> VendorSelectionResult:
    return assess_vendor_selection(
        SelectionInputs(
            given_criteria or criteria(60, 40),
            vendors,
            scores,
            rules,
            papers=papers(*vendors, **handed_in),
            contract_starts_on=date(2025, 9, 1),
            term_months=36,
            as_of=date(2025, 6, 27),
        )
    )


def held(result: VendorSelectionResult) -> dict[str, str]:
    return {c.criterion: str(c.reason) for c in vendor_selection_gate(result).held}


def test_the_total_is_the_weighted_sum_on_a_fixed_scale() -> None:
    # A: 60 x (5-1)/4 + 40 x (3-1)/4 = 60 + 20 = 80. B: 60 x .5 + 40 x 1 = 70.
    result = assess([vendor("A"), vendor("B")], scored("A", 5, 3) + scored("B", 3, 5))
    assert [(v.vendor_id, v.rank, v.lowest, v.highest) for v in result.vendors] == [
        ("A", 1, Decimal(80), Decimal(80)),
        ("B", 2, Decimal(70), Decimal(70)),
    ]
    assert (result.winner_id, result.lead) == ("A", Decimal(10))


def test_cost_over_the_term_is_transition_plus_all_fees() -> None:
    # 500 + 36 x 1,000 = 36,500
    assert assess([vendor("A")], scored("A", 3, 3)).vendors[0].total_cost == 36_500


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"data_processing_agreement": False}, "No data processing agreement."),
        ({"pilot_proposal": False}, "No pilot proposal."),
        ({"monthly_fee": None}, "No price for the running service."),
    ],
)
def test_a_knock_out_says_why_and_no_score_makes_up_for_it(changed: dict[str, Any], says: str) -> None:
    result = assess([vendor("A", **changed), vendor("B")], scored("A", 5, 5) + scored("B", 1, 1))
    out = next(v for v in result.vendors if v.vendor_id == "A")
    assert out.rank is None
    assert says in str(out.knock_outs[0])
    assert result.winner_id == "B"


@pytest.mark.parametrize(
    ("handed_in", "says"),
    [
        ({"certificates": (certificate("B"),)}, "No certificate shown."),
        (
            {"certificates": (certificate("A", valid_until=date(2025, 8, 31)), certificate("B"))},
            "ISO 27001 from Nordcert ends on 2025-08-31, before the contract starts on 2025-09-01.",
        ),
        (
            {"references": (reference("A"), reference("B"), reference("B", 2))},
            "1 references; 2 are needed.",
        ),
    ],
)
def test_what_is_not_handed_in_knocks_out_whatever_the_scores(handed_in: dict[str, Any], says: str) -> None:
    result = assess([vendor("A"), vendor("B")], scored("A", 5, 5) + scored("B", 1, 1), **handed_in)
    out = next(v for v in result.vendors if v.vendor_id == "A")
    assert [str(reason) for reason in out.knock_outs] == [says]
    assert (out.rank, result.winner_id) == (None, "B")


def test_only_confirmed_references_count_where_the_rules_say_so() -> None:
    asked = tuple(reference("A", n, confirmed_on=date(2025, 6, 1) if n == 1 else None) for n in (1, 2, 3))
    strict = RULES.model_copy(update={"references_must_be_confirmed": True})
    assert assess([vendor("A")], scored("A", 3, 3), references=asked).vendors[0].knock_outs == ()
    out = assess([vendor("A")], scored("A", 3, 3), rules=strict, references=asked).vendors[0].knock_outs
    assert [str(reason) for reason in out] == ["1 confirmed references; 2 are needed."]


def test_the_certificate_that_counts_is_named_with_its_last_day() -> None:
    shown = (certificate("A", standard="ISO 9001", valid_until=date(2030, 1, 1)), certificate("A"))
    found = assess([vendor("A")], scored("A", 3, 3), certificates=shown).vendors[0]
    assert (found.certificate, found.certificate_valid_until) == ("ISO 27001", date(2026, 12, 31))


def test_the_median_counts_and_a_large_range_is_flagged() -> None:
    scores = [
        Score(vendor_id="A", criterion_id="C0", evaluator=name, score=Decimal(value))
        for name, value in (("x", 5), ("y", 4), ("z", 2))
    ]
    first = assess([vendor("A")], scores + scored("A", None, 3)[2:]).vendors[0].scores[0]
    assert (first.middle, first.low, first.high, first.assessed) == (Decimal(4), Decimal(2), Decimal(5), 3)
    assert first.disagreement


def test_one_point_apart_is_no_disagreement() -> None:
    scores = [
        Score(vendor_id="A", criterion_id="C0", evaluator=name, score=Decimal(value))
        for name, value in (("x", 4), ("y", 3))
    ]
    assert not assess([vendor("A")], scores).vendors[0].scores[0].disagreement


def test_what_nobody_assessed_is_a_range_and_neither_zero_nor_full_marks() -> None:
    # A has 60 points for the first criterion; the second is worth 0 to 40.
    found = assess([vendor("A"), vendor("B")], scored("A", 5, None) + scored("B", 5, 5)).vendors[1]
    assert (found.vendor_id, found.lowest, found.highest, found.fully_assessed) == (
        "A",
        Decimal(60),
        Decimal(100),
        False,
    )


def test_a_bidder_who_is_not_fully_assessed_wins_only_when_its_lowest_beats_everybody() -> None:
    # A 60-100, B 60 x .5 + 40 x .5 = 50: whatever A gets, it is ahead.
    result = assess([vendor("A"), vendor("B")], scored("A", 5, None) + scored("B", 3, 3))
    assert result.winner_id == "A"


def test_an_unassessed_bidder_does_not_win_while_another_could_be_better() -> None:
    # A 60-100 leads by its lowest, but C 40-80 reaches over it: A may not win, fully assessed B (50) is named,
    # and the gate waits for the missing scores.
    scores = scored("A", 5, None) + scored("B", 3, 3) + scored("C", None, 5)
    result = assess([vendor("A"), vendor("B"), vendor("C")], scores)
    assert result.winner_id == "B"
    assert "not fully assessed and could still win" in held(result)["settled"]


def test_an_unassessed_bidder_who_cannot_reach_the_winner_holds_nothing() -> None:
    # A 100; B 0-40.
    result = assess([vendor("A"), vendor("B")], scored("A", 5, 5) + scored("B", 1, None))
    assert result.could_overtake == ()
    assert vendor_selection_gate(result).passed


def places(result: VendorSelectionResult) -> list[tuple[int | None, str]]:
    return [(v.rank, v.vendor_id) for v in result.ranked]


def test_equal_totals_rank_by_cost_over_the_term_and_what_is_still_equal_shares_a_rank() -> None:
    scores = scored("A", 4, 4) + scored("B", 4, 4) + scored("C", 4, 4)
    result = assess([vendor("B"), vendor("C", monthly_fee=Decimal(900)), vendor("A")], scores)
    assert places(result) == [(1, "C"), (2, "A"), (2, "B")]
    assert result.winner_id == "C"
    assert [(tie.options, tie.decided_by and str(tie.decided_by)) for tie in result.ties] == [
        (("A", "B", "C"), "total cost over the term"), (("A", "B"), None),
    ]  # fmt: skip


def test_the_score_on_the_heaviest_criterion_decides_before_cost() -> None:
    # 60 x 1 + 20 x 0 + 20 x 0 = 60 and 60 x .5 + 20 x 1 + 20 x .5 = 60; B is cheaper.
    weights = criteria(60, 20, 20)
    scores = scored("A", 5, 1, 1) + scored("B", 3, 5, 3)
    result = assess([vendor("A"), vendor("B", monthly_fee=Decimal(900))], scores, weights)
    assert places(result) == [(1, "A"), (2, "B")]
    assert [str(tie.decided_by) for tie in result.ties] == ["score on Criterion 0"]


def test_of_criteria_with_the_same_highest_weight_the_scores_are_added() -> None:
    # 40 x 1 + 40 x 0 + 20 x .5 = 50 and 40 x .5 + 40 x .5 + 20 x .5 = 50: 5 + 1 = 3 + 3, so cost decides.
    weights = criteria(40, 40, 20)
    scores = scored("A", 5, 1, 3) + scored("B", 3, 3, 3)
    result = assess([vendor("A"), vendor("B", monthly_fee=Decimal(900))], scores, weights)
    assert places(result) == [(1, "B"), (2, "A")]


@pytest.mark.parametrize(("tie_breaks", "first"), [(("C1",), "B"), (("total_cost",), "A"), (("C0",), "A"), ((), None)])
def test_which_tie_break_decides_is_a_setting(tie_breaks: tuple[str, ...], first: str | None) -> None:
    # 50 x 1 + 50 x .5 = 75 = 50 x .5 + 50 x 1
    bids = [vendor("A", monthly_fee=Decimal(900)), vendor("B")]
    result = assess_vendor_selection(
        SelectionInputs(
            criteria(50, 50),
            bids,
            scored("A", 5, 3) + scored("B", 3, 5),
            RULES.model_copy(update={"tie_breaks": tie_breaks}),
            papers=papers(*bids),
            contract_starts_on=date(2025, 9, 1),
            term_months=36,
            as_of=date(2025, 6, 27),
        )
    )
    assert result.winner_id == first


def test_what_no_tie_break_decides_holds_the_gate_for_people() -> None:
    result = assess([vendor("A"), vendor("B")], scored("A", 4, 4) + scored("B", 4, 4))
    assert (result.winner_id, result.lead) == (None, None)
    said = held(result)["winner"]
    assert said == "Vendor A, Vendor B are equal at 75.0 points and on every tie-break: people decide."


def test_a_tie_further_down_does_not_hold_the_winner() -> None:
    scores = scored("A", 5, 5) + scored("B", 4, 4) + scored("C", 4, 4)
    result = assess([vendor("A"), vendor("B"), vendor("C")], scores)
    assert places(result) == [(1, "A"), (2, "B"), (2, "C")]
    assert (result.winner_id, result.undecided) == ("A", None)
    assert vendor_selection_gate(result).passed


def test_one_evaluator_who_could_not_assess_leaves_the_total_a_range() -> None:
    # C0 by three: 4, 3 and not assessed is 3 to 4, so 60 x .5 = 30 to 60 x .75 = 45; C1 is 40.
    scores = [
        Score(vendor_id="A", criterion_id="C0", evaluator=name, score=value)
        for name, value in (("A", Decimal(4)), ("B", Decimal(3)), ("C", NotAssessed.NOT_ASSESSED))
    ] + scored("A", None, 5, evaluators=("A", "B", "C"))[3:]
    found = assess([vendor("A")], scores).vendors[0]
    assert (found.lowest, found.highest, found.fully_assessed) == (Decimal(70), Decimal(85), False)
    assert (found.scores[0].middle, found.scores[0].assessed, found.scores[0].asked) == (Decimal("3.5"), 2, 3)


@pytest.mark.parametrize("weights", [(60, 39), (60, 41)])
def test_weights_that_do_not_sum_to_100_rank_nobody(weights: tuple[int, int]) -> None:
    result = assess([vendor("A"), vendor("B")], scored("A", 5, 5) + scored("B", 1, 1), criteria(*weights))
    assert result.ranked == ()
    assert result.winner_id is None
    assert f"sum to {sum(weights)}, not to 100" in held(result)["weights"]


def test_one_bidder_in_the_race_is_no_choice() -> None:
    result = assess([vendor("A"), vendor("B", pilot_proposal=False)], scored("A", 5, 5) + scored("B", 5, 5))
    assert "1 of 2 bidders meet every requirement; 2 are needed" in held(result)["competition"]


def test_one_evaluator_is_not_enough_for_the_winner() -> None:
    alone = scored("A", 5, 5, evaluators=("x",)) + scored("B", 1, 1)
    assert "has 1 evaluators; 2 are needed" in held(assess([vendor("A"), vendor("B")], alone))["evaluators"]


def test_no_bids_hold_the_gate_instead_of_failing() -> None:
    result = assess([], [])
    assert result.winner is None
    assert {"competition", "winner", "settled"} <= set(held(result))


def test_a_close_race_names_the_weight_that_turns_it() -> None:
    # A 80, B 70 as above: equal when .5 w = .5 (100 - w): the first weight at 50 instead of 60.
    result = assess([vendor("A"), vendor("B")], scored("A", 5, 3) + scored("B", 3, 5))
    assert result.flip is not None
    assert (result.flip.criterion, result.flip.at, result.flip.rival) == (0, Decimal(50), "B")


MARKS = st.sampled_from([NotAssessed.NOT_ASSESSED, *map(Decimal, range(1, 6))])
BIDS = st.fixed_dictionaries(
    {
        "marks": st.lists(MARKS, min_size=4, max_size=4),  # two evaluators on two criteria
        "fee": st.integers(998, 1_000),
        "agreement": st.sampled_from([True, True, True, False]),
    }
)
FIELDS = st.dictionaries(st.sampled_from("ABCDEF"), BIDS, min_size=2, max_size=6)
RULEBOOKS = st.sampled_from([(), ("total_cost",), ("highest_weight", "total_cost"), ("C1",)])
WEIGHTS = st.sampled_from([(60, 40), (50, 50), (40, 60)])


def order_of(bids: dict[str, Any], tie_breaks: tuple[str, ...], weights: tuple[int, int]) -> dict[str, int | None]:
    """Bidder -> its rank among these; None for one who is knocked out."""
    scores = [
        Score(vendor_id=name, criterion_id=f"C{k % 2}", evaluator=f"E{k // 2}", score=mark)
        for name, bid in bids.items()
        for k, mark in enumerate(bid["marks"])
    ]
    bidders = [
        vendor(name, monthly_fee=Decimal(bid["fee"]), data_processing_agreement=bid["agreement"])
        for name, bid in bids.items()
    ]
    found = assess_vendor_selection(
        SelectionInputs(
            criteria(*weights),
            bidders,
            scores,
            RULES.model_copy(update={"tie_breaks": tie_breaks}),
            papers=papers(*bidders),
            contract_starts_on=date(2025, 9, 1),
            term_months=36,
            as_of=date(2025, 6, 27),
        )
    )
    return {v.vendor_id: v.rank for v in found.vendors}


def ahead(ranks: dict[str, int | None], one: str, other: str) -> int | None:
    """-1, 0 or 1 as `one` ranks before, with or after `other`; None where one of them is knocked out."""
    first, second = ranks[one], ranks[other]
    return None if first is None or second is None else (first > second) - (first < second)


@budget(60)
@given(FIELDS, BIDS, RULEBOOKS, WEIGHTS)
def test_a_new_bidder_a_copy_or_a_leaver_never_changes_the_order_of_two_others(
    bids: dict[str, Any], newcomer: Any, tie_breaks: tuple[str, ...], weights: tuple[int, int]
) -> None:
    before = order_of(bids, tie_breaks, weights)
    first = next(iter(bids))
    changed: list[dict[str, Any]] = [{"N": newcomer, **bids}, {**bids, "N": bids[first]}]
    changed += [{name: bid for name, bid in bids.items() if name != leaver} for leaver in bids]
    for field in changed:
        after = order_of(field, tie_breaks, weights)
        for one, other in combinations([name for name in bids if name in field], 2):
            assert ahead(after, one, other) == ahead(before, one, other), (one, other, field)
    copied = order_of({**bids, "N": bids[first]}, tie_breaks, weights)
    assert copied["N"] == copied[first]
