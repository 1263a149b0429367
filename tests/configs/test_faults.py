"""What pydantic refuses is told in the reader's language."""

from typing import Any

import pytest
from ruamel.yaml import YAML

from configs.rollouts import EXAMPLES, parse_rollout
from domain.problems import ConfigurationRefused
from reports.language import Speaker


@pytest.mark.parametrize(
    ("path", "value", "english", "danish"),
    [
        ("rollout_id", "N", "String should match pattern", "Teksten skal følge mønsteret"),
        ("company", 7, "Input should be a valid string", "Det skal være en tekst"),
        ("company2", 7, "Extra inputs are not permitted", "Et felt med det navn findes ikke"),
        ("language", "tlh", "there is no language 'tlh'; use one of: da, en", "der er intet sprog »tlh«; brug et af"),
        ("approvals.code_days", 0, "Input should be greater than or equal to 1", "Det skal være mindst 1"),
        ("approvals.code_days", "x", "unable to parse string as an integer", "teksten kan ikke læses som et"),
        ("contract.monthly_fee", -1, "greater than or equal to 0", "Det skal være mindst 0"),
        ("contract.ends_on", "2020-01-01", "ends_on: must be after starts_on", "ends_on: skal ligge efter starts_on"),
        ("people", [], "nobody has the role", "ingen har rollen »"),
        ("demo", "x", "Input should be a valid boolean", "Det skal være true eller false"),
    ],
)
def test_a_refused_value_is_told_in_both_languages(path: str, value: Any, english: str, danish: str) -> None:
    settings = YAML(typ="safe", pure=True).load((EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8"))
    part, (*folders, name) = settings, path.split(".")
    for folder in folders:
        part = part.setdefault(folder, {})
    part[name] = value
    with pytest.raises(ConfigurationRefused) as refused:
        parse_rollout(settings, where="nordlys.yaml")
    assert english in refused.value.sentence()
    assert danish in refused.value.sentence(Speaker("da").say)
