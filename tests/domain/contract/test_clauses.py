"""What a clause must and must not say."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.domain.sla.stories import contract
from tests.domain.sla.verdicts.promises import DUE, UPDATES


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ({"metric": "due_date", "targets": UPDATES}, "leave the minutes out"),
        ({"metric": "resolution", "targets": DUE}, "how many working minutes"),
    ],
)
def test_minutes_are_asked_for_where_they_mean_something(clause: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        contract(**clause)
