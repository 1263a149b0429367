from decimal import Decimal

from domain.choice.ties import TieBreak, rank_with_ties
from domain.reasons import Reason


def totals(**points: str) -> dict[str, Decimal]:
    return {name: Decimal(total) for name, total in points.items()}


COST = TieBreak(
    name=Reason("Total cost over the term"),
    values={"A": Decimal(900), "B": Decimal(800), "C": Decimal(800)},
    lowest_first=True,
)
SECURITY = TieBreak(name=Reason("Data protection"), values={"B": Decimal(4), "C": Decimal(5)})
NAMES = {"A": "Alfa", "B": "Beta", "C": "Gamma"}


def test_different_totals_need_no_tie_break() -> None:
    found = rank_with_ties(totals(A="70.1", B="80.0"), [COST])
    assert (found.places, found.ties, found.winner) == ((("B",), ("A",)), (), "B")


def test_totals_that_are_shown_alike_are_a_tie_though_one_is_higher() -> None:
    # 80.04 and 79.96 are both shown as 80.0: the lower cost decides, for B, whose total is the lower one.
    found = rank_with_ties(totals(A="80.04", B="79.96"), [COST])
    assert (found.places, found.winner) == ((("B",), ("A",)), "B")
    assert str(found.ties[0].reason(NAMES)) == (
        "Alfa, Beta are equal at 80.0 points. Decided by: Total cost over the term."
    )


def test_shown_differently_is_no_tie_however_close() -> None:
    assert rank_with_ties(totals(A="80.05", B="80.04"), [COST]).winner == "A"


def test_tie_breaks_decide_in_their_order() -> None:
    # Cost puts B and C before A; between them data protection decides.
    found = rank_with_ties(totals(A="80", B="80", C="80"), [COST, SECURITY])
    assert found.places == (("C",), ("B",), ("A",))
    assert [(tie.options, str(tie.decided_by)) for tie in found.ties] == [
        (("A", "B", "C"), "Total cost over the term"),
        (("B", "C"), "Data protection"),
    ]


def test_what_no_tie_break_tells_apart_is_for_people() -> None:
    found = rank_with_ties(totals(A="70", B="80", C="80"), [COST])
    assert (found.places, found.winner) == ((("B", "C"), ("A",)), None)
    assert str(found.ties[0].reason(NAMES)) == (
        "Beta, Gamma are equal at 80.0 points and on every tie-break: people decide."
    )


def test_a_tie_break_that_not_all_have_decides_nothing() -> None:
    # A has no score for data protection: not assessed is neither best nor worst.
    assert rank_with_ties(totals(A="80", B="80"), [SECURITY]).winner is None


def test_nobody_wins_among_nobody() -> None:
    found = rank_with_ties({}, [COST])
    assert (found.places, found.winner) == ((), None)
