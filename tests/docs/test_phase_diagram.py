"""The picture in docs/phases.md is the state machine of the program: no arrow more, no arrow less."""

import re
from pathlib import Path

from domain.ledger.events import EventKind
from domain.ledger.owners import OWNERS
from domain.ledger.phases import Phase
from domain.ledger.state import NEXT_STATUS, PhaseStatus

PAGE = (Path(__file__).parents[2] / "docs/phases.md").read_text(encoding="utf-8")
ARROW = re.compile(r"(?P<from>\S+) --> (?P<to>\w+)(?:: (?P<on>\w+))?")
NAMED = re.compile(r'state "[^"]+" as (?P<status>\w+)')


def diagram() -> list[str]:
    """The lines of the one state diagram, without its first."""
    blocks = re.findall(r"```mermaid\nstateDiagram-v2\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 1
    return [line.strip() for line in blocks[0].splitlines() if line.strip()]


def test_every_line_of_the_diagram_is_understood_here() -> None:
    assert [line for line in diagram() if not (ARROW.fullmatch(line) or NAMED.fullmatch(line))] == []


def test_the_arrows_are_exactly_the_state_machine() -> None:
    arrows = [match for line in diagram() if (match := ARROW.fullmatch(line))]
    first = [match for match in arrows if match["from"] == "[*]"]
    assert [match["to"] for match in first] == [PhaseStatus.NOT_STARTED]
    drawn = [(match["from"], match["on"], match["to"]) for match in arrows if match not in first]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == {(old.value, kind.value, new.value) for (old, kind), new in NEXT_STATUS.items()}


def test_every_status_has_a_name_people_can_read() -> None:
    named = [match["status"] for line in diagram() if (match := NAMED.fullmatch(line))]
    assert sorted(named) == sorted(PhaseStatus)


def test_the_table_names_every_phase_in_order_with_its_owners() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)` \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert [(int(number), phase) for number, phase, _ in rows] == list(enumerate(Phase, start=1))
    for _, phase, owners in rows:
        said = {owner.strip().replace(" ", "_") for owner in owners.split("**and**")}
        assert said == set(OWNERS[Phase(phase)])


def test_the_table_of_words_explains_every_arrow() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert explained == {kind.value for _, kind in NEXT_STATUS}
    assert explained <= {kind.value for kind in EventKind}
