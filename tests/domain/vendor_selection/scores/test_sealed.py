from decimal import Decimal

import pytest

from domain.vendor_selection.scores.sealed import Opened, Outstanding, Sealed, entered_twice, open_scores
from domain.workbook.evaluation import NotAssessed, Score
from tests.domain.samples.rows import scored

PANEL = ("Mette Holm", "Lars Friis")


def opened(scores: list[Score], panel: tuple[str, ...] = PANEL, vendors: str = "AB") -> Sealed | Opened:
    return open_scores(scores, panel, list(vendors), ["C0", "C1"], disagreement_range=Decimal(2))


def everything(panel: tuple[str, ...] = PANEL) -> list[Score]:
    return scored("A", 5, 3, evaluators=panel) + scored("B", 3, 5, evaluators=panel)


def told(found: Sealed | Opened) -> list[str]:
    assert isinstance(found, Sealed)
    return [str(reason) for reason in found.reasons]


def test_while_one_score_is_missing_only_counts_are_shown() -> None:
    found = opened(everything()[:-1])  # Lars has not scored B on C1
    assert told(found) == ["1 of 8 scores are still to come. Nobody sees a score before all are in."]
    assert [(c.vendor_id, c.criterion_id, c.given, c.needed) for c in found.progress.cells] == [
        ("A", "C0", 2, 2), ("A", "C1", 2, 2), ("B", "C0", 2, 2), ("B", "C1", 1, 2),
    ]  # fmt: skip
    assert found.progress.outstanding == (Outstanding(evaluator="Lars Friis", cells=(("B", "C1"),)),)
    assert found.progress.outstanding[0].missing == 1
    assert (found.progress.complete_vendors, found.progress.complete_criteria) == (("A",), ("C0",))


def test_what_is_sealed_is_the_same_whatever_the_scores_are() -> None:
    low = scored("A", 1, 1, evaluators=PANEL[:1])
    high = scored("A", 5, 5, evaluators=PANEL[:1])
    assert opened(low) == opened(high)


def test_a_blank_is_missing() -> None:
    blank = [*everything()[:-1], everything()[-1].model_copy(update={"score": None})]
    assert opened(blank) == opened(everything()[:-1])


def test_not_assessed_is_handed_in() -> None:
    last = everything()[-1].model_copy(update={"score": NotAssessed.NOT_ASSESSED})
    found = opened([*everything()[:-1], last])
    assert isinstance(found, Opened)
    assert [(s.middle, s.assessed, s.asked, s.least, s.most) for s in found.scores][-1] == (
        Decimal(5),
        1,
        2,
        Decimal(3),
        Decimal(5),
    )


def test_when_all_are_in_medians_and_spread_are_shown() -> None:
    panel = ("x", "y", "z")
    scores = scored("A", 5, 3, evaluators=("x",)) + scored("A", 4, 3, evaluators=("y",))
    found = opened(scores + scored("A", 2, 4, evaluators=("z",)), panel, vendors="A")
    assert isinstance(found, Opened)
    first, second = found.scores
    # 5, 4, 2: median 4, distances 1, 0, 2, whose median is 1.
    assert (first.middle, first.low, first.high, first.spread, first.deviation) == (
        Decimal(4),
        Decimal(2),
        Decimal(5),
        Decimal(3),
        Decimal(1),
    )
    assert (second.middle, second.spread, second.deviation, second.disagreement) == (
        Decimal(3),
        Decimal(1),
        Decimal(0),
        False,
    )
    assert (found.disagreements, first.assessed) == ((first,), 3)
    assert found.progress.outstanding == ()
    assert found.progress.complete_vendors == ("A",)


@pytest.mark.parametrize(("threshold", "flagged"), [("2", True), ("2.5", False)])
def test_the_threshold_of_disagreement_is_a_setting(threshold: str, flagged: bool) -> None:
    scores = scored("A", 5, 3, evaluators=("x",)) + scored("A", 3, 3, evaluators=("y",))
    found = open_scores(scores, ["x", "y"], ["A"], ["C0", "C1"], disagreement_range=Decimal(threshold))
    assert isinstance(found, Opened)
    assert found.scores[0].disagreement is flagged


def test_the_largest_disagreement_comes_first() -> None:
    scores = scored("A", 5, 5, evaluators=("x",)) + scored("A", 3, 1, evaluators=("y",))
    found = opened(scores, ("x", "y"), vendors="A")
    assert isinstance(found, Opened)
    assert [score.criterion_id for score in found.disagreements] == ["C1", "C0"]


def test_a_name_typed_another_way_is_the_same_member() -> None:
    typed = [score.model_copy(update={"evaluator": score.evaluator.upper()}) for score in everything()]
    assert isinstance(opened(typed), Opened)


def test_one_person_twice_on_the_panel_opens_nothing() -> None:
    panel = (*PANEL, "mette  holm")
    assert told(opened(everything(panel), panel))[0] == (
        "“Mette Holm” and “mette  holm” are one person, who counts once. Write the name one way."
    )


def test_one_person_scoring_under_two_names_opens_nothing() -> None:
    assert "are one person" in told(opened(everything((*PANEL, "LARS FRIIS"))))[0]
    assert entered_twice(["a b", "A  B", "a b", "c"]) == (("a b", "A  B"),)


def test_scores_from_outside_the_panel_open_nothing_and_count_for_nothing() -> None:
    found = opened(everything((*PANEL, "Ida")))
    assert told(found) == ["Ida has given scores and is not on the panel."]
    assert all(cell.given == 2 for cell in found.progress.cells)


def test_without_a_panel_or_bidders_there_is_nothing_to_open() -> None:
    assert told(opened([], ())) == ["No evaluators are named."]
    assert told(opened([], PANEL, vendors="")) == ["There is nothing to assess yet."]


def test_scores_of_bidders_and_criteria_nobody_asked_about_do_not_count() -> None:
    found = opened(everything() + scored("X", 1, 1, 1, evaluators=PANEL))
    assert isinstance(found, Opened)
    assert {score.vendor_id for score in found.scores} == {"A", "B"}
