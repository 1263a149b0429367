"""Great Expectations suites derived from the row models, and what they find.

A row model knows each row; the suite adds what a row cannot know: uniqueness, counts, and the same bounds over the
whole table as an independent check. Great Expectations takes seconds to import, so it is imported where it runs.
Not here: its Data Docs (they load files from the internet; results are shown by our own reports).
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import annotated_types

from domain.values import canonical_json
from domain.workbook.tables import Row, base_type, columns_of

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class ExpectationSpec:
    """One expectation in Great Expectations' own terms: its type name and arguments."""

    kind: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class ExpectationResult:
    """What one expectation found in one tab."""

    tab: str
    kind: str
    column: str
    success: bool
    unexpected: int


def derive_suite(model: type[Row]) -> list[ExpectationSpec]:
    """The suite of a row model: presence, bounds, patterns, allowed values, unique keys, at least one row
    unless the model says otherwise.

    Column names are the model's field names. Nothing is written by hand per tab.
    """
    specs = [ExpectationSpec("ExpectTableRowCountToBeBetween", {"min_value": 0 if model.may_be_empty else 1})]
    for name in columns_of(model):
        specs.extend(_column_specs(model, name))
    if len(model.key) == 1:
        specs.append(ExpectationSpec("ExpectColumnValuesToBeUnique", {"column": model.key[0]}))
    elif model.key:
        specs.append(ExpectationSpec("ExpectCompoundColumnsToBeUnique", {"column_list": list(model.key)}))
    return specs


def _column_specs(model: type[Row], name: str) -> Iterator[ExpectationSpec]:
    field = model.model_fields[name]
    kind, may_be_blank = base_type(field)
    if not may_be_blank:
        yield ExpectationSpec("ExpectColumnValuesToNotBeNull", {"column": name})
    bounds: dict[str, Any] = {}
    for rule in _constraints(field.metadata, kind):
        if isinstance(rule, annotated_types.Ge):
            bounds["min_value"] = float(rule.ge)  # type: ignore[arg-type]
        elif isinstance(rule, annotated_types.Le):
            bounds["max_value"] = float(rule.le)  # type: ignore[arg-type]
        elif getattr(rule, "pattern", None):
            yield ExpectationSpec(
                "ExpectColumnValuesToMatchRegex",
                {"column": name, "regex": getattr(rule.pattern, "pattern", rule.pattern)},
            )
    if bounds:
        yield ExpectationSpec("ExpectColumnValuesToBeBetween", {"column": name, **bounds})
    plain = getattr(kind, "__origin__", kind)
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        yield ExpectationSpec(
            "ExpectColumnValuesToBeInSet", {"column": name, "value_set": [member.value for member in plain]}
        )


def _constraints(metadata: Sequence[Any], kind: Any) -> Iterator[Any]:
    """Every single constraint: pydantic packs several into groups, and nests those of optional fields."""
    for item in (*metadata, *getattr(kind, "__metadata__", ())):
        inner = getattr(item, "metadata", None)  # a nested FieldInfo
        if isinstance(item, annotated_types.GroupedMetadata):
            yield from item
        elif isinstance(inner, list):
            yield from _constraints(inner, None)
        else:
            yield item


def checks_key(tables: Mapping[str, tuple[type[Row], Sequence[Row]]]) -> str:
    """sha256 (hex) over rows, derived suites and the library's version: equal keys give equal results."""
    body = {
        "library": version("great-expectations"),
        "tables": {
            tab: {
                "suite": [[spec.kind, spec.arguments] for spec in derive_suite(model)],
                "rows": [row.model_dump(mode="json") for row in rows],
            }
            for tab, (model, rows) in tables.items()
        },
    }
    return hashlib.sha256(canonical_json(body).encode()).hexdigest()


def check_tables(tables: Mapping[str, tuple[type[Row], Sequence[Row]]]) -> list[ExpectationResult]:
    """Run each tab's derived suite over its rows (tab title -> model and rows).

    Returns one result per expectation, failed ones with the number of unexpected values.
    """
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("rows")
    results: list[ExpectationResult] = []
    for tab, (model, rows) in tables.items():
        asset = source.add_dataframe_asset(name=tab)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": _frame(model, rows)})
        suite = gx.ExpectationSuite(
            name=tab, expectations=[getattr(gx.expectations, s.kind)(**s.arguments) for s in derive_suite(model)]
        )
        results.extend(_result(tab, found) for found in batch.validate(suite).results)
    return results


def _result(tab: str, found: Any) -> ExpectationResult:
    arguments = found.expectation_config.kwargs
    column = arguments.get("column") or ", ".join(arguments.get("column_list", ()))
    return ExpectationResult(
        tab=tab,
        kind=found.expectation_config.type,
        column=column,
        success=bool(found.success),
        unexpected=int(found.result.get("unexpected_count") or 0),
    )


def _frame(model: type[Row], rows: Sequence[Row]) -> "pandas.DataFrame":
    import pandas

    names = list(columns_of(model))
    return pandas.DataFrame([{n: _plain(getattr(row, n)) for n in names} for row in rows], columns=names)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)  # bounds are checked on magnitudes; money itself never passes through here
    return value.value if isinstance(value, StrEnum) else value
