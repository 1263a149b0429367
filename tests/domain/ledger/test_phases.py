"""The phases and their order."""

from domain.ledger.phases import Phase


def test_phases_follow_each_other_in_the_articles_order() -> None:
    assert [phase.following for phase in Phase] == [*list(Phase)[1:], None]
    assert [phase.previous for phase in Phase] == [None, *list(Phase)[:-1]]
