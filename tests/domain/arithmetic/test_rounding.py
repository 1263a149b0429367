"""Half up, in one place: the rules of rounding, and that nobody rounds elsewhere."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arithmetic.rounding import at_least, at_most, measured, money, rounded, share_of_one, whole

ROOT = Path(__file__).parents[3]
TREES = ("domain", "reports", "tasks", "flows", "connectors", "configs")
ONE_PLACE = "domain/arithmetic/rounding.py"
NO_FIGURES = {
    "reports/forms/word/tables.py": "widths of columns in twentieths of a point",
    "reports/forms/word/markup.py": "sizes of letters, pages and pictures",
    "reports/forms/paper/columns.py": "widths of columns in points",
    "connectors/atlassian_jira/jql.py": "an instant in whole milliseconds",
}
"""Files that may call `round`: what they round is a length or an instant, never a figure somebody reads."""


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("0.125", 2, "0.13"), ("0.04125", 4, "0.0413"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("0.12499", 2, "0.12")],
)
def test_halves_are_rounded_up_and_away_from_zero(value: str, places: int, shown: str) -> None:
    assert rounded(Decimal(value), places) == Decimal(shown)


def test_a_share_is_kept_to_a_hundredth_of_a_per_cent_and_money_to_its_smallest_coin() -> None:
    assert (share_of_one(Decimal("0.00005")), money(Decimal("0.005"))) == (Decimal("0.0001"), Decimal("0.01"))


@pytest.mark.parametrize(("value", "expected"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-2.5", -3), ("2.49", 2)])
def test_whole_numbers_are_rounded_half_up_too(value: str, expected: int) -> None:
    assert whole(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    # 0.0125 and 2.675 have no exact double: the nearest ones lie over and under them.
    [(2.675, 2, "2.68"), (0.25, 1, "0.3"), (0.0125, 3, "0.013"), (1e-9, 4, "0.0000"), (1 / 32, 4, "0.0313")],
)
def test_a_binary_fraction_is_rounded_as_it_is_written(value: float, places: int, shown: str) -> None:
    assert str(measured(value, places)) == shown


@given(st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=9), st.integers(0, 6))
def test_a_rounded_value_is_at_most_half_a_step_away_and_between_its_bounds(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    found = rounded(value, places)
    assert abs(found - value) <= step / 2
    assert at_least(value, places) <= value <= at_most(value, places)
    assert at_least(value, places) <= found <= at_most(value, places)
    assert at_most(value, places) - at_least(value, places) in (0, step)


@given(st.decimals(-1_000, 1_000, allow_nan=False, places=6), st.integers(0, 6))
def test_rounding_twice_to_the_same_places_changes_nothing_and_signs_do_not_matter(value: Decimal, places: int) -> None:
    assert rounded(rounded(value, places), places) == rounded(value, places)
    assert rounded(-value, places) == -rounded(value, places)


@given(st.floats(-1_000, 1_000), st.floats(-1_000, 1_000), st.integers(0, 6))
def test_a_larger_figure_is_never_shown_as_the_smaller_one(one: float, other: float, places: int) -> None:
    low, high = sorted((one, other))
    assert measured(low, places) <= measured(high, places)


def test_nobody_rounds_a_figure_outside_the_one_place() -> None:
    found = [f"{path}:{line}" for path, line, _ in _rounding(ROOT)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "x.quantize(y)", "from decimal import ROUND_HALF_EVEN", "import decimal\ndecimal.ROUND_UP",
        "x.to_integral_value(rounding='ROUND_FLOOR')", "round(x, 2)", "Decimal(f'{x:.4f}')", "f = round",
    ],
)  # fmt: skip
def test_each_way_of_rounding_is_seen(text: str) -> None:
    assert list(_ways(ast.parse(text)))


def _rounding(root: Path) -> Iterator[tuple[str, int, str]]:
    for tree in TREES:
        for path in sorted((root / tree).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name == ONE_PLACE:
                continue
            for line, way in _ways(ast.parse(path.read_text(encoding="utf-8"))):
                if way != "round" or name not in NO_FIGURES:
                    yield name, line, way


def _ways(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every place where a value loses digits: (line, how)."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="quantize" | "to_integral_value" | "to_integral_exact" as way):
                yield node.lineno, way
            case ast.Name(id=way) | ast.Attribute(attr=way) if way.startswith("ROUND_"):
                yield node.lineno, way
            case ast.ImportFrom(module="decimal", names=names) if any(n.name.startswith("ROUND_") for n in names):
                yield node.lineno, "ROUND_"
            case ast.Name(id="round", ctx=ast.Load()):
                yield node.lineno, "round"
            case ast.Call(func=ast.Name(id="Decimal"), args=[ast.JoinedStr(values=values)]) if _with_places(values):
                yield node.lineno, "format"
            case _:
                pass


def _with_places(values: list[ast.expr]) -> bool:
    """Whether a part is written to so many places (`.4f`); `.15g` only drops the noise of a double."""
    specs = (ast.unparse(v.format_spec) for v in values if isinstance(v, ast.FormattedValue) and v.format_spec)
    return any(re.search(r"\.\d+f", spec) for spec in specs)
