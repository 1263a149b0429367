"""Rollout settings: the shipped example is valid, and a wrong value is refused with its path and a remedy."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from configs.rollouts import EXAMPLES, parse_rollout, read_rollout
from configs.yaml_reader import read_yaml
from domain.ledger.owners import Role
from domain.ledger.phases import Phase
from domain.problems import ConfigurationRefused

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def values() -> dict[str, Any]:
    return read_yaml(EXAMPLES / "nordlys.yaml")


def test_the_shipped_example_is_a_valid_rollout(tmp_path: Path) -> None:
    rollout = read_rollout("nordlys", tmp_path)
    assert rollout.company == "Nordlys Regnskab A/S"
    assert [p.name for p in rollout.holders(Role.LEGAL)] == ["Aisha Rahman"]


def test_times_of_day_stay_texts_as_yaml_1_2_reads_them(values: dict[str, Any]) -> None:
    assert values["contract"]["calendars"]["kontor"][0]["weekly"]["mon"] == [["08:00", "16:00"]]


def test_a_users_file_wins_over_the_example_of_the_same_name(tmp_path: Path) -> None:
    text = (EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8").replace("language: da", "language: en")
    (tmp_path / "nordlys.yaml").write_text(text, encoding="utf-8")
    assert read_rollout("nordlys", tmp_path).language == "en"


def test_an_unknown_rollout_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match=r"no rollout called 'nordly'.*known: nordlys.*Next:"):
        read_rollout("nordly", tmp_path)


def test_a_file_whose_name_and_id_differ_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text((EXAMPLES / "nordlys.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ConfigurationRefused, match=r"'other'.*'nordlys'"):
        read_rollout("other", tmp_path)


def _set(path: str, value: Any) -> Change:
    def change(values: dict[str, Any]) -> None:
        *parents, last = path.split(".")
        place: Any = values
        for name in parents:
            place = place[int(name)] if isinstance(place, list) else place[name]
        place[int(last) if isinstance(place, list) else last] = value

    return change


def _panel_and_books(panel: list[str], books: dict[str, str]) -> Change:
    def change(values: dict[str, Any]) -> None:
        values["rules"]["selection"] = {"panel": panel}
        values["sheets"]["evaluators"] = books

    return change


@pytest.mark.parametrize(
    ("change", "path", "why"),
    [
        (_set("contract.currency", "kroner"), "contract.currency", "pattern"),
        (_set("contract.clauses.0.calendar", "nat"), "contract", "no calendar 'nat'"),
        (_set("contract.ends_on", "2025-09-01"), "contract", "ends_on: must be after starts_on"),
        (_set("contract.clauses.1.clause_id", "first_response"), "contract", "same clause_id"),
        (_set("zone", "Europe/Kobenhavn"), "zone", "no time zone 'Europe/Kobenhavn'"),
        (_set("zone", "right/Europe/Copenhagen"), "zone", "no time zone 'right/Europe/Copenhagen'"),
        (_set("zone", "Europe"), "zone", "no time zone 'Europe'"),
        (_set("zone", "../../etc/localtime"), "zone", "no time zone '../../etc/localtime'"),
        (_set("jira.vendor_project", 'NB" OR project = X'), "jira.vendor_project", "pattern"),
        (_set("people.2.roles", []), "", "nobody has the role 'legal'"),
        (_set("colour", "blue"), "colour", "Extra inputs"),
        (_set("contract.statuses.10001.queue", False), "contract", "queue: true"),
        (_set("sheets.evaluators", {"Ida": "x", "Bo": "x"}), "sheets", "the spreadsheet x is used twice"),
        (_set("sheets.evaluators", {"Ida": "nordlys"}), "sheets", "nordlys is used twice"),
        (_panel_and_books(["Ida", "Bo"], {"Ida": "x", "Eva": "y"}), "", "name different people: Bo, Eva"),
        (_set("rules.minimum_coverage_share", "1.5"), "rules.minimum_coverage_share", "less than or equal to 1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_path(values: dict[str, Any], change: Change, path: str, why: str) -> None:
    change(values)
    with pytest.raises(ConfigurationRefused) as refused:
        parse_rollout(values, where="nordlys.yaml")
    assert path in refused.value.where
    assert why in str(refused.value.why)
    assert refused.value.next_step


def test_two_owner_gates_need_two_persons(values: dict[str, Any]) -> None:
    values["people"][1]["roles"] = ["procurement", "legal"]
    values["people"][2]["roles"] = []
    with pytest.raises(ConfigurationRefused, match="vendor_selection needs 2 different persons"):
        parse_rollout(values, where="nordlys.yaml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1\na: 2\n", "duplicate key"),
        ("a: [1\n", "line"),
        ("- 1\n", "no settings"),
        ("!!python/object/apply:os.system ['true']\n", "not valid YAML"),
    ],
)
def test_yaml_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationRefused) as refused:
        read_yaml(path)
    assert why in str(refused.value)


def with_people(**changed: Any) -> dict[str, Any]:
    values = read_yaml(EXAMPLES / "nordlys.yaml")
    values["people"][3] |= changed  # Lars Bjerre
    return values


AWAY = {"of": "Aisha Rahman", "from_on": "2026-07-01", "until_on": "2026-07-21"}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 6, 30), ["Søren Dahl", "Aisha Rahman"]),
        (date(2026, 7, 1), ["Søren Dahl", "Aisha Rahman", "Lars Bjerre"]),
        (date(2026, 7, 21), ["Søren Dahl", "Aisha Rahman", "Lars Bjerre"]),
        (date(2026, 7, 22), ["Søren Dahl", "Aisha Rahman"]),
    ],
)
def test_a_stand_in_may_decide_on_the_days_between_first_and_last(day: date, names: list[str]) -> None:
    rollout = parse_rollout(with_people(stands_in=[AWAY]), where="x.yaml")
    approvers = rollout.approvers(Phase.VENDOR_SELECTION, day)
    assert [approver.person for approver in approvers] == names
    for approver in approvers[2:]:
        assert (approver.role, approver.on_behalf_of) == (Role.LEGAL, "Aisha Rahman")
        assert approver.until_at == datetime(2026, 7, 22, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stands_in": [AWAY | {"of": "Nobody"}]}, "no other person here"),
        ({"stands_in": [AWAY | {"of": "Lars Bjerre"}]}, "no other person here"),
        ({"stands_in": [AWAY | {"until_on": "2026-06-30"}]}, "is before from_on"),
        ({"name": "Aisha Rahman"}, "two persons have the same name"),
    ],
)
def test_people_who_cannot_be_told_apart_or_stand_in_for_nobody_are_refused(
    changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ConfigurationRefused, match=sentence):
        parse_rollout(with_people(**changed), where="x.yaml")
